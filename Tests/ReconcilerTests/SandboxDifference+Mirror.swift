import PQLSemantics
import Reconciler
import Segments

extension SandboxDifference {
    /// What takes part in the comparison of a pair with its mirror: texts of clauses are those of either side.
    private struct MirroredField: Hashable {
        let field: ManagedField
        let a: String
        let b: String
        let effect: ChangeEffect?
        let clauseCount: Int?
    }

    private struct MirroredPair: Hashable {
        let a: Segment
        let b: Segment
        let fields: [MirroredField]
    }

    private func pairs(mirrored: Bool) -> Set<MirroredPair> {
        Set(
            different.map { pair in
                let fields = pair.fields.map { field in
                    let effect = field.rule?.effect
                    return MirroredField(
                        field: field.field,
                        a: mirrored ? field.b : field.a,
                        b: mirrored ? field.a : field.b,
                        effect: mirrored ? effect?.mirrored : effect,
                        clauseCount: field.rule?.clauses.count
                    )
                }
                return MirroredPair(a: mirrored ? pair.b : pair.a, b: mirrored ? pair.a : pair.b, fields: fields)
            }
        )
    }

    /// Whether another says the same with the sides exchanged.
    func isMirror(of other: SandboxDifference) -> Bool {
        onlyInA == other.onlyInB && onlyInB == other.onlyInA && sameCount == other.sameCount
            && unknownKeys == other.unknownKeys && pairs(mirrored: true) == other.pairs(mirrored: false)
            && Set(ambiguous.map { [$0.b, $0.a] }) == Set(other.ambiguous.map { [$0.a, $0.b] })
    }
}
