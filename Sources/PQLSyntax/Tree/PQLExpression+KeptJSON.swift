import JSONTree

// What a tree keeps of a pql/json tree as it was, because its meaning is not known.

extension PQLExpression {
    /// Calls `body` with every JSON value that is kept in the tree as it was.
    func visitKeptJSON(_ body: (JSONValue) -> Void) {
        visit { node in
            if !node.extraMembers.isEmpty { body(.object(node.extraMembers)) }
            switch node.kind {
            case .unknown(let value): body(value)
            case .chain(let chain):
                for step in chain.steps where !step.extraMembers.isEmpty { body(.object(step.extraMembers)) }
                for element in chain.keptElements { body(element.json) }
            case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
                .parameter, .variable, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs,
                .schemaReference, .error:
                break
            }
        }
    }

    /// Every name that JSON which is kept may speak of and does not bind itself.
    var namesInKeptJSON: Set<String> {
        var names: Set<String> = []
        visitKeptJSON { names.formUnion($0.freeNames) }
        return names
    }
}

extension JSONValue {
    /// Every string in the value that may be the name of a variable from outside: all that are no members' names, but
    /// for those that a lambda around them binds.
    var freeNames: Set<String> {
        var names: Set<String> = []
        var pending = [(value: self, bound: Set<String>())]
        while let (value, bound) = pending.popLast() {
            switch value {
            case .string(let text): if !bound.contains(text) { names.insert(text) }
            case .array(let items): for item in items { pending.append((item, bound)) }
            case .object(let members):
                let binds = members["nodeType"] == "lambda" ? members["varNames"]?.array?.compactMap(\.string) : nil
                let inner = binds.map { bound.union($0) } ?? bound
                for item in members.values { pending.append((item, inner)) }
            case .null, .boolean, .integer, .number: break
            }
        }
        return names
    }
}
