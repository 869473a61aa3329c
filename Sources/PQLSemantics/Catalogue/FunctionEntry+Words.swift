extension FunctionEntry {
    /// The ways to write it, with the names of its parameters; one that may be left out ends with `?`.
    package var usages: [String] { forms.map(usage) }

    private func usage(_ form: Form) -> String {
        if case .syntax(let shape) = form { return shape }
        guard let signature else { preconditionFailure("'\(name)' has a form that needs a signature") }
        var names = signature.parameters.map(\.name)
        for index in names.indices.suffix(signature.optional) { names[index] += "?" }
        switch form {
        case .infix:
            let shown = signature.parameters.prefix(2).map(\.name)
            return shown.joined(separator: " \(name) ") + (signature.repeats ? " \(name) …" : "")
        case .sign: return (name.first?.isLetter == true ? name + " " : name) + (signature.parameters[0].name)
        case .method: return "\(signature.parameters[0].name).\(name)(\(names.dropFirst().joined(separator: ", ")))"
        case .call, .syntax: return "\(name)(\(names.joined(separator: ", ")))"
        }
    }

    /// The way it is usually written.
    package var usage: String { usages[0] }

    var isMethod: Bool { forms.contains(.method) }

    var isInfix: Bool { forms.contains(.infix) }
}

extension FunctionEntry.NullRule {
    package var words: String {
        switch self {
        case .falseIfAbsent: "false when a value is absent"
        case .absentIfAbsent: "absent when a value is absent"
        case .absentIsFalse: "what is absent counts as false"
        case .asksForAbsence: "asks for it"
        case .zeroIfNothing: "0 when there is nothing; items without a value are skipped"
        case .absentIfNothing: "absent when there is nothing; items without a value are skipped"
        case .falseIfNothing: "false when there is nothing"
        case .trueIfNothing: "true when there is nothing"
        case .nothingIfNothing: "nothing when there is nothing"
        case .asItsBody: "as its body says"
        case .readsNothing: "reads no value that can be absent"
        }
    }
}

extension FunctionSignature.Result {
    var words: String {
        switch self {
        case .boolean: "Boolean"
        case .integer: "Integer"
        case .number: "Number"
        case .text: "String"
        case .date: "Date"
        case .calculated: "Number; Integer of two Integers"
        case .branches: "the type of its branches"
        case .receiver: "the type of its list"
        case .item: "an item"
        case .keys: "list of String"
        case .values: "list of values"
        case .value: "a value"
        case .groups: "map of lists"
        case .mapped: "list; map of map entries"
        case .extreme: "the type of the values"
        case .entry: "map entry"
        }
    }
}

extension FunctionSignature.Kind {
    /// What may stand there, as the reference says it.
    package var words: String {
        switch self {
        case .any: "any"
        case .condition: "condition"
        case .text, .likePattern, .regularExpression, .operation, .audience: "String"
        case .number: "Number"
        case .integer: "Integer"
        case .integerIn(let range):
            range.upperBound == .max
                ? "Integer from \(range.lowerBound)" : "Integer \(range.lowerBound) to \(range.upperBound)"
        case .boolean, .caseFlag: "Boolean"
        case .time: "date or time"
        case .ordered: "Number, date or time"
        case .array: "list"
        case .map: "map"
        case .arrayOrMap: "list or map"
        case .comparand: "a value of the same type"
        case .comparands, .items: "list of the same type"
        case .comparandOrList: "a value or list of the same type"
        case .perItem: "expression about an item"
        case .conditionPerItem: "condition on an item"
        case .numberPerItem: "Number of an item"
        case .orderedPerItem: "Number, date or time of an item"
        }
    }
}
