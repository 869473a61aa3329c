import PQLSyntax
import XDM

extension ExplanationWriter {
    /// `=`, `!=` and the comparisons of order.
    mutating func comparison(_ name: String, _ left: PQLExpression, _ right: PQLExpression) -> Statement {
        if let comparison = comparisonWithNull(name, left, right) {
            return Statement("never (a comparison with null is always false: \(comparison))")
        }
        if let statement = quantity(name, left, right) { return statement }
        // A literal is told in the words of what it is compared with.
        let isReversed = Literal(left) != nil && Literal(right) == nil
        let first = isReversed ? nil : value(left)
        let second = value(right, like: first?.operand ?? .unknown)
        let subject = first ?? value(left, like: second.operand)
        if subject.operand.isArray, second.operand.isArray, name == "=" || name == "!=" {
            let verb = name == "=" ? "holds the same values as" : "has values, but not the same as"
            return ("\(subject) \(verb) \(second)" as Phrase).statement
        }
        let (words, other) = (some(subject), some(second))
        let isTime = subject.operand.type.element.family == .time || second.operand.type.element.family == .time
        switch name {
        case "=": return ("\(words) is \(other)" as Phrase).statement
        case "!=" where Literal(right) != nil: return ("\(words) has a value other than \(other)" as Phrase).statement
        case "!=":
            // Between the two stands "and", which must not be taken for a part of either.
            let sides = (
                subject.operand.isArray ? words : subject.grouped, second.operand.isArray ? other : second.grouped
            )
            return ("\(sides.0) and \(sides.1) both have values, which differ" as Phrase).statement
        default: return ("\(words) is \(Self.order(name, isTime: isTime)) \(other)" as Phrase).statement
        }
    }

    /// The opposite of a comparison with null; nil for that of every other comparison.
    func oppositeOfNull(_ name: String, _ left: PQLExpression, _ right: PQLExpression) -> Statement? {
        comparisonWithNull(name, left, right).map { comparison in
            Statement("always (the opposite of \(comparison), and a comparison with null is always false)")
        }
    }

    private func comparisonWithNull(_ name: String, _ left: PQLExpression, _ right: PQLExpression) -> String? {
        left.isNull || right.isNull ? pql(PQLExpression(.call(PQLFunction(name), [left, right]))) : nil
    }

    private static func order(_ name: String, isTime: Bool) -> String {
        switch name {
        case "<": isTime ? "before" : "less than"
        case "<=": isTime ? "at or before" : "at most"
        case ">": isTime ? "after" : "greater than"
        default: isTime ? "at or after" : "at least"
        }
    }

    /// How many items a list has, compared with a number that is written out; nil for every other comparison.
    private mutating func quantity(_ name: String, _ left: PQLExpression, _ right: PQLExpression) -> Statement? {
        guard let number = right.wholeNumber, number >= 0, left.extraMembers.isEmpty, right.extraMembers.isEmpty,
            case .call(let function, let arguments) = left.kind, function.name == "count", arguments.count == 1
        else { return nil }
        let list = items(of: value(arguments[0]))
        if name == "!=" { return ("the number of \(list.plural) is not \(String(number))" as Phrase).statement }
        let isOne = number == 1 && name != "<"
        let words: Phrase = isOne ? list.singular : list.plural
        return ("there \(isOne ? "is" : "are") \(Self.amount(name, String(number))) \(words)" as Phrase).statement
    }

    private static func amount(_ name: String, _ number: String) -> String {
        switch name {
        case "=": "exactly \(number)"
        case "<": "fewer than \(number)"
        case "<=": "at most \(number)"
        case ">": "more than \(number)"
        default: "at least \(number)"
        }
    }

    mutating func membership(_ left: PQLExpression, _ right: PQLExpression, negated: Bool) -> Statement {
        let subject = value(left)
        let words = some(subject)
        let among = alternatives(right, like: subject.operand)
        if negated { return ("\(words) has a value that is none of \(among.list)" as Phrase).statement }
        return ("\(words) is \(among.choice ?? "one of \(among.list)")" as Phrase).statement
    }

    /// The values of a list; `choice` says literals as `"a", "b" or "c"`, where there are at least two.
    func choice(_ items: [Phrase]) -> Phrase? {
        guard items.count > 1, let last = items.last else { return nil }
        var words: Phrase = "\(items[0])"
        for item in items.dropFirst().dropLast() { words = "\(words), \(item)" }
        return "\(words) or \(last)"
    }

    mutating func alternatives(_ node: PQLExpression, like other: Operand) -> (list: Phrase, choice: Phrase?) {
        guard case .list(let items) = node.kind, node.extraMembers.isEmpty,
            items.allSatisfy({ Literal($0) != nil && $0.extraMembers.isEmpty })
        else { return (value(node, like: other), nil) }
        let words = items.map { value($0, like: other) }
        var list: Phrase = "["
        for (index, word) in words.enumerated() { list = "\(list)\(index == 0 ? "" : ", ")\(word)" }
        return ("\(list)]", choice(words))
    }
}

// MARK: - Texts

extension ExplanationWriter {
    /// A test of a text; nil for every other call.
    mutating func textTest(_ name: String, _ arguments: [PQLExpression]) -> Statement? {
        switch (name, arguments.count) {
        case ("like", 2):
            let (text, pattern) = (some(value(arguments[0])), some(value(arguments[1])))
            // Only a literal shows whether it has the sign; any other pattern may.
            var hasEscape = true
            if case .string(let string) = arguments[1].kind, let text = string.text { hasEscape = text.contains("\\") }
            let escape: Phrase = hasEscape ? "; \\ makes the one behind it stand for itself" : ""
            let signs: Phrase = "% is any run of characters and _ any one\(escape)"
            return ("\(text) fits the pattern \(pattern), in which \(signs)" as Phrase).statement
        case ("matches", 2):
            let (text, pattern) = (some(value(arguments[0])), some(value(arguments[1])))
            return ("\(text) contains a match of the regular expression \(pattern)" as Phrase).statement
        case ("stringCompare", 4):
            guard case .string(let operation) = arguments[0].kind, arguments[0].extraMembers.isEmpty,
                let verb = operation.text.flatMap({ Self.verbs[$0] })
            else { return nil }
            return textTest(verb, arguments[1], arguments[2], flag: arguments[3])
        case (_, 2), (_, 3):
            guard let verb = Self.verbs[name] else { return nil }
            return textTest(verb, arguments[0], arguments[1], flag: arguments.count == 3 ? arguments[2] : nil)
        default: return nil
        }
    }

    private static let verbs = [
        "equals": "is", "notEqualTo": "has a value other than", "startsWith": "begins with",
        "doesNotStartWith": "has a value that does not begin with", "endsWith": "ends with",
        "doesNotEndWith": "has a value that does not end with", "contains": "contains",
        "doesNotContain": "has a value that does not contain",
    ]

    private mutating func textTest(
        _ verb: String,
        _ text: PQLExpression,
        _ other: PQLExpression,
        flag: PQLExpression?
    ) -> Statement {
        let subject = value(text)
        let among = alternatives(other, like: subject.operand)
        let isList = if case .list = other.kind { true } else { false }
        let isNegative = verb.hasPrefix("has")
        let object: Phrase
        if let choice = among.choice, !isNegative {
            object = choice
        } else {
            let quantity = verb == "is" ? "one of" : "at least one of"
            object = isList ? "\(quantity) \(among.list)" : some(among.list)
        }
        return ("\(some(subject)) \(verb) \(object)\(caseWords(flag))" as Phrase).statement
    }

    /// Case counts unless something else is said.
    private mutating func caseWords(_ flag: PQLExpression?) -> Phrase {
        guard let flag else { return "" }
        switch flag.kind {
        case .boolean(true) where flag.extraMembers.isEmpty: return ""
        case .boolean(false) where flag.extraMembers.isEmpty: return ", ignoring case"
        case .boolean, .string, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain,
            .schemaReference, .unknown, .error:
            return ", heeding case if \(condition(flag).inline)"
        }
    }
}

extension PQLExpression {
    fileprivate var isNull: Bool { kind == .null && extraMembers.isEmpty }
}
