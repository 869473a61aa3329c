internal import Segments

/// Stops changes of lifecycle that the platform does not allow: a way that is not documented, one out of `published`
/// while others use the definition, and publishing what uses a draft.
struct LifecycleGuard {
    func applied(to actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [SegmentKey: PlannedAction] {
        actions.mapValues { action in
            var guarded = action
            guarded.blocks += transition(of: action, in: actions, state) + drafts(usedBy: action, in: actions)
            return guarded
        }
    }

    private func transition(
        of action: PlannedAction,
        in actions: [SegmentKey: PlannedAction],
        _ state: PlanningState
    ) -> [Block] {
        guard let observed = action.observed, let wanted = action.desired?.lifecycle else { return [] }
        let current = observed.content.lifecycle
        guard current != wanted else { return [] }
        guard current.leads(to: wanted) else {
            let reason =
                "the platform has no way for definition \(observed.title) from lifecycle '\(current.text)' to "
                + "'\(wanted.text)'"
            return [Block(.lifecycle, reason, remedy: Self.remedy(from: current, to: wanted))]
        }
        guard current == .published else { return [] }
        let users = state.usersLeft(of: observed.id, after: actions)
        guard !users.isEmpty else { return [] }
        let reason =
            "definition \(observed.title) must stay published while it is used by "
            + users.listed
        return [Block(.lifecycle, reason, remedy: "change those first")]
    }

    private static func remedy(from current: Lifecycle, to wanted: Lifecycle) -> String? {
        switch (current, wanted) {
        case (.published, .draft): "set 'lifecycle: inactive'"
        case (.draft, .inactive): "publish it first"
        default: "set 'lifecycle: \(current.text)'"
        }
    }

    private func drafts(usedBy action: PlannedAction, in actions: [SegmentKey: PlannedAction]) -> [Block] {
        guard let desired = action.desired, Self.lifecycle(after: action) == .published else { return [] }
        let drafts = desired.expression.referencedKeys.sorted().filter { key in
            actions[key].flatMap(Self.lifecycle) == .draft
        }
        guard !drafts.isEmpty else { return [] }
        let names = drafts.map { "'\($0)'" }.listed
        let rest = drafts.count == 1 ? "which is a draft" : "which are drafts"
        return [Block(.lifecycle, "it is published and uses \(names), \(rest)", remedy: "publish what it uses as well")]
    }

    /// The state that a segment is in once its action is done; nil where it is gone or nobody can tell.
    private static func lifecycle(after action: PlannedAction) -> Lifecycle? {
        switch action.kind {
        case .create(let desired): desired.lifecycle ?? .published
        case .update(let desired, let observed), .adopt(let desired, let observed):
            desired.lifecycle ?? observed.content.lifecycle
        case .noChange(let observed): observed.content.lifecycle
        case .delete, .undecided: nil
        }
    }
}
