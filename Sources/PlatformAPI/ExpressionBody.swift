package import JSONTree

/// `{type: "PQL", format: "pql/text" | "pql/json", value: "…"}`; the value is a string in both formats.
package struct ExpressionBody: Hashable, Sendable {
    package let type: String?
    package let format: String
    package let value: String

    package init(type: String? = "PQL", format: String, value: String) {
        self.type = type
        self.format = format
        self.value = value
    }

    /// Reads the object; nil where `format` or `value` is missing or no string.
    package init?(_ json: JSONValue) {
        guard let format = json["format"]?.string, let value = json["value"]?.string else { return nil }
        self.init(type: json["type"]?.string, format: format, value: value)
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = ["format": .string(format), "value": .string(value)]
        if let type { members["type"] = .string(type) }
        return .object(members)
    }
}
