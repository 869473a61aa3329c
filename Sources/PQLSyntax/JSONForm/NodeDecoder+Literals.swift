import Diagnostics
import JSONTree

extension NodeDecoder {
    /// `{"nodeType": "literal", …}`, with the type in any case or none.
    func literal(_ members: [String: JSONValue]) {
        guard let spelling = members["literalType"] else { return untyped(members) }
        guard let type = spelling.string?.lowercased() else {
            return refuse(members, "literalType", expected: "the name of a type")
        }
        if type == "xdmobject", members["value"]?.string == "profile" { return push(.subject(up: level), members) }
        if type == "xdmobject", let name = members["value"]?.string {
            return keep("XDM object '\(PQLDiagnostics.excerpt(name))'")
        }
        guard Self.types.contains(type) else {
            return keep("literal type '\(PQLDiagnostics.excerpt(spelling.string ?? ""))'")
        }
        guard let value = members["value"] ?? (type == "null" ? .null : nil) else {
            return refuse(members, "value", expected: "a literal of type \(type)")
        }
        if type != "string", let template = wholeTemplate(value) { return push(.template(template), members) }
        if type == "timestamp" { return timestamp(value, members) }
        if type == "list", case .array(let items) = value { return list(of: items, members) }
        guard let kind = literal(value, of: type) else {
            return refuse(members, "value", expected: "a literal of type \(type)")
        }
        push(kind, members)
    }

    private func untyped(_ members: [String: JSONValue]) {
        guard let value = members["value"] else { return refuse(members, "value", expected: "a literal") }
        if case .array(let items) = value { return list(of: items, members) }
        guard let kind = scalar(value) else { return refuse(members, "value", expected: "a literal") }
        push(kind, members)
    }

    private func push(_ kind: PQLExpression.Kind, _ members: [String: JSONValue]) {
        push(kind, extra: extra(members, known: ["literalType", "value"]))
    }

    /// Bare values, as the service writes a list of literals, or nodes.
    private func list(of items: [JSONValue], _ members: [String: JSONValue]) {
        if items.isEmpty { report(PQLDiagnostics.emptyList(at: pointer)) }
        if let kind = literal(.array(items)) { return push(kind, members) }
        for index in items.indices { plan(items[index], member: "value/\(index)") }
        let extra = extra(members, known: ["literalType", "value"])
        planFinish { $0.push(.list($0.pop(items.count)), extra: extra) }
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
        case "double", "number", "float": return real(value)
        case "null": return value == .null ? .null : nil
        default: return nil
        }
    }

    /// A whole number, also as the string that it was in 2018.
    private func whole(_ value: JSONValue) -> Int64? {
        value.integer ?? value.string.flatMap { Int64($0) }
    }

    /// A number, also as a string. A whole one that a double cannot hold stays whole.
    private func real(_ value: JSONValue) -> PQLExpression.Kind? {
        switch value {
        case .integer(let value): return Double(exactly: value).map { .double($0) } ?? .integer(value)
        case .number(let value): return value.isFinite ? .double(value) : nil
        case .string(let text):
            guard text.utf8.allSatisfy({ $0.isDigit || "+-.eE".utf8.contains($0) }), let value = Double(text),
                value.isFinite
            else { return nil }
            return .double(value)
        case .null, .boolean, .array, .object: return nil
        }
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

    /// A word such as `now`, or a day; other times are kept as they are: text has no form for them.
    private func timestamp(_ value: JSONValue, _ members: [String: JSONValue]) {
        let text = value.string ?? ""
        if let moment = PQLMoment(rawValue: text.lowercased()) { return push(.moment(moment), members) }
        guard let day = Self.day(text) else { return keep("timestamp, \(Self.describe(value)),") }
        push(.call("date", day.map { PQLExpression(.integer($0)) }), members)
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
    func wholeTemplate(_ value: JSONValue) -> PQLTemplate? {
        guard readsTemplates, let text = value.string, text.hasPrefix("${") else { return nil }
        let parts = string(text).parts
        guard parts.count == 1, case .template(let template) = parts[0] else { return nil }
        return PQLTemplate(template.kind)
    }
}
