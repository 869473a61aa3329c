internal import Segments

/// Stops deletes: of what is protected, of what others use, and all of them where there are more than the project
/// allows, not only the surplus.
struct DeleteGuard {
    func applied(to actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [SegmentKey: PlannedAction] {
        // Also those that another guard blocks already: a flag that lets those pass must not make this number wrong.
        let deletions = actions.values.filter { $0.isDelete }.count
        let caps = caps(deletions: deletions, state)
        return actions.mapValues { action in
            guard case .delete(let observed) = action.kind else { return action }
            var guarded = action
            guarded.usedBy = state.remote.dependents(of: observed.id).map(\.id)
            guarded.blocks += protection(of: observed, state) + users(of: observed, in: actions, state) + caps
            return guarded
        }
    }

    private func protection(of observed: ObservedSegment, _ state: PlanningState) -> [Block] {
        guard observed.stamp?.protect == true, !state.options.deleteProtected else { return [] }
        let remedy = "set 'protect: false' and apply before removing the manifest, or pass --delete-protected"
        return [Block(.protected, "definition \(observed.id) is protected", remedy: remedy)]
    }

    private func users(
        of observed: ObservedSegment,
        in actions: [SegmentKey: PlannedAction],
        _ state: PlanningState
    ) -> [Block] {
        guard !state.options.deleteUsed else { return [] }
        let users = state.usersLeft(of: observed.id, after: actions)
        guard !users.isEmpty else { return [] }
        let names = users.map { "'\($0.content.name)' (\($0.id))" }.sorted().joined(separator: ", ")
        let remedy = "change or delete what uses it first, or pass --delete-used"
        return [Block(.dependents, "it is used by \(names)", remedy: remedy)]
    }

    private func caps(deletions: Int, _ state: PlanningState) -> [Block] {
        let owned = state.remote.owned.count
        var blocks: [Block] = []
        if let most = state.options.maxDeletes, deletions > most {
            let reason = "the plan deletes \(deletions) definitions, the guard allows \(most)"
            blocks.append(Block(.maxDeletes, reason, remedy: "pass --max-deletes \(deletions)"))
        }
        if let most = state.options.maxDeletePercent, deletions * 100 > most * owned {
            let percent = (deletions * 100 + owned - 1) / owned
            let reason =
                "the plan deletes \(percent) % of the project's \(owned) definitions, the guard allows \(most) %"
            blocks.append(Block(.maxDeletes, reason, remedy: "pass --max-delete-percent \(percent)"))
        }
        return blocks
    }
}

extension PlanningState {
    /// The definitions that use one still, once the actions are done: all of others, and ours whose manifests do.
    func usersLeft(of id: SegmentID, after actions: [SegmentKey: PlannedAction]) -> [ObservedSegment] {
        remote.dependents(of: id).filter { user in
            guard let action = actionsOwner(of: user, in: actions) else { return true }
            switch action.kind {
            case .delete: return false
            case .create(let desired), .update(let desired, _), .adopt(let desired, _):
                let expression = desired.expression.resolvingSegments { names.segmentIDs[$0] }
                return !expression.mentions(among: [id]).isEmpty
            case .noChange, .undecided: return true
            }
        }
    }

    /// The action of the project's own segment that a definition is.
    private func actionsOwner(
        of user: ObservedSegment,
        in actions: [SegmentKey: PlannedAction]
    ) -> PlannedAction? {
        names.key(of: user.id).flatMap { actions[$0] }
    }
}
