/// Which requests are sent again, how often, and after which wait.
package struct RetryPolicy: Hashable, Sendable {
    /// How often a request is sent at most, the first time included; at least 1.
    package let attempts: Int
    /// The wait after the first attempt, before jitter; it doubles from attempt to attempt.
    package let base: Duration
    /// The longest wait of the policy's own choice.
    package let cap: Duration
    /// The longest wait that the service may ask for; beyond it the request fails.
    package let longestWait: Duration
    /// How long a request that is turned away with 429 is sent again while nobody's is accepted.
    package let patience: Duration

    /// Five attempts, about eight seconds in all; up to two minutes a wait where the service asks for it, five
    /// minutes of being turned away.
    package static let standard = RetryPolicy(
        attempts: 5,
        base: .milliseconds(500),
        cap: .seconds(20),
        longestWait: .seconds(120),
        patience: .seconds(300)
    )

    package init(attempts: Int, base: Duration, cap: Duration, longestWait: Duration, patience: Duration) {
        self.attempts = max(1, attempts)
        self.base = base
        self.cap = cap
        self.longestWait = longestWait
        self.patience = patience
    }

    /// Whether a request that ended so, not with 429, may be sent again.
    ///
    /// A write only where the service certainly did not perform it: after any other end somebody must look first, since
    /// another may have edited the definition in the meantime.
    func mayRepeat(_ repetition: Repetition, after end: AttemptEnd) -> Bool {
        switch end {
        case .cancelled: return false
        case .failed(let failure):
            return repetition == .read || failure.reach == .notSent
        case .answered(let response):
            return repetition == .read && [408, 500, 502, 503, 504].contains(response.status)
        }
    }

    /// How long to wait after the given attempt, counted from 1; nil where the service asks for too long a wait.
    ///
    /// Our own waits are drawn from the upper half of the step, so that workers part but none is hasty; a wait that
    /// the service asks for is never shortened, only spread. `random` is from 0 up to 1.
    package func delay(afterAttempt attempt: Int, retryAfter: Duration?, random: Double) -> Duration? {
        if let retryAfter {
            return retryAfter > longestWait ? nil : retryAfter + min(base, retryAfter / 10) * random
        }
        var step = min(base, cap)
        for _ in 1..<max(1, attempt) where step < cap { step = min(step * 2, cap) }
        return step * (0.5 + random / 2)
    }
}
