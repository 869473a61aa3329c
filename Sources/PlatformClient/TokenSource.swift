internal import FoundationEssentials
internal import HTTPTypes
internal import PlatformAPI
internal import Reconciler

/// Gets access tokens by OAuth server-to-server, and keeps one for as long as it lasts.
///
/// A token is renewed before it ends: 500 seconds, or a tenth of its life where that is less. However many callers
/// ask, one request for a token is under way at a time, and all of them get what it brings.
actor TokenSource {
    private static let scope = "openid,AdobeID,session,read_organizations,additional_info.projectedProductContext"

    private let credentials: PlatformCredentials
    private let address: WebAddress
    private let sender: RequestSender
    private var held: (token: Secret, renewAt: Duration)?
    private var isFetching = false
    /// Those who wait for the token under way; nil tells them to try themselves.
    private var queue: [CheckedContinuation<Result<Secret, RepositoryFailure>?, Never>] = []

    init(credentials: PlatformCredentials, address: WebAddress, sender: RequestSender) {
        self.credentials = credentials
        self.address = address
        self.sender = sender
    }

    /// A token that the service should accept; a failure is `refused` or `unavailable`.
    func token() async throws(RepositoryFailure) -> Secret {
        while true {
            if let held, sender.clock.now() < held.renewAt { return held.token }
            guard isFetching else { return try await fetch() }
            if let result = await withCheckedContinuation({ queue.append($0) }) { return try result.get() }
        }
    }

    /// Forgets a token that the service did not accept, unless another has taken its place.
    func drop(_ token: Secret) {
        if held?.token == token { held = nil }
    }

    private func fetch() async throws(RepositoryFailure) -> Secret {
        isFetching = true
        let result = await sender.send(request, body: body, as: .read)
        isFetching = false
        let waiting = queue
        queue = []
        let outcome = Result { () throws(RepositoryFailure) in try keep(result) }
        // Where the fetching task was cancelled, that says nothing about the others.
        let wasCancelled = if case .failure = outcome { Task.isCancelled } else { false }
        for continuation in waiting { continuation.resume(returning: wasCancelled ? nil : outcome) }
        return try outcome.get()
    }

    private func keep(_ result: RequestSender.Result) throws(RepositoryFailure) -> Secret {
        guard case .answered(let response) = result.end, (200..<300).contains(response.status) else {
            throw FailureWording.noToken(from: address.host, result, secrets: [credentials.clientSecret])
        }
        guard let body = try? JSONDecoder().decode(TokenBody.self, from: Data(response.body)), !body.accessToken.isEmpty
        else { throw FailureWording.unreadableToken(from: address.host) }
        let token = Secret(body.accessToken)
        let lifetime = Duration.seconds(max(0, body.expiresIn))
        held = (token, sender.clock.now() + lifetime - min(.seconds(500), lifetime / 10))
        return token
    }

    /// What is sent to get a token.
    nonisolated var request: HTTPRequest {
        HTTPRequest(
            method: .post,
            scheme: address.scheme,
            authority: address.authority,
            path: address.rest.isEmpty ? "/" : address.rest,
            headerFields: [.contentType: "application/x-www-form-urlencoded", .accept: "application/json"]
        )
    }

    nonisolated var body: [UInt8] {
        let fields = [
            ("grant_type", "client_credentials"), ("client_id", credentials.clientID),
            ("client_secret", credentials.clientSecret.revealed), ("scope", Self.scope),
        ]
        return Array(fields.map { "\($0)=\(PathSegment.encode($1))" }.joined(separator: "&").utf8)
    }
}
