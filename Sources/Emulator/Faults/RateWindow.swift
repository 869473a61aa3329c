/// Lets at most so many requests through in any second: a sliding window over the times of the last ones.
///
/// The platform states no such rule; this is the strictest that a number of requests a second can mean.
struct RateWindow: Sendable {
    private static let length: Int64 = 1_000

    let limit: Int
    /// Milliseconds since 1970 of the requests last let through, at most `limit` of them.
    private var times: [Int64] = []
    /// Where the oldest stands once the list is full.
    private var oldest = 0

    init(limit: Int) {
        self.limit = limit
    }

    mutating func admits(at now: Int64) -> Bool {
        guard times.count == limit else {
            times.append(now)
            return true
        }
        // A clock that was set back tells nothing about the time since then.
        guard now - times[oldest] >= Self.length || now < times[oldest] else { return false }
        times[oldest] = now
        oldest = (oldest + 1) % limit
        return true
    }
}
