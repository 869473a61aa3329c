internal import Segments

/// The definitions of a sandbox, sorted into ours and others', with who uses whom.
struct RemoteState: Sendable {
    /// Definitions with this project's stamp, by key; more than one for a key is an ambiguity.
    let owned: [SegmentKey: [ObservedSegment]]
    let byName: [String: [ObservedSegment]]
    let unownedCount: Int
    private let users: [SegmentID: [ObservedSegment]]
    private let owners: [SegmentID: SegmentKey]

    init(project: String, observed: [ObservedSegment]) {
        var owned: [SegmentKey: [ObservedSegment]] = [:]
        var byName: [String: [ObservedSegment]] = [:]
        var users: [SegmentID: [ObservedSegment]] = [:]
        var owners: [SegmentID: SegmentKey] = [:]
        var unownedCount = 0
        for segment in observed.sorted(by: { $0.id < $1.id }) {
            byName[segment.content.name, default: []].append(segment)
            for id in segment.content.expression.referencedIDs { users[id, default: []].append(segment) }
            if let stamp = segment.stamp, stamp.project == project, !segment.isSystem {
                owned[stamp.key, default: []].append(segment)
                owners[segment.id] = stamp.key
            } else if !segment.isSystem {
                unownedCount += 1
            }
        }
        self.owned = owned
        self.byName = byName
        self.users = users
        self.owners = owners
        self.unownedCount = unownedCount
    }

    /// The definitions whose rules name this id, ours and others'.
    func dependents(of id: SegmentID) -> [ObservedSegment] { users[id] ?? [] }

    func isOwned(_ segment: ObservedSegment) -> Bool { owners[segment.id] != nil }

    func ownerKey(of segment: ObservedSegment) -> SegmentKey? { owners[segment.id] }
}
