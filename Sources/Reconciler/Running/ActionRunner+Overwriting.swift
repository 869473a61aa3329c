internal import Segments

// MARK: Update and delete

extension ActionRunner {
    func overwrite(_ observed: ObservedSegment, with desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        guard let current = try await repository.read(observed.id) else {
            let message = "definition \(observed.id) was deleted since the plan was made; plan again"
            return End(status: .failed, id: observed.id, message: message)
        }
        let planned = drafts.target(of: desired, over: observed)
        guard isOnTheWay(current, from: observed, to: planned) else { return changedMeanwhile(current) }
        return try await settle(current, to: planned)
    }

    /// Whether every field says what it said when the plan was made, or what it shall say: so it is before a run, after
    /// it, and after one that was cut off.
    private func isOnTheWay(
        _ current: ObservedSegment,
        from observed: ObservedSegment,
        to target: DraftFactory.Target
    ) -> Bool {
        let fields = ManagedField.ofContent.allSatisfy { field in
            current.content.isSame(field, in: observed.content) || current.content.isSame(field, in: target.content)
        }
        let owner = current.stamp.map { [$0.project, $0.key.text] }
        let owners = [
            observed.stamp.map { [$0.project, $0.key.text] }, [target.stamp.project, target.stamp.key.text],
        ]
        return fields && owners.contains(owner) && !current.description.hasUnreadableStamp
    }

    /// Writes what differs: the definition first, then what goes through its audience; and proves it.
    func settle(_ current: ObservedSegment, to target: DraftFactory.Target) async throws(RepositoryFailure) -> End {
        var current = current
        let differences = Set(target.content.differences(from: current.content))
        let ofAudience = differences.intersection(ManagedField.ofAudience)
        if differences.isEmpty, hasStamp(current, of: target) { return .doneBefore(current) }
        if !differences.isSubset(of: ofAudience) || differences.isEmpty {
            let draft = drafts.overwriting(current, with: target)
            try await write(.overwrite, on: current, target) { () async throws(RepositoryFailure) in
                try await repository.update(current.id, to: draft, etag: current.etag)
            }
            if ofAudience.isEmpty { return await proved(current.id, target) }
            switch await proof(current.id, "overwritten", isAsExpected: { isWritten($0, draft, of: target) }) {
            case .read(let segment): current = segment
            case .end(let end): return end
            }
            guard isWritten(current, draft, of: target) else { return compared(current, target) }
        }
        guard !ofAudience.isEmpty else { return compared(current, target) }
        let change = drafts.changing(current, to: target)
        try await write(.change, on: current, target) { () async throws(RepositoryFailure) in
            try await repository.change(current.id, change, etag: current.etag)
        }
        return await proved(current.id, target)
    }

    /// Whether an overwrite has arrived: what is left goes through the audience.
    private func isWritten(
        _ segment: ObservedSegment,
        _ draft: SegmentDraft,
        of target: DraftFactory.Target
    ) -> Bool {
        Set(target.content.differences(from: segment.content)).isSubset(of: ManagedField.ofAudience)
            && segment.stamp == draft.description.stamp
    }

    /// A write whose answer was lost is looked at; it has arrived when anything of it is there.
    private func write(
        _ kind: JournalEntry.Write,
        on current: ObservedSegment,
        _ target: DraftFactory.Target,
        _ send: () async throws(RepositoryFailure) -> Void
    ) async throws(RepositoryFailure) {
        do throws(RepositoryFailure) {
            try await write(kind, of: target.stamp.key, before: current, id: { current.id }, send)
        } catch {
            guard error.outcome == .unclear || error.outcome == .changedMeanwhile else { throw error }
            let now = try await look(at: current.id, after: error)
            guard let now, Fingerprint(now) != Fingerprint(current), isOnTheWay(now, from: current, to: target) else {
                throw error
            }
        }
    }

    func delete(_ observed: ObservedSegment, key: SegmentKey) async throws(RepositoryFailure) -> End {
        let id = observed.id
        guard let current = try await repository.read(id) else {
            return End(status: .done, id: id, wasDoneBefore: true)
        }
        guard Fingerprint(current) == Fingerprint(observed) else { return changedMeanwhile(current) }
        do throws(RepositoryFailure) {
            try await write(.delete, of: key, before: current, id: { id }) { () async throws(RepositoryFailure) in
                try await repository.delete(id, etag: current.etag)
            }
        } catch {
            guard error.outcome == .unclear else { throw error }
            guard try await look(at: id, after: error) == nil else { throw error }
        }
        for attempt in 1...Self.attempts {
            do throws(RepositoryFailure) {
                if try await repository.read(id) == nil { return End(status: .done, id: id) }
            } catch {
                return unproved(id, "deleted", error)
            }
            if attempt < Self.attempts { await pause(.seconds(1 << (attempt - 1))) }
        }
        let message = "the service took the delete, but definition \(id) is still there"
        return End(status: .failed, id: id, message: message, after: current)
    }

    private func changedMeanwhile(_ current: ObservedSegment) -> End {
        let who = current.lastModifiedBy.map { " by \($0)" } ?? ""
        return .failed(current, "definition \(current.id) was changed\(who) since the plan was made; plan again")
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
    enum Reading {
        case read(ObservedSegment)
        case end(End)
    }

    /// Reads a written definition until it is there and as expected, a few times; the last reading is what counts.
    func proof(
        _ id: SegmentID,
        _ deed: String,
        isAsExpected: (ObservedSegment) -> Bool
    ) async -> Reading {
        var last: ObservedSegment?
        for attempt in 1...Self.attempts {
            do throws(RepositoryFailure) {
                if let written = try await repository.read(id) {
                    if isAsExpected(written) { return .read(written) }
                    last = written
                }
            } catch {
                return .end(unproved(id, deed, error))
            }
            if attempt < Self.attempts { await pause(.seconds(1 << (attempt - 1))) }
        }
        if let last { return .read(last) }
        return .end(End(status: .unknown, id: id, message: "definition \(id) was \(deed), but cannot be read yet"))
    }

    private func proved(_ id: SegmentID, _ target: DraftFactory.Target) async -> End {
        switch await proof(id, "overwritten", isAsExpected: { compared($0, target).status == .done }) {
        case .read(let segment): compared(segment, target)
        case .end(let end): end
        }
    }

    /// Compares every field, also those that nobody wanted changed; a difference is a failure with what is there.
    func compared(_ written: ObservedSegment, _ target: DraftFactory.Target) -> End {
        let differences = target.content.differences(from: written.content).map { field in
            let found = drafts.names.text(of: field, in: written.content)
            return "\(field.rawValue) is '\(found)' instead of '\(drafts.names.text(of: field, in: target.content))'"
        }
        if differences.isEmpty, hasStamp(written, of: target) { return .done(written) }
        let list = differences.isEmpty ? "its stamp is missing" : differences.joined(separator: "; ")
        return .failed(written, "definition \(written.id) was written, but reads back otherwise: \(list)")
    }

    /// Whether the stamp says whose the definition is, and whether it is protected. What it says of the fields is
    /// renewed with the next write of any.
    private func hasStamp(_ segment: ObservedSegment, of target: DraftFactory.Target) -> Bool {
        segment.stamp?.project == target.stamp.project && segment.stamp?.key == target.stamp.key
            && segment.stamp?.protect == target.stamp.protect
    }

    func unproved(_ id: SegmentID, _ deed: String, _ failure: RepositoryFailure) -> End {
        let message = "definition \(id) was \(deed), but could not be read back: \(failure.message)"
        return End(status: .unknown, id: id, message: message, isUnreachable: failure.outcome == .unavailable)
    }
}
