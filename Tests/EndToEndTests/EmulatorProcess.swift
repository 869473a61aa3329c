import Foundation
import HTTPTypes
import JSONTree
import PlatformClient
import Testing

/// `segsync emulate` as a process of its own, and calls to it as any client would make them.
final class EmulatorProcess: Sendable {
    let endpoint: String
    let port: Int
    /// What it said when it listened.
    let greeting: String
    private let process: Int32

    /// Starts the service for the project in a folder and waits until it says that it listens.
    init(in folder: URL, port: Int = 0, answer: String = "as-posted", _ options: [String] = []) async throws {
        let process = SegsyncProcess.start(
            ["emulate", "--port", String(port), "--answer", answer] + options,
            in: folder
        )
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process.processIdentifier
        let reader = pipe.fileHandleForReading
        let text = await withCheckedContinuation { (continuation: CheckedContinuation<String, Never>) in
            // Reading waits, so it gets a thread of its own.
            Thread {
                var text = ""
                while !text.contains("sandboxes:") {
                    let data = reader.availableData
                    guard !data.isEmpty else { break }
                    text += String(decoding: data, as: UTF8.self)
                }
                continuation.resume(returning: text)
            }.start()
        }
        greeting = text
        let first = try #require(text.split(separator: "\n").first, "the service said where it listens")
        endpoint = try #require(first.split(separator: " ").last.map(String.init))
        self.port = try #require(Int(endpoint.split(separator: ":").last ?? ""))
    }

    /// Ends it at once, with no chance to tidy up.
    func kill() {
        Foundation.kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    /// Makes it stand still, so that calls hang.
    func stop() { Foundation.kill(process, SIGSTOP) }

    func goOn() { Foundation.kill(process, SIGCONT) }

    deinit {
        Foundation.kill(process, SIGKILL)
    }

    func token() async throws -> String {
        let body = "grant_type=client_credentials&client_id=tester&client_secret=any&scope=openid"
        let answer = try await send(
            .post,
            "/ims/token/v3",
            body: body,
            headers: [.contentType: "application/x-www-form-urlencoded"]
        )
        return try #require(answer.json["access_token"]?.string)
    }

    /// A call with the four headers.
    func call(
        _ method: HTTPRequest.Method,
        _ path: String,
        below base: String = "/data/core/ups",
        sandbox: String = "luma-dev",
        body: JSONValue? = nil
    ) async throws -> (status: Int, json: JSONValue) {
        var headers: HTTPFields = [
            .authorization: "Bearer \(try await token())",
            try #require(HTTPField.Name("x-api-key")): "tester",
            try #require(HTTPField.Name("x-gw-ims-org-id")): "0000000000000000LOCAL000@AdobeOrg",
            try #require(HTTPField.Name("x-sandbox-name")): sandbox,
        ]
        if body != nil { headers[.contentType] = "application/json" }
        return try await send(method, base + path, body: body.map { JSONText.encode($0) }, headers: headers)
    }

    /// All definitions of a sandbox, page by page.
    func definitions(sandbox: String = "luma-dev") async throws -> [JSONValue] {
        var result: [JSONValue] = []
        var page: String? = "0"
        while let current = page {
            let answer = try await call(.get, "/segment/definitions?limit=100&page=\(current)", sandbox: sandbox)
            #expect(answer.status == 200)
            result += try #require(answer.json["segments"]?.array)
            page = answer.json["page"]?["next"]?.string
        }
        return result
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        body: String?,
        headers: HTTPFields
    ) async throws -> (status: Int, json: JSONValue) {
        let request = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "127.0.0.1:\(port)",
            path: path,
            headerFields: headers
        )
        let response = try await AsyncHTTPTransport.withTransport(proxies: .none) { transport in
            try await transport(request, Array((body ?? "").utf8))
        }
        return (response.status, (try? JSONText.decode(response.body)) ?? .null)
    }
}
