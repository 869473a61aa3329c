import PQLSyntax
import XDM

extension ExplanationWriter {
    /// How the items of a value are called.
    func items(of value: Phrase) -> ListWords {
        if let list = value.list { return list }
        let noun: ListWords.Noun =
            switch value.operand.type {
            case .map: .init(singular: "entry", plural: "entries")
            case .array(.object), .array(.any), .object, .any: .item
            case .array, .string, .integer, .number, .boolean, .date, .dateTime: .value
            }
        return ListWords(noun, " of \(value.grouped)")
    }

    /// The items for which a condition holds: `list[condition]`.
    mutating func filter(_ base: PQLExpression, _ condition: PQLExpression) -> Phrase {
        let list = value(base)
        return picked(items(of: list), condition, list.operand)
    }

    /// The items for which the argument of an item method holds.
    mutating func selected(_ base: PQLExpression, _ body: PQLExpression) -> ListWords {
        let list = value(base)
        let words = items(of: list)
        return picked(words, body, list.operand).list ?? words
    }

    private mutating func picked(_ words: ListWords, _ body: PQLExpression, _ operand: Operand) -> Phrase {
        let (condition, speaker) = about(words, body, operand) { $0.condition($1) }
        return listing(words.adding(condition, introducing: speaker), operand)
    }

    /// The words of a list by those of its items.
    func listing(_ words: ListWords, _ operand: Operand) -> Phrase {
        let operand = operand.isArray ? operand : operand.with(.array(.any))
        return words.plural.of(operand, list: words)
    }

    /// Tells something about each item of a list, which a lambda names, or which is the subject.
    mutating func about<Result>(
        _ words: ListWords,
        _ body: PQLExpression,
        _ list: Operand,
        _ tell: (inout Self, PQLExpression) -> Result
    ) -> (Result, Speaker) {
        let outer = scope
        defer { scope = outer }
        var inner = body
        var names: [String] = []
        if case .lambda(let given, let told) = body.kind, body.extraMembers.isEmpty { (names, inner) = (given, told) }
        var item = list.item
        if case .map(let value) = list.type { item = Operand(value, origin: list.origin) }
        let speaker = scope.speaker(words.noun.called, item)
        if let last = names.last {
            // Of two names the first is the key of a map's entry.
            for name in names.dropLast() { _ = scope.bind(name, toValue: .unknown, told: "the key") }
            scope.bind(last, to: speaker)
        } else {
            scope.enter(speaker)
        }
        return (tell(&self, inner), speaker)
    }

    /// `topN` and `bottomN`, in parentheses of their own: a condition in them chooses before the first are taken, one
    /// behind them among the first.
    mutating func first(_ name: String, _ arguments: [PQLExpression]) -> Phrase {
        let list = value(arguments[0])
        let words = items(of: list)
        let (by, speaker) = about(words, arguments[1], list.operand) { $0.value($1).grouped }
        let count = arguments[2].wholeNumber == 1 ? "one" : value(arguments[2]).grouped
        let size = name == "topN" ? "largest" : "smallest"
        let tail: Phrase = " among (the \(count) with the \(size) \(by) of \(words.plural)\(speaker.introduction))"
        return listing(ListWords(words.noun, tail), list.operand)
    }

    /// What an expression gives for each item, and the items by what it gives.
    mutating func mapped(_ name: String, _ arguments: [PQLExpression]) -> Phrase {
        let list = value(arguments[0])
        let words = items(of: list)
        let (each, speaker) = about(words, arguments[1], list.operand) { $0.value($1).grouped }
        guard name == "groupBy" else {
            let told: Phrase = "\(each) for each of \(list.grouped)\(speaker.introduction)"
            return told.of(Operand(.any))
        }
        let told: Phrase = "\(list.grouped) in groups by \(each)\(speaker.introduction)"
        return told.of(
            Operand(.map(list.operand.isArray ? list.operand.type : .array(.any)), origin: list.operand.origin)
        )
    }

    /// `sum`, `average`, `min`, `max` and `count` of a list, or of what an expression gives for each item.
    mutating func combined(_ name: String, _ arguments: [PQLExpression]) -> Phrase {
        let list = value(arguments[0])
        let words = items(of: list)
        if name == "count" {
            guard arguments.count == 2 else {
                return ("the number of \(words.plural)" as Phrase).of(Operand(.integer))
            }
            let picked = picked(words, arguments[1], list.operand)
            return ("the number of \(picked)" as Phrase).of(Operand(.integer))
        }
        let kind = Self.combination(name)
        guard arguments.count == 2 else {
            return ("\(kind) \(words.plural)" as Phrase).of(combinedOperand(name, list.operand.item))
        }
        let (each, speaker) = about(words, arguments[1], list.operand) { $0.value($1) }
        return ("\(kind) \(each.grouped) over \(words.plural)\(speaker.introduction)" as Phrase)
            .of(combinedOperand(name, each.operand))
    }

    static func combination(_ name: String) -> String {
        switch name {
        case "sum": "the sum of"
        case "average": "the average of"
        case "min": "the smallest of"
        default: "the largest of"
        }
    }

    /// What is known of a sum, an average, or the smallest or largest of some values.
    func combinedOperand(_ name: String, _ value: Operand) -> Operand {
        name == "sum" || name == "average" ? Operand(.number) : Operand(value.type.element, origin: value.origin)
    }
}
