import Diagnostics
import JSONTree

extension NodeDecoder {
    /// `{"nodeType": "literal", …}`, with the type in any case or none.
    func literal(_ members: [String: JSONValue]) {
        guard let type = members["literalType"]?.string?.lowercased() else {
            let value = members["value"] ?? .null
            guard let kind = literal(value) else { return refuse(members, "value", expected: "a literal") }
            return push(kind, extra: extra(members, known: ["literalType", "value"]))
        }
        if type == "xdmobject", members["value"]?.string == "profile" {
            return push(.subject(up: level), extra: extra(members, known: ["literalType", "value"]))
        }
        guard Self.types.contains(type) else {
            return keep(members, "literal type '\(PQLDiagnostics.excerpt(members["literalType"]?.string ?? ""))'")
        }
        let value = members["value"] ?? .null
        if let template = wholeTemplate(value), type != "string" {
            return push(.template(template), extra: extra(members, known: ["literalType", "value"]))
        }
        if type == "timestamp" { return timestamp(value, members) }
        guard let kind = literal(value, of: type) else {
            return refuse(members, "value", expected: "a literal of type \(type)")
        }
        push(kind, extra: extra(members, known: ["literalType", "value"]))
    }

    private static let types: Set<String> = [
        "string", "boolean", "integer", "long", "double", "number", "float", "null", "list", "timestamp",
    ]

    private func literal(_ value: JSONValue, of type: String) -> PQLExpression.Kind? {
        switch type {
        case "string": return value.string.map { .string(string($0)) }
        case "boolean": return (value.boolean ?? value.string.flatMap { Bool($0.lowercased()) }).map { .boolean($0) }
        case "integer": return whole(value).map { .integer($0) }
        case "long": return whole(value).map { .long($0) }
        case "double", "number", "float": return real(value).map { .double($0) }
        case "null": return .null
        case "list":
            guard case .array = value else { return nil }
            return literal(value)
        default: return nil
        }
    }

    /// A whole number, also as the string that it was in 2018.
    private func whole(_ value: JSONValue) -> Int64? {
        value.integer ?? value.string.flatMap { Int64($0) }
    }

    private func real(_ value: JSONValue) -> Double? {
        let number: Double? =
            switch value {
            case .integer(let value): Double(value)
            case .number(let value): value
            case .string(let text): Double(text)
            case .null, .boolean, .array, .object: nil
            }
        return number.flatMap { $0.isFinite ? $0 : nil }
    }

    /// The literal that a JSON scalar, or an array of scalars, is by itself.
    func literal(_ value: JSONValue) -> PQLExpression.Kind? {
        guard case .array(let items) = value else { return scalar(value) }
        var trees: [PQLExpression] = []
        trees.reserveCapacity(items.count)
        for item in items {
            guard let kind = scalar(item) else { return nil }
            trees.append(PQLExpression(kind))
        }
        return .list(trees)
    }

    private func scalar(_ value: JSONValue) -> PQLExpression.Kind? {
        switch value {
        case .null: .null
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .number(let value): value.isFinite ? .double(value) : nil
        case .string(let text): .string(string(text))
        case .array, .object: nil
        }
    }

    /// A word such as `now`, or a day; other times are kept as they are.
    private func timestamp(_ value: JSONValue, _ members: [String: JSONValue]) {
        let text = value.string ?? ""
        if let moment = PQLMoment(rawValue: text.lowercased()) {
            return push(.moment(moment), extra: extra(members, known: ["literalType", "value"]))
        }
        guard let day = Self.day(text) else { return keep(members, "timestamp '\(PQLDiagnostics.excerpt(text))'") }
        let arguments = day.map { PQLExpression(.integer($0)) }
        push(.call("date", arguments), extra: extra(members, known: ["literalType", "value"]))
    }

    /// Year, month and day of `2020-03-14`.
    private static func day(_ text: String) -> [Int64]? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { return nil }
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ? Int64(part) : nil
        }
        guard numbers.count == 3, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) else { return nil }
        return numbers
    }
}

// MARK: - Templates

extension NodeDecoder {
    /// A text, with its template tokens where these are read.
    func string(_ text: String) -> PQLString {
        guard readsTemplates, text.contains("${") else { return PQLString(text) }
        let (string, found) = PQLLexer.templates(in: text)
        for diagnostic in found {
            report(PQLDiagnostics.badMember("a template", found: diagnostic.message, at: pointer))
        }
        return string
    }

    /// The template that a string consists of.
    private func wholeTemplate(_ value: JSONValue) -> PQLTemplate? {
        guard readsTemplates, let text = value.string, text.hasPrefix("${") else { return nil }
        let parts = string(text).parts
        guard parts.count == 1, case .template(let template) = parts[0] else { return nil }
        return PQLTemplate(template.kind)
    }
}
