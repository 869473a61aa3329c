internal import Diagnostics
internal import YAMLSyntax

/// A text of one line as a YAML scalar.
enum QuotedScalar {
    /// The text in one of the styles that have one line; whether it reads back is for `reads` to say.
    static func text(_ text: String, style: YAMLScalarStyle) -> String {
        switch style {
        case .singleQuoted:
            "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        case .doubleQuoted: "\"" + text.unicodeScalars.map(escaped).joined() + "\""
        case .plain, .literal, .folded: text
        }
    }

    /// Whether YAML reads a scalar as a string with this text and nothing else.
    static func reads(_ scalar: String, as text: String, isInFlow: Bool) -> Bool {
        let document = isInFlow ? "{ x: \(scalar) }\n" : "x: \(scalar)\n"
        let stream = YAMLParser.parse(Array(document.utf8), file: .expression)
        guard stream.diagnostics.isEmpty, stream.documents.count == 1,
            let entries = stream.documents[0].root?.mapping, entries.count == 1
        else { return false }
        return entries[0].key.string == "x" && entries[0].value.string == text
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0..<0x20, 0x7F...0xA0, 0x2028, 0x2029, 0xFEFF:
            "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
}
