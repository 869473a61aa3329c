internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Collects an answer's body where no socket takes it.
final class CollectedBody: ResponseBodyWriter, Sendable {
    private let buffer = Mutex(ByteBuffer())

    var bytes: [UInt8] { buffer.withLock { Array(buffer: $0) } }

    func write(_ part: ByteBuffer) async throws {
        buffer.withLock { _ = $0.writeImmutableBuffer(part) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
