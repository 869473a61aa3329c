internal import PlatformAPI
package import Reconciler
package import Segments

/// The segment definitions of one sandbox, over the platform's API.
package struct SegmentationClient: SegmentRepository {
    let connection: PlatformConnection

    /// Wires a client; it sends nothing before it is asked for something.
    ///
    /// `gate` may be shared by the clients of several sandboxes, so that one limit holds for all of them. `random`
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
        let sender = RequestSender(transport: transport, gate: gate, policy: retry, clock: clock, random: random)
        connection = PlatformConnection(
            endpoint: endpoint,
            credentials: credentials,
            sandbox: sandbox,
            sender: sender,
            tokens: TokenSource(credentials: credentials, address: endpoint.token, sender: sender)
        )
    }

    package func read(_ id: SegmentID) async throws(RepositoryFailure) -> ObservedSegment? {
        let call = PlatformCall.readDefinition(id.text)
        let response = try await connection.send(call)
        guard response.status != 404 else { return nil }
        return try DefinitionMapping.segment(connection.decode(DefinitionBody.self, from: response, to: call))
    }

    package func create(_ draft: SegmentDraft) async throws(RepositoryFailure) -> SegmentID {
        let call = PlatformCall.createDefinition(DefinitionMapping.body(of: draft))
        let response = try await connection.send(call)
        guard let id = try connection.decode(DefinitionBody.self, from: response, to: call).id, !id.isEmpty else {
            throw FailureWording.unreadable(call, response)
        }
        return SegmentID(id)
    }

    package func update(_ id: SegmentID, to draft: SegmentDraft) async throws(RepositoryFailure) {
        // What the answer says is not relied on: whoever writes reads back.
        _ = try await connection.send(.updateDefinition(id.text, DefinitionMapping.body(of: draft)))
    }

    package func delete(_ id: SegmentID) async throws(RepositoryFailure) {
        _ = try await connection.send(.deleteDefinition(id.text))
    }
}
