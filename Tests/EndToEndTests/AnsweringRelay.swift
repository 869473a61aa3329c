import Foundation
import Synchronization

/// Stands before a service on loopback, as a proxy does, and answers some calls in its place.
final class AnsweringRelay: Sendable {
    struct Answer: Sendable {
        /// What the first line of the request begins with, such as `GET /unifiedtags/tags`.
        let call: String
        /// Whether the call has a token; nil where it does not matter.
        var hasToken: Bool?
        var status = 200
        let body: String
    }

    let port: Int
    private let listener: Int32
    private let answers = Mutex<[Answer]>([])

    var endpoint: String { "http://127.0.0.1:\(port)" }

    init(to target: Int, _ answers: [Answer] = []) throws {
        let (descriptor, port) = try LoopbackSocket.listening()
        listener = descriptor
        self.port = port
        replace(with: answers)
        Thread { [weak self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0, let self else { return }
                Thread { self.serve(client, target) }.start()
            }
        }.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    func replace(with answers: [Answer]) {
        self.answers.withLock { $0 = answers }
    }

    /// One call a connection.
    private func serve(_ client: Int32, _ target: Int) {
        defer { close(client) }
        guard let request = Self.request(from: client) else { return }
        if let answer = answer(to: request.head) {
            let type = answer.body.hasPrefix("{") ? "application/json" : "text/html"
            let head = """
                HTTP/1.1 \(answer.status) Answered\r
                content-type: \(type)\r
                content-length: \(answer.body.utf8.count)\r
                connection: close\r
                \r

                """
            LoopbackSocket.write(Array((head + answer.body).utf8), to: client)
            return
        }
        guard let service = LoopbackSocket.connected(to: target) else { return }
        defer { close(service) }
        // The service then ends its answer with the connection.
        let head = request.head.replacing("\r\n", with: "\r\nconnection: close\r\n", maxReplacements: 1)
        LoopbackSocket.write(Array(head.utf8) + request.body, to: service)
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(service, &buffer, buffer.count)
            guard count > 0 else { return }
            LoopbackSocket.write(buffer[..<count], to: client)
        }
    }

    private func answer(to head: String) -> Answer? {
        let hasToken = head.lowercased().contains("\r\nauthorization:")
        return answers.withLock { answers in
            answers.first { head.hasPrefix($0.call) && $0.hasToken ?? hasToken == hasToken }
        }
    }

    /// nil where the client ends before its request does.
    private static func request(from client: Int32) -> (head: String, body: [UInt8])? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(client, &buffer, buffer.count)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: bytes[..<end.upperBound], as: UTF8.self)
            let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst("content-length:".count).filter { $0 != " " }) }
            let body = bytes[end.upperBound...]
            if body.count >= length ?? 0 { return (head, Array(body)) }
        }
    }
}
