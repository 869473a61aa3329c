internal import Hummingbird
internal import NIOCore

/// The faults that a caller meets on its connection.
extension FaultMiddleware {
    /// Keeps the call waiting, before or after it is carried out; released, it goes on where it stood.
    func hang(
        _ kind: CallKind,
        afterWrite: Bool,
        _ request: Request,
        _ context: EmulatorContext,
        _ next: Next
    ) async throws -> Response {
        let request = try await request.withCollectedBody()
        let call = HangingCalls.Call(
            kind: kind,
            method: request.method.rawValue,
            path: request.uri.path,
            afterWrite: afterWrite
        )
        let early = afterWrite ? await outcome(request, context, next) : nil
        guard try await isReleased(call, request, context) else { throw try await lost(context) }
        let answer = if let early { early } else { await outcome(request, context, next) }
        var response = try answer.get()
        // The watch over the connection has used it up.
        response.headers[.connection] = "close"
        return response
    }

    private func isReleased(
        _ call: HangingCalls.Call,
        _ request: Request,
        _ context: EmulatorContext
    ) async throws -> Bool {
        let ticket = injector.hanging.enter(call)
        defer { injector.hanging.leave(ticket.number) }
        return try await context.watching(request) {
            for await _ in ticket.signals { return true }
            return false
        } onClose: {
            injector.hanging.leave(ticket.number)
        }
    }

    func late(
        _ duration: Duration,
        _ request: Request,
        _ context: EmulatorContext,
        _ next: Next
    ) async throws -> Response {
        let answer = await outcome(request, context, next)
        do {
            try await sleep(duration)
        } catch is CancellationError {
            throw try await lost(context)
        }
        return try answer.get()
    }

    private func outcome(
        _ request: Request,
        _ context: EmulatorContext,
        _ next: Next
    ) async -> Result<Response, any Error> {
        do {
            return .success(try await next(request, context))
        } catch {
            return .failure(error)
        }
    }

    /// Half the body under a head that promises all of it.
    ///
    /// Where there is no body, a byte is promised that never comes; where there may be none, nothing comes at all.
    func cut(_ response: Response, _ context: EmulatorContext) async throws -> Response {
        guard response.status != .noContent else { throw try await lost(context) }
        let bytes = try await response.collectedBody()
        var response = response
        response.body = ResponseBody(contentLength: max(bytes.count, 1)) { writer in
            try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
            throw LostAnswer()
        }
        return response
    }

    /// Cuts the connection; without a socket the error alone tells it.
    func lost(_ context: EmulatorContext) async throws -> LostAnswer {
        try await context.channel?.close()
        return LostAnswer()
    }
}

extension EmulatorContext {
    /// Waits, and says when the caller closes the connection meanwhile.
    ///
    /// The request's body must have been collected: what arrives after it tells that the caller is gone. The connection
    /// serves no further request.
    func watching<Value: Sendable>(
        _ request: Request,
        _ wait: () async -> Value,
        onClose: @escaping @Sendable () -> Void
    ) async throws -> Value {
        guard channel != nil else { return await wait() }
        return try await request.body.consumeWithInboundCloseHandler { _ in
            await wait()
        } onInboundClosed: {
            onClose()
        }
    }
}

extension Request {
    /// The request with its body in memory; one above the limit is refused.
    func withCollectedBody() async throws -> Request {
        var request = self
        _ = try await request.collectBody(upTo: EmulatorContext.bodyLimit)
        return request
    }
}
