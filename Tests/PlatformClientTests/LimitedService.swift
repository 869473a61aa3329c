import HTTPTypes
import PlatformAPI
import PlatformClient
import Synchronization

/// How a service counts what it allows.
enum CountingRule: String, Sendable, CaseIterable {
    /// So many between two full multiples of the window.
    case fixedWindow
    /// So many within the last window, whenever one looks.
    case slidingWindow
    /// So many at once, and new ones as the time passes.
    case tokenBucket
}

/// A limit of `count` requests in a `window`; what is turned away does not count.
struct ServiceLimit: Sendable {
    let rule: CountingRule
    let count: Int
    let window: Duration
    private var accepted: [Duration] = []
    private var tokens: Double
    private var filledAt: Duration?

    init(_ rule: CountingRule, _ count: Int, in window: Duration = .seconds(1)) {
        self.rule = rule
        self.count = count
        self.window = window
        tokens = Double(count)
    }

    mutating func admits(at now: Duration) -> Bool {
        switch rule {
        case .fixedWindow:
            let start = window * Int(now / window)
            accepted.removeAll { $0 < start }
        case .slidingWindow:
            accepted.removeAll { $0 <= now - window }
        case .tokenBucket:
            let passed = now - (filledAt ?? now)
            filledAt = now
            tokens = min(Double(count), tokens + passed / window * Double(count))
            guard tokens >= 1 else { return false }
            tokens -= 1
            return true
        }
        guard accepted.count < count else { return false }
        accepted.append(now)
        return true
    }
}

/// A service in simulated time that keeps a limit and takes its time to answer.
final class LimitedService: Sendable {
    struct Call: Hashable, Sendable {
        let at: Duration
        let isAccepted: Bool
    }

    private struct State {
        var limit: ServiceLimit?
        var calls: [Call] = []
        var turnedAway = 0
        var acceptedAtOnce = 0
    }

    private let time: SimulatedTime
    private let latency: Duration
    /// Changes the limit, called before each call with how many were accepted.
    private let change: @Sendable (_ accepted: Int, _ limit: inout ServiceLimit?) -> Void
    /// The `Retry-After` of a refusal, called with how many there were before.
    private let retryAfter: @Sendable (Int) -> String?
    private let state: Mutex<State>

    init(
        _ limit: ServiceLimit?,
        latency: Duration,
        time: SimulatedTime,
        retryAfter: @escaping @Sendable (Int) -> String? = { _ in nil },
        change: @escaping @Sendable (_ accepted: Int, _ limit: inout ServiceLimit?) -> Void = { _, _ in }
    ) {
        self.time = time
        self.latency = latency
        self.retryAfter = retryAfter
        self.change = change
        state = Mutex(State(limit: limit))
    }

    var calls: [Call] { state.withLock(\.calls) }
    var accepted: [Call] { calls.filter(\.isAccepted) }
    var turnedAway: Int { state.withLock(\.turnedAway) }

    var transport: Transport {
        { [self] request, _ async throws(TransportFailure) in
            await time.sleep(latency / 2)
            let (isAccepted, before) = take(at: time.now)
            await time.sleep(latency / 2)
            guard isAccepted else {
                let headers: HTTPFields = retryAfter(before).map { [.retryAfter: $0] } ?? [:]
                return PlatformResponse(status: 429, headers: headers)
            }
            let answer =
                request.path == PlatformRoute.token
                ? ScriptedService.freshToken(.init(request: request, body: []), 0)
                : .status(200, definition("a"))
            guard case .response(let response) = answer else { throw TransportFailure(.unclear, "no response") }
            return response
        }
    }

    private func take(at now: Duration) -> (isAccepted: Bool, turnedAwayBefore: Int) {
        state.withLock { state in
            change(state.calls.count - state.turnedAway, &state.limit)
            let isAccepted = state.limit?.admits(at: now) ?? true
            state.calls.append(Call(at: now, isAccepted: isAccepted))
            let before = state.turnedAway
            if !isAccepted { state.turnedAway += 1 }
            return (isAccepted, before)
        }
    }
}
