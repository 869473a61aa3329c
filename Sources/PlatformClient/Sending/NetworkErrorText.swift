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

    /// Which part of the way an error tells of.
    static func part(of error: any Error) -> TransportFailure.Cause {
        switch error {
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout, .getConnectionFromPoolTimeout: .connection
            case .tlsHandshakeTimeout: .tls
            case .httpProxyHandshakeTimeout, .invalidProxyResponse, .proxyAuthenticationRequired: .proxy
            default: .other
            }
        case is ResponseCollector.TooLong, is HTTPParserError: .other
        default: known(in: String(describing: error))?.part ?? .other
        }
    }

    private static func cause(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: words(for: error)
        case let error as ResponseCollector.TooLong: "the answer is longer than \(error.limit) bytes"
        case HTTPParserError.invalidEOFState: "the connection was closed before the answer was whole"
        case let error as HTTPParserError: "the answer is no HTTP (\(error))"
        default: plainWords(String(describing: error))
        }
    }

    /// The commonest troubles of connecting in plain words. Their errors' types belong to libraries below the client,
    /// which is why their texts are looked at; a text that is not known is passed on as it is.
    private static func plainWords(_ text: String) -> String {
        known(in: text)?.words ?? text
    }

    private static func known(in text: String) -> (words: String, part: TransportFailure.Cause)? {
        let known: [(sign: String, words: String, part: TransportFailure.Cause)] = [
            // The library tells no more: an issuer that is not known and a time that is over look alike.
            ("CERTIFICATE_VERIFY_FAILED", "the certificate is not trusted, or its time is over", .certificate),
            ("failedToValidateHostname", "the certificate is for another host", .certificateOfAnotherHost),
            ("WRONG_VERSION_NUMBER", "the other side does not speak TLS", .tls),
            ("EOF during handshake", "the other side ended the connection instead of agreeing on TLS", .tls),
            ("Connection reset by peer", "the connection was reset by the other side", .other),
            ("Connection refused", "the connection was refused", .connection),
            ("DNS error", "the host name could not be resolved", .connection),
        ]
        return known.first { text.contains($0.sign) }.map { ($0.words, $0.part) }
    }

    private static func words(for error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout: "no connection was made in time"
        case .tlsHandshakeTimeout: "TLS was not agreed on in time"
        case .httpProxyHandshakeTimeout: "the proxy did not answer in time"
        case .invalidProxyResponse: "the proxy refused to connect"
        case .proxyAuthenticationRequired: "the proxy wants a user name and a password, or others"
        case .readTimeout: "no answer came in time"
        case .deadlineExceeded: "the answer was not whole in time"
        case .remoteConnectionClosed, .uncleanShutdown: "the connection was closed before the answer was whole"
        default: error.shortDescription
        }
    }
}
