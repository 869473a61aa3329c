extension EnglishReader {
    /// What something is: one thing, or two that are reckoned with.
    mutating func value() throws -> EnglishSense {
        let first = try primary()
        for (mark, reckon) in Self.reckonings where take(mark) {
            let second = try primary()
            return { try Self.reckoned(try first($0).number(), try second($0).number(), reckon) }
        }
        return first
    }

    private static let reckonings: [(String, @Sendable (Double, Double) -> Double?)] = [
        ("+", { $0 + $1 }), ("-", { $0 - $1 }), ("*", { $0 * $1 }), ("/", { $1 == 0 ? nil : $0 / $1 }),
    ]

    private static func reckoned(
        _ first: Double?,
        _ second: Double?,
        _ reckon: (Double, Double) -> Double?
    ) throws -> EnglishMeaning {
        guard let first, let second, let result = reckon(first, second) else { return .none }
        return .number(result)
    }

    /// One thing: other words behind it are no part of it.
    mutating func primary() throws -> EnglishSense {
        switch next {
        case .text(let text)?:
            advance()
            return { _ in .text(text) }
        case .number(let number)?:
            advance()
            return { _ in .number(number) }
        case .day(let year, let month, let day)?:
            advance()
            let start = try EnglishCalendar.day(year, month, day)
            return { _ in .day(start) }
        case .name?: return referred(to: try givenName())
        case .mark("[")?: return try list()
        case .mark("(")?: return try grouped()
        case .mark, nil: throw Unclear("expected a value, found \(rest)")
        case .word: return try spoken()
        }
    }

    func referred(to name: String) -> EnglishSense {
        return { situation in
            guard let value = situation.named[name] else { throw Unclear("\(name), which nothing is called") }
            return value
        }
    }

    private mutating func list() throws -> EnglishSense {
        advance()
        var items: [EnglishSense] = []
        repeat { items.append(try value()) } while take(",")
        try expect("]")
        return { situation in .list(try items.map { try $0(situation) }.filter { $0 != .none }) }
    }

    /// In parentheses: a value, one of two, or what is made of each of some things.
    private mutating func grouped() throws -> EnglishSense {
        advance()
        let value: EnglishSense
        if take("with") {
            let (name, bound) = try namedValue()
            let inner = try self.value()
            value = { try inner($0.naming(name, try bound($0))) }
        } else {
            let first = try self.value()
            if take("if (") {
                let test = try clause()
                try expect(") , otherwise")
                let second = try self.value()
                value = { try test($0) ? first($0) : second($0) }
            } else if take("for each of") {
                value = try mapped(first)
            } else if take("in groups by") {
                value = try inGroups(first)
            } else if take("with") {
                let second = try self.value()
                value = { .entry(EnglishEntry(key: try first($0), value: try second($0))) }
            } else {
                value = first
            }
        }
        try expect(")")
        return value
    }

    private mutating func mapped(_ each: @escaping EnglishSense) throws -> EnglishSense {
        let noun = noun()
        let list = take("events") ? { try $0.profile.member("xEvent") } : try primary()
        let handle = calledName() ?? "the \(noun)"
        return { outer in
            let values: [EnglishMeaning]
            switch try list(outer) {
            case .none: return .none
            case .entries(let entries):
                values = try entries.map {
                    try each(outer.entering($0.value, called: "the entry").naming("the key", $0.key))
                }
                let made = values.compactMap { value in
                    if case .entry(let entry) = value { entry } else { nil }
                }
                if made.count == values.count { return .entries(made) }
            case let items: values = try (try items.items() ?? []).map { try each(outer.entering($0, called: handle)) }
            }
            return .list(values.filter { $0 != .none })
        }
    }

    private mutating func inGroups(_ list: @escaping EnglishSense) throws -> EnglishSense {
        let key = try primary()
        let handle = calledName() ?? "the event"
        return { outer in
            guard let items = try list(outer).items() else { return .none }
            let keyed = try items.map { (key: try key(outer.entering($0, called: handle)), item: $0) }
            return .entries(
                EnglishReader.distinct(keyed.map(\.key).filter { $0 != .none }).map { key in
                    EnglishEntry(key: key, value: .list(keyed.filter { $0.key == key }.map(\.item)))
                }
            )
        }
    }

    /// How one of the things that come next is called.
    private func noun() -> String {
        var distance = 0
        while peek(distance) == .mark("(") { distance += 1 }
        switch peek(distance) {
        case .word("events")?: return "event"
        case .word("items")? where peek(distance + 1) == .word("of"): return "item"
        default: return "value"
        }
    }

    private mutating func spoken() throws -> EnglishSense {
        if take("minus") {
            let value = try primary()
            return { try value($0).number().map { .number(-$0) } ?? .none }
        }
        if take("true") { return { _ in .truth(true) } }
        if take("false") { return { _ in .truth(false) } }
        if take("now") { return { .number(Double($0.calendar.now)) } }
        if take("whether (") {
            let claim = try clause()
            try expect(")")
            return { .truth(try claim($0)) }
        }
        if take("entry") {
            let key = try primary()
            try expect("of")
            let map = try primary()
            return { try Self.entry(try key($0), of: try map($0)) }
        }
        if take("what group") {
            let group = try amount()
            try expect("of the regular expression")
            guard case .text(let pattern)? = next else { throw Unclear("a regular expression") }
            advance()
            try expect("finds in")
            let text = try primary()
            return { try EnglishText.group(group, of: pattern, in: try text($0)) }
        }
        if take("at least one of") {
            let list = try primary()
            return { .some(try list($0).items() ?? []) }
        }
        if take("at least one") {
            let things = try things()
            return { .some(try things.all($0)?.map(\.nearest) ?? []) }
        }
        if next == .word("the"), let value = try computed() { return value }
        if let field = attempt({ try $0.fieldInContext() }) { return field }
        let things = try things()
        return { try things.all($0).map { .list($0.map(\.nearest)) } ?? .none }
    }

    private static func entry(_ key: EnglishMeaning, of map: EnglishMeaning) throws -> EnglishMeaning {
        switch (map, key) {
        case (.none, _), (_, .none): return .none
        case (.thing(let members), .text(let key)): return members[key] ?? .none
        case (.entries(let entries), _): return entries.first { $0.key == key }?.value ?? .none
        default: throw Unclear("the entry \(key) of \(map)")
        }
    }

    /// What begins with "the" and is reckoned; nil for other words.
    private mutating func computed() throws -> EnglishSense? {
        if take("the number of") {
            let things = try things()
            return { .number(Double((try things.all($0) ?? []).count)) }
        }
        if take("the first of") {
            let list = try primary()
            return { try list($0).items()?.first ?? .none }
        }
        if take("the rest of") {
            let first = try primary()
            try expect("divided by")
            let second = try primary()
            return { situation in
                try Self.reckoned(try first(situation).number(), try second(situation).number()) {
                    $1 == 0 ? nil : $0.truncatingRemainder(dividingBy: $1)
                }
            }
        }
        if take("the start of") {
            let word = try word()
            return { .number(Double(try $0.calendar.day(word).lowerBound)) }
        }
        for (words, part) in [("the month of", "month"), ("the year of", "year"), ("the day of the month of", "day")]
        where take(words) {
            if case .word(let word)? = next, ["now", "today", "yesterday", "tomorrow"].contains(word) {
                advance()
                return { situation in
                    let calendar = situation.calendar
                    let time = word == "now" ? calendar.now : try calendar.day(word).lowerBound
                    return .number(try calendar.part(part, of: time))
                }
            }
            let time = try primary()
            return { situation in
                try (try time(situation).instant()).map { .number(try situation.calendar.part(part, of: $0)) } ?? .none
            }
        }
        for (words, combine) in Self.combinations where take(words) { return try combined(combine) }
        return nil
    }

    private static let combinations: [(String, @Sendable ([Double]) -> Double?)] = [
        ("the sum of", { $0.reduce(0, +) }),
        ("the average of", { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) }),
        ("the smallest of", { $0.min() }), ("the largest of", { $0.max() }),
    ]

    private mutating func combined(_ combine: @escaping ([Double]) -> Double?) throws -> EnglishSense {
        let overThings = attempt { reader in
            let each = try reader.primary()
            try reader.expect("over")
            return (each, try reader.things())
        }
        let (each, things) = try overThings ?? ({ $0.nearest }, self.things())
        return { situation in
            let values = try (try things.all(situation) ?? []).compactMap { try each($0).number() }
            return combine(values).map { .number($0) } ?? .none
        }
    }

    // MARK: - Fields

    /// A field with the one that it is of, or something by what it is called.
    private mutating func fieldInContext() throws -> EnglishSense {
        let owner = attempt { try $0.handle() }
        if let owner {
            guard take("'s") else { return referred(to: owner) }
            return try field(of: owner)
        }
        let names = try label()
        guard names != ["items"] || next != .word("of") || isOfEvents else {
            throw Unclear("items of something")
        }
        return try followed(names, of: nil)
    }

    private var isOfEvents: Bool {
        var distance = 1
        while peek(distance) == .mark("(") { distance += 1 }
        return peek(distance) == .word("events")
    }

    /// A field of what is nearest, or of something that has a name.
    mutating func field(of owner: String?) throws -> EnglishSense {
        let names = try label()
        let base = owner.map { referred(to: $0) } ?? { $0.nearest }
        return { situation in try names.reduce(try base(situation)) { try $0.member($1) } }
    }

    /// A field, and what it is of where that is said.
    mutating func followed(_ names: [String], of owner: String?) throws -> EnglishSense {
        var base: EnglishSense = { $0.nearest }
        if take("of") {
            base = take("events") ? { try $0.profile.member("xEvent") } : try primary()
        }
        let start = base
        return { situation in try names.reduce(try start(situation)) { try $0.member($1) } }
    }

    /// The longest name of a field that comes next.
    private mutating func label() throws -> [String] {
        var words: [String] = []
        var distance = 0
        var longest: [String]?
        while case .word(let word)? = peek(distance) {
            words.append(word)
            distance += 1
            if let names = fields[words] { longest = names }
        }
        guard let longest else { throw Unclear("expected a field, found \(rest)") }
        advance(longest.count)
        return longest
    }
}
