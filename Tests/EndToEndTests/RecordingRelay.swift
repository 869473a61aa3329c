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

    struct Failure: Error {
        let call: String
    }

    init(to target: Int) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        listener = descriptor
        var address = Self.loopback(port: 0)
        guard Self.withAddress(&address, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 64) == 0 else {
            throw Failure(call: "bind")
        }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let named = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard named == 0 else { throw Failure(call: "getsockname") }
        port = Int(UInt16(bigEndian: address.sin_port))
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
        let service = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port: target)
        guard Self.withAddress(&address, { connect(service, $0, $1) }) == 0 else {
            close(service)
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
            var start = 0
            while start < count {
                let written = buffer[start..<count].withUnsafeBytes {
                    send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard written > 0 else { break }
                start += written
            }
        }
        shutdown(target, Int32(SHUT_WR))
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }

    private static func withAddress(
        _ address: inout sockaddr_in,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
