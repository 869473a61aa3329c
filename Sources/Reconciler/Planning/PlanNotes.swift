internal import Segments

/// What a plan cannot know better, and its reader may.
enum PlanNotes {
    static func all(on actions: [SegmentKey: PlannedAction]) -> [String] {
        takeovers(in: actions) + moves(in: actions) + movedDefaults(in: actions) + staleStamps(in: actions)
    }

    /// Definitions that leave another project.
    private static func takeovers(in actions: [SegmentKey: PlannedAction]) -> [String] {
        actions.values.sorted { $0.key < $1.key }.compactMap { action in
            guard case .adopt(_, let observed) = action.kind, let stamp = observed.stamp, !action.isBlocked else {
                return nil
            }
            return
                "'\(action.key)' takes definition \(observed.title) from project '\(stamp.project)', key '\(stamp.key)'"
        }
    }

    /// A segment that goes, and one of the same name that comes, may be one that was given another key.
    private static func moves(in actions: [SegmentKey: PlannedAction]) -> [String] {
        let created = actions.values.filter { if case .create = $0.kind { true } else { false } }
        let byName = Dictionary(created.map { ($0.name, $0.key) }) { first, second in min(first, second) }
        return actions.values.filter(\.isDelete).sorted { $0.key < $1.key }.compactMap { action in
            byName[action.name].map { key in
                "'\(action.key)' is deleted and '\(key)' is made with the same name; if it is the same segment, write "
                    + "'movedFrom: \(action.key)' in its manifest"
            }
        }
    }

    /// What `default` means is up to the sandbox: a default that was moved there is no edit of the definition, so the
    /// stamp alone cannot tell it from a manifest that names another policy now.
    private static func movedDefaults(in actions: [SegmentKey: PlannedAction]) -> [String] {
        actions.values.sorted { $0.key < $1.key }.compactMap { action in
            guard case .update(let desired, _) = action.kind, desired.mergePolicy == .default,
                let change = action.changes.first(where: { $0.field == .mergePolicy }), change.verdict == .changedInGit
            else { return nil }
            return
                "the sandbox's default merge policy is '\(change.after)', and '\(action.key)' was applied with "
                + "'\(change.before)': either its manifest names the default for the first time, or somebody made "
                + "another policy the default; name a policy to keep it"
        }
    }

    /// Stamps that do not say what Git says now: an edit in the sandbox may later be taken for one in Git, or for a
    /// conflict. The next write of such a definition renews its stamp.
    private static func staleStamps(in actions: [SegmentKey: PlannedAction]) -> [String] {
        let stale = actions.values.filter { action in
            guard case .noChange = action.kind else { return false }
            return !action.becameSame.isEmpty
        }
        return stale.sorted { $0.key < $1.key }.map { action in
            let fields = action.becameSame.map(\.rawValue).joined(separator: ", ")
            return
                "the stamp of '\(action.key)' does not know yet that Git and the sandbox agree on \(fields); until its "
                + "next write an edit there is told as a change in Git or as a conflict"
        }
    }
}
