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

    /// A date, or a date and time with its offset from UTC.
    private static func instant(iso text: String) throws -> Int64? {
        let parts = text.wholeMatch(
            of: /(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?(Z|[+-]\d\d:?\d\d)?)?/
        )?.output
        guard let parts, let year = Int64(parts.1), let month = Int64(parts.2), let day = Int64(parts.3),
            (1...12).contains(month), day >= 1, day <= CivilTime.daysInMonth(year: year, month: month)
        else { return nil }
        let start = CivilTime.day(year: year, month: month, day: day) * CivilTime.millisecondsOfDay
        guard let hour = parts.4, let minute = parts.5 else { return start }
        guard let offset = parts.8 else { throw Unevaluable("a time without an offset") }
        func number(_ text: Substring?) -> Int64 { text.flatMap { Int64($0) } ?? 0 }
        guard number(hour) < 24, number(minute) < 60, number(parts.6) < 60 else { return nil }
        let ofDay = (number(hour) * 60 + number(minute)) * 60_000 + number(parts.6) * 1000 + number(parts.7)
        let ahead = offset == "Z" ? 0 : number(offset.dropFirst().prefix(2)) * 60 + number(offset.suffix(2))
        return start + ofDay - (offset.hasPrefix("-") ? -ahead : ahead) * 60_000
    }
}
