import Foundation
import JSONTree

/// What words stand for, for one profile.
indirect enum EnglishMeaning: Hashable {
    /// Nothing is there.
    case none
    case truth(Bool)
    case number(Double)
    case text(String)
    /// A day, by its first millisecond.
    case day(Int64)
    case thing([String: EnglishMeaning])
    case list([EnglishMeaning])
    /// "at least one of": what is said holds for one of these.
    case some([EnglishMeaning])
    /// Things under keys that need not be texts, and one of them.
    case entries([EnglishEntry])
    case entry(EnglishEntry)

    init(_ json: JSONValue) {
        switch json {
        case .null: self = .none
        case .boolean(let value): self = .truth(value)
        case .integer(let value): self = .number(Double(value))
        case .number(let value): self = .number(value)
        case .string(let value): self = .text(value)
        case .array(let items): self = .list(items.map { Self($0) }.filter { $0 != .none })
        case .object(let members): self = .thing(members.mapValues { Self($0) }.filter { $0.value != .none })
        }
    }

    /// The values that are meant by a word for one or several.
    var each: [EnglishMeaning] {
        switch self {
        case .none: []
        case .some(let values): values.filter { $0 != .none }
        case .truth, .number, .text, .day, .thing, .list, .entries, .entry: [self]
        }
    }

    /// The items of a list, or of what stands under keys; nil where there is nothing.
    func items() throws -> [EnglishMeaning]? {
        switch self {
        case .none: return nil
        case .list(let items): return items
        case .thing(let members): return members.sorted { $0.key < $1.key }.map(\.value)
        case .entries(let entries): return entries.map(\.value)
        case .truth, .number, .text, .day, .some, .entry: throw Unclear("the items of \(self)")
        }
    }

    /// What a name means of a thing; of a list, what it means of each of its items.
    func member(_ name: String) throws -> EnglishMeaning {
        switch self {
        case .thing(let members): return members[name] ?? .none
        case .list(let items):
            return .list(
                try items.flatMap { item in
                    let value = try item.member(name)
                    if case .list(let inner) = value { return inner }
                    return value == .none ? [] : [value]
                }
            )
        case .none, .truth, .number, .text: return .none
        case .day, .some, .entries, .entry: throw Unclear("'\(name)' of \(self)")
        }
    }

    /// What is there and not `false` counts as true, a list when it has items.
    var countsAsTrue: Bool {
        switch self {
        case .none: false
        case .truth(let value): value
        case .list(let items): !items.isEmpty
        case .some(let values): values.contains(where: \.countsAsTrue)
        case .number, .text, .day, .thing, .entries, .entry: true
        }
    }

    func number() throws -> Double? {
        switch self {
        case .none: return nil
        case .number(let value): return value
        case .truth, .text, .day, .thing, .list, .some, .entries, .entry: throw Unclear("\(self) as a number")
        }
    }

    /// In milliseconds since 1970; nil for what is no time.
    func instant() throws -> Int64? {
        switch self {
        case .none: return nil
        case .number(let value): return Int64(exactly: value)
        case .day(let start): return start
        case .text(let text):
            let style = Date.ISO8601FormatStyle()
            return (try? style.parse(text)).map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) }
        case .truth, .thing, .list, .some, .entries, .entry: throw Unclear("\(self) as a time")
        }
    }
}

struct EnglishEntry: Hashable {
    let key: EnglishMeaning
    let value: EnglishMeaning
}

/// Where a sentence is judged: of whom, when, and what its words stand for by now.
struct EnglishSituation {
    let calendar: EnglishCalendar
    let profile: EnglishMeaning
    /// Whose fields are told without an owner.
    var nearest: EnglishMeaning
    /// "the event", "item 2", and what was named in back-quotes.
    var named: [String: EnglishMeaning]

    init(profile: JSONValue, now: Int64) {
        calendar = EnglishCalendar(now: now)
        self.profile = EnglishMeaning(profile)
        nearest = self.profile
        named = ["the profile": self.profile]
    }

    func entering(_ item: EnglishMeaning, called handle: String) -> EnglishSituation {
        var inner = self
        inner.nearest = item
        inner.named[handle] = item
        return inner
    }

    func naming(_ name: String, _ value: EnglishMeaning) -> EnglishSituation {
        var inner = self
        inner.named[name] = value
        return inner
    }
}

typealias EnglishClaim = (EnglishSituation) throws -> Bool
typealias EnglishSense = (EnglishSituation) throws -> EnglishMeaning
