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

    /// Every text in JSON that is kept: any of them may be the name of a variable.
    var namesInKeptJSON: Set<String> {
        var names: Set<String> = []
        visitKeptJSON { names.formUnion($0.strings) }
        return names
    }
}

extension JSONValue {
    /// Every string in the value that is no member's name.
    var strings: Set<String> {
        var strings: Set<String> = []
        var pending = [self]
        while let value = pending.popLast() {
            switch value {
            case .string(let text): strings.insert(text)
            case .array(let items): pending += items
            case .object(let members): pending += members.values
            case .null, .boolean, .integer, .number: break
            }
        }
        return strings
    }
}
