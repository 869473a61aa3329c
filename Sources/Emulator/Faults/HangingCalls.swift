internal import Synchronization

/// The calls that wait without an answer, and those who wait for there to be some.
final class HangingCalls: Sendable {
    struct Call: Hashable, Sendable {
        let kind: CallKind
        let method: String
        let path: String
        let afterWrite: Bool
    }

    /// One who waits, known by its number.
    struct Ticket<Signal: Sendable>: Sendable {
        let number: Int
        let signals: AsyncStream<Signal>
    }

    private struct State {
        /// Of the last ticket; they count up.
        var number = 0
        var calls: [Int: (call: Call, release: AsyncStream<Void>.Continuation)] = [:]
        var watchers: [Int: AsyncStream<Int>.Continuation] = [:]

        func tellWatchers() {
            for watcher in watchers.values { watcher.yield(calls.count) }
        }
    }

    private let state = Mutex(State())

    /// In the order in which they came.
    var calls: [Call] {
        state.withLock { state in state.calls.sorted { $0.key < $1.key }.map(\.value.call) }
    }

    /// Enters a call, which is to wait for the one signal of its ticket and then to leave.
    func enter(_ call: Call) -> Ticket<Void> {
        let (stream, release) = AsyncStream.makeStream(of: Void.self)
        return state.withLock { state in
            state.number += 1
            state.calls[state.number] = (call, release)
            state.tellWatchers()
            return Ticket(number: state.number, signals: stream)
        }
    }

    /// A ticket whose signals tell how many calls hang, now and whenever that changes.
    func watch() -> Ticket<Int> {
        let (stream, watcher) = AsyncStream.makeStream(of: Int.self)
        return state.withLock { state in
            state.number += 1
            state.watchers[state.number] = watcher
            watcher.yield(state.calls.count)
            return Ticket(number: state.number, signals: stream)
        }
    }

    /// Ends the signals of a ticket, whether or not there were any.
    func leave(_ number: Int) {
        state.withLock { state in
            state.watchers.removeValue(forKey: number)?.finish()
            if let (_, release) = state.calls.removeValue(forKey: number) {
                release.finish()
                state.tellWatchers()
            }
        }
    }

    /// Lets all go on that hang now; gives their number.
    func release() -> Int {
        state.withLock { state in
            for (_, release) in state.calls.values { release.yield() }
            return state.calls.count
        }
    }
}
