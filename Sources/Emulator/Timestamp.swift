internal import FoundationEssentials

/// Milliseconds since 1970 in the spellings of the platform's services, all UTC.
enum Timestamp {
    /// `MM-DD-YYYY hh:mm:ss`, as the Schema Registry reports errors.
    static func registry(_ milliseconds: Int64) -> String {
        let (year, monthAndDay, time) = parts(milliseconds)
        return "\(monthAndDay)-\(year) \(time)"
    }

    /// `YYYY-MM-DD hh:mm:ss` without a zone, as the Sandbox API writes dates.
    static func sandbox(_ milliseconds: Int64) -> String {
        let (year, monthAndDay, time) = parts(milliseconds)
        return "\(year)-\(monthAndDay) \(time)"
    }

    /// `YYYY-MM-DDThh:mm:ss.sss+00:00`, as Unified Tags writes the dates of folders.
    static func folder(_ milliseconds: Int64) -> String {
        let text = Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(Date.ISO8601FormatStyle())
        let fraction = String(1000 + milliseconds % 1000).dropFirst()
        return "\(text.prefix(19)).\(fraction)+00:00"
    }

    private static func parts(_ milliseconds: Int64) -> (year: Substring, monthAndDay: Substring, time: Substring) {
        // `YYYY-MM-DDThh:mm:ssZ`.
        let text = Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(Date.ISO8601FormatStyle())
        return (text.prefix(4), text.dropFirst(5).prefix(5), text.dropFirst(11).prefix(8))
    }
}
