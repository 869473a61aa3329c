internal import Hummingbird
internal import Logging
internal import NIOCore

/// What Hummingbird hands along with a request.
struct EmulatorContext: RequestContext {
    /// Assumed: the platform's limit is not documented.
    static let bodyLimit = 2 * 1024 * 1024

    var coreContext: CoreRequestContextStorage
    /// The socket that the request came through, if any.
    let channel: (any Channel)?
    var conditions = CallConditions()

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// For a request that comes through no socket.
    init(logger: Logger) {
        channel = nil
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
