internal import Segments

/// Stops an update of what was changed both in Git and in the sandbox, and of what may have been: where the stamp does
/// not tell what was last applied, no difference of ours can be told from somebody's edit.
struct ConflictGuard {
    func applied(to actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [SegmentKey: PlannedAction] {
        guard !state.options.overwriteConflicts else { return actions }
        return actions.mapValues { action in
            guard let observed = action.observed, let reason = Self.reason(of: action, observed) else { return action }
            let remedy =
                "take the sandbox's values with 'segsync drift --adopt', or overwrite them with --overwrite-conflicts"
            var blocked = action
            blocked.blocks.append(Block(.conflict, "definition \(observed.id): \(reason)", remedy: remedy))
            return blocked
        }
    }

    private static func reason(of action: PlannedAction, _ observed: ObservedSegment) -> String? {
        func fields(_ verdict: FieldVerdict) -> String? {
            let fields = action.changes.filter { $0.verdict == verdict }.map(\.field.rawValue)
            return fields.isEmpty ? nil : fields.joined(separator: ", ")
        }
        let who = observed.lastModifiedBy.map { ", last by \($0)" } ?? ""
        if let fields = fields(.conflict) { return "\(fields) changed both in Git and in the sandbox\(who)" }
        // Whoever takes a definition over has agreed to its differences.
        guard case .update = action.kind, observed.stamp?.base == nil, let fields = fields(.unknownOrigin) else {
            return nil
        }
        return "\(fields) may have been changed in the sandbox\(who): its stamp does not tell what was last applied"
    }
}
