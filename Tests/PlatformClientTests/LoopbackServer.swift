import NIOCore
import NIOPosix
import Synchronization

/// A server on this machine that reads one request a connection, byte for byte, and does what it is told.
final class LoopbackServer: Sendable {
    /// What follows a whole request.
    enum Reaction: Sendable {
        case answer(String)
        /// A head, and then as many zero bytes as stated.
        case bulk(head: String, bytes: Int)
        /// A head, and then a byte now and then without end.
        case drip(head: String)
        /// What there is to write is written, and the connection closed.
        case close(after: String)
        case silence
        /// The text as soon as any byte has come.
        case interrupt(String)
        /// Nothing until `release`; then the text.
        case hold(String)
    }

    private struct State {
        var requests: [String] = []
        var held: [@Sendable () -> Void] = []
    }

    private let channel: any Channel
    private let state: SharedState

    private final class SharedState: Sendable {
        let value = Mutex(State())
        let arrivals = AsyncStream<Void>.makeStream()
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [String] { state.value.withLock(\.requests) }

    private init(channel: any Channel, state: SharedState) {
        self.channel = channel
        self.state = state
    }

    static func with<Success>(
        _ reaction: Reaction,
        _ body: (LoopbackServer) async throws -> Success
    ) async throws -> Success {
        let state = SharedState()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(Connection(reaction: reaction, state: state))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = LoopbackServer(channel: channel, state: state)
        let result: Result<Success, any Error>
        do { result = .success(try await body(server)) } catch { result = .failure(error) }
        try await channel.close()
        return try result.get()
    }

    /// A port on which nobody listens.
    static func closedPort() async throws -> Int {
        try await with(.silence) { $0.port }
    }

    /// Returns when a whole request has come.
    func arrival() async {
        for await _ in state.arrivals.stream { return }
    }

    /// Lets go what `hold` keeps.
    func release() {
        let held = state.value.withLock { state in
            defer { state.held = [] }
            return state.held
        }
        for act in held { act() }
    }

    private final class Connection: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let reaction: Reaction
        private let state: SharedState
        private var text = ""

        init(reaction: Reaction, state: SharedState) {
            self.reaction = reaction
            self.state = state
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            if case .interrupt(let answer) = reaction {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
                return
            }
            guard let end = text.firstRange(of: "\r\n\r\n") else { return }
            let head = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
            let length = head.first { $0.hasPrefix("content-length:") }.flatMap {
                Int($0.dropFirst("content-length:".count).filter { $0 != " " })
            }
            guard text[end.upperBound...].utf8.count >= length ?? 0 else { return }
            state.value.withLock { $0.requests.append(text) }
            text = ""
            react(on: context.channel)
            state.arrivals.continuation.yield()
        }

        private func react(on channel: any Channel) {
            switch reaction {
            case .answer(let text): channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
            case .bulk(let head, let bytes):
                channel.write(ByteBuffer(string: head), promise: nil)
                let piece = ByteBuffer(repeating: 0, count: 1 << 20)
                for start in stride(from: 0, to: bytes, by: 1 << 20) {
                    let part = piece.getSlice(at: 0, length: min(1 << 20, bytes - start)) ?? piece
                    channel.write(part, promise: nil)
                }
                channel.flush()
            case .drip(let head):
                channel.writeAndFlush(ByteBuffer(string: head), promise: nil)
                channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(50)) { task in
                    guard channel.isActive else { return task.cancel() }
                    channel.writeAndFlush(ByteBuffer(string: "1"), promise: nil)
                }
            case .close(let text):
                channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in channel.close(promise: nil) }
            case .silence, .interrupt: break
            case .hold(let text):
                state.value.withLock { state in
                    state.held.append { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }
                }
            }
        }
    }
}
