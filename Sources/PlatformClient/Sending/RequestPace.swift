/// The rate at which requests are let through, learnt from what the service turns away.
///
/// There is none before the first request that was turned away. From then on requests leave at even distances. What
/// the service accepted within the last second is what it allows, once it turns requests away; the rate becomes a little
/// less than that, at most once for all requests that were under way together. While nothing is turned away the rate
/// grows, first by a hundredth, then ever faster: near a limit it is probed gently, and a limit that was lifted is soon
/// forgotten. Where nothing at all is accepted, the rate says nothing: it stays, and single requests try, ever more
/// rarely, until one is accepted.
///
/// A value without a clock: every time is handed in, counted from the same fixed point.
struct RequestPace {
    /// What is left of the accepted rate: so much may be counted too high, where the service counts otherwise.
    private static let share = 0.97
    /// The rate falls to no less than this part at a time: few may have been accepted only because few were sent.
    private static let deepestFall = 0.7
    private static let firstGrowth = 0.01
    private static let longestInterval = Duration.seconds(1)
    /// How much later than its time a request may leave without delaying those after it.
    private static let tolerance = Duration.milliseconds(50)

    /// Requests a second; nil while nothing is known of a limit.
    private var rate: Double?
    /// The part by which the rate grows next.
    private var growth = firstGrowth
    /// When the rate last grew, or a request was last turned away.
    private var steadySince = Duration.zero
    /// Whether anybody had to wait for the pace since then: a rate that is not used up proves nothing.
    private var wasFelt = false
    /// Requests that were let through before have told what they can.
    private var learntAt = Duration.zero
    /// The multiple of the interval that is kept while nothing is accepted.
    private var rarity = 1.0
    /// When the next request may leave.
    private var due = Duration.zero
    private var accepted = RecentTimes(within: .seconds(1))

    /// How long the next request must still wait; zero where it may leave.
    mutating func wait(at now: Duration) -> Duration {
        guard rate != nil, due > now else { return .zero }
        wasFelt = true
        return due - now
    }

    /// A request leaves. `random`, from 0 up to 1, varies the distance to the next by a tenth either way.
    mutating func leaves(at now: Duration, random: Double) {
        guard let rate else { return }
        if wasFelt, now - steadySince >= .seconds(1) {
            self.rate = rate * (1 + growth)
            growth = min(growth * 2, 1)
            steadySince = now
            wasFelt = false
        }
        due = max(due, now - Self.tolerance) + interval * (0.9 + random / 5)
    }

    mutating func isAccepted(at now: Duration) {
        accepted.append(now)
        guard rarity > 1 else { return }
        rarity = 1
        due = min(due, now + interval)
    }

    /// A request was turned away that had been let through at the time `passage`.
    mutating func isTurnedAway(at now: Duration, letThroughAt passage: Duration) {
        steadySince = now
        wasFelt = false
        guard passage >= learntAt else { return }
        learntAt = now
        let allowed = Double(accepted.count(at: now)) * Self.share
        if let rate, allowed > 0 {
            self.rate = max(min(rate, allowed), rate * Self.deepestFall)
            growth = Self.firstGrowth
        } else if rate != nil {
            rarity *= 2
            due = now + interval
        } else {
            // With nothing to go by, the first guess is low, and grows at once.
            rate = max(allowed, 1)
            growth = allowed > 0 ? Self.firstGrowth : 1
            due = now + interval
        }
    }

    private var interval: Duration {
        guard let rate else { return .zero }
        return min(.seconds(rarity / rate), max(Self.longestInterval, .seconds(1 / rate)))
    }
}

/// How often something happened lately.
private struct RecentTimes {
    private let span: Duration
    private var times: [Duration] = []
    /// Those before are too old.
    private var first = 0

    init(within span: Duration) {
        self.span = span
    }

    /// `time` is not before the last one.
    mutating func append(_ time: Duration) {
        times.append(time)
        forget(at: time)
    }

    mutating func count(at now: Duration) -> Int {
        forget(at: now)
        return times.count - first
    }

    private mutating func forget(at now: Duration) {
        while first < times.count, times[first] <= now - span { first += 1 }
        guard first > times.count / 2 else { return }
        times.removeFirst(first)
        first = 0
    }
}
