internal import Segments

/// Which segment of one side is which of the other: by key, and what has no key on a side by its name.
///
/// What more than one could be meant by is ambiguous and paired with nobody. The order of the input, and which side is
/// first, change nothing but sides.
struct SegmentPairing {
    /// Segments of both sides that cannot be told apart.
    struct Ambiguity {
        /// The key that two have on one side; nil where it is the name.
        let key: SegmentKey?
        let a: [ComparedSegment]
        let b: [ComparedSegment]
    }

    private(set) var pairs: [(a: ComparedSegment, b: ComparedSegment)] = []
    private(set) var onlyInA: [ComparedSegment] = []
    private(set) var onlyInB: [ComparedSegment] = []
    private(set) var ambiguities: [Ambiguity] = []

    init(_ a: [ComparedSegment], _ b: [ComparedSegment]) {
        var (byKeyA, freeA) = Self.sorted(a)
        var (byKeyB, freeB) = Self.sorted(b)
        Self.follow(movesOf: byKeyA, in: &byKeyB)
        Self.follow(movesOf: byKeyB, in: &byKeyA)
        for key in Set(byKeyA.keys).union(byKeyB.keys) {
            let (a, b) = (byKeyA[key, default: []], byKeyB[key, default: []])
            if a.count > 1 || b.count > 1 {
                ambiguities.append(Ambiguity(key: key, a: a, b: b))
            } else if let a = a.first, let b = b.first {
                pairs.append((a, b))
            } else {
                freeA += a
                freeB += b
            }
        }
        let byNameA = Dictionary(grouping: freeA, by: \.name)
        let byNameB = Dictionary(grouping: freeB, by: \.name)
        for name in Set(byNameA.keys).union(byNameB.keys) {
            pairByName(byNameA[name, default: []], byNameB[name, default: []])
        }
    }

    private static func sorted(
        _ segments: [ComparedSegment]
    ) -> (byKey: [SegmentKey: [ComparedSegment]], free: [ComparedSegment]) {
        var byKey: [SegmentKey: [ComparedSegment]] = [:]
        var free: [ComparedSegment] = []
        for segment in segments {
            if let key = segment.key { byKey[key, default: []].append(segment) } else { free.append(segment) }
        }
        return (byKey, free)
    }

    /// Puts a definition that still has the key that its manifest was moved from below the manifest's key, as a plan
    /// would match it. Two manifests that were moved from one key mean none of it.
    private static func follow(
        movesOf manifests: [SegmentKey: [ComparedSegment]],
        in definitions: inout [SegmentKey: [ComparedSegment]]
    ) {
        var moves: [SegmentKey: [SegmentKey]] = [:]
        for (key, segments) in manifests {
            for old in segments.compactMap(\.movedFrom) where manifests[old] == nil {
                moves[old, default: []].append(key)
            }
        }
        for (old, keys) in moves where keys.count == 1 && definitions[keys[0]] == nil {
            guard let moved = definitions[old], moved.allSatisfy({ $0.id != nil }) else { continue }
            definitions[old] = nil
            definitions[keys[0]] = moved
        }
    }

    /// Pairs what has one name. Two segments that both have a key are never the same: their keys differ.
    private mutating func pairByName(_ a: [ComparedSegment], _ b: [ComparedSegment]) {
        let (candidatesA, candidatesB) = (Candidates(a), Candidates(b))
        var unclear: (a: [ComparedSegment], b: [ComparedSegment]) = ([], [])
        for segment in a {
            let others = candidatesB.of(segment)
            if others.isEmpty {
                onlyInA.append(segment)
            } else if others.count == 1, candidatesA.of(others[0]).count == 1 {
                pairs.append((segment, others[0]))
            } else {
                unclear.a.append(segment)
            }
        }
        for segment in b {
            let others = candidatesA.of(segment)
            if others.isEmpty {
                onlyInB.append(segment)
            } else if others.count > 1 || candidatesB.of(others[0]).count > 1 {
                unclear.b.append(segment)
            }
        }
        if !unclear.a.isEmpty { ambiguities.append(Ambiguity(key: nil, a: unclear.a, b: unclear.b)) }
    }

    /// The segments of one side that have one name.
    private struct Candidates {
        private let all: [ComparedSegment]
        private let withoutKey: [ComparedSegment]

        init(_ segments: [ComparedSegment]) {
            all = segments
            withoutKey = segments.filter { $0.key == nil }
        }

        /// Those that a segment of the other side may be.
        func of(_ other: ComparedSegment) -> [ComparedSegment] { other.key == nil ? all : withoutKey }
    }
}
