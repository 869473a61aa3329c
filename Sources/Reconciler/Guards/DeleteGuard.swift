internal import Segments

/// Stops deletes: of what is protected, of what others use, and a plan with more of them than the project allows.
///
/// What uses a definition is found in the rules of the others. That a destination uses it is not to be seen on any
/// definition; the platform refuses such a delete.
struct DeleteGuard {
    func applied(to actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [SegmentKey: PlannedAction] {
        actions.mapValues { action in
            guard case .delete(let observed) = action.kind else { return action }
            var guarded = action
            guarded.usedBy = state.remote.dependents(of: observed.id).map(\.id)
            guarded.blocks += protection(of: observed, state) + users(of: observed, in: actions, state)
            return guarded
        }
    }

    private func protection(of observed: ObservedSegment, _ state: PlanningState) -> [Block] {
        guard let stamp = observed.stamp, !state.options.deleteProtected else { return [] }
        if stamp.protect {
            let remedy = "set 'protect: false' and apply before removing the manifest, or pass --delete-protected"
            return [Block(.protected, "definition \(observed.title) is protected", remedy: remedy)]
        }
        guard stamp.version > OwnershipStamp.currentVersion else { return [] }
        let reason =
            "definition \(observed.title) has a stamp of a newer segsync, which may protect it in a way that "
            + "this version does not know"
        return [Block(.protected, reason, remedy: "plan with that segsync, or pass --delete-protected")]
    }

    private func users(
        of observed: ObservedSegment,
        in actions: [SegmentKey: PlannedAction],
        _ state: PlanningState
    ) -> [Block] {
        guard !state.options.deleteUsed else { return [] }
        let users = state.usersLeft(of: observed.id, after: actions)
        guard !users.isEmpty else { return [] }
        let reason = "definition \(observed.title) is used by \(users.listed)"
        let remedy = "change or delete what uses it first, or pass --delete-used"
        return [Block(.dependents, reason, remedy: remedy)]
    }

    /// What stands against the number of deletes. Also those count that another guard blocks: a flag that lets these
    /// pass must not make the number wrong.
    func blocks(on actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [Block] {
        let deleted = actions.values.filter(\.isDelete).compactMap(\.observed).sorted { $0.id < $1.id }
        let owned = state.remote.owned.values.reduce(0) { $0 + $1.count }
        let names = deleted.map(\.title).listed
        var blocks: [Block] = []
        if let most = state.options.maxDeletes, deleted.count > most {
            let reason = "the plan deletes \(deleted.count) definitions, and \(most) are allowed: \(names)"
            blocks.append(Block(.maxDeletes, reason, remedy: "allow them with --max-deletes \(deleted.count)"))
        }
        if let most = state.options.maxDeletePercent, deleted.count * 100 > most * owned {
            let percent = (deleted.count * 100 + owned - 1) / owned
            let reason =
                "the plan deletes \(percent) % of the \(owned) definitions that the project owns, and \(most) % are "
                + "allowed: \(names)"
            blocks.append(
                Block(.maxDeletePercent, reason, remedy: "allow them with --max-delete-percent \(percent)")
            )
        }
        return blocks
    }
}
