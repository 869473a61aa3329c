internal import Segments

/// What the ids of each side are called so that the same segment has the same label on both: its key where either side
/// knows one, or else its name in quotes, which no key has.
///
/// An id that may mean two segments has no label.
struct SegmentLabels {
    private(set) var inA: [SegmentID: String] = [:]
    private(set) var inB: [SegmentID: String] = [:]

    init(_ pairing: SegmentPairing, a: ComparedSide, b: ComparedSide) {
        let pairedByName = pairing.pairs.filter { $0.a.key == nil && $0.b.key == nil }
        inA = Self.named(pairing.onlyInA + pairedByName.map(\.a) + pairing.ambiguities.flatMap(\.a), in: a)
        inB = Self.named(pairing.onlyInB + pairedByName.map(\.b) + pairing.ambiguities.flatMap(\.b), in: b)
        let unclear = pairing.ambiguities.filter { $0.key == nil }
        for segment in pairing.onlyInA + unclear.flatMap(\.a) { segment.ownLabel.map { inA[$0.id] = $0.key } }
        for segment in pairing.onlyInB + unclear.flatMap(\.b) { segment.ownLabel.map { inB[$0.id] = $0.key } }
        for (first, second) in pairing.pairs {
            // Where the keys differ, a manifest's is the new one.
            guard let key = first.id == nil ? first.key : second.key ?? first.key else { continue }
            if let id = first.id { inA[id] = key.text }
            if let id = second.id { inB[id] = key.text }
        }
        // A manifest may name an id of its own sandbox.
        if a.sandbox == b.sandbox, a.names == nil {
            inA = inB
        } else if a.sandbox == b.sandbox, b.names == nil {
            inB = inA
        }
    }

    /// The segments of a side without a key, and the platform's own, by names that only one of them has.
    private static func named(_ segments: [ComparedSegment], in side: ComparedSide) -> [SegmentID: String] {
        var ids: [TenantText: [SegmentID]] = [:]
        for segment in segments where segment.key == nil {
            if let id = segment.id { ids[segment.name, default: []].append(id) }
        }
        if case .definitions(let all, _) = side.state {
            for segment in all where segment.isSystem {
                ids[TenantText(segment.content.name, tenant: side.tenant), default: []].append(segment.id)
            }
        }
        return Dictionary(
            uniqueKeysWithValues: ids.filter { $0.value.count == 1 }.map { ($0.value[0], "'\($0.key.shown)'") }
        )
    }
}

extension ComparedSegment {
    /// A definition's id and its key.
    fileprivate var ownLabel: (id: SegmentID, key: String)? {
        if let id, let key { (id, key.text) } else { nil }
    }
}
