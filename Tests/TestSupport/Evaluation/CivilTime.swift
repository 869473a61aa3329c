import PQLSyntax

/// The proleptic Gregorian calendar in UTC, in whole numbers.
enum CivilTime {
    static let millisecondsOfDay: Int64 = 86_400_000

    /// Days from 1 January 1970 to the first of a month; months count from 1 and may be out of range.
    static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = year + floor(month - 1, 12)
        let month = (month - 1) - floor(month - 1, 12) * 12 + 1
        // Years begin in March, so that the leap day is the last.
        let shifted = month <= 2 ? year - 1 : year
        let era = floor(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (
            yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    static func daysInMonth(year: Int64, month: Int64) -> Int64 {
        day(year: year, month: month + 1, day: 1) - day(year: year, month: month, day: 1)
    }

    static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        value % divisor < 0 ? value / divisor - 1 : value / divisor
    }

    /// The instant moved by units: months and longer by the calendar, with the last day of a shorter month.
    static func shift(_ time: Int64, by amount: Int64, _ unit: PQLTimeUnit) throws -> Int64 {
        guard amount.magnitude <= 100_000_000 else { throw Unevaluable("a distance of \(amount) \(unit.plural)") }
        switch length(of: unit) {
        case .milliseconds(let length):
            let (result, overflow) = time.addingReportingOverflow(amount * length)
            if overflow { throw Unevaluable("a time beyond all bounds") }
            return result
        case .months(let length):
            let (day, rest) = split(time)
            let date = date(ofDay: day)
            let first = date.month + amount * length
            let (year, month) = (date.year + floor(first - 1, 12), first - floor(first - 1, 12) * 12)
            guard abs(year) < 1_000_000 else { throw Unevaluable("the year \(year)") }
            let last = daysInMonth(year: year, month: month)
            return self.day(year: year, month: month, day: min(date.day, last)) * millisecondsOfDay + rest
        }
    }

    /// The start of the unit that holds the instant. Weeks begin on Monday, decades and longer with a year that ends
    /// in zeros.
    static func start(of unit: PQLTimeUnit, holding time: Int64) -> Int64 {
        let day = split(time).day
        let date = date(ofDay: day)
        switch unit {
        case .week: return (floor(day + 3, 7) * 7 - 3) * millisecondsOfDay
        case .month: return self.day(year: date.year, month: date.month, day: 1) * millisecondsOfDay
        case .year: return self.day(year: date.year, month: 1, day: 1) * millisecondsOfDay
        case .decade: return self.day(year: floor(date.year, 10) * 10, month: 1, day: 1) * millisecondsOfDay
        case .century: return self.day(year: floor(date.year, 100) * 100, month: 1, day: 1) * millisecondsOfDay
        case .millennium: return self.day(year: floor(date.year, 1000) * 1000, month: 1, day: 1) * millisecondsOfDay
        case .millisecond: return time
        case .second: return floor(time, 1000) * 1000
        case .minute: return floor(time, 60_000) * 60_000
        case .hour: return floor(time, 3_600_000) * 3_600_000
        case .day: return day * millisecondsOfDay
        }
    }

    static func split(_ time: Int64) -> (day: Int64, rest: Int64) {
        let day = floor(time, millisecondsOfDay)
        return (day, time - day * millisecondsOfDay)
    }

    private enum Length {
        case milliseconds(Int64)
        case months(Int64)
    }

    private static func length(of unit: PQLTimeUnit) -> Length {
        switch unit {
        case .millisecond: .milliseconds(1)
        case .second: .milliseconds(1000)
        case .minute: .milliseconds(60_000)
        case .hour: .milliseconds(3_600_000)
        case .day: .milliseconds(86_400_000)
        case .week: .milliseconds(7 * 86_400_000)
        case .month: .months(1)
        case .year: .months(12)
        case .decade: .months(120)
        case .century: .months(1200)
        case .millennium: .months(12_000)
        }
    }
}
