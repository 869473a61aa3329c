/// Lets a limited number of requests through at a time, no faster than the service allows, and none while it asks for
/// a pause.
///
/// Requests are let through in the order in which they come. One stands at the door at a time: it waits for a place,
/// for the end of a pause and for the pace, and the others wait for the door.
package actor RequestGate {
    package static let standardLimit = 8

    /// That a request was let through, to be handed back with what came of it.
    struct Passage: Sendable {
        fileprivate let time: Duration
    }

    /// What an answer tells of the service's limit.
    enum Verdict: Sendable {
        /// The service took the request up, whatever it then answered.
        case accepted
        /// The service takes fewer requests than came: 429.
        case turnedAway
        case nothing
    }

    private let clock: ClientClock
    private let limit: Int
    private var inFlight = 0
    private var isDoorTaken = false
    private var queue: [CheckedContinuation<Void, Never>] = []
    /// The one at the door, while every place is taken.
    private var waitingForPlace: CheckedContinuation<Void, Never>?
    private var closedUntil = Duration.zero
    private var pace = RequestPace()
    /// The first of the requests that were turned away since one was accepted.
    private var turnedAwaySince: Duration?

    package init(limit: Int = standardLimit, clock: ClientClock) {
        self.limit = max(1, limit)
        self.clock = clock
    }

    /// Returns when a request may be sent; `leave` must follow. Throws, and then nothing need follow, when the task is
    /// cancelled before that. `random` is from 0 up to 1.
    func enter(random: Double) async throws(CancellationError) -> Passage {
        if isDoorTaken {
            // The one before hands the door over, so it stays taken.
            await withCheckedContinuation { queue.append($0) }
        }
        isDoorTaken = true
        defer { giveDoorOver() }
        if inFlight >= limit {
            await withCheckedContinuation { waitingForPlace = $0 }
        }
        while true {
            if Task.isCancelled { throw CancellationError() }
            let now = clock.now()
            let wait = max(closedUntil - now, pace.wait(at: now))
            guard wait > .zero else { break }
            try await clock.sleep(wait)
        }
        inFlight += 1
        let now = clock.now()
        pace.leaves(at: now, random: random)
        return Passage(time: now)
    }

    /// Gives the place back.
    ///
    /// With a `pause` everybody is kept out for that long from now; a longer one that is under way stays. A pause says
    /// all that is to be known of the limit: the pace is learnt where the service names none.
    ///
    /// - Returns: For how long now everybody has been turned away.
    @discardableResult
    func leave(_ passage: Passage, _ verdict: Verdict, pause: Duration? = nil) -> Duration {
        inFlight -= 1
        waitingForPlace?.resume()
        waitingForPlace = nil
        let now = clock.now()
        if let pause { closedUntil = max(closedUntil, now + pause) }
        switch verdict {
        case .accepted:
            turnedAwaySince = nil
            pace.isAccepted(at: now)
        case .turnedAway:
            turnedAwaySince = turnedAwaySince ?? passage.time
            if pause == nil { pace.isTurnedAway(at: now, letThroughAt: passage.time) }
        case .nothing:
            break
        }
        return turnedAwaySince.map { now - $0 } ?? .zero
    }

    private func giveDoorOver() {
        if queue.isEmpty {
            isDoorTaken = false
        } else {
            queue.removeFirst().resume()
        }
    }
}
