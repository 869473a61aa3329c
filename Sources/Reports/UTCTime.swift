internal import FoundationEssentials

/// Points in time for people: `2026-11-22T09:30:05Z`.
enum UTCTime {
    /// `milliseconds` count from 1970.
    static func text(milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(Date.ISO8601FormatStyle())
    }
}
