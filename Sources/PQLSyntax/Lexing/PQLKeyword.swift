/// The words that mean something of their own in some place; in every other place they are names.
enum PQLKeyword: String, CaseIterable {
    case and, or, not
    case `in`, notIn = "notin", like, matches, occurs
    case before, after, from, between, on
    case select, `where`, over, `let`, exists, forall
    case some, all, none, one
    case sum, average, min, max
    case `true`, `false`, null
    case now, today, yesterday, tomorrow
    case this, last, next
    case chain, what, when, count
    case `if`
    case millisecond, second, minute, hour, day, week, month, year, decade, century, millennium
    case milliseconds, seconds, minutes, hours, days, weeks, months, years, decades, centuries, millennia
    /// The spelling of the manual of 2018.
    case millenium

    private static let bySpelling: [String: PQLKeyword] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) }
    )

    /// The keyword that a word spells, in any case; nil for other words.
    init?(word: some Collection<UInt8>) {
        guard word.count <= 12, word.count >= 2 else { return nil }
        var lower = ""
        for byte in word {
            guard byte < 0x80 else { return nil }
            lower.unicodeScalars.append(Unicode.Scalar(byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte))
        }
        guard let keyword = Self.bySpelling[lower] else { return nil }
        self = keyword
    }

    var timeUnit: PQLTimeUnit? {
        switch self {
        case .millisecond, .milliseconds: .millisecond
        case .second, .seconds: .second
        case .minute, .minutes: .minute
        case .hour, .hours: .hour
        case .day, .days: .day
        case .week, .weeks: .week
        case .month, .months: .month
        case .year, .years: .year
        case .decade, .decades: .decade
        case .century, .centuries: .century
        case .millennium, .millennia, .millenium: .millennium
        default: nil
        }
    }

    var moment: PQLMoment? { PQLMoment(rawValue: rawValue) }
    var relation: PQLRelation? { PQLRelation(rawValue: rawValue) }
    var direction: PQLDirection? { PQLDirection(rawValue: rawValue) }
    var aggregate: PQLAggregate? { PQLAggregate(rawValue: rawValue) }
    var quantifier: PQLQuantifier? { PQLQuantifier(rawValue: rawValue) }
}

extension PQLKeyword {
    /// Whether a field of this name is written in back-quotes where a path starts.
    ///
    /// The platform's own list is not public; this is every word that the language gives a meaning.
    static func isReserved(_ name: String) -> Bool {
        guard let keyword = PQLKeyword(word: name.utf8) else { return false }
        switch keyword {
        case .chain, .what, .when, .count, .some, .all, .none, .one: return false
        default: return true
        }
    }

    /// Whether a field of this name is written in back-quotes behind a dot: as above, but in the exact case only.
    static func isReservedBehindDot(_ name: String) -> Bool {
        isReserved(name) && (name == "notIn" || PQLKeyword(rawValue: name) != nil)
    }
}
