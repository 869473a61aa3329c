internal import Segments

// MARK: Create

extension ActionRunner {
    /// What a search for a new definition came upon.
    private enum Find {
        /// A definition with the segment's stamp.
        case own(ObservedSegment)
        /// Another definition with its name.
        case nameHolder(ObservedSegment)
    }

    /// Sends a create once. Where nobody knows what became of it, it is looked for, and never sent again by this run:
    /// what is listed late would be there twice.
    func create(_ desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        let draft = drafts.creating(drafts.target(of: desired, over: nil))
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
        switch try await search(for: desired, after: failure) {
        case .own(let existing):
            var end = try await resume(existing, to: desired)
            // A request of ours that was lost has made it, unless none was.
            if failure.outcome == .unclear {
                end.wasDoneBefore = false
                end.hasWritten = true
            }
            return end
        case .nameHolder(let holder):
            let who = holder.lastModifiedBy.map { ", last changed by \($0)," } ?? ""
            let message = "definition \(holder.id)\(who) has the name '\(desired.name)' now; plan again"
            throw RepositoryFailure(.refused, message)
        case nil:
            // Behind a taken name may be what an earlier request of ours has made.
            let what = failure.outcome == .nameTaken ? "what has it" : "what it may have made"
            throw RepositoryFailure(.unclear, "\(failure.message); \(what) is not to be seen")
        }
    }

    /// Reads a new definition back, and writes what the create did not carry.
    private func settleCreated(_ id: SegmentID, _ desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        switch await proof(id, "created", isAsExpected: { _ in true }) {
        case .end(let end): return end
        case .read(let created):
            let target = drafts.target(of: desired, over: created)
            let differences = target.content.differences(from: created.content)
            guard created.stamp == target.stamp, Set(differences).isSubset(of: ManagedField.ofAudience) else {
                return otherwise(created, target.content, target.stamp)
            }
            var end = try await settle(created, to: target)
            end.wasDoneBefore = false
            end.hasWritten = true
            return end
        }
    }

    /// A definition with the segment's stamp that was not there when the plan was made: ours if it says what was
    /// planned, or nothing yet of what a create may not carry.
    func resume(_ existing: ObservedSegment, to desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        let target = drafts.target(of: desired, over: existing)
        let differences = target.content.differences(from: existing.content)
        guard differences.allSatisfy({ isUnset($0, in: existing) }), existing.stamp?.protect == desired.protect else {
            let isOurs = existing.stamp == target.stamp
            if isOurs {
                var end = otherwise(existing, target.content, target.stamp)
                end.hasWritten = false
                return end
            }
            let who = existing.lastModifiedBy.map { ", last changed by \($0)" } ?? ""
            return .failed(
                existing,
                "definition \(existing.id) of this key has appeared since the plan was made\(who); plan again"
            )
        }
        return try await settle(existing, to: target)
    }

    /// Whether a field is as a create leaves it that does not carry it.
    private func isUnset(_ field: ManagedField, in segment: ObservedSegment) -> Bool {
        switch field {
        case .labels: segment.content.labels.isEmpty
        case .tags: segment.content.tags.isEmpty
        case .lifecycle: segment.content.lifecycle == .published || segment.content.lifecycle == .draft
        case .name, .description, .expression, .schema, .evaluation, .mergePolicy, .ttlInDays, .key, .protect: false
        }
    }

    /// Looks for what a create may have made, by stamp and by name, until something is there, a few times: what was
    /// made may be listed late. A list that may be short proves nothing.
    private func search(
        for desired: DesiredSegment,
        after failure: RepositoryFailure
    ) async throws(RepositoryFailure) -> Find? {
        for attempt in 1...Self.looks {
            if attempt > 1 || failure.outcome == .unclear { await wait(beforeAttempt: attempt) }
            let list: SegmentList
            do throws(RepositoryFailure) {
                list = try await repository.list()
            } catch {
                if isWorthAnotherLook(error, attempt) { continue }
                throw RepositoryFailure(.unclear, "\(failure.message); looking for it failed too: \(error.message)")
            }
            guard list.isWhole else {
                throw RepositoryFailure(.unclear, "\(failure.message); looking for it failed too: the list is short")
            }
            let own = list.segments.filter { segment in
                segment.stamp?.project == drafts.project && segment.stamp?.key == desired.key
            }
            if own.count > 1 {
                let ids = own.map(\.id.text).sorted().joined(separator: ", ")
                let message = "\(own.count) definitions carry the stamp of key '\(desired.key)': \(ids)"
                throw RepositoryFailure(.refused, message)
            }
            if let own = own.first { return .own(own) }
            if let holder = list.segments.first(where: { $0.content.name == desired.name }) {
                return .nameHolder(holder)
            }
        }
        return nil
    }
}
