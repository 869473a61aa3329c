import PQLSyntax

extension PQLExpression {
    /// The names that the node binds, in the order written.
    var binders: [String] {
        switch kind {
        case .lambda(let names, _): names
        case .binding(let name, _, _): [name]
        case .query(_, let declarations), .aggregate(_, _, let declarations): declarations.map(\.name)
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .call, .occurs, .chain, .schemaReference, .unknown, .error:
            []
        }
    }

    /// For each child, how many of the node's binders it sees, from the first on.
    var visibleBinders: [Int] {
        switch kind {
        case .lambda(let names, _): [names.count]
        case .binding: [0, 1]
        case .query(_, let declarations): Self.visible(declarations)
        case .aggregate(_, let value, let declarations):
            (value == nil ? [] : [declarations.count]) + Self.visible(declarations)
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .call, .occurs, .chain, .schemaReference, .unknown, .error:
            children.map { _ in 0 }
        }
    }

    private static func visible(_ declarations: [PQLDeclaration]) -> [Int] {
        declarations.enumerated().flatMap { index, declaration in
            declaration.condition == nil ? [index] : [index, index + 1]
        }
    }

    /// Every name that occurs in the tree as a variable's or a binder's.
    var names: Set<String> {
        var names: Set<String> = []
        visit { node in
            names.formUnion(node.binders)
            if case .variable(let name) = node.kind { names.insert(name) }
        }
        return names
    }

    /// The tree with a variable that is free in it replaced.
    func replacing(variable name: String, with kind: Kind) -> PQLExpression {
        if case .variable(name) = self.kind { return PQLExpression(kind) }
        let binders = binders
        return replacing(
            children: zip(children, visibleBinders).map { child, visible in
                let isHidden = binders.prefix(visible).contains(name)
                return isHidden ? child.expression : child.expression.replacing(variable: name, with: kind)
            }
        )
    }

    /// The node with other names for what it binds, uses included; the new names must not occur in it.
    func renaming(binders newNames: [String]) -> PQLExpression {
        let old = binders
        let children = zip(children, visibleBinders).map { child, visible in
            zip(old, newNames).prefix(visible).reversed().reduce(child.expression) { tree, names in
                tree.replacing(variable: names.0, with: .variable(names.1))
            }
        }
        let node = replacing(children: children)
        func renamed(_ declarations: [PQLDeclaration]) -> [PQLDeclaration] {
            zip(declarations, newNames).map { PQLDeclaration(name: $1, source: $0.source, condition: $0.condition) }
        }
        switch node.kind {
        case .lambda(_, let body): return PQLExpression(.lambda(newNames, body))
        case .binding(_, let value, let body):
            return PQLExpression(.binding(name: newNames[0], value: value, body: body))
        case .query(let quantifier, let declarations): return PQLExpression(.query(quantifier, renamed(declarations)))
        case .aggregate(let aggregate, let value, let declarations):
            return PQLExpression(.aggregate(aggregate, of: value, over: renamed(declarations)))
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .call, .occurs, .chain, .schemaReference, .unknown, .error:
            return node
        }
    }

    /// A body about an item as its subject, with a name for the item instead: what the body of a lambda says.
    func naming(itemUp level: Int = 0, _ name: String) -> PQLExpression {
        if case .subject(let up) = kind {
            if up == level { return PQLExpression(.variable(name)) }
            return up > level ? PQLExpression(.subject(up: up - 1)) : self
        }
        return replacing(
            children: children.map { child in
                child.expression.naming(itemUp: level + (child.entersItem ? 1 : 0), name)
            }
        )
    }

    /// The tree with nodes replaced from the leaves up; `transform` gets how many items a node is inside of.
    ///
    /// The amounts of `occurs` and the counts of steps, which are no values, stay.
    func rewriting(inside level: Int = 0, _ transform: (PQLExpression, Int) -> PQLExpression?) -> PQLExpression {
        let fixed = fixedChildren
        let children = children.enumerated().map { index, child in
            if fixed.contains(index) { return child.expression }
            return child.expression.rewriting(inside: level + (child.entersItem ? 1 : 0), transform)
        }
        let node = replacing(children: children)
        return transform(node, level) ?? node
    }

    /// The children that are amounts of time or counts of steps.
    private var fixedChildren: Set<Int> {
        switch kind {
        case .occurs(_, .distance): return [1]
        case .chain(let chain):
            var fixed: Set<Int> = []
            var index = 1
            for step in chain.steps {
                index += step.condition == nil ? 1 : 2
                if case .distance? = step.when { fixed.insert(index) }
                index += step.when?.expressions.count ?? 0
                guard step.count != nil else { continue }
                fixed.insert(index)
                index += 1
            }
            return fixed
        default: return []
        }
    }
}
