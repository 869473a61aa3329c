internal import Segments

/// What guards and effects look at besides the actions.
struct PlanningState {
    let remote: RemoteState
    let names: SandboxNames
    let options: PlanOptions
    /// By each definition that is there: the segments whose manifests mention its id, be it by key or to the letter.
    let wantedUsers: [SegmentID: Set<SegmentKey>]

    init(remote: RemoteState, names: SandboxNames, options: PlanOptions, desired: [DesiredSegment]) {
        self.remote = remote
        self.names = names
        self.options = options
        var users: [SegmentID: Set<SegmentKey>] = [:]
        for segment in desired {
            let rule = segment.expression.resolvingSegments { names.segmentIDs[$0] }
            for id in rule.mentions(among: remote.ids) { users[id, default: []].insert(segment.key) }
        }
        wantedUsers = users
    }

    /// Who uses a definition still once the plan is done, in words: all definitions of others that do, and the project's
    /// own whose manifests say so. Of one that stays as it is, or that nobody can tell apart, what stands there counts.
    func usersLeft(of id: SegmentID, after actions: [SegmentKey: PlannedAction]) -> [String] {
        let standing = remote.dependents(of: id).filter { user in
            guard let action = names.key(of: user.id).flatMap({ actions[$0] }) else { return true }
            switch action.kind {
            case .noChange, .undecided: return true
            case .create, .update, .adopt, .delete: return false
            }
        }
        let wanted = wantedUsers[id, default: []].map { key in
            actions[key]?.observed?.title ?? "'\(actions[key]?.name ?? key.text)' (new)"
        }
        return Set(standing.map(\.title) + wanted).sorted()
    }
}
