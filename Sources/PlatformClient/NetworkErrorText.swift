internal import AsyncHTTPClient
internal import NIOHTTP1

/// Errors of the network libraries in words.
enum NetworkErrorText {
    /// Names the host and what went wrong; no header, body or password.
    ///
    /// The client library's own errors can quote header values, so of those the kind alone is told; the errors of
    /// connecting and of TLS know addresses and certificates, and are passed on.
    static func text(of error: any Error, host: String, port: Int, proxy: ProxySettings.Server?) -> String {
        let place = "\(host):\(port)" + (proxy.map { " through proxy \($0.host):\($0.port)" } ?? "")
        return "\(place): \(SanitisedText.line(cause(error)))"
    }

    private static func cause(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: words(for: error)
        case let error as ResponseCollector.TooLong: "the answer is longer than \(error.limit) bytes"
        case let error as HTTPParserError: "the answer is no HTTP (\(error))"
        default: plainWords(String(describing: error))
        }
    }

    /// The commonest troubles of connecting in plain words. Their errors' types belong to libraries below the client,
    /// which is why their texts are looked at; a text that is not known is passed on as it is.
    private static func plainWords(_ text: String) -> String {
        let known = [
            ("CERTIFICATE_VERIFY_FAILED", "the certificate is not trusted"),
            ("WRONG_VERSION_NUMBER", "the other side does not speak TLS"),
            ("Connection refused", "the connection was refused"),
            ("DNS error", "the host name could not be resolved"),
        ]
        return known.first { text.contains($0.0) }?.1 ?? text
    }

    private static func words(for error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout: "no connection was made in time"
        case .tlsHandshakeTimeout: "TLS was not agreed on in time"
        case .httpProxyHandshakeTimeout: "the proxy did not answer in time"
        case .invalidProxyResponse: "the proxy refused to connect"
        case .proxyAuthenticationRequired: "the proxy wants a user name and a password, or others"
        case .readTimeout: "no answer came in time"
        case .remoteConnectionClosed, .uncleanShutdown: "the connection was closed before the answer was whole"
        default: error.shortDescription
        }
    }
}
