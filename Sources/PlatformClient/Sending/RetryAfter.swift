internal import HTTPTypes

/// The `Retry-After` header: a number of seconds or a date, RFC 9110 §10.2.3.
enum RetryAfter {
    /// The wait that an answer asks for; nil where it asks for none or for one that cannot be read.
    ///
    /// A date is counted from the answer's own `Date`, where it has one: the two clocks need not agree.
    static func wait(in headers: HTTPFields, unixTime: Int64) -> Duration? {
        guard let text = headers[.retryAfter] else { return nil }
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // So many digits that they are no number ask for longer than anybody waits.
            return .seconds(Int32(text) ?? .max)
        }
        guard let date = seconds(ofDate: text) else { return nil }
        let now = headers[.date].flatMap(seconds(ofDate:)) ?? unixTime
        return .seconds(max(0, date - now))
    }

    /// Seconds since 1970 of a date such as `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that may be sent.
    static func seconds(ofDate text: String) -> Int64? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[0].count == 4, words[0].last == ",", words[5] == "GMT",
            let day = number(words[1], digits: 2, in: 1...31),
            let month = months.firstIndex(of: String(words[2])),
            let year = number(words[3], digits: 4, in: 1970...9999)
        else { return nil }
        let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = number(clock[0], digits: 2, in: 0...23),
            let minute = number(clock[1], digits: 2, in: 0...59), let second = number(clock[2], digits: 2, in: 0...60)
        else { return nil }
        let days = daysBefore(year: year, month: month + 1) + day - 1
        return Int64(((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Days from 1 January 1970 to the first of the month.
    private static func daysBefore(year: Int, month: Int) -> Int {
        // Years are counted from March, so that the leap day comes last.
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 - 719_468
    }

    private static func number(_ text: Substring, digits: Int, in range: ClosedRange<Int>) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text),
            range.contains(value)
        else { return nil }
        return value
    }
}
