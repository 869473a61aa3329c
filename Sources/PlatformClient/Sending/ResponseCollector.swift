internal import AsyncHTTPClient
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Gathers one answer up to a limit, and remembers whether the request left this machine.
final class ResponseCollector: HTTPClientResponseDelegate {
    /// The answer is longer than the limit.
    struct TooLong: Error {
        let limit: Int
    }

    private struct State {
        var isRequestSent = false
        var status = 0
        var headers = HTTPFields()
        var body: [UInt8] = []
    }

    private let longestBody: Int
    private let state = Mutex(State())

    init(longestBody: Int) {
        self.longestBody = longestBody
    }

    /// Whether the head of the request was written; before that no part of its body is.
    var isRequestSent: Bool { state.withLock(\.isRequestSent) }

    func didSendRequestHead(task: HTTPClient.Task<PlatformResponse>, _ head: HTTPRequestHead) {
        state.withLock { $0.isRequestSent = true }
    }

    func didReceiveHead(task: HTTPClient.Task<PlatformResponse>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock { state in
            state.status = Int(head.status.code)
            for (name, value) in head.headers {
                guard let name = HTTPField.Name(name) else { continue }
                state.headers.append(HTTPField(name: name, value: value))
            }
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<PlatformResponse>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
        let fits = state.withLock { state in
            guard state.body.count + part.readableBytes <= longestBody else { return false }
            state.body.append(contentsOf: part.readableBytesView)
            return true
        }
        return fits
            ? task.eventLoop.makeSucceededVoidFuture()
            : task.eventLoop.makeFailedFuture(TooLong(limit: longestBody))
    }

    func didFinishRequest(task: HTTPClient.Task<PlatformResponse>) throws -> PlatformResponse {
        state.withLock { PlatformResponse(status: $0.status, headers: $0.headers, body: $0.body) }
    }
}
