internal import Segments

/// Carries out one action so that it can be told for certain, wherever the service allows, what became of it.
///
/// Before a change the definition is read again: already as planned is done, changed since the plan is failed. After a
/// create whose answer was lost the sandbox is searched by stamp before anything is sent again, so that no duplicate
/// is made. After every write the definition is read back and compared; a write that cannot be read back is unknown,
/// never failed.
struct ActionRunner: Sendable {
    struct End {
        let status: ActionOutcome.Status
        let id: SegmentID?
        let message: String?
        /// The service did not answer, so the next action will hardly fare better.
        var isUnreachable = false
    }

    let repository: any SegmentRepository
    let plan: Plan
    /// The ids of the segments that the action references.
    let ids: [SegmentKey: SegmentID]
    let pause: @Sendable (Duration) async -> Void

    private static let attempts = 3

    func run(_ action: PlannedAction) async -> (ActionOutcome, isUnreachable: Bool) {
        var end: End
        do throws(RepositoryFailure) {
            end = try await perform(action)
        } catch {
            end = End(
                status: error.outcome == .unclear ? .unknown : .failed,
                id: action.id,
                message: error.message,
                isUnreachable: error.outcome == .unavailable || error.outcome == .unclear
            )
        }
        let outcome = ActionOutcome(action: action, status: end.status, id: end.id, message: end.message)
        return (outcome, end.isUnreachable)
    }

    private func perform(_ action: PlannedAction) async throws(RepositoryFailure) -> End {
        switch action.kind {
        case .create(let desired):
            return try await create(desired)
        case .update(let desired, let observed, _), .adopt(let desired, let observed, _):
            return try await overwrite(observed, with: desired)
        case .delete(let observed):
            return try await delete(observed)
        case .noChange, .blocked:
            preconditionFailure("only changes are run")
        }
    }

    private var comparison: SegmentComparison {
        SegmentComparison(mergePolicies: plan.mergePolicies, ids: ids)
    }

    private var drafts: DraftFactory {
        DraftFactory(project: plan.project, mergePolicies: plan.mergePolicies, ids: ids)
    }
}

// MARK: Create

extension ActionRunner {
    private func create(_ desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        let draft = drafts.creating(desired)
        var lost: RepositoryFailure?
        for attempt in 1...Self.attempts {
            let failure: RepositoryFailure
            do throws(RepositoryFailure) {
                let id = try await repository.create(draft)
                return await proof(of: desired, id: id, "created")
            } catch {
                guard error.outcome == .unclear || error.outcome == .nameTaken else { throw error }
                failure = error
            }
            // The look is as late as can be, so that what was made has time to be seen.
            if failure.outcome == .unclear { await pause(.seconds(1 << (attempt - 1))) }
            if let existing = try await ownDefinition(desired.key, after: failure) {
                return found(existing, desired)
            }
            if failure.outcome == .nameTaken {
                // An earlier attempt of ours may have made it, and is not seen yet.
                guard let lost else { throw failure }
                throw RepositoryFailure(.unclear, "\(lost.message); then \(failure.message)")
            }
            lost = failure
        }
        guard let lost else { preconditionFailure("an attempt ends with an answer or a failure") }
        throw lost
    }

    /// A definition with the segment's stamp that the plan did not know of: ours if it says what was planned.
    private func found(_ existing: ObservedSegment, _ desired: DesiredSegment) -> End {
        if isAsPlanned(existing, desired) { return End(status: .done, id: existing.id, message: nil) }
        let message = "definition \(existing.id) of this key appeared since the plan was made; plan again"
        return End(status: .failed, id: existing.id, message: message)
    }

    private func ownDefinition(
        _ key: SegmentKey,
        after failure: RepositoryFailure
    ) async throws(RepositoryFailure) -> ObservedSegment? {
        let all: [ObservedSegment]
        do throws(RepositoryFailure) {
            all = try await repository.list()
        } catch {
            throw RepositoryFailure(.unclear, "\(failure.message); looking for it failed too: \(error.message)")
        }
        let mine = all.filter { $0.stamp?.project == plan.project && $0.stamp?.key == key }
        guard mine.count <= 1 else {
            let list = mine.map(\.id.text).sorted().joined(separator: ", ")
            throw RepositoryFailure(.refused, "\(mine.count) definitions carry the stamp of key '\(key)': \(list)")
        }
        return mine.first
    }
}

// MARK: Update and delete

extension ActionRunner {
    private func overwrite(
        _ observed: ObservedSegment,
        with desired: DesiredSegment
    ) async throws(RepositoryFailure) -> End {
        guard let current = try await repository.read(observed.id) else {
            let message = "definition \(observed.id) was deleted since the plan was made; plan again"
            return End(status: .failed, id: observed.id, message: message)
        }
        if isAsPlanned(current, desired) { return End(status: .done, id: current.id, message: nil) }
        guard Fingerprint(current) == Fingerprint(observed) else { return changedMeanwhile(current) }
        let draft = drafts.overwriting(current, with: desired)
        do throws(RepositoryFailure) {
            try await repository.update(current.id, to: draft)
        } catch {
            guard error.outcome == .unclear else { throw error }
            // The answer was lost: what stands there now tells whether the write arrived.
            let now = try await look(at: current.id, after: error)
            guard let now, isAsPlanned(now, desired) else { throw error }
        }
        return await proof(of: desired, id: current.id, "overwritten")
    }

    private func delete(_ observed: ObservedSegment) async throws(RepositoryFailure) -> End {
        let id = observed.id
        guard let current = try await repository.read(id) else { return End(status: .done, id: id, message: nil) }
        guard Fingerprint(current) == Fingerprint(observed) else { return changedMeanwhile(current) }
        do throws(RepositoryFailure) {
            try await repository.delete(id)
        } catch {
            guard error.outcome == .unclear else { throw error }
            guard try await look(at: id, after: error) == nil else { throw error }
        }
        for attempt in 1...Self.attempts {
            do throws(RepositoryFailure) {
                if try await repository.read(id) == nil { return End(status: .done, id: id, message: nil) }
            } catch {
                return unproved(id, "deleted", error)
            }
            await pause(.seconds(1 << (attempt - 1)))
        }
        let message = "the service took the delete, but definition \(id) is still there"
        return End(status: .failed, id: id, message: message)
    }

    private func changedMeanwhile(_ current: ObservedSegment) -> End {
        let who = current.lastModifiedBy.map { " by \($0)" } ?? ""
        let message = "definition \(current.id) was changed\(who) since the plan was made; plan again"
        return End(status: .failed, id: current.id, message: message)
    }

    private func look(
        at id: SegmentID,
        after failure: RepositoryFailure
    ) async throws(RepositoryFailure) -> ObservedSegment? {
        do throws(RepositoryFailure) {
            return try await repository.read(id)
        } catch {
            throw RepositoryFailure(.unclear, "\(failure.message); looking at it failed too: \(error.message)")
        }
    }
}

// MARK: Proof

extension ActionRunner {
    /// Reads a written definition back; a difference is a failure with what the service has instead.
    private func proof(of desired: DesiredSegment, id: SegmentID, _ deed: String) async -> End {
        for attempt in 1...Self.attempts {
            do throws(RepositoryFailure) {
                if let written = try await repository.read(id) { return compared(written, desired) }
            } catch {
                return unproved(id, deed, error)
            }
            await pause(.seconds(1 << (attempt - 1)))
        }
        return End(status: .unknown, id: id, message: "definition \(id) was \(deed), but cannot be read yet")
    }

    private func compared(_ written: ObservedSegment, _ desired: DesiredSegment) -> End {
        if isAsPlanned(written, desired) { return End(status: .done, id: written.id, message: nil) }
        let changes = comparison.changes(from: written, to: desired)
        let differences = changes.map { "\($0.field.rawValue) is '\($0.before)' instead of '\($0.after)'" }
        let list = differences.isEmpty ? "its stamp is missing" : differences.joined(separator: "; ")
        let message = "definition \(written.id) was written, but reads back otherwise: \(list)"
        return End(status: .failed, id: written.id, message: message)
    }

    private func unproved(_ id: SegmentID, _ deed: String, _ failure: RepositoryFailure) -> End {
        let message = "definition \(id) was \(deed), but could not be read back: \(failure.message)"
        return End(status: .unknown, id: id, message: message, isUnreachable: failure.outcome == .unavailable)
    }

    private func isAsPlanned(_ current: ObservedSegment, _ desired: DesiredSegment) -> Bool {
        current.stamp?.project == plan.project && current.stamp?.key == desired.key
            && comparison.changes(from: current, to: desired).isEmpty
    }
}
