package import HTTPTypes

/// Carries one request to the service and one answer back.
///
/// The request names scheme, authority and path; the body may be empty. Any answer, whatever its status, is a result.
/// A transport never repeats a request, follows no redirect, and once it has sent a request it waits for the answer
/// even when its task is cancelled: a write that is under way is not abandoned.
package typealias Transport = @Sendable (HTTPRequest, [UInt8]) async throws(TransportFailure) -> PlatformResponse

/// An answer as it came: status, headers and the whole body.
package struct PlatformResponse: Hashable, Sendable {
    package let status: Int
    package let headers: HTTPFields
    package let body: [UInt8]

    package init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Why no whole answer came.
package struct TransportFailure: Error, Hashable, Sendable {
    package enum Reach: Hashable, Sendable {
        /// No byte of the request left: the service cannot have acted on it.
        case notSent
        /// The request left, at least in part: the service may have acted on it.
        case unclear
    }

    /// Which part of the way failed, for those who tell people what to mend.
    package enum Cause: Hashable, Sendable {
        /// No connection to the host, or to the proxy where one is used.
        case connection
        /// The proxy answered, and would not connect.
        case proxy
        /// TLS was agreed on, but the certificate is not trusted, or not now.
        case certificate
        /// The certificate is another host's.
        case certificateOfAnotherHost
        case tls
        case other
    }

    package let reach: Reach
    package let cause: Cause
    /// What went wrong, in words that can follow a colon; no secret, no header, no body.
    package let reason: String

    package init(_ reach: Reach, _ reason: String, cause: Cause = .other) {
        self.reach = reach
        self.cause = cause
        self.reason = reason
    }
}
