package import PQLSemantics
package import Segments

/// How two sides differ, segment by segment and by meaning: sandboxes, manifests, or one of each.
///
/// Segments are matched by key, those without this project's stamp by name; the platform's own take no part. Tenants,
/// ids, times and ETags never make a difference, and a field that a manifest does not name is not compared. Compared the
/// other way round, everything is the same with the sides exchanged. Equal input gives an equal result.
package struct SandboxDifference: Hashable, Sendable {
    /// A segment as its side has it.
    package struct Segment: Hashable, Sendable {
        /// nil for a definition without this project's stamp.
        package let key: SegmentKey?
        package let name: String
        /// nil for a manifest's.
        package let id: SegmentID?

        /// Whether this project's stamp or a manifest speaks for it.
        package var isManaged: Bool { key != nil }
    }

    /// A field that differs; texts are for people, with `${tenant}` for tenants and names for ids.
    package struct Field: Hashable, Sendable {
        package let field: ManagedField
        package let a: String
        package let b: String
        /// How the rule differs, from A to B; nil for other fields and where a rule cannot be read.
        package let rule: ExpressionChange?
    }

    /// One segment that both sides have and that is not the same.
    package struct Pair: Hashable, Sendable {
        package let a: Segment
        package let b: Segment
        /// In reading order; never empty.
        package let fields: [Field]

        /// Where both sides have one, that of a manifest, which may be newer.
        package var key: SegmentKey? { a.id == nil ? a.key : b.key ?? a.key }
    }

    /// Segments that were compared with nobody, since nobody can tell which of them is which.
    package struct Ambiguity: Hashable, Sendable {
        /// The key that two definitions of a side share; nil where it is the name.
        package let key: SegmentKey?
        package let a: [Segment]
        package let b: [Segment]
    }

    package let project: String
    package let a: ComparedSide
    package let b: ComparedSide
    /// By key, then what has none by name; so are the others.
    package let onlyInA: [Segment]
    package let onlyInB: [Segment]
    package let different: [Pair]
    package let ambiguous: [Ambiguity]
    /// How many segments say the same on both sides.
    package let sameCount: Int
    /// Keys that were asked for and that neither side has.
    package let unknownKeys: [SegmentKey]

    /// Compares all segments, or those of some keys alone.
    package init(project: String, _ a: ComparedSide, _ b: ComparedSide, only keys: Set<SegmentKey>? = nil) {
        self.project = project
        self.a = a
        self.b = b
        let (segmentsA, segmentsB) = (a.segments(of: project), b.segments(of: project))
        let pairing = SegmentPairing(segmentsA, segmentsB)
        let comparison = PairComparison(a, b, SegmentLabels(pairing, a: a, b: b))
        func isMeant(_ segments: [ComparedSegment]) -> Bool {
            keys.map { keys in segments.contains { $0.key.map(keys.contains) ?? false } } ?? true
        }
        let pairs = pairing.pairs.filter { isMeant([$0.a, $0.b]) }
        different = pairs.compactMap { pair in
            let fields = comparison.fields(pair.a, pair.b)
            return fields.isEmpty ? nil : Pair(a: Segment(pair.a), b: Segment(pair.b), fields: fields)
        }.sorted { $0.order < $1.order }
        sameCount = pairs.count - different.count
        onlyInA = pairing.onlyInA.filter { isMeant([$0]) }.map(Segment.init).sorted { $0.order < $1.order }
        onlyInB = pairing.onlyInB.filter { isMeant([$0]) }.map(Segment.init).sorted { $0.order < $1.order }
        ambiguous = pairing.ambiguities.filter { isMeant($0.a + $0.b) }.map { ambiguity in
            Ambiguity(
                key: ambiguity.key,
                a: ambiguity.a.map(Segment.init).sorted { $0.order < $1.order },
                b: ambiguity.b.map(Segment.init).sorted { $0.order < $1.order }
            )
        }.sorted { $0.order < $1.order }
        let known = keys == nil ? [] : Set((segmentsA + segmentsB).compactMap(\.key))
        unknownKeys = (keys ?? []).subtracting(known).sorted()
    }

    /// Whether both sides say the same, as far as can be told.
    package var isEmpty: Bool { onlyInA.isEmpty && onlyInB.isEmpty && different.isEmpty && ambiguous.isEmpty }
}

/// The fields of a pair that differ.
private struct PairComparison {
    private let readerA: ValueReader
    private let readerB: ValueReader

    init(_ a: ComparedSide, _ b: ComparedSide, _ labels: SegmentLabels) {
        // What a sandbox's names mean is known to its manifests where the other side has asked it.
        let isOneSandbox = a.sandbox == b.sandbox
        readerA = ValueReader(tenant: a.tenant, names: a.names ?? (isOneSandbox ? b.names : nil), labels: labels.inA)
        readerB = ValueReader(tenant: b.tenant, names: b.names ?? (isOneSandbox ? a.names : nil), labels: labels.inB)
    }

    func fields(_ a: ComparedSegment, _ b: ComparedSegment) -> [SandboxDifference.Field] {
        var fields: [SandboxDifference.Field] = ManagedField.ofContent.compactMap { field in
            guard let valueA = readerA.value(of: field, in: a), let valueB = readerB.value(of: field, in: b),
                !valueA.isSame(as: valueB)
            else { return nil }
            var change: ExpressionChange?
            if case (.rule(let old), .rule(let new)) = (valueA, valueB), let old = old.tree, let new = new.tree {
                change = ExpressionChange(from: old, to: new)
            }
            return SandboxDifference.Field(field: field, a: valueA.shown, b: valueB.shown, rule: change)
        }
        if let keyA = a.key, let keyB = b.key, keyA != keyB {
            fields.append(SandboxDifference.Field(field: .key, a: keyA.text, b: keyB.text, rule: nil))
        }
        return fields
    }
}

extension SandboxDifference.Segment {
    fileprivate init(_ segment: ComparedSegment) {
        switch segment.source {
        case .manifest(let desired): self.init(key: segment.key, name: desired.name, id: nil)
        case .definition(let observed): self.init(key: segment.key, name: observed.content.name, id: observed.id)
        }
    }

    /// What has a key comes first.
    fileprivate var order: (Int, String, String, String) {
        (key == nil ? 1 : 0, key?.text ?? "", name, id?.text ?? "")
    }
}

extension SandboxDifference.Pair {
    fileprivate var order: (Int, String, String, String) {
        (key == nil ? 1 : 0, key?.text ?? "", a.name, a.id?.text ?? "")
    }
}

extension SandboxDifference.Ambiguity {
    fileprivate var order: (Int, String, String, String) {
        let first = a.first ?? b.first
        return (key == nil ? 1 : 0, key?.text ?? "", first?.name ?? "", first?.id?.text ?? "")
    }
}
