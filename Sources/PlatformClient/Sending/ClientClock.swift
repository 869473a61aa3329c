/// The time as the client is given it, and a way to let it pass.
package struct ClientClock: Sendable {
    /// Time since a fixed point of no meaning; it never goes back.
    let now: @Sendable () -> Duration
    /// Seconds since 1970, UTC.
    let unixTime: @Sendable () -> Int64
    /// Returns after the duration, or throws at once when the task is cancelled.
    let sleep: @Sendable (Duration) async throws(CancellationError) -> Void

    package init(
        now: @escaping @Sendable () -> Duration,
        unixTime: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
    ) {
        self.now = now
        self.unixTime = unixTime
        self.sleep = sleep
    }
}
