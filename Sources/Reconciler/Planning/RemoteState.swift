internal import Segments

/// The definitions of a sandbox, sorted into ours and others', with who uses whom.
struct RemoteState: Sendable {
    /// Definitions with this project's stamp, by key; more than one for a key is an ambiguity.
    let owned: [SegmentKey: [ObservedSegment]]
    let byName: [String: [ObservedSegment]]
    let unownedCount: Int
    /// By each key that a damaged stamp may name, as its word `key=…`.
    private let damaged: [Substring: ObservedSegment]
    /// Those whose stamp cannot be read, whoever they belong to.
    private let unreadable: [ObservedSegment]
    private let users: [SegmentID: [ObservedSegment]]
    private let ownedIDs: Set<SegmentID>
    /// Of all definitions that are there.
    let ids: Set<SegmentID>

    init(project: String, observed: [ObservedSegment]) {
        var owned: [SegmentKey: [ObservedSegment]] = [:]
        var byName: [String: [ObservedSegment]] = [:]
        var users: [SegmentID: [ObservedSegment]] = [:]
        var ownedIDs: Set<SegmentID> = []
        var unownedCount = 0
        var damaged: [Substring: ObservedSegment] = [:]
        var unreadable: [ObservedSegment] = []
        ids = Set(observed.map(\.id))
        for segment in observed.sorted(by: { $0.id < $1.id }) {
            byName[segment.content.name, default: []].append(segment)
            for id in segment.content.expression.mentions(among: ids) { users[id, default: []].append(segment) }
            if segment.description.hasUnreadableStamp {
                unreadable.append(segment)
                let words = segment.description.text.split { $0.isWhitespace || $0 == "]" }
                for word in words where word.hasPrefix("key=") && damaged[word] == nil { damaged[word] = segment }
            }
            if let stamp = segment.stamp, stamp.project == project, !segment.isSystem {
                owned[stamp.key, default: []].append(segment)
                ownedIDs.insert(segment.id)
            } else if !segment.isSystem {
                unownedCount += 1
            }
        }
        self.owned = owned
        self.byName = byName
        self.users = users
        self.ownedIDs = ownedIDs
        self.unownedCount = unownedCount
        self.damaged = damaged
        self.unreadable = unreadable
    }

    /// A definition whose damaged stamp names the key: it may be the very segment that a create would make again.
    func damaged(_ key: SegmentKey) -> ObservedSegment? { damaged["key=\(key)"] }

    /// What a reader of the plan should know besides its actions.
    var notes: [String] {
        let newer = owned.values.joined().filter { ($0.stamp?.version ?? 0) > OwnershipStamp.currentVersion }
        return newer.sorted { $0.id < $1.id }.map { segment in
            "definition \(segment.id), named '\(segment.content.name)', has a stamp of a newer segsync; "
                + "what this version does not know of it is kept"
        }
            + unreadable.map { segment in
                "definition \(segment.id), named '\(segment.content.name)', has a stamp that cannot be read, so it is "
                    + "left alone whatever the stamp says"
            }
    }

    /// The definitions whose rules mention this id, ours and others'.
    func dependents(of id: SegmentID) -> [ObservedSegment] { users[id] ?? [] }

    func isOwned(_ segment: ObservedSegment) -> Bool { ownedIDs.contains(segment.id) }
}
