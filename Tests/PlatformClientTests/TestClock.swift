import PlatformClient
import Synchronization

/// A clock that moves when somebody sleeps, and remembers for how long.
final class TestClock: Sendable {
    private struct State {
        var now: Duration = .seconds(1000)
        var sleeps: [Duration] = []
    }

    /// Sun, 06 Nov 1994 08:49:37 GMT.
    static let unixTime: Int64 = 784_111_777

    private let state = Mutex(State())
    private let cancelsOnSleep: Bool

    /// With `cancelsOnSleep` the task that sleeps is cancelled as it falls asleep.
    init(cancelsOnSleep: Bool = false) {
        self.cancelsOnSleep = cancelsOnSleep
    }

    var sleeps: [Duration] { state.withLock(\.sleeps) }
    var now: Duration { state.withLock(\.now) }

    func advance(by duration: Duration) {
        state.withLock { $0.now += duration }
    }

    var clock: ClientClock {
        ClientClock(
            now: { [self] in now },
            unixTime: { Self.unixTime },
            sleep: { [self] duration async throws(CancellationError) in
                if cancelsOnSleep { withUnsafeCurrentTask { $0?.cancel() } }
                if Task.isCancelled { throw CancellationError() }
                state.withLock { state in
                    state.sleeps.append(duration)
                    state.now += duration
                }
            }
        )
    }
}
