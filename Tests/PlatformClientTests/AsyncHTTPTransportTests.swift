import HTTPTypes
import PlatformClient
import Testing

@Suite struct AsyncHTTPTransportTests {
    private static func request(
        _ base: String,
        _ method: HTTPRequest.Method = .get,
        path: String = "/x?y=1"
    ) -> HTTPRequest {
        let parts = base.split(separator: "://", maxSplits: 1)
        var headers: HTTPFields = [.authorization: "Bearer \(secretText)"]
        headers[.accept] = "application/json"
        return HTTPRequest(
            method: method,
            scheme: String(parts[0]),
            authority: String(parts[1]),
            path: path,
            headerFields: headers
        )
    }

    private static func exchange(
        _ request: HTTPRequest,
        _ body: String = "",
        environment: [String: String] = [:],
        timeouts: AsyncHTTPTransport.Timeouts = .standard
    ) async throws -> Result<PlatformResponse, TransportFailure> {
        let proxies = try ProxySettings(environment: environment)
        return await AsyncHTTPTransport.withTransport(proxies: proxies, timeouts: timeouts) { transport in
            do throws(TransportFailure) {
                return .success(try await transport(request, Array(body.utf8)))
            } catch {
                return .failure(error)
            }
        }
    }

    private func failed(_ result: Result<PlatformResponse, TransportFailure>) -> TransportFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    @Test func theRequestGoesOutAndTheAnswerComesBackAsTheyAre() async throws {
        try await LoopbackServer.with(
            .answer("HTTP/1.1 207 Multi\r\nX-Request-Id: r\r\nContent-Length: 5\r\n\r\nh\u{E9}y!")
        ) { server in
            let result = try await Self.exchange(Self.request(server.url, .patch), #"{"a":1}"#)
            let response = try result.get()
            #expect(response.status == 207)
            #expect(response.headers[try #require(HTTPField.Name("x-request-id"))] == "r")
            #expect(response.body == Array("h\u{E9}y!".utf8))
            let sent = try #require(server.requests.first)
            #expect(sent.hasPrefix("PATCH /x?y=1 HTTP/1.1\r\n"))
            #expect(sent.lowercased().contains("\r\nauthorization: bearer \(secretText)\r\n"))
            #expect(sent.lowercased().contains("\r\nhost: 127.0.0.1:\(server.port)\r\n"))
            #expect(sent.lowercased().contains("\r\ncontent-length: 7\r\n"))
            #expect(sent.hasSuffix("\r\n\r\n" + #"{"a":1}"#))
        }
    }

    @Test func redirectsAreAnswersAndNotFollowed() async throws {
        try await LoopbackServer.with(
            .answer("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
        ) { server in
            let response = try await Self.exchange(Self.request(server.url)).get()
            #expect(response.status == 302)
            #expect(server.requests.count == 1)
        }
    }

    @Test(arguments: [HTTPRequest.Method.get, .post, .delete])
    func whereNobodyListensNothingWasSent(method: HTTPRequest.Method) async throws {
        let port = try await LoopbackServer.closedPort()
        let result = try await Self.exchange(
            Self.request("http://127.0.0.1:\(port)", method),
            method == .post ? "body" : ""
        )
        let failure = try #require(failed(result))
        #expect(failure.reach == .notSent)
        #expect(failure.reason == "127.0.0.1:\(port): the connection was refused")
    }

    @Test(arguments: [
        LoopbackServer.Reaction.close(after: ""),
        .close(after: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes."),
        .close(after: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        .answer("this is no HTTP at all\r\n\r\n"),
        .silence,
        .answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes."),
    ])
    func afterTheRequestLeftALostAnswerIsUnclear(reaction: LoopbackServer.Reaction) async throws {
        try await LoopbackServer.with(reaction) { server in
            let result = try await Self.exchange(
                Self.request(server.url, .post),
                "{}",
                timeouts: .init(connect: .seconds(5), read: .milliseconds(300))
            )
            let failure = try #require(failed(result))
            #expect(failure.reach == .unclear)
            #expect(!failure.reason.contains(secretText))
            #expect(server.requests.count == 1)
        }
    }

    /// Its pieces never stop for as long as an answer may be waited for.
    @Test func anAnswerThatDripsIsNotWaitedForWithoutEnd() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
        try await LoopbackServer.with(.drip(head: head)) { server in
            let timeouts = AsyncHTTPTransport.Timeouts(connect: .milliseconds(500), read: .milliseconds(500))
            let result = try await Self.exchange(Self.request(server.url), timeouts: timeouts)
            #expect(failed(result)?.reach == .unclear)
            #expect(failed(result)?.reason.hasSuffix("the answer was not whole in time") == true)
        }
    }

    @Test func anEndlessAnswerIsCutOff() async throws {
        let size = AsyncHTTPTransport.longestBody
        for head in ["Content-Length: \(size + 1)", "Connection: close"] {
            try await LoopbackServer.with(.bulk(head: "HTTP/1.1 200 OK\r\n\(head)\r\n\r\n", bytes: size + 1)) {
                server in
                let result = try await Self.exchange(Self.request(server.url))
                #expect(failed(result)?.reach == .unclear)
                #expect(failed(result)?.reason.contains("longer than 67108864 bytes") == true)
            }
        }
    }

    @Test func cancellingATaskLetsTheRequestInFlightEnd() async throws {
        try await LoopbackServer.with(.hold("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) { server in
            let result = await withTaskGroup(of: Result<PlatformResponse, TransportFailure>?.self) { group in
                group.addTask { try? await Self.exchange(Self.request(server.url, .post), "{}") }
                await server.arrival()
                group.cancelAll()
                server.release()
                return await group.next() ?? nil
            }
            let response = try result?.get()
            #expect(response?.body == Array("ok".utf8))
        }
    }

    @Test(arguments: ["http://platform.example", "http://127.0.0.1.example", "ftp://localhost", "https://a b"])
    func plainHTTPLeavesThisMachineNever(base: String) async throws {
        let failure = failed(try await Self.exchange(Self.request(base)))
        #expect(failure?.reach == .notSent)
    }

    @Test(arguments: [
        (LoopbackServer.Reaction.interrupt("HTTP/1.1 400 Bad Request\r\n\r\n"), "does not speak TLS"),
        (.silence, "no connection was made in time"),
    ])
    func whoCannotSpeakTLSIsSentNothing(reaction: LoopbackServer.Reaction, text: String) async throws {
        try await LoopbackServer.with(reaction) { server in
            let result = try await Self.exchange(
                Self.request("https://127.0.0.1:\(server.port)", .post),
                "{}",
                timeouts: .init(connect: .seconds(2), read: .seconds(2))
            )
            let failure = try #require(failed(result))
            #expect(failure.reach == .notSent)
            #expect(failure.reason.contains(text))
            #expect(server.requests.isEmpty)
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", "user name and a password"),
        ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "refused"),
    ])
    func theProxyIsAskedToConnectAndItsPasswordStaysSecret(answer: String, text: String) async throws {
        try await LoopbackServer.with(.answer(answer)) { proxy in
            let result = try await Self.exchange(
                Self.request("https://platform.example", .post),
                "{}",
                environment: ["https_proxy": "http://me:\(secretText)@127.0.0.1:\(proxy.port)"],
                timeouts: .init(connect: .seconds(5), read: .seconds(5))
            )
            let failure = try #require(failed(result))
            #expect(failure.reach == .notSent && failure.cause == .proxy)
            #expect(failure.reason.hasPrefix("platform.example:443 through proxy 127.0.0.1:\(proxy.port): "))
            #expect(failure.reason.contains(text))
            #expect(!failure.reason.contains(secretText))
            let sent = try #require(proxy.requests.first)
            #expect(sent.hasPrefix("CONNECT platform.example:443 HTTP/1.1\r\n"))
            #expect(sent.lowercased().contains("\r\nproxy-authorization: basic "))
            #expect(!sent.contains("Bearer"))
        }
    }

    @Test func aTransportGivesBackWhatItsScopeThrows() async throws {
        struct Mine: Error {}
        await #expect(throws: Mine.self) {
            try await AsyncHTTPTransport.withTransport(proxies: .none) { _ in throw Mine() }
        }
    }
}
