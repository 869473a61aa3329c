/// Several things of which something is said: events, items, values.
struct EnglishThings {
    /// Each of them in its place, the nearest there; nil where there is nothing that could have any.
    let all: (EnglishSituation) throws -> [EnglishSituation]?
}

extension EnglishReader {
    private static let nouns = [
        "event": "event", "events": "event", "item": "item", "items": "item", "value": "value", "values": "value",
        "entry": "entry", "entries": "entry", "key": "key", "keys": "key",
    ]

    /// A noun, where they are from, and conditions on them.
    ///
    /// `handle` is what each of them is called, if it is not "the event" and so on.
    mutating func things(called handle: String? = nil) throws -> EnglishThings {
        if take("combination of") || take("combinations of") { return try combinations() }
        let isDistinct = take("different")
        let plural = try word()
        guard let noun = Self.nouns[plural] else { throw Unclear("the things '\(plural)'") }
        var list: EnglishSense
        if take("common to") {
            let first = try primary()
            try expect("and")
            let second = try primary()
            list = { situation in
                guard let others = try second(situation).items() else { return .none }
                let common = Self.distinct((try first(situation).items() ?? []).filter { others.contains($0) })
                return common.isEmpty ? .none : .list(common)
            }
        } else if noun == "event" {
            list = { try $0.profile.member("xEvent") }
        } else if isFieldOfEvents(plural) {
            list = try followed([plural], of: nil)
        } else if next == .word("among") {
            list = { _ in .none }
        } else {
            try expect("of")
            list = try primary()
        }
        if noun == "key" {
            let map = list
            list = { situation in
                guard case .thing(let members) = try map(situation) else { return .none }
                return .list(members.keys.sorted().map { .text($0) })
            }
        }
        let all = list
        return try conditioned(
            noun,
            called: handle ?? "the \(noun)",
            isDistinct ? { try all($0).items().map(Self.distinct) } : { try all($0).items() }
        )
    }

    /// "items of events" are the items that events have, not the events.
    private func isFieldOfEvents(_ plural: String) -> Bool {
        guard fields[[plural]] != nil, next == .word("of") else { return false }
        var distance = 1
        while peek(distance) == .mark("(") { distance += 1 }
        return peek(distance) == .word("events")
    }

    static func distinct(_ items: [EnglishMeaning]) -> [EnglishMeaning] {
        var seen: Set<EnglishMeaning> = []
        return items.filter { seen.insert($0).inserted }
    }

    /// What stands behind a noun: what each is called, when it was, which of them are meant.
    private mutating func conditioned(
        _ noun: String,
        called handle: String,
        _ list: @escaping (EnglishSituation) throws -> [EnglishMeaning]?
    ) throws -> EnglishThings {
        var handle = handle
        var list = list
        var isConditioned = false
        func keep(_ claim: @escaping EnglishClaim, _ handle: String) {
            let all = list
            isConditioned = true
            list = { outer in
                try all(outer)?.map { ($0, try claim(outer.entering($0, called: handle))) }.filter(\.1).map(\.0)
            }
        }
        var isOpen = true
        while isOpen {
            if take("among (") {
                list = try first(of: noun)
                try expect(")")
            } else if let name = calledName() {
                handle = name
            } else if let claim = promise() {
                keep(claim, handle)
            } else if take("where") {
                keep(try condition(), handle)
            } else if isConditioned, let claim = further() {
                keep(claim, handle)
            } else if noun == "event", let window = attempt({ try $0.window() }) {
                keep({ try window(try $0.nearest.member("timestamp").instant(), $0) }, handle)
            } else {
                isOpen = false
            }
        }
        let (all, last) = (list, handle)
        return EnglishThings(all: { outer in try all(outer)?.map { outer.entering($0, called: last) } })
    }

    /// "and (…)": one more condition on the same things.
    private mutating func further() -> EnglishClaim? {
        attempt { reader in
            try reader.expect("and (")
            let claim = try reader.clause()
            try reader.expect(")")
            return claim
        }
    }

    /// "(called event 2)"
    mutating func calledName() -> String? {
        attempt { reader in
            try reader.expect("( called")
            let handle = try reader.handle()
            try reader.expect(")")
            return handle
        }
    }

    /// How something is called: "the event", "the first event", "item 2", "event Purchase".
    mutating func handle() throws -> String {
        if take("the profile") { return "the profile" }
        if take("the key") { return "the key" }
        let isPlain = take("the")
        let first = try word()
        let kind = ["first", "second", "third"].contains(first) ? "\(first) " : ""
        let noun = kind.isEmpty ? first : try word()
        guard Self.nouns[noun] == noun else { throw Unclear("'\(first) \(noun)' for something") }
        if isPlain { return "the \(kind)\(noun)" }
        switch next {
        case .number(let number)?:
            advance()
            return "\(kind)\(noun) \(Int(number))"
        case .word(let name)? where name != "of" && name != "where":
            advance()
            return "\(kind)\(noun) \(name)"
        default: throw Unclear("which \(noun)")
        }
    }

    /// "the 5 with the largest amount of events": by what they have, those without it last, the earlier first.
    private mutating func first(of noun: String) throws -> (EnglishSituation) throws -> [EnglishMeaning]? {
        try expect("the")
        let count = try amount()
        try expect("with the")
        let isLargest = take("largest")
        if !isLargest { try expect("smallest") }
        let key: EnglishSense
        if take("(") {
            key = try value()
            try expect(")")
        } else {
            key = try field(of: nil)
        }
        try expect("of")
        let things = try things()
        return { outer in
            guard let all = try things.all(outer) else { return nil }
            let keyed = try all.map { (key: try key($0).number(), item: $0.nearest) }
            var sorted: [EnglishMeaning] = []
            for value in Set(keyed.compactMap(\.key)).sorted(by: { isLargest ? $0 > $1 : $0 < $1 }) {
                sorted += keyed.filter { $0.key == value }.map(\.item)
            }
            return Array((sorted + keyed.filter { $0.key == nil }.map(\.item)).prefix(count))
        }
    }

    /// "event 1 and item 1 (item of event 1's items) where …"
    private mutating func combinations() throws -> EnglishThings {
        var sources: [(handle: String, list: EnglishSense)] = []
        repeat {
            let handle = try handle()
            var list: EnglishSense = { try $0.profile.member("xEvent") }
            if take("(") {
                let things = try things()
                list = { outer in try things.all(outer).map { .list($0.map(\.nearest)) } ?? .none }
                try expect(")")
            }
            sources.append((handle, list))
        } while take("and")
        var claims: [EnglishClaim] = []
        while true {
            if let claim = promise() {
                claims.append(claim)
            } else if take("where") {
                claims.append(try condition())
            } else if !claims.isEmpty, let claim = further() {
                claims.append(claim)
            } else {
                break
            }
        }
        let (all, conditions) = (sources, claims)
        return EnglishThings(
            all: { outer in
                var rows = [outer]
                for (handle, list) in all {
                    rows = try rows.flatMap { row -> [EnglishSituation] in
                        (try list(row).items() ?? []).map { row.entering($0, called: handle) }
                    }
                }
                return try rows.filter { row in try conditions.map { try $0(row) }.allSatisfy { $0 } }
            }
        )
    }

    // MARK: - In order

    private struct Step {
        let isAbsent: Bool
        /// Whether so many are enough.
        let quantity: (Int) -> Bool
        let things: EnglishThings
    }

    /// "first, at least one event …; after that, no event …": each later than the one before.
    mutating func sequence() throws -> EnglishClaim {
        var steps: [Step] = []
        repeat {
            let isAbsent =
                take("before the next of them ,") || take("after that ,") || take("between that and the next of them ,")
            if !isAbsent, !(steps.contains { !$0.isAbsent } ? take("then , later ,") : take("first ,")) {
                throw Unclear("the place in \(rest)")
            }
            let isNone = next == .word("no")
            let quantity = try quantity()
            guard isNone == isAbsent else { throw Unclear("a step of no events") }
            let handle = "the \(["first", "second", "third"][steps.count { !$0.isAbsent }]) event"
            let things = try things(called: isAbsent ? nil : handle)
            steps.append(Step(isAbsent: isAbsent, quantity: quantity, things: things))
        } while take(";")
        try expect(")")
        let all = steps
        return { situation in
            let times = try all.map { step in
                try (try step.things.all(situation) ?? []).map { event -> Int64 in
                    guard let time = try event.nearest.member("timestamp").instant() else { throw Unclear("no time") }
                    return time
                }
            }
            return Self.isInOrder(zip(all, times).map { (step: $0, times: $1) }[...], after: nil, without: [])
        }
    }

    private static func isInOrder(
        _ steps: ArraySlice<(step: Step, times: [Int64])>,
        after previous: Int64?,
        without absent: [Int64]
    ) -> Bool {
        func isClear(until end: Int64?) -> Bool {
            !absent.contains { time in (previous.map { time > $0 } ?? true) && (end.map { time < $0 } ?? true) }
        }
        guard let (step, times) = steps.first else { return isClear(until: nil) }
        if step.isAbsent { return isInOrder(steps.dropFirst(), after: previous, without: absent + times) }
        let later = times.filter { time in previous.map { time > $0 } ?? true }
        // The last of so many is what the next step follows.
        return later.contains { time in
            step.quantity(later.count { $0 <= time }) && isClear(until: time)
                && isInOrder(steps.dropFirst(), after: time, without: [])
        }
    }
}
