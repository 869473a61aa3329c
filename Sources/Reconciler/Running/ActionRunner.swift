internal import Segments

/// Carries out one action so that it can be told for certain, wherever the service allows, what became of it.
///
/// Before a change the definition is read again: already as planned is done, as seen when planned is changed, partly
/// both is a run of this plan that was cut off and goes on, anything else is failed. After every write the definition
/// is read back and compared. A write whose answer was lost is looked for before anything is sent again, so that no
/// duplicate is made and no edit of others is lost; what cannot be looked for or read back is unknown, never failed.
struct ActionRunner: Sendable {
    struct End {
        let status: ActionOutcome.Status
        var id: SegmentID?
        var message: String?
        /// The definition as it was read last.
        var after: ObservedSegment?
        /// The service did not answer, so the next action will hardly fare better.
        var isUnreachable = false
        /// Whether nothing was written, since everything was as planned already.
        var wasDoneBefore = false
        /// Whether something was written for certain, though it is not as planned.
        var hasWritten = false

        static func done(_ segment: ObservedSegment, before wasDoneBefore: Bool = false) -> End {
            End(status: .done, id: segment.id, after: segment, wasDoneBefore: wasDoneBefore)
        }

        static func failed(_ segment: ObservedSegment, _ message: String, hasWritten: Bool = false) -> End {
            var end = End(status: .failed, id: segment.id, message: message, after: segment)
            end.hasWritten = hasWritten
            return end
        }

        init(
            status: ActionOutcome.Status,
            id: SegmentID? = nil,
            message: String? = nil,
            after: ObservedSegment? = nil,
            isUnreachable: Bool = false,
            wasDoneBefore: Bool = false
        ) {
            self.status = status
            self.id = id
            self.message = message
            self.after = after
            self.isUnreachable = isUnreachable
            self.wasDoneBefore = wasDoneBefore
        }

        init(_ failure: RepositoryFailure, id: SegmentID?, message: String? = nil, after: ObservedSegment? = nil) {
            self.init(
                status: failure.outcome == .unclear ? .unknown : .failed,
                id: id,
                message: message ?? failure.message,
                after: after,
                isUnreachable: failure.outcome == .unavailable || failure.outcome == .unclear
            )
        }
    }

    /// How often one thing is looked for.
    static let looks = 3
    /// How often a write is tried whose answers are lost, with a look before each.
    static let tries = 5

    let repository: any SegmentRepository
    let journal: any ApplyJournal
    let drafts: DraftFactory
    let pause: @Sendable (Duration) async -> Void

    /// `listed` is the action's definition as the sandbox listed it when the run began: for a create the one that has its
    /// key already; nil where none was.
    func run(_ action: PlannedAction, listed: ObservedSegment?) async -> End {
        if let end = stranger(action) { return end }
        do throws(RepositoryFailure) {
            switch action.kind {
            case .create(let desired):
                guard let listed else { return try await create(desired) }
                guard let existing = try await reread(listed.id) else { return .gone(listed.id) }
                return try await resume(existing, to: desired)
            case .update(let desired, let observed), .adopt(let desired, let observed):
                return try await overwrite(observed, with: desired)
            case .delete(let observed):
                return try await delete(observed, listed: listed, key: action.key)
            case .noChange, .undecided:
                preconditionFailure("only changes are run")
            }
        } catch {
            return End(error, id: action.id)
        }
    }

    /// How an action ends that would write, without taking it over, what does not have the project's stamp.
    private func stranger(_ action: PlannedAction) -> End? {
        if case .adopt = action.kind { return nil }
        guard let observed = action.observed, observed.stamp?.project != drafts.project else { return nil }
        return .failed(observed, "definition \(observed.id) does not have the stamp of project '\(drafts.project)'")
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

    /// A definition that was listed as it is now; nil only where the service says a few times that it is not there.
    func reread(_ id: SegmentID) async throws(RepositoryFailure) -> ObservedSegment? {
        for attempt in 1...Self.looks {
            if attempt > 1 { await wait(beforeAttempt: attempt) }
            if let current = try await repository.read(id) { return current }
        }
        return nil
    }

    /// The definition as it is now, after a write of which nobody knows what became of it.
    func look(at id: SegmentID, after failure: RepositoryFailure) async throws(RepositoryFailure) -> ObservedSegment? {
        do throws(RepositoryFailure) {
            return try await repository.read(id)
        } catch {
            throw RepositoryFailure(.unclear, "\(failure.message); looking at it failed too: \(error.message)")
        }
    }

    /// Waits before the next look or try: a second, then twice as long each time.
    func wait(beforeAttempt attempt: Int) async { await pause(.seconds(1 << max(0, attempt - 2))) }

    static func changed(_ current: ObservedSegment) -> String {
        let who = current.lastModifiedBy.map { " by \($0)" } ?? ""
        return "definition \(current.id) was changed\(who) since the plan was made; plan again"
    }
}
