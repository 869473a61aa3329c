internal import Segments

// MARK: Delete

extension ActionRunner {
    /// Deletes a definition that says what it said when the plan was made; one that is not there is deleted already.
    ///
    /// That a read does not find it proves nothing while it is listed: it is deleted as it was listed then, and the
    /// service's answer to that counts.
    func delete(
        _ observed: ObservedSegment,
        listed: ObservedSegment?,
        key: SegmentKey
    ) async throws(RepositoryFailure) -> End {
        let id = observed.id
        let found = listed == nil ? try await repository.read(id) : try await reread(id)
        guard var current = found ?? listed else { return End(status: .done, id: id, wasDoneBefore: true) }
        var troubles = 0
        while true {
            guard Fingerprint(current) == Fingerprint(observed) else { return .failed(current, Self.changed(current)) }
            do throws(RepositoryFailure) {
                try await write(.delete, of: key, before: current, id: { id }) { () async throws(RepositoryFailure) in
                    try await repository.delete(id, etag: current.etag)
                }
                return await provedGone(current)
            } catch {
                troubles += 1
                guard error.outcome == .unclear || error.outcome == .changedMeanwhile, troubles < Self.tries else {
                    throw error
                }
                if error.outcome == .unclear { await wait(beforeAttempt: troubles + 1) }
                if let now = try await look(at: id, after: error) {
                    current = now
                } else if error.outcome == .unclear {
                    return End(status: .done, id: id)
                } else {
                    // What has changed is there, whatever a read says.
                    throw error
                }
            }
        }
    }

    private func provedGone(_ deleted: ObservedSegment) async -> End {
        for attempt in 1...Self.looks {
            if attempt > 1 { await wait(beforeAttempt: attempt) }
            do throws(RepositoryFailure) {
                if try await repository.read(deleted.id) == nil { return End(status: .done, id: deleted.id) }
            } catch {
                guard isWorthAnotherLook(error, attempt) else { return unproved(deleted.id, "deleted", error) }
            }
        }
        let message = "the service took the delete, but definition \(deleted.id) is still there"
        return .failed(deleted, message, hasWritten: true)
    }
}
