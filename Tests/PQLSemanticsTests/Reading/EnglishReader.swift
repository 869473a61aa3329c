import PQLSemantics

/// Reads the sentences of an explanation as its reader does, and knows no rule: what they claim of a profile.
///
/// It is written from the English and from Explain.md alone. Words that it does not know make it give up, with
/// `Unclear`; nothing is guessed.
struct EnglishReader {
    /// By what the sentences call it, the names that lead to a field: as many of the last of its path as it has words.
    let fields: [[String]: [String]]
    private let tokens: [EnglishToken]
    private var position = 0
    /// Conditions that the sentence tells farther below.
    private var below: [Below] = []

    /// A condition that is told at the end of its clause.
    private final class Below {
        var claim: EnglishClaim?
    }

    private init(_ lines: [Line], _ told: [Explanation.Field]) throws {
        var fields: [[String]: [String]] = [:]
        for field in told where !field.path.isEmpty {
            let words = field.label.split(separator: " ").map(String.init)
            let names = field.path.split(separator: ".").suffix(words.count).map(String.init)
            guard names == words else { throw Unclear("the field '\(field.label)' is \(field.path)") }
            fields[words] = names
        }
        self.fields = fields
        tokens = try EnglishToken.tokens(of: lines)
    }

    typealias Line = (level: Int, text: String)

    static func read(_ lines: [Line], _ fields: [Explanation.Field]) throws -> EnglishClaim {
        var reader = try EnglishReader(lines, fields)
        let claim = try reader.clause()
        guard reader.next == nil else { throw Unclear("something is left: \(reader.rest)") }
        return claim
    }
}

// MARK: - Words

extension EnglishReader {
    var next: EnglishToken? { position < tokens.count ? tokens[position] : nil }

    var rest: String { tokens[position...].prefix(8).map { "\($0)" }.joined(separator: " ") }

    func peek(_ distance: Int) -> EnglishToken? {
        position + distance < tokens.count ? tokens[position + distance] : nil
    }

    mutating func advance(_ count: Int = 1) { position += count }

    /// Takes words, and marks that stand between spaces, if all of them come next.
    mutating func take(_ text: String) -> Bool {
        let words = text.split(separator: " ").map { part -> EnglishToken in
            "()[],;:+-*/".contains(part) || part == "'s" ? .mark(String(part)) : .word(String(part))
        }
        guard tokens[position...].starts(with: words) else { return false }
        position += words.count
        return true
    }

    mutating func expect(_ text: String) throws {
        guard take(text) else { throw Unclear("expected '\(text)', found \(rest)") }
    }

    mutating func word() throws -> String {
        guard case .word(let word)? = next else { throw Unclear("expected a word, found \(rest)") }
        advance()
        return word
    }

    /// Reads something that may turn out to be something else; then nothing was read.
    mutating func attempt<Result>(_ read: (inout EnglishReader) throws -> Result) -> Result? {
        let before = self
        do {
            return try read(&self)
        } catch {
            self = before
            return nil
        }
    }
}

// MARK: - Clauses

extension EnglishReader {
    /// What can be true or false, up to the mark that ends it.
    mutating func clause() throws -> EnglishClaim {
        let outer = below
        below = []
        defer { below = outer }
        let claim = try head()
        guard !below.isEmpty else { return claim }
        try expect(": (")
        for index in below.indices {
            if index > 0 { try expect(";") }
            if below.count > 1 {
                guard next == .number(Double(index + 1)) else { throw Unclear("the number \(index + 1)") }
                advance()
                try expect(":")
            }
            _ = try word()
            try expect("where")
            let promised = below[index]
            promised.claim = try clause()
        }
        try expect(")")
        return claim
    }

    private mutating func head() throws -> EnglishClaim {
        if take("always") { return try constant(true) }
        if take("never") { return try constant(false) }
        if take("it is not true that") {
            let claim = try clause()
            return { try !claim($0) }
        }
        if take("all of these are true") { return try list { $0.allSatisfy { $0 } } }
        if take("at least one of these is true") { return try list { $0.contains(true) } }
        if take("none of these is true") { return try list { !$0.contains(true) } }
        if take("not all of these are true") { return try list { $0.contains(false) } }
        if take("it depends on a condition : ( if") { return try choice() }
        if take("with") { return try naming() }
        if take("for every") { return try every() }
        if take("the profile is in segment") { return try membership(true) }
        if take("the profile is not in segment") { return try membership(false) }
        if take("there are events in this order of time : (") { return try sequence() }
        if take("there is") || take("there are") { return try existence() }
        return try predicate()
    }

    /// With a remark in parentheses that says why.
    private mutating func constant(_ value: Bool) throws -> EnglishClaim {
        if take("(") {
            while next != nil, next != .mark(")") { advance() }
            try expect(")")
        }
        return { _ in value }
    }

    private mutating func list(_ judge: @escaping ([Bool]) -> Bool) throws -> EnglishClaim {
        try expect(": (")
        var claims = [try clause()]
        while take(";") { claims.append(try clause()) }
        try expect(")")
        return { situation in judge(try claims.map { try $0(situation) }) }
    }

    private mutating func choice() throws -> EnglishClaim {
        let test = try clause()
        try expect("; then")
        let first = try clause()
        try expect("; otherwise")
        let second = try clause()
        try expect(")")
        return { try test($0) ? first($0) : second($0) }
    }

    private mutating func naming() throws -> EnglishClaim {
        let (name, value) = try namedValue()
        let claim = try clause()
        return { try claim($0.naming(name, try value($0))) }
    }

    /// "`n` standing for …, "
    mutating func namedValue() throws -> (name: String, value: EnglishSense) {
        let name = try givenName()
        try expect("standing for")
        let value = try value()
        try expect(",")
        return (name, value)
    }

    /// A name in back-quotes, and its number where one is named like another.
    mutating func givenName() throws -> String {
        guard case .name(let name)? = next else { throw Unclear("expected a name, found \(rest)") }
        advance()
        guard next == .mark("("), case .number(let number)? = peek(1), peek(2) == .mark(")") else { return "`\(name)`" }
        advance(3)
        return "`\(name)` \(number)"
    }

    private mutating func membership(_ isMember: Bool) throws -> EnglishClaim {
        guard case .text(let id)? = next else { throw Unclear("a segment") }
        advance()
        return { situation in
            let status = try situation.profile.member("segmentMembership").member("ups").member(id).member("status")
            return (status == .text("realized") || status == .text("existing")) == isMember
        }
    }

    private mutating func every() throws -> EnglishClaim {
        let things = try things()
        try expect(", if any ,")
        let claim = try clause()
        return { try (try things.all($0) ?? []).map { try claim($0) }.allSatisfy { $0 } }
    }

    private mutating func existence() throws -> EnglishClaim {
        let quantity = try quantity()
        let things = try things()
        return { quantity((try things.all($0) ?? []).count) }
    }

    /// "at least one", "no", "fewer than 3".
    mutating func quantity() throws -> (Int) -> Bool {
        if take("no") { return { $0 == 0 } }
        let tests: [(String, (Int, Int) -> Bool)] = [
            ("exactly", { $0 == $1 }), ("fewer than", { $0 < $1 }), ("at most", { $0 <= $1 }),
            ("more than", { $0 > $1 }), ("at least", { $0 >= $1 }),
        ]
        for (words, test) in tests where take(words) {
            let number = try amount()
            return { test($0, number) }
        }
        throw Unclear("expected a quantity, found \(rest)")
    }

    /// "one", or a whole number.
    mutating func amount() throws -> Int {
        if take("one") { return 1 }
        guard case .number(let value)? = next, let number = Int(exactly: value) else {
            throw Unclear("expected a number, found \(rest)")
        }
        advance()
        return number
    }

    /// A condition that stands below, or in parentheses, or ends the clause.
    mutating func condition() throws -> EnglishClaim {
        if let inner = attempt({ reader -> EnglishClaim in
            try reader.expect("(")
            let claim = try reader.clause()
            try reader.expect(")")
            return claim
        }) {
            return inner
        }
        return try clause()
    }

    /// "(see below)", "(see 2 below)"; nil for other words.
    mutating func promise() -> EnglishClaim? {
        attempt { reader in
            try reader.expect("( see")
            if case .number? = reader.next { reader.advance() }
            try reader.expect("below )")
            let promised = Below()
            reader.below.append(promised)
            return { situation in
                guard let claim = promised.claim else { throw Unclear("a condition that is told nowhere") }
                return try claim(situation)
            }
        }
    }
}
