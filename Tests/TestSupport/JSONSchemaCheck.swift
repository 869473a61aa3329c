package import JSONTree

/// Holds JSON against a schema of ours in the dialect of 2020-12.
///
/// Knows the part of the vocabulary that our schemas use. A keyword that it does not know is a mistake, so that no
/// rule of a schema goes unheeded.
package struct JSONSchemaCheck {
    private static let remarks: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

    private let root: JSONValue

    package init(schema: JSONValue) {
        root = schema
    }

    /// What is wrong, each with a pointer; empty for a value that fits.
    package func mistakes(in value: JSONValue) -> [String] {
        mistakes(in: value, root, at: "")
    }

    private func mistakes(in value: JSONValue, _ schema: JSONValue, at pointer: String) -> [String] {
        switch schema {
        case .boolean(true): return []
        case .boolean(false): return ["\(pointer): expected no such member"]
        default: break
        }
        guard let keywords = schema.object else { return ["\(pointer): the schema is no object"] }
        return keywords.sorted { $0.key < $1.key }.flatMap { keyword, rule in
            if Self.remarks.contains(keyword) { return [String]() }
            return mistakes(in: value, keyword, rule, of: keywords, at: pointer)
        }
    }

    private func mistakes(
        in value: JSONValue,
        _ keyword: String,
        _ rule: JSONValue,
        of keywords: [String: JSONValue],
        at pointer: String
    ) -> [String] {
        let isRight: Bool
        switch keyword {
        case "$ref":
            let name = rule.string.flatMap { $0.hasPrefix("#/$defs/") ? String($0.dropFirst(8)) : nil }
            guard let target = name.flatMap({ root["$defs"]?[$0] }) else { return ["'\(rule)' leads nowhere"] }
            return mistakes(in: value, target, at: pointer)
        case "items":
            return (value.array ?? []).enumerated().flatMap { mistakes(in: $1, rule, at: "\(pointer)/\($0)") }
        case "properties":
            return (value.object ?? [:]).sorted { $0.key < $1.key }.flatMap { name, member in
                rule[name].map { mistakes(in: member, $0, at: "\(pointer)/\(name)") } ?? []
            }
        case "additionalProperties":
            let known = keywords["properties"]?.object ?? [:]
            return (value.object ?? [:]).sorted { $0.key < $1.key }.filter { known[$0.key] == nil }
                .flatMap { mistakes(in: $1, rule, at: "\(pointer)/\($0)") }
        case "required":
            return (rule.array ?? []).compactMap(\.string).filter { value.object != nil && value[$0] == nil }
                .map { "\(pointer): expected member '\($0)'" }
        case "oneOf":
            let fitting = (rule.array ?? []).filter { mistakes(in: value, $0, at: pointer).isEmpty }
            isRight = fitting.count == 1
        case "type": isRight = rule.string.map { value.is($0) } ?? false
        case "const": isRight = value == rule
        case "enum": isRight = rule.array?.contains(value) ?? false
        case "minimum": isRight = value.integer.map { $0 >= rule.integer ?? 0 } ?? true
        case "maximum": isRight = value.integer.map { $0 <= rule.integer ?? 0 } ?? true
        case "minLength": isRight = value.string.map { $0.unicodeScalars.count >= rule.integer ?? 0 } ?? true
        case "pattern":
            guard let regex = rule.string.flatMap({ try? Regex($0) }) else { return ["pattern \(rule) cannot be read"] }
            isRight = value.string.map { $0.firstMatch(of: regex) != nil } ?? true
        default: return ["\(pointer): keyword '\(keyword)' is not known here"]
        }
        return isRight ? [] : ["\(pointer): does not fit \(keyword) \(JSONText.encode(rule))"]
    }
}

extension JSONValue {
    /// Whether it is of a type of JSON Schema; `3.0` is an integer there.
    fileprivate func `is`(_ type: String) -> Bool {
        switch (self, type) {
        case (.null, "null"), (.boolean, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"): true
        case (.integer, "integer"), (.integer, "number"), (.number, "number"): true
        case (.number, "integer"): integer != nil
        default: false
        }
    }
}
