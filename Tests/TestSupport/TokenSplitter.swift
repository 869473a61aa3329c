import PQLSyntax

/// Splits a PQL text into whole tokens: a test's own reading of the lexical grammar, apart from the lexer's.
///
/// Blanks belong to no token; what is no token of the language is one of its own.
package struct TokenSplitter {
    package struct Token {
        package enum Kind {
            case word, quotedName, string, number, template, sign
        }

        package let kind: Kind
        package let range: Range<Int>
    }

    private let characters: [Character]
    private var position = 0

    /// The text's characters, and where its tokens stand among them.
    package static func split(_ text: String) -> (characters: [Character], tokens: [Token]) {
        var splitter = TokenSplitter(characters: Array(text))
        var tokens: [Token] = []
        while splitter.position < splitter.characters.count {
            let start = splitter.position
            let kind = splitter.next()
            if let kind { tokens.append(Token(kind: kind, range: start..<splitter.position)) }
        }
        return (splitter.characters, tokens)
    }

    private func at(_ offset: Int = 0) -> Character? {
        position + offset < characters.count ? characters[position + offset] : nil
    }

    private mutating func next() -> Token.Kind? {
        guard let first = at() else { return nil }
        if first.isWhitespace {
            position += 1
            return nil
        }
        if first.isWord, !first.isNumber {
            while let next = at(), next.isWord { position += 1 }
            return .word
        }
        if first.isNumber || first == "." && at(1)?.isNumber ?? false && !isBehindName { return number() }
        if first == "\"" { return quoted(by: "\"", .string) }
        if first == "`" { return quoted(by: "`", .quotedName) }
        if first == "$" || first == "@", at(1) == "{" { return braced() }
        if first == "$", at(1)?.isNumber ?? false {
            position += 1
            while let next = at(), next.isNumber { position += 1 }
            return .template
        }
        let pair = String([first, at(1) ?? " "])
        position += ["!=", "<=", ">=", "=>", "==", "&&", "||", "<>"].contains(pair) ? 2 : 1
        return .sign
    }

    private var isBehindName: Bool {
        guard position > 0 else { return false }
        let before = characters[position - 1]
        return before.isWord || before == ")" || before == "]" || before == "`"
    }

    private mutating func number() -> Token.Kind {
        while let next = at() {
            let isSign = (next == "+" || next == "-") && (at(-1) == "e" || at(-1) == "E")
            let isPoint = next == "." && at(1)?.isNumber ?? false
            guard next.isNumber || isPoint || isSign || "eEL".contains(next) else { break }
            position += 1
        }
        return .number
    }

    private mutating func quoted(by quote: Character, _ kind: Token.Kind) -> Token.Kind {
        position += 1
        while let next = at(), next != quote { position += next == "\\" ? 2 : 1 }
        position = min(position + 1, characters.count)
        return kind
    }

    private mutating func braced() -> Token.Kind {
        while let next = at() {
            position += 1
            if next == "}" { break }
        }
        return .template
    }
}

extension Character {
    fileprivate var isWord: Bool { isLetter || isNumber || self == "_" }
}

/// What a text says, whatever the form: its names, literals and comparisons, each as often as it stands there.
///
/// Keywords, brackets and separators are left out, for one tree has several forms with others of them.
package struct SaidWords: Equatable, CustomStringConvertible {
    private let counts: [String: Int]

    package init(_ text: String) {
        let (characters, tokens) = TokenSplitter.split(text)
        var counts: [String: Int] = [:]
        for token in tokens {
            let word = String(characters[token.range])
            let said: String? =
                switch token.kind {
                case .word: Self.grammar.contains(word.lowercased()) ? nil : word
                case .quotedName: String(word.dropFirst().dropLast())
                case .string, .number: PQLPrinter.print(PQLParser.parse(word).tree)
                case .template: word
                case .sign: ["=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "%", "^"].contains(word) ? word : nil
                }
            // A name in back-quotes may be one of the grammar's words.
            if let said, !Self.grammar.contains(said.lowercased()) { counts[said, default: 0] += 1 }
        }
        self.counts = counts
    }

    /// Whether this and `other` say the same words, however often.
    package func isAsRich(as other: SaidWords) -> Bool { Set(counts.keys) == Set(other.counts.keys) }

    package var description: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key)×\($0.value)" }.joined(separator: " ")
    }

    private static let grammar: Set<String> = [
        "and", "or", "not", "in", "notin", "like", "matches", "occurs", "before", "after", "from", "between", "on",
        "select", "where", "over", "let", "exists", "forall", "some", "all", "none", "one", "sum", "average", "min",
        "max", "this", "last", "next", "filter", "when", "millisecond", "second", "minute", "hour", "day", "week",
        "month", "year", "decade", "century", "millennium", "milliseconds", "seconds", "minutes", "hours", "days",
        "weeks", "months", "years", "decades", "centuries", "millennia", "millenium", "what", "count", "chain", "if",
        "true", "false", "null", "now", "today", "yesterday", "tomorrow",
    ]
}
