package import JSONTree
package import PQLSyntax

/// What a rule says of a profile: small, slow, and as plain as the language's documentation.
///
/// An oracle for tests. It walks the tree as it stands, knows no schema and no clock, and follows the written rules:
/// null travels up and is false where a Boolean is expected, comparisons are true only of what is present, paths
/// through arrays are existential, time is UTC. Where those rules leave the result open it throws `Unevaluable`. Every
/// operand of `and` and `or` is evaluated, so that what cannot be evaluated does not depend on the order.
package struct ReferenceEvaluator: Sendable {
    /// The time of the run in epoch milliseconds.
    package let now: Int64
    /// The audiences that the profile is in, besides those that its `segmentMembership` tells of.
    let memberships: Set<String>

    package init(now: Int64, memberships: Set<String> = []) {
        self.now = now
        self.memberships = memberships
    }

    package func value(of tree: PQLExpression, profile: JSONValue) throws -> Value {
        try value(of: tree, in: Scope(subjects: [Value(profile)]))
    }

    package func holds(_ tree: PQLExpression, profile: JSONValue) throws -> Bool {
        try isTrue(tree, in: Scope(subjects: [Value(profile)]))
    }
}

extension ReferenceEvaluator {
    /// What bare names, carets and variables mean at a place.
    struct Scope {
        /// The profile first, the innermost item last.
        var subjects: [Value]
        var variables: [String: Value] = [:]

        func entering(_ item: Value) -> Scope {
            Scope(subjects: subjects + [item], variables: variables)
        }

        func binding(_ name: String, _ value: Value) -> Scope {
            var scope = self
            scope.variables[name] = value
            return scope
        }
    }

    func value(of node: PQLExpression, in scope: Scope) throws -> Value {
        guard node.extraMembers.isEmpty else { throw Unevaluable("a node with unknown members") }
        switch node.kind {
        case .string(let string):
            guard let text = string.text else { throw Unevaluable("a template token") }
            return .string(text)
        case .boolean(let value): return .boolean(value)
        case .integer(let value), .long(let value): return .integer(value)
        case .double(let value): return .number(value)
        case .null: return .null
        case .moment(let moment): return .moment(moment)
        case .list(let items): return .items(try items.map { try value(of: $0, in: scope) })
        case .object(let members):
            return .members(try members.map { ($0.key, try value(of: $0.value, in: scope)) })
        case .subject(let up):
            guard up < scope.subjects.count else { throw Unevaluable("more carets than items") }
            return scope.subjects[scope.subjects.count - 1 - up]
        case .parameter(let position):
            guard position == 1 else { throw Unevaluable("the parameter $\(position)") }
            return scope.subjects[0]
        case .variable(let name):
            guard let value = scope.variables[name] else { throw Unevaluable("the unbound variable \(name)") }
            return value
        case .field(let base, let name):
            guard case .plain(let name) = name.kind else { throw Unevaluable("a template token") }
            return try member(name, of: try value(of: base, in: scope))
        case .filter(let base, let condition):
            return try filter(try value(of: base, in: scope), condition, scope)
        case .call(let function, let arguments): return try call(function.name, arguments, scope)
        case .query(let quantifier, let declarations): return try query(quantifier, declarations, scope)
        case .aggregate(let aggregate, let value, let declarations):
            return try self.aggregate(aggregate, value, declarations, scope)
        case .binding(let name, let bound, let body):
            return try value(of: body, in: scope.binding(name, try value(of: bound, in: scope)))
        case .occurs(let time, let occurrence):
            return .boolean(try occurs(try value(of: time, in: scope), occurrence, scope))
        case .chain(let chain): return .boolean(try holds(chain, scope))
        case .lambda: throw Unevaluable("a lambda that is not an argument")
        case .template: throw Unevaluable("a template token")
        case .schemaReference: throw Unevaluable("a schema reference")
        case .unknown: throw Unevaluable("an unknown node")
        case .error: throw Unevaluable("a part that could not be read")
        }
    }

    /// Null is false, a Boolean itself, an array true when it has an item, a path through an array when one of its
    /// values is; whatever else is present is true.
    ///
    /// What stands for another expression is true where that is: the body of `let`, a branch of `if`.
    func isTrue(_ node: PQLExpression, in scope: Scope) throws -> Bool {
        if case .binding(let name, let bound, let body) = node.kind, node.extraMembers.isEmpty {
            return try isTrue(body, in: scope.binding(name, try value(of: bound, in: scope)))
        }
        if case .call("if", let arguments) = node.kind, arguments.count == 3, node.extraMembers.isEmpty {
            return try isTrue(isTrue(arguments[0], in: scope) ? arguments[1] : arguments[2], in: scope)
        }
        let value = try value(of: node, in: scope)
        if case .array(let items) = value, try goesThroughArray(node, scope) {
            return items.contains(where: Self.isTrue)
        }
        return Self.isTrue(value)
    }

    private static func isTrue(_ value: Value) -> Bool {
        switch value {
        case .null: false
        case .boolean(let value): value
        case .array(let items): !items.isEmpty
        case .integer, .double, .string, .moment, .day, .object, .map, .entry, .tuple: true
        }
    }

    /// Whether the node is a path that maps over the items of an array.
    func goesThroughArray(_ node: PQLExpression, _ scope: Scope) throws -> Bool {
        guard case .field(let base, _) = node.kind else { return false }
        if case .array = try value(of: base, in: scope) { return true }
        return false
    }

    /// A field access maps over the items of an array and flattens one level.
    private func member(_ name: String, of value: Value) throws -> Value {
        switch value {
        case .null, .boolean, .integer, .double, .string: return .null
        case .object(let members): return members[name] ?? .null
        case .array(let items):
            return .items(
                try items.flatMap { item in
                    let value = try member(name, of: item)
                    if case .array(let inner) = value { return inner }
                    return [value]
                }
            )
        case .moment, .day, .map, .entry, .tuple: throw Unevaluable("a field of \(value.noun)")
        }
    }
}
