/// Words for a value, with the conditions that stand in them, and what is known of the value.
///
/// Written as text with other phrases in it: `"the sum of \(value) over \(list)"`.
struct Phrase: ExpressibleByStringInterpolation {
    enum Piece {
        case text(String)
        /// "where …" about things of a plural name.
        case condition(String, Statement)
    }

    var pieces: [Piece]
    /// Whether other words beside it could be taken for a part of it.
    var isCompound = false
    var operand = Operand.unknown
    /// How its items are called, for a list.
    var list: ListWords?

    init(_ text: String) {
        pieces = text.isEmpty ? [] : [.text(text)]
    }

    init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    init(stringLiteral value: String) {
        self.init(value)
    }

    init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        mutating func appendInterpolation(_ text: String) {
            appendLiteral(text)
        }

        mutating func appendInterpolation(_ phrase: Phrase) {
            pieces += phrase.pieces
        }
    }

    /// The words with what is known of their value.
    func of(_ operand: Operand, compound: Bool = true, list: ListWords? = nil) -> Phrase {
        var phrase = self
        phrase.operand = operand
        phrase.isCompound = compound
        phrase.list = list
        return phrase
    }

    /// In parentheses where other words could be taken for a part of it.
    var grouped: Phrase {
        isCompound ? Phrase("(\(self))").of(operand, compound: false, list: list) : self
    }

    func adding(_ condition: Statement?, on noun: String) -> Phrase {
        var phrase = self
        if let condition { phrase.pieces.append(.condition(noun, condition)) }
        return phrase
    }

    /// All of it in one line.
    var inline: String {
        pieces.indices.map { index in
            switch pieces[index] {
            case .text(let text): text
            case .condition(_, let condition): "\(conjunction(at: index))(\(condition.inline))"
            }
        }.joined()
    }

    /// What leads to a condition: of several on the same things, each must hold.
    private func conjunction(at index: Int) -> String {
        if index > 0, case .condition(_, let before) = pieces[index - 1], before.parts.isEmpty { return " and " }
        return " where "
    }

    /// A clause of these words. A condition with parts of its own is told below them: at once where it ends the clause,
    /// else with a word that says where.
    var statement: Statement {
        let conditions = pieces.compactMap { piece in
            if case .condition(_, let condition) = piece { condition } else { nil }
        }
        if conditions.count == 1, case .condition(_, let condition)? = pieces.last {
            var head = self
            head.pieces.removeLast()
            return condition.prefixed(head.inline + " where ")
        }
        let areMany = conditions.count { !$0.parts.isEmpty } > 1
        var text = ""
        var below: [Statement] = []
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .text(let words): text += words
            case .condition(_, let condition) where condition.parts.isEmpty:
                text += "\(conjunction(at: index))(\(condition.text))"
            case .condition(let noun, let condition):
                let number = areMany ? "\(below.count + 1)" : ""
                text += areMany ? " (see \(number) below)" : " (see below)"
                below.append(condition.prefixed((areMany ? "\(number): " : "") + "\(noun) where "))
            }
        }
        return Statement(text, below)
    }
}

/// How the items of a list are called.
struct ListWords {
    struct Noun {
        let singular: String
        let plural: String
        /// What one of them is called when it is spoken of again: "value", also of different values.
        let called: String

        init(singular: String, plural: String, called: String? = nil) {
            self.singular = singular
            self.plural = plural
            self.called = called ?? singular
        }

        static let event = Noun(singular: "event", plural: "events")
        static let item = Noun(singular: "item", plural: "items")
        static let value = Noun(singular: "value", plural: "values")
    }

    let noun: Noun
    private let pieces: [Phrase.Piece]

    /// What stands behind the noun: where the items are from, and conditions on them.
    var tail: Phrase { Phrase(pieces) }

    init(_ noun: Noun, _ tail: Phrase = "") {
        self.noun = noun
        self.pieces = tail.pieces
    }

    /// One of the items, without an article.
    var singular: Phrase { "\(noun.singular)\(tail)" }
    var plural: Phrase { "\(noun.plural)\(tail)" }

    func adding(_ condition: Statement?, introducing speaker: Speaker? = nil) -> ListWords {
        let introduction: Phrase = "\(tail)\(speaker?.introduction ?? "")"
        return ListWords(noun, introduction.adding(condition, on: noun.plural))
    }
}
