import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Synchronization

/// How a service counts what it allows.
enum CountingRule: Sendable {
    /// So many between two full multiples of the window.
    case fixedWindow
    /// So many within the last window, whenever one looks.
    case slidingWindow
    /// So many at once, and new ones as the time passes.
    case tokenBucket
    /// As the sliding window, and what is turned away counts too.
    case slidingWindowOfAll
}

/// A limit of `count` requests in a `window`.
struct ServiceLimit: Sendable {
    let rule: CountingRule
    let count: Int
    let window: Duration
    private var counted: [Duration] = []
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
            counted.removeAll { $0 < start }
        case .slidingWindow, .slidingWindowOfAll:
            counted.removeAll { $0 <= now - window }
        case .tokenBucket:
            let passed = now - (filledAt ?? now)
            filledAt = now
            tokens = min(Double(count), tokens + passed / window * Double(count))
            guard tokens >= 1 else { return false }
            tokens -= 1
            return true
        }
        let isAdmitted = counted.count < count
        if isAdmitted || rule == .slidingWindowOfAll { counted.append(now) }
        return isAdmitted
    }
}

/// A service in simulated time that keeps a limit and takes its time to answer.
final class LimitedService: Sendable {
    struct Call: Hashable, Sendable {
        let at: Duration
        let isAccepted: Bool
        /// The seconds that its refusal asked for.
        let pause: Int?
    }

    private struct State {
        var limit: ServiceLimit?
        var calls: [Call] = []
        var turnedAway = 0
    }

    private let token = Array(#"{"access_token":"t","expires_in":86400,"token_type":"bearer"}"#.utf8)
    private let segment = Array(JSONText.encode(definition("a")).utf8)
    private let time: SimulatedTime
    private let latency: Duration
    private let retryAfter: @Sendable (Int) -> Int?
    private let change: @Sendable (Int, inout ServiceLimit?) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - retryAfter: The seconds that a refusal asks for, given how many there were before.
    ///   - change: Changes the limit, before each call, given how many were accepted.
    init(
        _ limit: ServiceLimit?,
        latency: Duration,
        time: SimulatedTime,
        retryAfter: @escaping @Sendable (_ turnedAway: Int) -> Int? = { _ in nil },
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
            let call = take(at: time.now)
            await time.sleep(latency / 2)
            guard call.isAccepted else {
                let headers: HTTPFields = call.pause.map { [.retryAfter: "\($0)"] } ?? [:]
                return PlatformResponse(status: 429, headers: headers)
            }
            return PlatformResponse(status: 200, body: request.path == PlatformRoute.token ? token : segment)
        }
    }

    private func take(at now: Duration) -> Call {
        state.withLock { state in
            change(state.calls.count - state.turnedAway, &state.limit)
            let isAccepted = state.limit?.admits(at: now) ?? true
            let call = Call(at: now, isAccepted: isAccepted, pause: isAccepted ? nil : retryAfter(state.turnedAway))
            state.calls.append(call)
            if !isAccepted { state.turnedAway += 1 }
            return call
        }
    }
}
