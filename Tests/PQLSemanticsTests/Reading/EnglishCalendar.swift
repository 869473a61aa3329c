import Foundation

/// Days, months and so on as people know them, in UTC, by Foundation's calendar.
struct EnglishCalendar {
    let now: Int64

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        return calendar
    }()

    private static let components: [String: (Calendar.Component, Int)] = [
        "second": (.second, 1), "minute": (.minute, 1), "hour": (.hour, 1), "day": (.day, 1), "week": (.day, 7),
        "month": (.month, 1), "year": (.year, 1), "decade": (.year, 10),
    ]

    /// The name of a unit, of one or of several.
    static func unit(_ word: String) -> String? {
        if components[word] != nil { return word }
        let one = word.hasSuffix("s") ? String(word.dropLast()) : ""
        return components[one] == nil ? nil : one
    }

    private static func date(_ time: Int64) -> Date { Date(timeIntervalSince1970: Double(time) / 1000) }

    private static func milliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    static func day(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 {
        guard let date = calendar.date(from: DateComponents(year: year, month: month, day: day)) else {
            throw Unclear("the day \(year)-\(month)-\(day)")
        }
        return milliseconds(date)
    }

    func moved(_ time: Int64, by count: Int, _ unit: String) throws -> Int64 {
        guard let (component, length) = Self.components[unit],
            let date = Self.calendar.date(byAdding: component, value: count * length, to: Self.date(time))
        else { throw Unclear("\(count) \(unit)") }
        return Self.milliseconds(date)
    }

    /// The first millisecond of the unit that holds a time.
    func start(of unit: String, holding time: Int64) throws -> Int64 {
        let parts = Self.calendar.dateComponents(
            [.year, .month, .day, .weekday, .hour, .minute, .second],
            from: Self.date(time)
        )
        guard let year = parts.year, let month = parts.month, let day = parts.day, let weekday = parts.weekday,
            let hour = parts.hour, let minute = parts.minute, let second = parts.second
        else { throw Unclear("the time \(time)") }
        let midnight = try Self.day(year, month, day)
        let ofDay = Int64(hour * 3600 + minute * 60) * 1000
        switch unit {
        case "second": return midnight + ofDay + Int64(second) * 1000
        case "minute": return midnight + ofDay
        case "hour": return midnight + Int64(hour) * 3_600_000
        case "day": return midnight
        // Sunday is the first in Foundation's numbers; weeks begin on Monday.
        case "week": return midnight - Int64((weekday + 5) % 7) * 86_400_000
        case "month": return try Self.day(year, month, 1)
        case "year": return try Self.day(year, 1, 1)
        case "decade": return try Self.day(year - year % 10, 1, 1)
        default: throw Unclear("the unit \(unit)")
        }
    }

    /// "this", "the last" or "the next" calendar unit, from its first millisecond to its last.
    func span(_ steps: Int, _ unit: String) throws -> ClosedRange<Int64> {
        let start = try moved(try self.start(of: unit, holding: now), by: steps, unit)
        return start...(try moved(start, by: 1, unit)) - 1
    }

    func day(holding time: Int64) throws -> ClosedRange<Int64> {
        let start = try start(of: "day", holding: time)
        return start...(start + 86_399_999)
    }

    /// "today", "yesterday", "tomorrow".
    func day(_ word: String) throws -> ClosedRange<Int64> {
        guard let steps = ["yesterday": -1, "today": 0, "tomorrow": 1][word] else { throw Unclear(word) }
        return try span(steps, "day")
    }

    func part(_ name: String, of time: Int64) throws -> Double {
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: Self.date(time))
        guard let year = parts.year, let month = parts.month, let day = parts.day else { throw Unclear("a date") }
        return Double(name == "month" ? month : name == "year" ? year : day)
    }
}
