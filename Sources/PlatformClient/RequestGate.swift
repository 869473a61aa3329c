/// Lets a limited number of requests through at a time, and none while the service asks for a pause.
package actor RequestGate {
    package static let standardLimit = 8

    private let clock: ClientClock
    private var free: Int
    private var queue: [CheckedContinuation<Void, Never>] = []
    private var closedUntil: Duration?

    package init(limit: Int = standardLimit, clock: ClientClock) {
        self.free = max(1, limit)
        self.clock = clock
    }

    /// Returns when a request may be sent; `leave` must follow. Throws, and then nothing need follow, when the task is
    /// cancelled before that.
    func enter() async throws(CancellationError) {
        if free > 0 {
            free -= 1
        } else {
            // The one who leaves hands its place over, so `free` stays as it is.
            await withCheckedContinuation { queue.append($0) }
        }
        do {
            while let closedUntil, case let rest = closedUntil - clock.now(), rest > .zero {
                try await clock.sleep(rest)
            }
        } catch {
            leave()
            throw error
        }
        if Task.isCancelled {
            leave()
            throw CancellationError()
        }
    }

    func leave() {
        if queue.isEmpty {
            free += 1
        } else {
            queue.removeFirst().resume()
        }
    }

    /// Keeps everybody out for that long from now; a longer pause that is under way stays.
    func close(for pause: Duration) {
        closedUntil = max(closedUntil ?? .zero, clock.now() + pause)
    }
}
