/// Gives every subject and variable the name that its place in the tree gives it: laws 3, 5 and 7 of the canonical
/// form.
///
/// Walks from the top with its work on the heap.
struct SubjectRenaming {
    /// What the names of the old tree mean at one place of it.
    private struct Scope {
        enum Meaning {
            /// The item at this level of the new tree.
            case item(Int)
            case variable(String)
        }

        /// How many items are around in the new tree.
        var level = 0
        /// The levels in the new tree of the old tree's subjects, the profile first.
        var subjects = [0]
        var names: [String: Meaning] = [:]
        /// How many variables are bound around in the new tree.
        var bound = 0

        func enteringItem() -> Scope {
            var inner = self
            inner.level += 1
            inner.subjects.append(inner.level)
            return inner
        }

        func namingItem(_ name: String) -> Scope {
            var inner = self
            inner.level += 1
            inner.names[name] = .item(inner.level)
            return inner
        }

        func binding(_ newNames: some Sequence<String>) -> Scope {
            var inner = self
            for name in newNames {
                inner.names[name] = .variable(inner.nextName)
                inner.bound += 1
            }
            return inner
        }

        var nextName: String { "v\(bound)" }

        func subject(up: Int) -> PQLExpression.Kind {
            let index = subjects.count - 1 - up
            // Past the profile there is nothing to rename; it stays as far past it.
            return .subject(up: index >= 0 ? level - subjects[index] : level - index)
        }
    }

    private struct Frame {
        let node: PQLExpression
        let scope: Scope
        let children: [(node: PQLExpression, scope: Scope)]
        var done: [PQLExpression] = []
    }

    private var stack: [Frame] = []

    static func renamed(_ tree: PQLExpression) -> PQLExpression {
        var renaming = SubjectRenaming()
        renaming.push(tree, Scope())
        while true {
            let top = renaming.stack.count - 1
            let next = renaming.stack[top].done.count
            if next < renaming.stack[top].children.count {
                let child = renaming.stack[top].children[next]
                renaming.push(child.node, child.scope)
                continue
            }
            let result = Self.rebuilt(renaming.stack.removeLast())
            guard !renaming.stack.isEmpty else { return result }
            renaming.stack[renaming.stack.count - 1].done.append(result)
        }
    }

    private mutating func push(_ node: PQLExpression, _ scope: Scope) {
        stack.append(Frame(node: node, scope: scope, children: Self.children(of: node, scope)))
    }

    private static func children(
        of node: PQLExpression,
        _ scope: Scope
    ) -> [(node: PQLExpression, scope: Scope)] {
        switch node.kind {
        case .lambda(let names, let body): return [(body, scope.binding(names))]
        case .binding(let name, let value, let body): return [(value, scope), (body, scope.binding([name]))]
        case .query(_, let declarations): return self.declarations(declarations, scope)
        case .aggregate(_, let value, let declarations):
            let inner = value.map { [(node: $0, scope: scope.binding(declarations.map(\.name)))] } ?? []
            return inner + self.declarations(declarations, scope)
        case .call(let function, let arguments):
            if arguments.count > 1, let index = function.itemArgument, let (name, body) = itemLambda(arguments[index]) {
                return arguments.indices.map { $0 == index ? (body, scope.namingItem(name)) : (arguments[$0], scope) }
            }
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .occurs, .chain, .schemaReference, .unknown, .error:
            break
        }
        let children = node.children
        guard children.contains(where: \.entersItem) else { return children.map { ($0.expression, scope) } }
        let inner = scope.enteringItem()
        return children.map { ($0.expression, $0.entersItem ? inner : scope) }
    }

    /// The name and body of a lambda that only names the item. A body that is a lambda again would be taken for one
    /// of that kind itself.
    private static func itemLambda(_ node: PQLExpression) -> (name: String, body: PQLExpression)? {
        guard case .lambda(let names, let body) = node.kind, names.count == 1, node.extraMembers.isEmpty,
            !body.isLambda
        else { return nil }
        return (names[0], body)
    }

    private static func declarations(
        _ declarations: [PQLDeclaration],
        _ outer: Scope
    ) -> [(node: PQLExpression, scope: Scope)] {
        var scope = outer
        var children: [(node: PQLExpression, scope: Scope)] = []
        for declaration in declarations {
            children.append((declaration.source, scope))
            scope = scope.binding([declaration.name])
            if let condition = declaration.condition { children.append((condition, scope)) }
        }
        return children
    }

    private static func rebuilt(_ frame: Frame) -> PQLExpression {
        let (node, scope) = (frame.node, frame.scope)
        switch node.kind {
        case .subject(let up): return node.with(scope.subject(up: up))
        case .parameter(1): return node.with(.subject(up: scope.level))
        case .variable(let name):
            switch scope.names[name] {
            case .item(let level)?: return node.with(.subject(up: scope.level - level))
            case .variable(let name)?: return node.with(.variable(name))
            case nil: return node
            }
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .parameter, .field,
            .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            return renamingBound(node.replacing(children: frame.done), scope)
        }
    }

    /// The node with the names that it binds itself replaced.
    private static func renamingBound(_ node: PQLExpression, _ scope: Scope) -> PQLExpression {
        func name(_ offset: Int) -> String { "v\(scope.bound + offset)" }
        func renamed(_ declarations: [PQLDeclaration]) -> [PQLDeclaration] {
            declarations.enumerated().map { offset, declaration in
                PQLDeclaration(
                    name: name(offset),
                    nameSpan: declaration.nameSpan,
                    source: declaration.source,
                    condition: declaration.condition
                )
            }
        }
        switch node.kind {
        case .lambda(let names, let body): return node.with(.lambda(names.indices.map(name), body))
        case .binding(_, let value, let body): return node.with(.binding(name: name(0), value: value, body: body))
        case .query(let quantifier, let declarations): return node.with(.query(quantifier, renamed(declarations)))
        case .aggregate(let aggregate, let value, let declarations):
            return node.with(.aggregate(aggregate, of: value, over: renamed(declarations)))
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .call, .occurs, .chain, .schemaReference, .unknown, .error:
            return node
        }
    }
}
