/// Why a sentence could not be read, or not judged.
struct Unclear: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// A word or a mark of an explanation.
enum EnglishToken: Hashable {
    case word(String)
    case text(String)
    case number(Double)
    /// A day written in digits.
    case day(Int, Int, Int)
    /// In back-quotes: something that was given a name.
    case name(String)
    /// `( ) [ ] , ; : + - * /`, and `'s`.
    case mark(String)

    /// All of an explanation: a list below a line is read as one in parentheses behind it.
    static func tokens(of lines: [EnglishReader.Line]) throws -> [EnglishToken] {
        var text = ""
        var level = 0
        for (index, line) in lines.enumerated() {
            if line.level > level {
                text += " ("
            } else if index > 0 {
                text += String(repeating: ")", count: level - line.level) + "; "
            }
            level = line.level
            text += line.text
        }
        return try tokens(of: text + String(repeating: ")", count: level))
    }

    private static func tokens(of text: String) throws -> [EnglishToken] {
        var tokens: [EnglishToken] = []
        var rest = text[...]
        while let first = rest.first {
            if first == " " {
                rest.removeFirst()
            } else if first == "\"" || first == "`" {
                rest.removeFirst()
                guard let end = rest.firstIndex(of: first), !rest[..<end].contains("\\") else {
                    throw Unclear("the quotes of \(text)")
                }
                let inner = String(rest[..<end])
                tokens.append(first == "`" ? .name(inner) : .text(inner))
                rest = rest[rest.index(after: end)...]
            } else if rest.hasPrefix("'s ") {
                tokens.append(.mark("'s"))
                rest = rest.dropFirst(2)
            } else if "()[],;:+*/".contains(first) || rest.hasPrefix("- ") {
                tokens.append(.mark(String(first)))
                rest.removeFirst()
            } else {
                let word = rest.prefix { !" ()[],;:'\"`".contains($0) }
                guard !word.isEmpty else { throw Unclear("the mark \(first)") }
                tokens.append(token(word))
                rest = rest[word.endIndex...]
            }
        }
        return tokens
    }

    private static func token(_ word: Substring) -> EnglishToken {
        let parts = word.split(separator: "-").compactMap { Int($0) }
        if parts.count == 3 { return .day(parts[0], parts[1], parts[2]) }
        return Double(word).map { .number($0) } ?? .word(String(word))
    }
}
