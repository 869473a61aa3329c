import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Synchronization
import Testing

/// What a scripted service does with one request.
enum ScriptedAnswer: Sendable {
    case response(PlatformResponse)
    case failure(TransportFailure)

    static func status(_ status: Int, headers: HTTPFields = [:], _ body: JSONValue? = nil) -> ScriptedAnswer {
        .response(
            PlatformResponse(status: status, headers: headers, body: body.map { Array(JSONText.encode($0).utf8) } ?? [])
        )
    }

    static func raw(_ status: Int, _ body: String) -> ScriptedAnswer {
        .response(PlatformResponse(status: status, body: Array(body.utf8)))
    }

    static let notSent = failure(TransportFailure(.notSent, "connection refused"))
    static let unclear = failure(TransportFailure(.unclear, "connection reset"))
}

/// A service in memory: answers as a script says, and remembers what it was sent.
final class ScriptedService: Sendable {
    struct Received: Sendable {
        let request: HTTPRequest
        let body: [UInt8]

        var path: String { request.path ?? "" }
        var json: JSONValue? { try? JSONText.decode(body) }
    }

    typealias Script = @Sendable (_ received: Received, _ index: Int) -> ScriptedAnswer

    private struct State {
        var calls: [Received] = []
        var tokenCalls: [Received] = []
        var inFlight = 0
        var mostInFlight = 0
        var held: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let script: Script
    private let tokenScript: Script
    private let together: Range<Int>

    /// Scripts are called with what came and how many such calls came before.
    ///
    /// The calls numbered `together` are answered when the last of them has come: they must be in flight at a time.
    init(
        token: @escaping Script = ScriptedService.freshToken,
        together: Range<Int> = 0..<0,
        _ script: @escaping Script
    ) {
        self.script = script
        self.tokenScript = token
        self.together = together
    }

    /// Answers the calls in turn; one more than there are answers is an issue.
    convenience init(token: @escaping Script = ScriptedService.freshToken, answers: [ScriptedAnswer]) {
        self.init(token: token) { received, index in
            guard index < answers.count else {
                Issue.record("unexpected call \(index): \(received.request.method) \(received.path)")
                return .status(599)
            }
            return answers[index]
        }
    }

    /// `token-0`, `token-1`, …, each good for a day.
    static let freshToken: Script = { _, index in
        .status(200, ["access_token": .string("token-\(index)"), "expires_in": 86_400, "token_type": "bearer"])
    }

    var calls: [Received] { state.withLock(\.calls) }
    var tokenCalls: [Received] { state.withLock(\.tokenCalls) }
    var mostInFlight: Int { state.withLock(\.mostInFlight) }

    var transport: Transport {
        { [self] request, body async throws(TransportFailure) in
            let received = Received(request: request, body: body)
            let isToken = request.path == PlatformRoute.token || request.authority == "ims-na1.adobelogin.com"
            let index = state.withLock { state in
                state.inFlight += 1
                state.mostInFlight = max(state.mostInFlight, state.inFlight)
                if isToken {
                    state.tokenCalls.append(received)
                    return state.tokenCalls.count - 1
                }
                state.calls.append(received)
                return state.calls.count - 1
            }
            if !isToken, together.contains(index) {
                await hold(index)
            } else {
                // Others get their turn, so that calls that may overlap mostly do.
                for _ in 0..<20 { await Task.yield() }
            }
            state.withLock { $0.inFlight -= 1 }
            switch isToken ? tokenScript(received, index) : script(received, index) {
            case .response(let response): return response
            case .failure(let failure): throw failure
            }
        }
    }

    private func hold(_ index: Int) async {
        await withCheckedContinuation { continuation in
            let released = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.held.append(continuation)
                guard state.held.count == together.count else { return [] }
                defer { state.held = [] }
                return state.held
            }
            for continuation in released { continuation.resume() }
        }
    }
}
