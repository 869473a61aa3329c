internal import Segments

/// Carries out one action so that it can be told for certain, wherever the service allows, what became of it.
///
/// Before a change the definition is read again: already as planned is done, changed since the plan is failed. After a
/// create whose answer was lost the sandbox is searched by stamp before anything is sent again, so that no duplicate
/// is made. After every write the definition is read back and compared.
struct ActionRunner: Sendable {
    let repository: any SegmentRepository
    let plan: Plan
    /// The ids of the segments that the action references.
    let ids: [SegmentKey: SegmentID]
    let pause: @Sendable (Duration) async -> Void

    private static let attempts = 3

    func run(_ action: PlannedAction) async -> (ActionOutcome, isUnreachable: Bool) {
        do throws(RepositoryFailure) {
            let (status, id, message) = try await perform(action)
            return (ActionOutcome(action: action, status: status, id: id, message: message), false)
        } catch {
            let status: ActionOutcome.Status = error.outcome == .unclear ? .unknown : .failed
            let outcome = ActionOutcome(action: action, status: status, id: action.id, message: error.message)
            return (outcome, error.outcome == .unavailable || error.outcome == .unclear)
        }
    }

    private typealias End = (status: ActionOutcome.Status, id: SegmentID?, message: String?)

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

    private func create(_ desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        let draft = drafts.creating(desired)
        var lost: RepositoryFailure?
        for attempt in 1...Self.attempts {
            do throws(RepositoryFailure) {
                let id = try await repository.create(draft)
                return try await proof(of: desired, id: id)
            } catch {
                guard error.outcome == .unclear || error.outcome == .nameTaken else { throw error }
                lost = error
            }
            // Ours already, from an answer that was lost now or in an earlier run?
            if let existing = try await ownDefinition(desired.key) {
                return try await overwrite(existing, with: desired, expecting: nil)
            }
            if lost?.outcome == .nameTaken { break }
            await pause(.seconds(1 << (attempt - 1)))
        }
        guard let lost else { preconditionFailure("an attempt ends with an answer or a failure") }
        throw lost
    }

    private func overwrite(
        _ observed: ObservedSegment,
        with desired: DesiredSegment
    ) async throws(RepositoryFailure) -> End {
        guard let current = try await repository.read(observed.id) else {
            return (.failed, observed.id, "definition \(observed.id) was deleted since the plan was made")
        }
        return try await overwrite(current, with: desired, expecting: Fingerprint(observed))
    }

    /// Overwrites a definition as it was just read; `expecting` is its fingerprint when the plan was made.
    private func overwrite(
        _ current: ObservedSegment,
        with desired: DesiredSegment,
        expecting: Fingerprint?
    ) async throws(RepositoryFailure) -> End {
        if isAsPlanned(current, desired) { return (.done, current.id, nil) }
        if let expecting, Fingerprint(current) != expecting {
            let who = current.lastModifiedBy.map { " by \($0)" } ?? ""
            return (
                .failed, current.id, "definition \(current.id) was changed\(who) since the plan was made; plan again"
            )
        }
        let draft = drafts.overwriting(current, with: desired)
        do throws(RepositoryFailure) {
            try await repository.update(current.id, to: draft)
        } catch {
            // The answer was lost: what stands there now tells whether the write arrived.
            guard error.outcome == .unclear, let now = try await repository.read(current.id), isAsPlanned(now, desired)
            else { throw error }
        }
        return try await proof(of: desired, id: current.id)
    }

    private func delete(_ observed: ObservedSegment) async throws(RepositoryFailure) -> End {
        guard let current = try await repository.read(observed.id) else { return (.done, observed.id, nil) }
        guard Fingerprint(current) == Fingerprint(observed) else {
            return (.failed, observed.id, "definition \(observed.id) was changed since the plan was made; plan again")
        }
        do throws(RepositoryFailure) {
            try await repository.delete(observed.id)
        } catch {
            guard error.outcome == .unclear, try await repository.read(observed.id) == nil else { throw error }
        }
        for attempt in 1...Self.attempts {
            if try await repository.read(observed.id) == nil { return (.done, observed.id, nil) }
            await pause(.seconds(1 << (attempt - 1)))
        }
        return (.failed, observed.id, "the service took the delete, but definition \(observed.id) is still there")
    }

    /// Reads a written definition back; a difference is a failure with what the service has instead.
    private func proof(of desired: DesiredSegment, id: SegmentID) async throws(RepositoryFailure) -> End {
        for attempt in 1...Self.attempts {
            if let written = try await repository.read(id) {
                if isAsPlanned(written, desired) { return (.done, id, nil) }
                let changes = comparison.changes(from: written, to: desired)
                let differences = changes.map { "\($0.field.rawValue) is '\($0.before)' instead of '\($0.after)'" }
                let list = differences.isEmpty ? "its stamp is missing" : differences.joined(separator: "; ")
                return (.failed, id, "definition \(id) was written, but reads back otherwise: \(list)")
            }
            await pause(.seconds(1 << (attempt - 1)))
        }
        return (.unknown, id, "definition \(id) was written, but cannot be read yet")
    }

    private func ownDefinition(_ key: SegmentKey) async throws(RepositoryFailure) -> ObservedSegment? {
        let mine = try await repository.list().filter { $0.stamp?.project == plan.project && $0.stamp?.key == key }
        guard mine.count <= 1 else {
            let list = mine.map(\.id.text).sorted().joined(separator: ", ")
            throw RepositoryFailure(.refused, "\(mine.count) definitions carry the stamp of key '\(key)': \(list)")
        }
        return mine.first
    }

    private func isAsPlanned(_ current: ObservedSegment, _ desired: DesiredSegment) -> Bool {
        current.stamp?.project == plan.project && current.stamp?.key == desired.key
            && comparison.changes(from: current, to: desired).isEmpty
    }

    private var comparison: SegmentComparison {
        SegmentComparison(mergePolicies: plan.mergePolicies, ids: ids)
    }

    private var drafts: DraftFactory {
        DraftFactory(project: plan.project, mergePolicies: plan.mergePolicies, ids: ids)
    }
}
