import Foundation
import Synchronization

/// Stands before a service on loopback, passes every byte on, and keeps what clients sent.
final class RecordingRelay: Sendable {
    let port: Int
    private let listener: Int32
    /// What each connection sent.
    private let sent = Mutex<[[UInt8]]>([])

    var endpoint: String { "http://127.0.0.1:\(port)" }

    /// All that was sent, head and body, one connection after the other.
    var text: String {
        sent.withLock { connections in connections.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n") }
    }

    init(to target: Int) throws {
        let (descriptor, port) = try LoopbackSocket.listening()
        listener = descriptor
        self.port = port
        Thread { [weak self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0, let self else { return }
                self.serve(client, target)
            }
        }.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ client: Int32, _ target: Int) {
        guard let service = LoopbackSocket.connected(to: target) else {
            close(client)
            return
        }
        let index = sent.withLock { connections in
            connections.append([])
            return connections.count - 1
        }
        let toService = Thread {
            Self.pass(from: client, to: service) { bytes in
                self.sent.withLock { $0[index] += bytes }
            }
        }
        let toClient = Thread {
            Self.pass(from: service, to: client) { _ in }
        }
        toService.start()
        toClient.start()
    }

    /// Copies until one side ends, and ends the other.
    private static func pass(from source: Int32, to target: Int32, _ note: (ArraySlice<UInt8>) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count > 0 else { break }
            note(buffer[..<count])
            LoopbackSocket.write(buffer[..<count], to: target)
        }
        shutdown(target, Int32(SHUT_WR))
    }
}
