/// Whether a time, if there is one, is when the words say.
typealias EnglishWindow = (Int64?, EnglishSituation) throws -> Bool

extension EnglishReader {
    /// A stretch of time that others are held against, from its first millisecond to its last; nil for no time.
    private typealias Stretch = (EnglishSituation) throws -> ClosedRange<Int64>?

    /// When something is: "today", "in the last 3 days", "more than 1 day before the profile's joined".
    mutating func window() throws -> EnglishWindow {
        if take("exactly now") { return { time, situation in time == situation.calendar.now } }
        for word in ["today", "yesterday", "tomorrow"] where take(word) {
            return { time, situation in try time.map { try situation.calendar.day(word).contains($0) } ?? false }
        }
        if take("on the day of") {
            let day = try value()
            return { time, situation in
                guard let time, let other = try day(situation).instant() else { return false }
                return try situation.calendar.day(holding: other).contains(time)
            }
        }
        if take("on") { return Self.within(try stretch()) }
        if take("from") {
            let start = try stretch()
            try expect("up to and including")
            let end = try stretch()
            return { time, situation in
                guard let time, let first = try start(situation), let last = try end(situation) else { return false }
                return first.lowerBound <= time && time <= last.upperBound
            }
        }
        if take("before") {
            let edge = try stretch()
            return { time, situation in
                guard let time, let edge = try edge(situation) else { return false }
                return time < edge.lowerBound
            }
        }
        if take("after") {
            let edge = try stretch()
            return { time, situation in
                guard let time, let edge = try edge(situation) else { return false }
                return time > edge.upperBound
            }
        }
        if let window = attempt({ try $0.recent() }) { return window }
        if take("in") { return Self.within(try stretch()) }
        return try distance()
    }

    private static func within(_ stretch: @escaping Stretch) -> EnglishWindow {
        return { time, situation in
            guard let time, let stretch = try stretch(situation) else { return false }
            return stretch.contains(time)
        }
    }

    /// A calendar unit, a word for a day, a day in digits, an instant.
    private mutating func stretch() throws -> Stretch {
        for (words, steps) in [("this calendar", 0), ("the last calendar", -1), ("the next calendar", 1)]
        where take(words) {
            let unit = try unit()
            return { try $0.calendar.span(steps, unit) }
        }
        for word in ["today", "yesterday", "tomorrow"] where take(word) { return { try $0.calendar.day(word) } }
        let value = try value()
        return { situation in
            let value = try value(situation)
            guard let time = try value.instant() else { return nil }
            if case .day = value { return try situation.calendar.day(holding: time) }
            return time...time
        }
    }

    private mutating func unit() throws -> String {
        let word = try word()
        guard let unit = EnglishCalendar.unit(word) else { throw Unclear("the unit '\(word)'") }
        return unit
    }

    /// "in the last 3 days": up to now.
    private mutating func recent() throws -> EnglishWindow {
        try expect("in the")
        let isLast = take("last")
        if !isLast { try expect("next") }
        var count = 1
        if case .number? = next { count = try amount() }
        let unit = try unit()
        let number = count
        return { time, situation in
            guard let time else { return false }
            let (now, calendar) = (situation.calendar.now, situation.calendar)
            let bound = try calendar.moved(now, by: isLast ? -number : number, unit)
            return isLast ? bound <= time && time <= now : now <= time && time <= bound
        }
    }

    /// "less than 2 days ago", "3 hours after …, to the hour".
    private mutating func distance() throws -> EnglishWindow {
        let isOther = take("at another time than")
        let tests: [(String, Bool, Bool)] = [
            ("less than", true, false), ("at most", true, true), ("more than", false, false), ("at least", false, true),
        ]
        let test = isOther ? nil : tests.first { take($0.0) }
        let count = try amount()
        let unit = try unit()
        var anchor: EnglishSense = { .number(Double($0.calendar.now)) }
        let isNow: Bool
        let isBefore: Bool
        if take("ago") {
            (isNow, isBefore) = (true, true)
        } else if take("from now") {
            (isNow, isBefore) = (true, false)
        } else {
            isBefore = take("before")
            if !isBefore { try expect("after") }
            isNow = false
            // The start of a day in digits is said so.
            if take("the start of") {
                if case .day? = next {
                    anchor = try primary()
                } else {
                    let word = try word()
                    anchor = { .number(Double(try $0.calendar.day(word).lowerBound)) }
                }
            } else {
                anchor = try value()
            }
        }
        if test == nil {
            try expect(", to the")
            guard try self.unit() == unit else { throw Unclear("another unit") }
        }
        let point = anchor
        return { time, situation in
            guard let time, let start = try point(situation).instant() else { return false }
            let calendar = situation.calendar
            let bound = try calendar.moved(start, by: isBefore ? -count : count, unit)
            guard let (_, isNear, isBoundMeant) = test else {
                let isSame = try calendar.start(of: unit, holding: time) == calendar.start(of: unit, holding: bound)
                return isSame != isOther
            }
            if time == bound, !isBoundMeant { return false }
            let isBeyond = isBefore ? time < bound : time > bound
            guard isNear else { return isBeyond || time == bound }
            // What is near lies between the two; "ago" and "from now" begin with now.
            let isOnSide = isBefore ? time < start : time > start
            return !isBeyond && (isOnSide || (isNow && time == start))
        }
    }
}
