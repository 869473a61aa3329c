/// One direct child of a node.
package struct PQLChild: Sendable {
    package let expression: PQLExpression
    /// Whether the child's bare names belong to an item of the node's array: the condition of a filter, the argument
    /// of an item method, the parts of a chain step. `^` climbs out of it.
    package let entersItem: Bool
}

extension PQLExpression {
    /// The direct children in the order in which text says them, with `of` of an aggregate before its declarations.
    package var children: [PQLChild] {
        var children: [PQLChild] = []
        switch kind {
        case .string, .boolean, .integer, .long, .double, .null, .moment, .template, .subject, .parameter, .variable,
            .schemaReference, .unknown, .error:
            break
        case .list(let items): children.reserveCapacity(items.count); for item in items { children.plain(item) }
        case .object(let members): for member in members { children.plain(member.value) }
        case .field(let base, _): children.plain(base)
        case .filter(let base, let condition):
            children.plain(base)
            children.item(condition)
        case .call(let function, let arguments): children.append(of: function, arguments)
        case .lambda(_, let body): children.plain(body)
        case .query(_, let declarations): children.append(declarations)
        case .aggregate(_, let value, let declarations):
            if let value { children.plain(value) }
            children.append(declarations)
        case .binding(_, let value, let body):
            children.plain(value)
            children.plain(body)
        case .occurs(let time, let occurrence):
            children.plain(time)
            for expression in occurrence.expressions { children.plain(expression) }
        case .chain(let chain): children.append(chain)
        }
        return children
    }

    /// Whether this is a lambda, which names its items instead of moving the subject.
    package var isLambda: Bool {
        if case .lambda = kind { true } else { false }
    }
}

extension [PQLChild] {
    fileprivate mutating func plain(_ expression: PQLExpression) {
        append(PQLChild(expression: expression, entersItem: false))
    }

    fileprivate mutating func item(_ expression: PQLExpression) {
        append(PQLChild(expression: expression, entersItem: true))
    }

    fileprivate mutating func append(of function: PQLFunction, _ arguments: [PQLExpression]) {
        reserveCapacity(arguments.count)
        let itemArgument = arguments.count > 1 ? function.itemArgument : nil
        for (index, argument) in arguments.enumerated() {
            append(PQLChild(expression: argument, entersItem: index == itemArgument && !argument.isLambda))
        }
    }

    fileprivate mutating func append(_ declarations: [PQLDeclaration]) {
        for declaration in declarations {
            plain(declaration.source)
            if let condition = declaration.condition { plain(condition) }
        }
    }

    fileprivate mutating func append(_ chain: PQLChain) {
        plain(chain.array)
        for step in chain.steps {
            item(step.what)
            if let condition = step.condition { item(condition) }
            for expression in step.when?.expressions ?? [] { item(expression) }
            if let count = step.count { item(count) }
        }
    }
}

extension PQLOccurrence {
    /// The expressions in it, in the order in which text says them.
    package var expressions: [PQLExpression] {
        switch self {
        case .distance(_, let amount, _, _, let time): [amount] + time.expressions
        case .between(let start, let end): start.expressions + end.expressions
        case .relative(_, let time), .within(let time): time.expressions
        }
    }

    func replacingExpressions(_ next: () -> PQLExpression) -> PQLOccurrence {
        switch self {
        case .distance(let comparison, _, let unit, let direction, let time):
            let amount = next()
            return .distance(comparison, amount: amount, unit, direction, time.replacingExpressions(next))
        case .between(let start, let end):
            let start = start.replacingExpressions(next)
            return .between(start, end.replacingExpressions(next))
        case .relative(let direction, let time): return .relative(direction, time.replacingExpressions(next))
        case .within(let time): return .within(time.replacingExpressions(next))
        }
    }
}

extension PQLTime {
    package var expressions: [PQLExpression] {
        switch self {
        case .interval: []
        case .expression(let expression): [expression]
        }
    }

    fileprivate func replacingExpressions(_ next: () -> PQLExpression) -> PQLTime {
        switch self {
        case .interval: self
        case .expression: .expression(next())
        }
    }
}
