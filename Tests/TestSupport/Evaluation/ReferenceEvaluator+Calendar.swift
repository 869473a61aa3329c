import PQLSyntax

extension ReferenceEvaluator {
    /// The instant in epoch milliseconds, for a day and its words the start of it; nil for null and for a string that
    /// is no time.
    func instant(_ value: Value) throws -> Int64? {
        switch value {
        case .null: return nil
        case .integer(let time): return time
        case .day(let day): return day * CivilTime.millisecondsOfDay
        case .moment(.now): return now
        case .moment(.today): return CivilTime.start(of: .day, holding: now)
        case .moment(.yesterday): return CivilTime.start(of: .day, holding: now) - CivilTime.millisecondsOfDay
        case .moment(.tomorrow): return CivilTime.start(of: .day, holding: now) + CivilTime.millisecondsOfDay
        case .string(let text): return try Self.instant(iso: text)
        case .boolean, .double, .array, .object, .map, .entry, .tuple:
            throw Unevaluable("\(value.noun) where a time is expected")
        }
    }

    func calendar(_ name: String, _ arguments: [Value]) throws -> Value {
        switch name {
        case "date": return try day(arguments)
        case "currentMonth", "currentYear", "currentDayOfMonth": return Self.part(name, of: now)
        default: return try instant(arguments[0]).map { Self.part(name, of: $0) } ?? .null
        }
    }

    private static func part(_ name: String, of time: Int64) -> Value {
        let date = CivilTime.date(ofDay: CivilTime.split(time).day)
        switch name {
        case "currentMonth", "getMonth": return .integer(date.month)
        case "currentYear", "getYear": return .integer(date.year)
        default: return .integer(date.day)
        }
    }

    private func day(_ arguments: [Value]) throws -> Value {
        if arguments.contains(where: \.isNull) { return .null }
        guard case .integer(let year) = arguments[0], case .integer(let month) = arguments[1],
            case .integer(let day) = arguments[2], (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= CivilTime.daysInMonth(year: year, month: month)
        else { throw Unevaluable("a date that is none") }
        return .day(CivilTime.day(year: year, month: month, day: day))
    }

    /// A date, or a date and time with its offset from UTC; nil for other text.
    private static func instant(iso text: String) throws -> Int64? {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard date.count == 3, let year = number(date[0], digits: 4), let month = number(date[1], digits: 2),
            let day = number(date[2], digits: 2), (1...12).contains(month), day >= 1,
            day <= CivilTime.daysInMonth(year: year, month: month)
        else { return nil }
        let start = CivilTime.day(year: year, month: month, day: day) * CivilTime.millisecondsOfDay
        guard parts.count == 2 else { return start }
        guard let sign = parts[1].lastIndex(where: { "Z+-".contains($0) }) else {
            throw Unevaluable("a time without an offset")
        }
        guard let time = time(parts[1][..<sign]), let ahead = offset(parts[1][sign...]) else { return nil }
        return start + time - ahead
    }

    /// The milliseconds since midnight of `hh:mm`, `hh:mm:ss` or `hh:mm:ss.mmm`.
    private static func time(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hour = number(parts[0], digits: 2), hour < 24,
            let minute = number(parts[1], digits: 2), minute < 60
        else { return nil }
        let ofMinutes = (hour * 60 + minute) * 60_000
        guard parts.count == 3 else { return ofMinutes }
        let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard seconds.count <= 2, let second = number(seconds[0], digits: 2), second < 60 else { return nil }
        guard seconds.count == 2 else { return ofMinutes + second * 1000 }
        return number(seconds[1], digits: 3).map { ofMinutes + second * 1000 + $0 }
    }

    /// The milliseconds of `Z`, `+hh:mm` or `+hhmm`.
    private static func offset(_ text: Substring) -> Int64? {
        if text == "Z" { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let hours = number(digits.prefix(2), digits: 2), let minutes = number(digits.dropFirst(2), digits: 2)
        else {
            return nil
        }
        return (text.hasPrefix("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000
    }

    private static func number(_ text: some StringProtocol, digits: Int) -> Int64? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(text)
    }
}
