internal import Segments

/// Which definition of a sandbox a manifest means.
enum SegmentMatch {
    /// None: it is to be made.
    case none
    case own(ObservedSegment)
    /// Of the same name, and not this project's; the blocks say why it is left alone.
    case takeover(ObservedSegment, [Block])
    case undecided([Block])
}

/// Finds the definition that a manifest means: by the stamp, by the key that it had before, then by name.
struct SegmentMatcher {
    let remote: RemoteState
    let options: PlanOptions
    /// The keys that manifests have.
    let wanted: Set<SegmentKey>

    func match(_ segment: DesiredSegment) -> SegmentMatch {
        if let match = owned(segment.key) {
            guard let old = moved(segment) else { return match }
            let both = ((remote.owned[segment.key] ?? []) + old).map(\.title).sorted().listed
            let reason = "definitions of '\(segment.key)' and of the key that it was moved from are there: \(both)"
            return .undecided([Block(.ambiguous, reason, remedy: "take 'movedFrom' out, or delete one of them")])
        }
        if let key = segment.movedFrom, moved(segment) != nil, let match = owned(key) { return match }
        if let damaged = remote.damaged(segment.key) {
            let remedy = "mend the last line of its description, or take the stamp out of it"
            let reason = "\(Self.place(damaged)) has a damaged stamp of this key"
            return .undecided([Block(.ownership, reason, remedy: remedy)])
        }
        let sameName = (remote.byName[segment.name] ?? []).filter { !remote.isOwned($0) }
        if sameName.isEmpty { return .none }
        guard sameName.count == 1 else {
            let ids = sameName.map(\.id.text).sorted().listed
            let reason = "\(sameName.count) definitions are named '\(segment.name)': \(ids)"
            return .undecided([Block(.ambiguous, reason, remedy: "rename or delete all of them but one")])
        }
        return .takeover(sameName[0], blocks(takingOver: sameName[0], by: segment))
    }

    /// The definitions of the key that the segment had before, where no other manifest has that key.
    private func moved(_ segment: DesiredSegment) -> [ObservedSegment]? {
        segment.movedFrom.flatMap { wanted.contains($0) ? nil : remote.owned[$0] }
    }

    private func owned(_ key: SegmentKey) -> SegmentMatch? {
        guard let definitions = remote.owned[key] else { return nil }
        return definitions.count == 1 ? .own(definitions[0]) : .undecided([.ambiguous(definitions, key: key)])
    }

    private func blocks(takingOver definition: ObservedSegment, by segment: DesiredSegment) -> [Block] {
        let place = Self.place(definition)
        if definition.isSystem {
            return [Block(.ownership, "\(place) is the platform's own", remedy: "choose another name")]
        }
        if let stamp = definition.stamp {
            if options.adoptFromProjects.contains(stamp.project) { return [] }
            let remedy = "take it over with --adopt-from \(stamp.project)"
            let reason = "\(place) belongs to project '\(stamp.project)', key '\(stamp.key)'"
            return [Block(.foreignStamp, reason, remedy: remedy)]
        }
        if definition.description.hasUnreadableStamp {
            let remedy = "mend the last line of its description, or take the stamp out of it"
            return [Block(.ownership, "\(place) has a stamp that cannot be read", remedy: remedy)]
        }
        guard options.adopt || segment.adopt else {
            let remedy = "take it over with --adopt, or with 'adopt: true' in its manifest"
            return [Block(.adopt, "\(place) is not managed by this project", remedy: remedy)]
        }
        return []
    }

    private static func place(_ definition: ObservedSegment) -> String {
        "definition \(definition.id), named '\(definition.content.name)',"
    }
}

extension Block {
    static func ambiguous(_ definitions: [ObservedSegment], key: SegmentKey) -> Block {
        let titles = definitions.map(\.title).sorted().listed
        return Block(
            .ambiguous,
            "\(definitions.count) definitions carry the stamp of key '\(key)': \(titles)",
            remedy: "delete the copy, or take the stamp out of its description"
        )
    }
}
