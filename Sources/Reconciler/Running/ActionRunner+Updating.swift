internal import Segments

// MARK: Update

extension ActionRunner {
    func overwrite(_ observed: ObservedSegment, with desired: DesiredSegment) async throws(RepositoryFailure) -> End {
        guard let current = try await repository.read(observed.id) else { return .gone(observed.id) }
        let target = drafts.target(of: desired, over: observed)
        guard isOnTheWay(current, from: observed, to: target) else { return .failed(current, Self.changed(current)) }
        return try await settle(current, to: target)
    }

    /// Writes what differs, one write after the other, each read back; what differs in nothing is done as it is.
    ///
    /// Nothing is sent where the platform has no way from the lifecycle that stands to the one that is wanted. The guard
    /// cannot know that of a new definition: whether a create takes the lifecycle shows when it is read back.
    func settle(_ start: ObservedSegment, to target: DraftFactory.Target) async throws(RepositoryFailure) -> End {
        let (lifecycle, wanted) = (start.content.lifecycle, target.content.lifecycle)
        guard lifecycle.leads(to: wanted) else {
            let message =
                "definition \(start.id) has lifecycle '\(lifecycle.text)', and the platform has no way from there to "
                + "'\(wanted.text)'"
            return .failed(start, message)
        }
        var current = start
        var isWritten = false
        var troubles = 0
        while let step = drafts.nextStep(from: current, to: target) {
            let reading: Reading
            do throws(RepositoryFailure) {
                try await send(step, of: target.stamp.key, on: current)
                isWritten = true
                reading = await arrival(of: step, on: current.id, target)
            } catch {
                troubles += 1
                if let end = await end(after: error, troubles, current, isWritten: isWritten) { return end }
                reading = try await standing(after: error, troubles, step, on: current, target)
            }
            switch reading {
            case .end(var end):
                end.hasWritten = end.hasWritten || isWritten
                return end
            case .read(let segment):
                if Fingerprint(segment) != Fingerprint(current) { isWritten = true }
                current = segment
            }
        }
        return .done(current, before: !isWritten && troubles == 0)
    }

    /// The definition once a write has arrived in it.
    private func arrival(
        of step: DraftFactory.Step,
        on id: SegmentID,
        _ target: DraftFactory.Target
    ) async -> Reading {
        let reading = await proof(id, "written", isAsExpected: { step.isArrived(in: $0, to: target) })
        guard case .read(let segment) = reading, !step.isArrived(in: segment, to: target) else { return reading }
        return .end(otherwise(segment, step.content, step.stamp, step.model))
    }

    /// How a write ends that the service took for certain or not at all; nil where looking at the definition may tell.
    private func end(
        after failure: RepositoryFailure,
        _ troubles: Int,
        _ current: ObservedSegment,
        isWritten: Bool
    ) async -> End? {
        switch failure.outcome {
        case .unclear, .changedMeanwhile:
            if troubles < Self.tries { return nil }
        case .refused:
            // A definition that somebody has deleted refuses everything.
            if await isGone(current.id) {
                var end = End.gone(current.id)
                end.hasWritten = isWritten
                return end
            }
        case .nameTaken, .unavailable: break
        }
        guard isWritten else { return End(failure, id: current.id) }
        var end = End(failure, id: current.id, message: "only a part was written: \(failure.message)", after: current)
        end.hasWritten = true
        return end
    }

    /// Whether the service says for certain that a definition is not there.
    private func isGone(_ id: SegmentID) async -> Bool {
        do throws(RepositoryFailure) { return try await repository.read(id) == nil } catch { return false }
    }

    /// The definition as it stands after a write that was lost or overtaken, where it can be gone on from there.
    private func standing(
        after failure: RepositoryFailure,
        _ troubles: Int,
        _ step: DraftFactory.Step,
        on current: ObservedSegment,
        _ target: DraftFactory.Target
    ) async throws(RepositoryFailure) -> Reading {
        if failure.outcome == .unclear { await wait(beforeAttempt: troubles + 1) }
        guard let now = try await look(at: current.id, after: failure) else { return .end(.gone(current.id)) }
        if isOnTheWay(now, from: current, to: target) { return .read(now) }
        // With our stamp the write has arrived, and the service made something else of it.
        let isOurs = now.stamp == step.stamp && now.stamp != current.stamp
        return .end(
            isOurs ? otherwise(now, step.content, step.stamp, step.model) : .failed(now, Self.changed(now))
        )
    }

    private func send(
        _ step: DraftFactory.Step,
        of key: SegmentKey,
        on current: ObservedSegment
    ) async throws(RepositoryFailure) {
        switch step.write {
        case .overwrite(let draft):
            try await write(.overwrite, of: key, before: current, id: { current.id }) {
                () async throws(RepositoryFailure) in
                try await repository.update(current.id, to: draft, etag: current.etag)
            }
        case .change(let change):
            try await write(.change, of: key, before: current, id: { current.id }) {
                () async throws(RepositoryFailure) in
                try await repository.change(current.id, change, etag: current.etag)
            }
        }
    }

    /// Whether every field says what it said before, or what it shall say: so it is before a run, after it, and after
    /// one that was cut off.
    private func isOnTheWay(
        _ current: ObservedSegment,
        from before: ObservedSegment,
        to target: DraftFactory.Target
    ) -> Bool {
        let fields = ManagedField.ofContent.allSatisfy { field in
            current.content.isSame(field, in: before.content) || current.content.isSame(field, in: target.content)
        }
        let isTheirs =
            current.stamp?.project == before.stamp?.project && current.stamp?.key == before.stamp?.key
            && current.stamp?.protect == before.stamp?.protect
        return fields && (isTheirs || target.isOwned(by: current.stamp)) && !current.description.hasUnreadableStamp
    }
}

extension ActionRunner.End {
    static func gone(_ id: SegmentID) -> Self {
        Self(status: .failed, id: id, message: "definition \(id) was deleted since the plan was made; plan again")
    }
}
