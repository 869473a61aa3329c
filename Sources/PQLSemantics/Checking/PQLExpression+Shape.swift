import PQLSyntax

extension PQLExpression.Kind {
    var isSubject: Bool {
        if case .subject = self { true } else { false }
    }

    var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// A literal in words; nil for everything else.
    var literalWords: String? {
        switch self {
        case .string(let string): string.text.map { "the text '\($0)'" } ?? "a text"
        case .integer(let value), .long(let value): "the number \(value)"
        case .double(let value): "the number \(value)"
        case .boolean, .null, .moment, .list, .object, .template, .subject, .parameter, .variable, .field, .filter,
            .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            nil
        }
    }

    /// What this is, in words, if it can never decide whether a profile belongs to a segment.
    var neverACondition: String? {
        switch self {
        case .string, .integer, .long, .double: literalWords
        case .null: "null"
        case .moment(let moment): "the time '\(moment.rawValue)'"
        case .list: "a list"
        case .object: "an object"
        case .call(let function, _): ["+", "-", "*", "/", "%"].contains(function.name) ? "a calculation" : nil
        case .boolean, .template, .subject, .parameter, .variable, .field, .filter, .lambda, .query, .aggregate,
            .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            nil
        }
    }
}
