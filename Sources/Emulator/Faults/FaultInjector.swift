internal import JSONTree
internal import Synchronization

/// The fault script in place, and how far it has come: decides for each call what befalls it, and counts.
final class FaultInjector: Sendable {
    /// What is to become of a call.
    enum Verdict: Sendable {
        case refusedByRate(retryAfter: Int?)
        case carriedOut(Fault?, HiddenDefinitions)
    }

    /// How many calls there were since the counts were last set back.
    struct Counts: Hashable, Sendable {
        var calls: [CallKind: Int] = [:]
        var faulted: [CallKind: Int] = [:]
        var refusedByRate = 0
    }

    private struct State {
        var script: FaultScript
        var window: RateWindow?
        /// The calls of each kind since the script was put in place.
        var turns: [CallKind: Int] = [:]
        var counts = Counts()
        /// Until the script is replaced.
        var hidden = HiddenDefinitions()
        /// The ids that are yet to be seen, with the number of calls that will still miss them.
        var delayed: [String: Int] = [:]
    }

    let hanging = HangingCalls()
    private let ownRate: RequestRate?
    /// Milliseconds since 1970.
    private let now: @Sendable () -> Int64
    private let state: Mutex<State>

    /// - Parameter rate: counts where the script names none.
    init(_ script: FaultScript?, rate: RequestRate?, now: @escaping @Sendable () -> Int64) {
        ownRate = rate
        self.now = now
        state = Mutex(Self.start(script ?? .none, rate: rate))
    }

    private static func start(_ script: FaultScript, rate: RequestRate?) -> State {
        let limit = (script.rate ?? rate)?.requestsPerSecond
        return State(script: script, window: limit.map(RateWindow.init))
    }

    var script: FaultScript { state.withLock(\.script) }

    var counts: Counts { state.withLock(\.counts) }

    func resetCounts() {
        state.withLock { $0.counts = Counts() }
    }

    /// Puts another script in place: it counts from the start, and nothing is hidden any more.
    func replace(with script: FaultScript) {
        state.withLock { state in
            let counts = state.counts
            state = Self.start(script, rate: ownRate)
            state.counts = counts
        }
    }

    /// Counts a call and decides about it; one that the rate refuses is no turn of the script's.
    ///
    /// The token call has no rate: on the platform another host answers it.
    func receive(_ kind: CallKind) -> Verdict {
        state.withLock { state in
            state.counts.calls[kind, default: 0] += 1
            if kind != .token, state.window?.admits(at: now()) == false {
                state.counts.refusedByRate += 1
                return .refusedByRate(retryAfter: (state.script.rate ?? ownRate)?.retryAfter)
            }
            state.turns[kind, default: 0] += 1
            let fault = state.script.entries.first { entry in
                let turn = entry.calls.reduce(0) { $0 + state.turns[$1, default: 0] }
                return entry.calls.contains(kind) && entry.turns.include(turn)
            }?.fault
            if fault != nil { state.counts.faulted[kind, default: 0] += 1 }
            return .carriedOut(fault, Self.hidden(from: kind, &state))
        }
    }

    /// Uses up one look at what is delayed, when the call looks.
    private static func hidden(from kind: CallKind, _ state: inout State) -> HiddenDefinitions {
        var hidden = state.hidden
        if CallKind.reads.contains(kind) {
            hidden.ids.formUnion(state.delayed.keys)
            state.delayed = state.delayed.mapValues { $0 - 1 }.filter { $0.value > 0 }
        }
        return hidden
    }

    func hide(id: String) {
        state.withLock { _ = $0.hidden.ids.insert(id) }
    }

    func hide(name: String) {
        state.withLock { _ = $0.hidden.names.insert(name) }
    }

    func delay(id: String, reads: Int) {
        state.withLock { $0.delayed[id] = reads }
    }
}
