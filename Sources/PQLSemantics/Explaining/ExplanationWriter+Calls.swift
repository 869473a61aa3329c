import PQLSyntax
import XDM

extension ExplanationWriter {
    /// An operator or function as a value.
    mutating func call(_ name: String, _ arguments: [PQLExpression]) -> Phrase {
        switch (name, arguments.count) {
        case ("if", 3): return conditional(arguments)
        case ("+", 2), ("-", 2), ("*", 2), ("/", 2), ("%", 2): return calculated(name, arguments)
        case ("-", 1): return ("minus \(value(arguments[0]).grouped)" as Phrase).of(Operand(.number))
        case ("count", 1), ("count", 2), ("sum", 1), ("sum", 2), ("average", 1), ("average", 2), ("min", 1), ("min", 2),
            ("max", 1), ("max", 2):
            return combined(name, arguments)
        case ("filter", 2):
            let list = value(arguments[0])
            return listing(selected(list, arguments[1]), list.operand)
        case ("map", 2), ("groupBy", 2): return mapped(name, arguments)
        case ("topN", 3), ("bottomN", 3): return first(name, arguments)
        case ("date", 3): return date(arguments)
        case ("getMonth", 1), ("getYear", 1), ("getDayOfMonth", 1): return part(name, of: arguments[0])
        case ("currentMonth", 0): return Phrase("the current month").of(Operand(.integer), compound: false)
        case ("currentYear", 0): return Phrase("the current year").of(Operand(.integer), compound: false)
        case ("currentDayOfMonth", 0):
            return Phrase("the current day of the month").of(Operand(.integer), compound: false)
        default:
            if let words = container(name, arguments) { return words }
            if let statement = conditionalCall(name, arguments) { return whether(statement) }
            return unknown(name, arguments)
        }
    }

    /// A function without words of its own, by its name.
    private mutating func unknown(_ name: String, _ arguments: [PQLExpression]) -> Phrase {
        var words: Phrase = "\(Explanation.quoted(name)) of ("
        for (index, argument) in arguments.enumerated() {
            words = "\(words)\(index == 0 ? "" : ", ")\(value(argument))"
        }
        return ("\(words))" as Phrase).of(.unknown, compound: false)
    }

    private mutating func conditional(_ arguments: [PQLExpression]) -> Phrase {
        let test = condition(arguments[0]).inline
        let (first, second) = (value(arguments[1]).grouped, value(arguments[2]).grouped)
        let type = first.operand.type.common(with: second.operand.type) ?? .any
        return ("(\(first) if (\(test)), otherwise \(second))" as Phrase).of(Operand(type), compound: false)
    }

    private mutating func calculated(_ name: String, _ arguments: [PQLExpression]) -> Phrase {
        let (left, right) = (value(arguments[0]).grouped, value(arguments[1]).grouped)
        if name == "%" { return ("the rest of \(left) divided by \(right)" as Phrase).of(Operand(.number)) }
        return ("\(left) \(name) \(right)" as Phrase).of(Operand(.number))
    }

    /// Functions of lists, maps and texts that give a part or another form of them.
    private mutating func container(_ name: String, _ arguments: [PQLExpression]) -> Phrase? {
        switch (name, arguments.count) {
        case ("get", 2):
            let map = value(arguments[0]).grouped
            var operand = Operand.unknown
            if case .map(let type) = map.operand.type { operand = Operand(type, origin: map.operand.origin) }
            return ("entry \(value(arguments[1]).grouped) of \(map)" as Phrase).of(operand, compound: false)
        case ("keys", 1):
            return listing(
                ListWords(.init(singular: "key", plural: "keys"), " of \(value(arguments[0]).grouped)"),
                Operand(.array(.string(nil)))
            )
        case ("values", 1):
            let map = value(arguments[0]).grouped
            var operand = Operand(.array(.any), origin: map.operand.origin)
            if case .map(let type) = map.operand.type { operand = operand.with(.array(type)) }
            return listing(ListWords(.value, " of \(map)"), operand)
        case ("mapEntry", 2):
            return ("\(value(arguments[0]).grouped) with \(value(arguments[1]).grouped)" as Phrase).of(.unknown)
        case ("head", 1):
            let list = value(arguments[0])
            return ("the first of \(list.grouped)" as Phrase).of(list.operand.item)
        case ("distinct", 1):
            let list = value(arguments[0])
            let words = items(of: list)
            let noun = ListWords.Noun(
                singular: "different \(words.noun.singular)",
                plural: "different \(words.noun.plural)",
                called: words.noun.called
            )
            return listing(ListWords(noun, words.tail), list.operand)
        case ("intersection", 2):
            let list = value(arguments[0])
            let other = value(arguments[1], like: list.operand)
            let noun = items(of: list).noun
            return listing(ListWords(noun, " common to \(list.grouped) and \(other.grouped)"), list.operand)
        case ("regexGroup", 3):
            let text = value(arguments[0]).grouped
            let (pattern, group) = (value(arguments[1]).grouped, value(arguments[2]).grouped)
            return ("what group \(group) of the regular expression \(pattern) finds in \(text)" as Phrase)
                .of(Operand(.string(nil)))
        default: return nil
        }
    }

    private mutating func selected(_ list: Phrase, _ body: PQLExpression) -> ListWords {
        let words = items(of: list)
        let (condition, speaker) = about(words, body, list.operand) { $0.condition($1) }
        return words.adding(condition, introducing: speaker)
    }

    // MARK: - Time

    /// A day, in digits where it is written so.
    private mutating func date(_ arguments: [PQLExpression]) -> Phrase {
        let numbers = arguments.compactMap(\.wholeNumber)
        if numbers.count == 3, arguments.allSatisfy(\.extraMembers.isEmpty), numbers.allSatisfy({ $0 >= 0 }) {
            return Phrase(numbers.map(String.init).joined(separator: "-")).of(Operand(.date), compound: false)
        }
        let parts = arguments.map { value($0).grouped }
        return ("the day of year \(parts[0]), month \(parts[1]), day \(parts[2])" as Phrase).of(Operand(.date))
    }

    private mutating func part(_ name: String, of time: PQLExpression) -> Phrase {
        let words: Phrase
        if case .moment(let moment) = time.kind, time.extraMembers.isEmpty {
            words = Phrase(moment.rawValue)
        } else {
            words = value(time).grouped
        }
        switch name {
        case "getMonth": return ("the month of \(words)" as Phrase).of(Operand(.integer))
        case "getYear": return ("the year of \(words)" as Phrase).of(Operand(.integer))
        default: return ("the day of the month of \(words)" as Phrase).of(Operand(.integer))
        }
    }
}
