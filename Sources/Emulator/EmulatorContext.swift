internal import Hummingbird
internal import Logging

/// What Hummingbird hands along with a request.
struct EmulatorContext: RequestContext {
    /// Assumed: the platform's limit is not documented.
    static let bodyLimit = 2 * 1024 * 1024

    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// For a request that comes through no socket.
    init(logger: Logger) {
        coreContext = CoreRequestContextStorage(source: InProcessSource(logger: logger))
    }

    private struct InProcessSource: RequestContextSource {
        let logger: Logger
    }
}

extension Request {
    /// The whole body; one above the limit is refused.
    func collectedBody() async throws -> [UInt8] {
        var request = self
        return Array(buffer: try await request.collectBody(upTo: EmulatorContext.bodyLimit))
    }
}
