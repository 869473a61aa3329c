import PlatformClient
import Synchronization

/// Runs tasks one step at a time, in a fixed order, in a time that passes only while all of them sleep.
final class SimulatedTime: TaskExecutor {
    private struct Sleeper {
        let id: Int
        let until: Duration
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: Duration = .seconds(1000)
        var jobs: [UnownedJob] = []
        var sleepers: [Sleeper] = []
        var lastID = 0
        var waits: [Duration] = []
    }

    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private let state = Mutex(State())

    var now: Duration { state.withLock(\.now) }
    /// How long those who were given `clock` slept, one after the other.
    var waits: [Duration] { state.withLock(\.waits) }

    /// The time as the client is given it.
    var clock: ClientClock {
        ClientClock(
            now: { [self] in now },
            unixTime: { [self] in TestClock.unixTime + now.components.seconds - 1000 },
            sleep: { [self] duration async throws(CancellationError) in
                state.withLock { $0.waits.append(duration) }
                await sleep(duration)
                if Task.isCancelled { throw CancellationError() }
            }
        )
    }

    /// Returns after the duration, or when the task is cancelled.
    func sleep(_ duration: Duration) async {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    let until = Task.isCancelled ? state.now : state.now + max(.zero, duration)
                    state.sleepers.append(Sleeper(id: id, until: until, continuation: continuation))
                }
            }
        } onCancel: {
            wake { $0.id == id }
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Runs the operation and all its child tasks to their end on this thread.
    func run<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) -> Value {
        let result = Box<Value>()
        // The one way to hand a first job to an executor that runs on the caller's own thread.
        Task(executorPreference: self) {
            let value = await operation()
            result.value.withLock { $0 = value }
        }
        while true {
            if let job = state.withLock({ $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }) {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if let value = result.value.withLock({ $0 }) {
                return value
            } else {
                passTime()
            }
        }
    }

    /// On to the moment at which the next sleepers wake.
    private func passTime() {
        let next = state.withLock { state in
            let next = state.sleepers.map(\.until).min()
            if let next { state.now = max(state.now, next) }
            return next
        }
        guard let next else { preconditionFailure("every task waits, and none of them for the time to pass") }
        wake { $0.until <= next }
    }

    private func wake(_ isMeant: (Sleeper) -> Bool) {
        let woken = state.withLock { state in
            let woken = state.sleepers.filter(isMeant)
            state.sleepers.removeAll(where: isMeant)
            return woken
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }
}
