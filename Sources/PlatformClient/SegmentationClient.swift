internal import PlatformAPI
package import Reconciler
package import Segments

/// The segment definitions of one sandbox, over the platform's API.
package struct SegmentationClient: SegmentRepository {
    let connection: PlatformConnection

    package init(_ connection: PlatformConnection) {
        self.connection = connection
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

    package func update(_ id: SegmentID, to draft: SegmentDraft, etag: String?) async throws(RepositoryFailure) {
        let body = DefinitionMapping.body(of: draft)
        // What the answer says is not relied on: whoever writes reads back.
        try await conditional(id, etag) { .updateDefinition(id.text, body, etag: $0) }
    }

    package func change(
        _ id: SegmentID,
        _ change: AudienceChange,
        etag: String?
    ) async throws(RepositoryFailure) {
        let body = DefinitionMapping.operations(of: change)
        try await conditional(id, etag) { .changeAudience(id.text, body, etag: $0) }
    }

    package func delete(_ id: SegmentID, etag: String?) async throws(RepositoryFailure) {
        try await conditional(id, etag) { .deleteDefinition(id.text, etag: $0) }
    }

    /// Sends a write for the definition as it was read.
    ///
    /// No source says that the service minds `If-Match`, or in which form. Where it says that the definition has
    /// changed, it is read as often as a request is tried, with the same waits: a change may be seen late. Where it has
    /// not changed all the while, the write is sent once more without.
    private func conditional(
        _ id: SegmentID,
        _ etag: String?,
        _ call: (String?) -> PlatformCall
    ) async throws(RepositoryFailure) {
        do throws(RepositoryFailure) {
            _ = try await connection.send(call(etag))
        } catch {
            guard error.outcome == .changedMeanwhile, let etag else { throw error }
            let sender = connection.sender
            for attempt in 1...sender.policy.attempts {
                let wait = sender.policy.delay(afterAttempt: attempt, retryAfter: nil, random: sender.random())
                do { try await sender.clock.sleep(wait ?? .zero) } catch _ { throw error }
                guard let now = try await read(id), now.etag == etag else { throw error }
            }
            _ = try await connection.send(call(nil))
        }
    }
}
