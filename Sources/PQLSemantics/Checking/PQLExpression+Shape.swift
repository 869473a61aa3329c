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
        case .double(let value): "the number \(PQLPrinter.literal(value))"
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

extension PQLExpression {
    /// Whether it has few nodes, so that it may be printed, hashed and compared again for each message.
    var isShort: Bool {
        var pending = [self]
        var count = 0
        while let node = pending.popLast() {
            count += 1
            if count > 40 { return false }
            for child in node.children { pending.append(child.expression) }
        }
        return true
    }

    /// The value of a whole number that is written out, with or without a sign; nil for everything else.
    var wholeNumber: Int64? {
        switch kind {
        case .integer(let value), .long(let value): value
        case .double(let value): Int64(exactly: value)
        case .call("-", let arguments): arguments.count == 1 ? arguments[0].magnitude.map { -$0 } : nil
        default: nil
        }
    }

    private var magnitude: Int64? {
        switch kind {
        case .integer(let value), .long(let value): value == .min ? nil : value
        case .double(let value): Int64(exactly: value).flatMap { $0 == .min ? nil : $0 }
        default: nil
        }
    }
}
