internal import Segments

/// Stops a plan that would delete more than the project allows: all its deletes are blocked, not only the surplus.
struct DeleteGuard: Sendable {
    let options: PlanOptions

    /// `deletions` are the keys of all that the plan would delete, also those that another guard blocks already: a flag
    /// that lets those pass must not make the number in another guard's message wrong.
    func applied(
        to actions: [SegmentKey: PlannedAction],
        deletions: Set<SegmentKey>,
        ownedCount: Int
    ) -> [SegmentKey: PlannedAction] {
        let blocks = blocks(deletions: deletions.count, ownedCount: ownedCount)
        guard !blocks.isEmpty else { return actions }
        return actions.mapValues { action in
            guard deletions.contains(action.key) else { return action }
            var all = blocks
            if case .blocked(let others) = action.kind { all = others + blocks }
            return PlannedAction(key: action.key, name: action.name, kind: .blocked(all))
        }
    }

    private func blocks(deletions: Int, ownedCount: Int) -> [Block] {
        var blocks: [Block] = []
        if let most = options.maxDeletes, deletions > most {
            let reason = "the plan deletes \(deletions) definitions, the guard allows \(most)"
            blocks.append(Block(.maxDeletes, reason, remedy: "pass --max-deletes \(deletions)"))
        }
        if let most = options.maxDeletePercent, deletions * 100 > most * ownedCount {
            let percent = (deletions * 100 + ownedCount - 1) / ownedCount
            let reason =
                "the plan deletes \(percent) % of the project's \(ownedCount) definitions, the guard allows \(most) %"
            blocks.append(Block(.maxDeletes, reason, remedy: "pass --max-delete-percent \(percent)"))
        }
        return blocks
    }
}
