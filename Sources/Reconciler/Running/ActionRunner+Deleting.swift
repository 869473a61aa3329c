internal import Segments

// MARK: Delete

extension ActionRunner {
    /// Deletes a definition that says what it said when the plan was made; one that is not there is deleted already.
    func delete(_ observed: ObservedSegment, key: SegmentKey) async throws(RepositoryFailure) -> End {
        let id = observed.id
        var next = try await repository.read(id)
        var troubles = 0
        while let current = next {
            guard Fingerprint(current) == Fingerprint(observed) else { return .failed(current, Self.changed(current)) }
            do throws(RepositoryFailure) {
                try await write(.delete, of: key, before: current, id: { id }) { () async throws(RepositoryFailure) in
                    try await repository.delete(id, etag: current.etag)
                }
                return await provedGone(current)
            } catch {
                troubles += 1
                guard error.outcome == .unclear || error.outcome == .changedMeanwhile, troubles < Self.attempts else {
                    throw error
                }
                if error.outcome == .unclear { await wait(beforeAttempt: troubles + 1) }
                next = try await look(at: id, after: error)
            }
        }
        return End(status: .done, id: id, wasDoneBefore: troubles == 0)
    }

    private func provedGone(_ deleted: ObservedSegment) async -> End {
        for attempt in 1...Self.attempts {
            if attempt > 1 { await wait(beforeAttempt: attempt) }
            do throws(RepositoryFailure) {
                if try await repository.read(deleted.id) == nil { return End(status: .done, id: deleted.id) }
            } catch {
                return unproved(deleted.id, "deleted", error)
            }
        }
        return .failed(deleted, "the service took the delete, but definition \(deleted.id) is still there")
    }
}
