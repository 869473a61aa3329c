extension EnglishReader {
    /// A value and what is said of it.
    mutating func predicate() throws -> EnglishClaim {
        let subject = try value()
        if let claim = attempt({ try $0.presence(of: subject) }) { return claim }
        if let claim = attempt({ try $0.sets(subject) }) { return claim }
        if let claim = attempt({ try $0.texts(subject) }) { return claim }
        if take("and") {
            let other = try primary()
            try expect("both have values , which differ")
            return Self.compared(subject, other) { $0 != $1 }
        }
        try expect("is")
        if take("not") {
            let other = try value()
            return Self.compared(subject, other) { $0 != $1 }
        }
        if take("true") { return { try subject($0).each.contains(.truth(true)) } }
        if let window = attempt({ try $0.window() }) {
            return { situation in
                try subject(situation).each.contains { try window(try $0.instant(), situation) }
            }
        }
        for (words, test) in Self.orders where take(words) {
            let other = try value()
            return { situation in
                let others = try other(situation).each.compactMap { try $0.number() }
                return try subject(situation).each.compactMap { try $0.number() }.contains { value in
                    others.contains { test(value, $0) }
                }
            }
        }
        return try Self.compared(subject, alternatives()) { $0 == $1 }
    }

    private static let orders: [(String, @Sendable (Double, Double) -> Bool)] = [
        ("less than", { $0 < $1 }), ("at most", { $0 <= $1 }), ("greater than", { $0 > $1 }),
        ("at least", { $0 >= $1 }),
    ]

    private static func compared(
        _ subject: @escaping EnglishSense,
        _ other: @escaping EnglishSense,
        _ test: @escaping (EnglishMeaning, EnglishMeaning) -> Bool
    ) -> EnglishClaim {
        return { situation in
            let others = try other(situation).each
            return try subject(situation).each.contains { value in others.contains { test(value, $0) } }
        }
    }

    /// A value, one of a list, or several with "or" before the last.
    private mutating func alternatives() throws -> EnglishSense {
        if take("one of") {
            let list = try primary()
            return { .some(try list($0).items() ?? []) }
        }
        let several = attempt { reader -> [EnglishSense] in
            var values = [try reader.primary()]
            while reader.take(",") { values.append(try reader.primary()) }
            try reader.expect("or")
            values.append(try reader.primary())
            return values
        }
        guard let several else { return try value() }
        return { situation in .some(try several.map { try $0(situation) }) }
    }

    // MARK: - Being there

    private mutating func presence(of subject: @escaping EnglishSense) throws -> EnglishClaim {
        if take("counts as true") { return { try subject($0).countsAsTrue } }
        if take("has no value") { return { try subject($0) == .none } }
        try expect("has a value")
        if take("other than") {
            let other = try alternatives()
            if take(", ignoring case") {
                return try Self.texts(subject, other, ignoringCase: true) { $0 != $1 }
            }
            return Self.compared(subject, other) { $0 != $1 }
        }
        if take("that is none of") {
            let list = try primary()
            return { situation in
                guard let items = try list(situation).items() else { return false }
                return try subject(situation).each.contains { !items.contains($0) }
            }
        }
        if take("that does not") {
            let verb = try word() + (next == .word("with") ? " with" : "")
            _ = take("with")
            guard let test = Self.verbs[verb] else { throw Unclear("'\(verb)'") }
            let other = try alternatives()
            return try Self.texts(subject, other, ignoringCase: take(", ignoring case")) { !test($0, $1) }
        }
        return { try subject($0) != .none }
    }

    // MARK: - Lists

    private mutating func sets(_ subject: @escaping EnglishSense) throws -> EnglishClaim {
        if take("includes") {
            let item = try value()
            return { situation in
                let value = try item(situation)
                return try value != .none && (subject(situation).items() ?? []).contains(value)
            }
        }
        let tests: [(String, (Set<EnglishMeaning>, Set<EnglishMeaning>) -> Bool)] = [
            ("has an item in common with", { !$0.isDisjoint(with: $1) }),
            ("has no items but those of", { $0.isSubset(of: $1) }), ("has all items of", { $0.isSuperset(of: $1) }),
            ("holds the same values as", { $0 == $1 }), ("has values , but not the same as", { $0 != $1 }),
        ]
        for (words, test) in tests where take(words) {
            let other = try value()
            return { situation in
                guard let items = try subject(situation).items(), let others = try other(situation).items() else {
                    return false
                }
                return test(Set(items), Set(others))
            }
        }
        throw Unclear("what is said of a list: \(rest)")
    }

    // MARK: - Texts

    private static let verbs: [String: @Sendable (String, String) -> Bool] = [
        "begin with": { $0.hasPrefix($1) }, "end with": { $0.hasSuffix($1) },
        "contain": { $1.isEmpty || $0.contains($1) }, "begins with": { $0.hasPrefix($1) },
        "ends with": { $0.hasSuffix($1) }, "contains": { $1.isEmpty || $0.contains($1) },
    ]

    private mutating func texts(_ subject: @escaping EnglishSense) throws -> EnglishClaim {
        if take("contains a match of the regular expression") {
            let pattern = try value()
            return try Self.texts(subject, pattern, ignoringCase: false) { EnglishText.matches($1, in: $0) }
        }
        if take("fits the pattern") {
            let pattern = try value()
            try expect(", in which % is any run of characters and _ any one")
            // No pattern of the random rules and profiles has the sign.
            _ = take("; \\ makes the one behind it stand for itself")
            return try Self.texts(subject, pattern, ignoringCase: false) { EnglishText.fits($0, $1) }
        }
        for verb in ["begins with", "ends with", "contains"] where take(verb) {
            guard let test = Self.verbs[verb] else { continue }
            let other = try alternatives()
            return try Self.texts(subject, other, ignoringCase: take(", ignoring case"), test)
        }
        try expect("is")
        let other = try alternatives()
        try expect(", ignoring case")
        return try Self.texts(subject, other, ignoringCase: true) { $0 == $1 }
    }

    private static func texts(
        _ subject: @escaping EnglishSense,
        _ other: @escaping EnglishSense,
        ignoringCase: Bool,
        _ test: @escaping (String, String) -> Bool
    ) throws -> EnglishClaim {
        func text(_ value: EnglishMeaning) throws -> String {
            guard case .text(let text) = value else { throw Unclear("\(value) as a text") }
            return ignoringCase ? text.lowercased() : text
        }
        return { situation in
            let others = try other(situation).each.map(text)
            return try subject(situation).each.map(text).contains { value in others.contains { test(value, $0) } }
        }
    }
}

/// Patterns in texts.
enum EnglishText {
    static func fits(_ text: String, _ pattern: String) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = String(pattern.dropFirst())
        if first == "%" { return fits(text, rest) || (!text.isEmpty && fits(String(text.dropFirst()), pattern)) }
        return !text.isEmpty && (first == "_" || text.first == first) && fits(String(text.dropFirst()), rest)
    }

    static func matches(_ pattern: String, in text: String) -> Bool {
        (try? Regex(pattern)).map { text.firstMatch(of: $0) != nil } ?? false
    }

    static func group(_ group: Int, of pattern: String, in text: EnglishMeaning) throws -> EnglishMeaning {
        guard case .text(let text) = text else { return .none }
        let match = text.firstMatch(of: try Regex(pattern))
        return match?.output[group].substring.map { .text(String($0)) } ?? .none
    }
}
