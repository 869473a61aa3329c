internal import Segments

/// What has come up in a sandbox since a plan was made and stands in the way of its actions, each by itself.
struct PlanObstacles {
    private let remote: RemoteState
    private let current: [SegmentID: ObservedSegment]
    private let names: SandboxNames

    /// `current` holds all definitions that are listed now.
    init(_ plan: Plan, _ remote: RemoteState, current: [SegmentID: ObservedSegment]) {
        self.remote = remote
        self.current = current
        names = plan.names
    }

    /// In words; nil where nothing is seen.
    func obstacle(to action: PlannedAction) -> String? {
        let same = remote.owned[action.key] ?? []
        if same.count > 1 {
            return "\(same.count) definitions carry the stamp of key '\(action.key)': \(Self.list(same))"
        }
        if let other = same.first, let id = action.id, other.id != id {
            return "definition \(other.id) of this key has appeared since the plan was made; plan again"
        }
        if let desired = action.desired { return missing(for: desired) ?? nameHolder(for: desired, action) }
        return action.observed.flatMap { newUsers(of: $0, action) }
    }

    /// A definition that the rule uses and that was there when the plan was made.
    private func missing(for desired: DesiredSegment) -> String? {
        for key in desired.expression.referencedKeys.sorted() {
            guard let id = names.segmentIDs[key], current[id] == nil else { continue }
            return "definition \(id) of '\(key)', which it uses, was deleted since the plan was made; plan again"
        }
        return nil
    }

    /// A definition of somebody else that has the new name now: not every sandbox keeps names apart by itself.
    private func nameHolder(for desired: DesiredSegment, _ action: PlannedAction) -> String? {
        if action.observed?.content.name == desired.name { return nil }
        let holders = (remote.byName[desired.name] ?? []).filter { !remote.isOwned($0) && $0.id != action.id }
        guard !holders.isEmpty else { return nil }
        return "the name '\(desired.name)' was given to \(Self.list(holders)) since the plan was made; plan again"
    }

    private func newUsers(of observed: ObservedSegment, _ action: PlannedAction) -> String? {
        let known = Set(action.usedBy)
        let users = remote.dependents(of: observed.id).filter { !known.contains($0.id) }
        guard !users.isEmpty else { return nil }
        return
            "definition \(observed.id) has come to be used by \(Self.list(users)) since the plan was made; plan again"
    }

    private static func list(_ segments: [ObservedSegment]) -> String {
        segments.map(\.title).sorted().joined(separator: ", ")
    }
}
