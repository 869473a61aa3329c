import Emulator
import HTTPTypes
import PlatformAPI
import PlatformClient
import Synchronization

/// A transport into the service in this process that keeps every exchange.
final class Recorder: Sendable {
    private struct State {
        var scene = Scene.preparation
        var exchanges: [Exchange] = []
    }

    private let service: EmulatorService
    private let state = Mutex(State())

    init(service: EmulatorService) {
        self.service = service
    }

    /// In the order in which the answers came.
    var exchanges: [Exchange] { state.withLock(\.exchanges) }

    /// What follows belongs to this scene.
    func begin(_ scene: Scene) {
        state.withLock { $0.scene = scene }
    }

    var transport: Transport {
        { [self] request, body async throws(TransportFailure) in await forward(request, body: body) }
    }

    /// Merge policies come one to a page, so that the client has pages to ask for: a sandbox has but two of them, and
    /// the client asks for twenty.
    var transportOfShortPages: Transport {
        { [self] request, body async throws(TransportFailure) in
            await forward(request, body: body) { target in
                target.hasPrefix(PlatformRoute.mergePolicies) ? target.replacing("limit=20", with: "limit=1") : target
            }
        }
    }

    /// Answers the request, and records it as it was made, whatever it was changed to on the way.
    @discardableResult
    func forward(
        _ request: HTTPRequest,
        body: [UInt8],
        changingTarget change: (String) -> String = { $0 }
    ) async -> PlatformResponse {
        let scene = state.withLock(\.scene)
        var forwarded = request
        forwarded.path = request.path.map(change)
        guard let (response, bytes) = try? await service.respond(to: forwarded, body: body) else {
            preconditionFailure("without a fault script no answer is lost")
        }
        let exchange = Exchange(
            scene: scene,
            method: request.method.rawValue,
            target: request.path ?? "",
            headers: request.headerFields,
            body: body,
            status: response.status.code,
            answerHeaders: response.headerFields,
            answer: bytes
        )
        state.withLock { $0.exchanges.append(exchange) }
        return PlatformResponse(status: response.status.code, headers: response.headerFields, body: bytes)
    }
}
