internal import Segments

/// Stops an update of what was changed both in Git and in the sandbox.
struct ConflictGuard {
    func applied(to actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [SegmentKey: PlannedAction] {
        guard !state.options.overwriteConflicts else { return actions }
        return actions.mapValues { action in
            let fields = action.changes.filter { $0.verdict == .conflict }.map(\.field.rawValue)
            guard !fields.isEmpty, let observed = action.observed else { return action }
            let who = observed.lastModifiedBy.map { ", last by \($0)" } ?? ""
            var blocked = action
            blocked.blocks.append(
                Block(
                    .conflict,
                    "definition \(observed.id): \(fields.joined(separator: ", ")) changed both in Git and in the "
                        + "sandbox\(who)",
                    remedy: "take the sandbox's values with 'segsync drift --adopt', or overwrite them with "
                        + "--overwrite-conflicts"
                )
            )
            return blocked
        }
    }
}
