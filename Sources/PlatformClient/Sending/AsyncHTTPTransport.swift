internal import AsyncHTTPClient
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// The transport over the network.
///
/// TLS with the certificate checked, always; plain `http` to this machine alone. HTTP/1.1, no redirects.
package struct AsyncHTTPTransport: Sendable {
    /// How long to wait for the network.
    package struct Timeouts: Hashable, Sendable {
        /// Until a connection stands, with TLS.
        package let connect: Duration
        /// For the first piece of an answer; and, once the time for a connection has gone by as well, for the last.
        package let read: Duration

        package static let standard = Timeouts(connect: .seconds(15), read: .seconds(60))

        package init(connect: Duration, read: Duration) {
            self.connect = connect
            self.read = read
        }
    }

    /// The longest body of an answer, in bytes.
    package static let longestBody = 64 * 1024 * 1024

    private let proxies: ProxySettings
    /// From the begin of a call to the last byte of its answer.
    private let longestCall: TimeAmount
    private let direct: HTTPClient
    private let proxied: [ProxySettings.Server: HTTPClient]

    /// Runs `body` with a transport that works until `body` returns; its connections are then closed.
    package static func withTransport<Success, Failure: Error>(
        proxies: ProxySettings,
        timeouts: Timeouts = .standard,
        _ body: (@escaping Transport) async throws(Failure) -> Success
    ) async throws(Failure) -> Success {
        let clients = AsyncHTTPTransport(proxies: proxies, timeouts: timeouts)
        let result: Result<Success, Failure>
        do {
            result = .success(
                try await body { request, bytes async throws(TransportFailure) in
                    try await clients.send(request, body: bytes)
                }
            )
        } catch {
            result = .failure(error)
        }
        await clients.shutdown()
        return try result.get()
    }

    private init(proxies: ProxySettings, timeouts: Timeouts) {
        self.proxies = proxies
        longestCall = TimeAmount(timeouts.connect) + TimeAmount(timeouts.read)
        direct = Self.client(through: nil, timeouts)
        proxied = Dictionary(uniqueKeysWithValues: proxies.servers.map { ($0, Self.client(through: $0, timeouts)) })
    }

    private static func client(through proxy: ProxySettings.Server?, _ timeouts: Timeouts) -> HTTPClient {
        // Without a TLS configuration of our own the library's holds: full verification against the system's roots.
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(timeouts.connect), read: TimeAmount(timeouts.read))
        )
        configuration.httpVersion = .http1Only
        // A connection that cannot be made is reported at once: how often to try is for the retry policy to say.
        configuration.connectionPool.retryConnectionEstablishment = false
        // The gate limits what is in flight; a second limit here would let requests time out in a queue.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        // Shorter than what servers keep idle connections for, so that none is written to as it closes.
        configuration.connectionPool.idleTimeout = .seconds(20)
        if let proxy {
            let authorization = proxy.user.map {
                HTTPClient.Authorization.basic(username: $0, password: proxy.password?.revealed ?? "")
            }
            configuration.proxy = .server(host: proxy.host, port: proxy.port, authorization: authorization)
        }
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    private func send(
        _ request: HTTPTypes.HTTPRequest,
        body: [UInt8]
    ) async throws(TransportFailure) -> PlatformResponse {
        let url = "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "/")"
        guard let address = WebAddress(url), address.scheme == "https" || address.scheme == "http" else {
            throw TransportFailure(.notSent, "the request names no address that can be called")
        }
        guard address.scheme == "https" || address.isLoopback else {
            throw TransportFailure(.notSent, "plain http is used to this machine alone, not to '\(address.host)'")
        }
        let headers = HTTPHeaders(request.headerFields.map { ($0.name.rawName, $0.value) })
        let outgoing: HTTPClient.Request
        do {
            outgoing = try HTTPClient.Request(
                url: url,
                method: HTTPMethod(rawValue: request.method.rawValue),
                headers: headers,
                body: body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: body))
            )
        } catch {
            throw TransportFailure(.notSent, "the request names no address that can be called")
        }

        let port = address.port ?? (address.scheme == "https" ? 443 : 80)
        let proxy = proxies.server(scheme: address.scheme, host: address.host, port: port)
        let client = proxy.flatMap { proxied[$0] } ?? direct
        let collector = ResponseCollector(longestBody: Self.longestBody)
        do {
            // A future, not the library's async call: cancelling our task must not tear a write out of the wire.
            let deadline = NIODeadline.now() + longestCall
            return try await client.execute(request: outgoing, delegate: collector, deadline: deadline).futureResult
                .get()
        } catch {
            throw TransportFailure(
                collector.isRequestSent ? .unclear : .notSent,
                NetworkErrorText.text(of: error, host: address.host, port: port, proxy: proxy),
                cause: NetworkErrorText.part(of: error)
            )
        }
    }

    private func shutdown() async {
        for client in [direct] + proxied.values {
            do {
                try await client.shutdown()
            } catch {
                // Every answer is in hand by now: a connection that does not close well changes no result.
                continue
            }
        }
    }
}
