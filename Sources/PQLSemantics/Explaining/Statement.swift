/// A clause in English that is true or false, and the clauses that it speaks of.
///
/// Without parts it is whole by itself; with them it ends where their list begins: "all of these are true".
struct Statement: Hashable {
    let text: String
    let parts: [Statement]

    init(_ text: String, _ parts: [Statement] = []) {
        self.text = text
        self.parts = parts
    }

    static func all(_ parts: [Statement]) -> Statement {
        parts.count == 1 ? parts[0] : Statement("all of these are true", parts)
    }

    /// The same clause behind words that lead to it.
    func prefixed(_ words: String) -> Statement {
        Statement(words + text, parts)
    }

    /// All of it in one line, the parts in parentheses.
    var inline: String {
        parts.isEmpty ? text : "\(text): (\(parts.map(\.inline).joined(separator: "; ")))"
    }

    /// All of it as an indented list.
    func lines(level: Int = 0) -> [Explanation.Line] {
        var lines = [Explanation.Line(level: level, text: parts.isEmpty ? text : text + ":")]
        for part in parts { lines += part.lines(level: level + 1) }
        return lines
    }
}
