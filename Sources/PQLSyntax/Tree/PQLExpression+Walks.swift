extension PQLExpression {
    /// Whether the tree is higher than `limit` nodes.
    func nests(deeperThan limit: Int) -> Bool {
        var pending = [(node: self, depth: 1)]
        while let (node, depth) = pending.popLast() {
            if depth > limit { return true }
            for child in node.children { pending.append((child.expression, depth + 1)) }
        }
        return false
    }

    /// Calls `body` with this node and everything below it, a node before its children, left to right.
    package func visit(_ body: (PQLExpression) -> Void) {
        var pending = [self]
        while let node = pending.popLast() {
            body(node)
            for child in node.children.reversed() { pending.append(child.expression) }
        }
    }

    /// Calls `body` with every name of a field: the segments of paths, and the order of a chain.
    package func visitNames(_ body: (PQLName) -> Void) {
        visit { node in
            switch node.kind {
            case .field(_, let name): body(name)
            case .chain(let chain): body(chain.order)
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs,
                .schemaReference, .unknown, .error:
                break
            }
        }
    }

    /// Calls `body` with every template token: values, parts of strings, names.
    package func visitTemplates(_ body: (PQLTemplate) -> Void) {
        visit { node in
            switch node.kind {
            case .template(let template): body(template)
            case .string(let string): for case .template(let template) in string.parts { body(template) }
            case .field(_, let name): if case .template(let template) = name.kind { body(template) }
            case .chain(let chain): if case .template(let template) = chain.order.kind { body(template) }
            case .boolean, .integer, .long, .double, .null, .moment, .list, .object, .subject, .parameter, .variable,
                .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .schemaReference, .unknown, .error:
                break
            }
        }
    }

    /// The tree with nodes replaced from the leaves up.
    ///
    /// Names are rewritten first, then children, then `transform` sees the node with its new children; nil keeps what
    /// is there. Spans and extra members of nodes that are kept stay. Needs no more stack for a deep tree.
    package func rewriting(
        names rename: (PQLName) -> PQLName? = { _ in nil },
        _ transform: (PQLExpression) -> PQLExpression?
    ) -> PQLExpression {
        struct Frame {
            let node: PQLExpression
            let children: [PQLChild]
            var done: [PQLExpression] = []
        }
        var stack = [Frame(node: self, children: children)]
        while true {
            let top = stack.count - 1
            if stack[top].done.count < stack[top].children.count {
                let child = stack[top].children[stack[top].done.count].expression
                stack.append(Frame(node: child, children: child.children))
                continue
            }
            let frame = stack.removeLast()
            let rebuilt = frame.node.replacing(children: frame.done, rename)
            let result = transform(rebuilt) ?? rebuilt
            guard !stack.isEmpty else { return result }
            stack[stack.count - 1].done.append(result)
        }
    }

    /// The tree with template tokens replaced by what they stand for; nil leaves a token where it is.
    ///
    /// A value of the wrong kind for its place leaves the token too: a name must be a string, and a list has no place
    /// inside a string literal.
    package func resolvingTemplates(_ value: (PQLTemplate) -> PQLTemplateValue?) -> PQLExpression {
        rewriting(
            names: { name in
                guard case .template(let template) = name.kind, case .string(let text) = value(template) else {
                    return nil
                }
                return PQLName(text, span: name.span)
            },
            { node in
                switch node.kind {
                case .template(let template):
                    return value(template).map { PQLExpression($0.literal, span: node.span) }
                case .string(let string):
                    guard string.text == nil else { return nil }
                    let parts = string.parts.map { part in
                        guard case .template(let template) = part, let text = value(template)?.text else { return part }
                        return PQLString.Part.text(text)
                    }
                    return PQLExpression(
                        .string(PQLString(parts: parts)),
                        span: node.span,
                        extraMembers: node.extraMembers
                    )
                case .boolean, .integer, .long, .double, .null, .moment, .list, .object, .subject, .parameter,
                    .variable, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain,
                    .schemaReference, .unknown, .error:
                    return nil
                }
            }
        )
    }

    /// The same node around other children, given in the order of `children`.
    package func replacing(
        children: [PQLExpression],
        _ rename: (PQLName) -> PQLName? = { _ in nil }
    ) -> PQLExpression {
        var rest = children[...]
        func next() -> PQLExpression {
            guard let first = rest.popFirst() else { preconditionFailure("a node keeps its number of children") }
            return first
        }
        func declarations(_ old: [PQLDeclaration]) -> [PQLDeclaration] {
            old.map { declaration in
                let source = next()
                return PQLDeclaration(
                    name: declaration.name,
                    nameSpan: declaration.nameSpan,
                    source: source,
                    condition: declaration.condition.map { _ in next() }
                )
            }
        }
        let kind: Kind
        switch self.kind {
        case .string, .boolean, .integer, .long, .double, .null, .moment, .template, .subject, .parameter, .variable,
            .schemaReference, .unknown, .error:
            return self
        case .list: kind = .list(children)
        case .object(let members): kind = .object(members.map { PQLMember(key: $0.key, value: next()) })
        case .field(_, let name): kind = .field(of: next(), rename(name) ?? name)
        case .filter:
            let base = next()
            kind = .filter(base, where: next())
        case .call(let function, _): kind = .call(function, children)
        case .lambda(let names, _): kind = .lambda(names, next())
        case .query(let quantifier, let old): kind = .query(quantifier, declarations(old))
        case .aggregate(let aggregate, let value, let old):
            let value = value.map { _ in next() }
            kind = .aggregate(aggregate, of: value, over: declarations(old))
        case .binding(let name, _, _):
            let value = next()
            kind = .binding(name: name, value: value, body: next())
        case .occurs(_, let occurrence):
            let time = next()
            kind = .occurs(time, occurrence.replacingExpressions(next))
        case .chain(let chain): kind = .chain(chain.replacing(next, rename))
        }
        return PQLExpression(kind, span: span, extraMembers: extraMembers)
    }
}

extension PQLChain {
    fileprivate func replacing(_ next: () -> PQLExpression, _ rename: (PQLName) -> PQLName?) -> PQLChain {
        let array = next()
        let steps = steps.map { step in
            let what = next()
            let condition = step.condition.map { _ in next() }
            let when = step.when?.replacingExpressions(next)
            return Step(
                name: step.name,
                nameSpan: step.nameSpan,
                negated: step.negated,
                what: what,
                condition: condition,
                when: when,
                count: step.count.map { _ in next() },
                extraMembers: step.extraMembers
            )
        }
        return PQLChain(array: array, order: rename(order) ?? order, steps: steps, keptElements: keptElements)
    }
}
