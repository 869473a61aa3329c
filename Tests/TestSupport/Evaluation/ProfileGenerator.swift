package import JSONTree
import PQLSyntax

/// Random profiles over the vocabulary: with absent fields, nulls, empty arrays, `1` and `1.0`, strings that differ in
/// case alone, and events that share a time.
package struct ProfileGenerator {
    private var random: SeededRandom
    private let now: Int64

    package init(seed: UInt64, now: Int64) {
        random = SeededRandom(seed: seed)
        self.now = now
    }

    package mutating func profile() -> JSONValue {
        var profile = thing(.profile)
        let members = Vocabulary.audiences.filter { _ in chance(2) }.map { id in
            (id, JSONValue.object(["status": .string(chance(3) ? "exited" : "realized")]))
        }
        profile["segmentMembership"] = .object(["ups": .object(Dictionary(members) { $1 })])
        return .object(profile)
    }

    private mutating func thing(_ thing: Vocabulary.Thing) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for (path, content) in Vocabulary.fields(of: thing) {
            guard var value = value(content, isRequired: thing == .event && content == .time) else { continue }
            for name in path.dropFirst().reversed() { value = .object([name: value]) }
            members[path[0]] = value
        }
        return members
    }

    /// Nil for a field that is left out.
    private mutating func value(_ content: Vocabulary.Content, isRequired: Bool) -> JSONValue? {
        if !isRequired {
            if chance(6) { return nil }
            if chance(12) { return .null }
        }
        switch content {
        case .text: return text()
        case .number: return number()
        case .flag: return .boolean(chance(2))
        case .time: return time()
        case .texts: return .array((0..<below(4)).map { _ in text() })
        case .numbers: return .array((0..<below(4)).map { _ in number() })
        case .events: return .array((0..<below(5)).map { _ in .object(thing(.event)) })
        case .items: return .array((0..<below(4)).map { _ in .object(thing(.item)) })
        case .consents:
            let entries = Vocabulary.consents.filter { _ in chance(2) }.map { ($0, JSONValue.object(thing(.consent))) }
            return .object(Dictionary(entries) { $1 })
        }
    }

    private mutating func text() -> JSONValue {
        .string(Vocabulary.texts[below(Vocabulary.texts.count)])
    }

    private mutating func number() -> JSONValue {
        let whole = Int64(below(5))
        switch below(4) {
        case 0: return .number(Double(whole))
        case 1 where chance(2): return .number(Double(whole) + 0.5)
        default: return .integer(chance(8) ? -whole : whole)
        }
    }

    /// Epoch milliseconds, or text of the same instant.
    private mutating func time() -> JSONValue {
        let distance = Vocabulary.distances[below(Vocabulary.distances.count)]
        var time = now + distance + (chance(3) ? Int64(below(7)) - 3 : 0) * Vocabulary.hour
        if chance(4) { time = CivilTime.start(of: [.day, .day, .month, .year][below(4)], holding: time) }
        if chance(5) { time += chance(2) ? -1 : 1 }
        guard time % 1000 == 0, chance(3) else { return .integer(time) }
        let (day, rest) = CivilTime.split(time)
        let date = CivilTime.date(ofDay: day)
        func padded(_ value: Int64, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(value).count)) + String(value)
        }
        let seconds = rest / 1000
        return .string(
            "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
                + "T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))Z"
        )
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}
