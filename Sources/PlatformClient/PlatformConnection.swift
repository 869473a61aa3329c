internal import FoundationEssentials
internal import HTTPTypes
internal import JSONTree
internal import PlatformAPI
internal import Reconciler

/// Calls of the platform's API in one sandbox, each with its headers and a token that holds.
package struct PlatformConnection: Sendable {
    let endpoint: PlatformEndpoint
    let credentials: PlatformCredentials
    let sandbox: String
    let sender: RequestSender
    let tokens: TokenSource

    /// Sends nothing before it is asked for something.
    ///
    /// `gate` may be shared by the connections of several sandboxes, so that one limit holds for all of them. `random`
    /// gives a number from 0 up to 1.
    package init(
        endpoint: PlatformEndpoint,
        credentials: PlatformCredentials,
        sandbox: String,
        transport: @escaping Transport,
        gate: RequestGate,
        retry: RetryPolicy = .standard,
        clock: ClientClock,
        random: @escaping @Sendable () -> Double
    ) {
        self.endpoint = endpoint
        self.credentials = credentials
        self.sandbox = sandbox
        sender = RequestSender(transport: transport, gate: gate, policy: retry, clock: clock, random: random)
        tokens = TokenSource(credentials: credentials, address: endpoint.token, sender: sender)
    }

    /// The answer to a call that succeeded: any 2xx, or a status that the call accepts.
    ///
    /// Where the service does not accept the token, the token is renewed and the call sent again, once: a call that was
    /// turned away at the door was not performed, whatever it is.
    func send(_ call: PlatformCall) async throws(RepositoryFailure) -> PlatformResponse {
        let body = call.body.map { Array(JSONText.encode($0).utf8) } ?? []
        var isTokenFresh = false
        while true {
            let token = try await tokens.token()
            let result = await sender.send(request(for: call, token: token), body: body, as: call.repetition)
            if case .answered(let response) = result.end {
                if (200..<300).contains(response.status) || call.accepted.contains(response.status) { return response }
                if response.status == 401, !isTokenFresh {
                    isTokenFresh = true
                    await tokens.drop(token)
                    continue
                }
            }
            throw FailureWording.failed(
                call,
                result,
                sandbox: sandbox,
                secrets: [token, credentials.clientSecret]
            )
        }
    }

    /// The answer's body as a value; a body that is none is a failure.
    func value<Value: Decodable>(
        _ type: Value.Type,
        of call: PlatformCall
    ) async throws(RepositoryFailure) -> Value {
        try decode(type, from: try await send(call), to: call)
    }

    func decode<Value: Decodable>(
        _ type: Value.Type,
        from response: PlatformResponse,
        to call: PlatformCall
    ) throws(RepositoryFailure) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(response.body))
        } catch {
            throw FailureWording.unreadable(call, response)
        }
    }

    private func request(for call: PlatformCall, token: Secret) -> HTTPRequest {
        var headers: HTTPFields = [
            .authorization: "Bearer " + token.revealed,
            .apiKey: credentials.clientID,
            .organisation: credentials.organisation,
            .accept: call.accept,
        ]
        let address: WebAddress
        switch call.host {
        case .api:
            address = endpoint.api
            headers[.sandbox] = sandbox
        case .tags:
            address = endpoint.tags
            // Its description asks for one on a GET, too.
            headers[.contentType] = "application/json"
        case .folders:
            address = endpoint.tags
            headers[.sandbox] = sandbox
            // The description asks for one here, too.
            headers[.contentType] = "application/json"
        }
        if call.body != nil { headers[.contentType] = "application/json" }
        if let tag = call.entityTag { headers[.ifMatch] = tag.headerText }
        return HTTPRequest(
            method: call.method,
            scheme: address.scheme,
            authority: address.authority,
            path: call.path,
            headerFields: headers
        )
    }
}
