internal import JSONTree
internal import PQLSyntax

/// A tree of pql/json that stands where pql/text is expected.
enum MisplacedTree {
    /// Whether a text is a JSON object with a `nodeType`; no rule is one, though pql/text has such objects as values.
    static func stands(in text: [UInt8], _ parsed: ParsedExpression) -> Bool {
        if !parsed.hasErrors {
            guard case .object(let members) = parsed.tree.kind else { return false }
            return members.contains { $0.key == "nodeType" }
        }
        let json = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
        let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
        guard json.first(where: { !blanks.contains($0) }) == UInt8(ascii: "{"),
            case .object(let members)? = try? JSONText.decode(json)
        else { return false }
        return members["nodeType"] != nil
    }
}
