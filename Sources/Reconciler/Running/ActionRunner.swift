internal import Segments

/// Carries out one action so that it can be told for certain, wherever the service allows, what became of it.
///
/// Before a change the definition is read again: already as planned is done, as seen when planned is changed, partly
/// both is a run of this plan that was cut off and goes on, anything else is failed. After a create whose answer was
/// lost the sandbox is searched by stamp before anything is sent again, so that no duplicate is made. After every write
/// the definition is read back and compared; a write that cannot be read back is unknown, never failed.
struct ActionRunner: Sendable {
    struct End {
        let status: ActionOutcome.Status
        var id: SegmentID?
        var message: String?
        /// The definition as it was read last.
        var after: ObservedSegment?
        /// The service did not answer, so the next action will hardly fare better.
        var isUnreachable = false
        /// The definition was as planned already, so nothing was written.
        var wasDoneBefore = false

        static func done(_ segment: ObservedSegment) -> End { End(status: .done, id: segment.id, after: segment) }

        static func doneBefore(_ segment: ObservedSegment) -> End {
            End(status: .done, id: segment.id, after: segment, wasDoneBefore: true)
        }

        static func failed(_ segment: ObservedSegment, _ message: String) -> End {
            End(status: .failed, id: segment.id, message: message, after: segment)
        }
    }

    static let attempts = 3

    let repository: any SegmentRepository
    let journal: any ApplyJournal
    let drafts: DraftFactory
    let pause: @Sendable (Duration) async -> Void

    /// `existing` is the project's definition of the action's key, where the sandbox had one when the run began.
    func run(_ action: PlannedAction, existing: ObservedSegment?) async -> End {
        do throws(RepositoryFailure) {
            switch action.kind {
            case .create(let desired):
                if let existing { return try await resume(existing, to: desired) }
                return try await create(desired)
            case .update(let desired, let observed), .adopt(let desired, let observed):
                return try await overwrite(observed, with: desired)
            case .delete(let observed):
                return try await delete(observed, key: action.key)
            case .noChange, .undecided:
                preconditionFailure("only changes are run")
            }
        } catch {
            return End(
                status: error.outcome == .unclear ? .unknown : .failed,
                id: action.id,
                message: error.message,
                isUnreachable: error.outcome == .unavailable || error.outcome == .unclear
            )
        }
    }

    /// One write, told to the journal before and after. Without the first entry nothing is written.
    func write<Value>(
        _ write: JournalEntry.Write,
        of key: SegmentKey,
        before: ObservedSegment?,
        id: (Value) -> SegmentID,
        _ send: () async throws(RepositoryFailure) -> Value
    ) async throws(RepositoryFailure) -> Value {
        do throws(JournalFailure) {
            try await journal.record(.writing(key, write, before: before))
        } catch {
            throw RepositoryFailure(.refused, "nothing was sent, since the journal cannot be written: \(error.reason)")
        }
        let value = try await send()
        do throws(JournalFailure) {
            try await journal.record(.written(key, write, id: id(value)))
        } catch {
            throw RepositoryFailure(.unclear, "it was written, but the journal cannot be: \(error.reason)")
        }
        return value
    }
}

// MARK: Create

extension ActionRunner {
    private func create(_ desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        let target = drafts.target(of: desired, over: nil)
        let draft = drafts.creating(target)
        var lost: RepositoryFailure?
        for attempt in 1...Self.attempts {
            let failure: RepositoryFailure
            do throws(RepositoryFailure) {
                let id = try await write(.create, of: desired.key, before: nil, id: { $0 }) {
                    () async throws(RepositoryFailure) in try await repository.create(draft)
                }
                return try await settleCreated(id, desired)
            } catch {
                guard error.outcome == .unclear || error.outcome == .nameTaken else { throw error }
                failure = error
            }
            // The look is as late as can be, so that what was made has time to be seen.
            if failure.outcome == .unclear { await pause(.seconds(1 << (attempt - 1))) }
            if let existing = try await ownDefinition(desired.key, after: failure) {
                var end = try await resume(existing, to: desired)
                end.wasDoneBefore = false
                return end
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

    /// Reads a new definition back, and writes what a create may not carry.
    private func settleCreated(_ id: SegmentID, _ desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        let created: ObservedSegment
        switch await proof(id, "created", isAsExpected: { _ in true }) {
        case .read(let segment): created = segment
        case .end(let end): return end
        }
        let target = drafts.target(of: desired, over: created)
        let differences = target.content.differences(from: created.content)
        if Set(differences).isSubset(of: ManagedField.ofAudience), !differences.isEmpty {
            return try await settle(created, to: target)
        }
        return compared(created, target)
    }

    /// A definition with the segment's stamp that was not there when the plan was made: ours if it says what was
    /// planned, or nothing yet of what a create may not carry.
    private func resume(_ existing: ObservedSegment, to desired: DesiredSegment) async throws(RepositoryFailure) -> End
    {
        let target = drafts.target(of: desired, over: existing)
        let differences = target.content.differences(from: existing.content)
        let isBlank = { (field: ManagedField) in
            existing.content.canonicalText(of: field).isEmpty || field == .lifecycle
        }
        if differences.isEmpty, existing.stamp?.protect == desired.protect { return .doneBefore(existing) }
        guard differences.allSatisfy({ ManagedField.ofAudience.contains($0) && isBlank($0) }) else {
            let message = "definition \(existing.id) of this key appeared since the plan was made; plan again"
            return .failed(existing, message)
        }
        return try await settle(existing, to: target)
    }

    private func ownDefinition(
        _ key: SegmentKey,
        after failure: RepositoryFailure
    ) async throws(RepositoryFailure) -> ObservedSegment? {
        let all: SegmentList
        do throws(RepositoryFailure) {
            all = try await repository.list()
        } catch {
            throw RepositoryFailure(.unclear, "\(failure.message); looking for it failed too: \(error.message)")
        }
        guard all.isWhole else {
            throw RepositoryFailure(.unclear, "\(failure.message); looking for it failed too: the list is short")
        }
        let mine = all.segments.filter { $0.stamp?.project == drafts.project && $0.stamp?.key == key }
        guard mine.count <= 1 else {
            let list = mine.map(\.id.text).sorted().joined(separator: ", ")
            throw RepositoryFailure(.refused, "\(mine.count) definitions carry the stamp of key '\(key)': \(list)")
        }
        return mine.first
    }
}
