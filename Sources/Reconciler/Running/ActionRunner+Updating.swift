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
    func settle(_ start: ObservedSegment, to target: DraftFactory.Target) async throws(RepositoryFailure) -> End {
        var current = start
        var isWritten = false
        var troubles = 0
        while let step = drafts.nextStep(from: current, to: target) {
            do throws(RepositoryFailure) {
                try await send(step, of: target.stamp.key, on: current)
            } catch {
                troubles += 1
                guard error.outcome == .unclear || error.outcome == .changedMeanwhile, troubles < Self.attempts else {
                    guard isWritten else { throw error }
                    return End(
                        error,
                        id: current.id,
                        message: "only a part was written: \(error.message)",
                        after: current
                    )
                }
                if error.outcome == .unclear { await wait(beforeAttempt: troubles + 1) }
                guard let now = try await look(at: current.id, after: error) else { return .gone(current.id) }
                guard isOnTheWay(now, from: current, to: target) else {
                    // With our stamp it has arrived, and the service made something else of it.
                    let isOurs = now.stamp == step.stamp && now.stamp != current.stamp
                    return isOurs
                        ? otherwise(now, step.content, step.stamp, step.model) : .failed(now, Self.changed(now))
                }
                if Fingerprint(now) != Fingerprint(current) { isWritten = true }
                current = now
                continue
            }
            isWritten = true
            // Another run of the same plan may have gone on from here in the meantime.
            let isArrived = { step.isArrived(in: $0) || drafts.nextStep(from: $0, to: target) == nil }
            switch await proof(current.id, "written", isAsExpected: isArrived) {
            case .end(let end): return end
            case .read(let segment):
                guard isArrived(segment) else { return otherwise(segment, step.content, step.stamp, step.model) }
                current = segment
            }
        }
        return .done(current, before: !isWritten && troubles == 0)
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
