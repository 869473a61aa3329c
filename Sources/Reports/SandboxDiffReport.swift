package import PQLSemantics
package import Reconciler
package import Segments

/// A difference of two sides to show: what JSON writes, and what text and Markdown are made from. Version 1 of its
/// shape.
package struct SandboxDiffReport: Hashable, Sendable, Codable {
    package struct Side: Hashable, Sendable, Codable {
        package enum Source: String, Hashable, Sendable, Codable {
            case manifests, sandbox
        }

        /// As the user called it.
        package let title: String
        /// By its name in `segsync.yaml`.
        package let sandbox: String
        package let source: Source
    }

    package struct Segment: Hashable, Sendable, Codable {
        /// nil for a definition without this project's stamp.
        package let key: String?
        package let name: String
        /// nil for a manifest's.
        package let id: String?
        package let isManaged: Bool
    }

    package struct Field: Hashable, Sendable, Codable {
        package let field: ManagedField
        package let a: String
        package let b: String
        /// What a change of the rule from A to B does to the set of profiles; nil for other fields and for what cannot
        /// be read.
        package let effect: ChangeEffect?
        /// The differences of a rule, from A to B, each at the smallest clause that holds it.
        package let clauses: [PlanReport.Clause]
    }

    package struct Pair: Hashable, Sendable, Codable {
        package let key: String?
        package let a: Segment
        package let b: Segment
        package let fields: [Field]
    }

    package struct Ambiguity: Hashable, Sendable, Codable {
        /// The key that two definitions share; nil where it is the name.
        package let key: String?
        package let a: [Segment]
        package let b: [Segment]
    }

    package struct Summary: Hashable, Sendable, Codable {
        package let onlyInA: Int
        package let onlyInB: Int
        package let different: Int
        package let ambiguous: Int
        package let same: Int
    }

    package let version: Int
    package let project: String
    package let a: Side
    package let b: Side
    package let summary: Summary
    package let onlyInA: [Segment]
    package let onlyInB: [Segment]
    package let different: [Pair]
    package let ambiguous: [Ambiguity]

    package init(_ difference: SandboxDifference) {
        version = 1
        project = difference.project
        a = Side(difference.a)
        b = Side(difference.b)
        onlyInA = difference.onlyInA.map(Segment.init)
        onlyInB = difference.onlyInB.map(Segment.init)
        different = difference.different.map(Pair.init)
        ambiguous = difference.ambiguous.map(Ambiguity.init)
        summary = Summary(
            onlyInA: onlyInA.count,
            onlyInB: onlyInB.count,
            different: different.count,
            ambiguous: ambiguous.count,
            same: difference.sameCount
        )
    }
}

extension SandboxDiffReport.Side {
    fileprivate init(_ side: ComparedSide) {
        switch side.state {
        case .manifests: self.init(title: side.title, sandbox: side.sandbox, source: .manifests)
        case .definitions: self.init(title: side.title, sandbox: side.sandbox, source: .sandbox)
        }
    }
}

extension SandboxDiffReport.Segment {
    fileprivate init(_ segment: SandboxDifference.Segment) {
        self.init(
            key: segment.key?.text,
            name: segment.name,
            id: segment.id?.text,
            isManaged: segment.isManaged
        )
    }
}

extension SandboxDiffReport.Pair {
    fileprivate init(_ pair: SandboxDifference.Pair) {
        self.init(
            key: pair.key?.text,
            a: SandboxDiffReport.Segment(pair.a),
            b: SandboxDiffReport.Segment(pair.b),
            fields: pair.fields.map { field in
                SandboxDiffReport.Field(
                    field: field.field,
                    a: field.a,
                    b: field.b,
                    effect: field.rule?.effect,
                    clauses: field.rule?.clauses.map(PlanReport.Clause.init) ?? []
                )
            }
        )
    }
}

extension SandboxDiffReport.Ambiguity {
    fileprivate init(_ ambiguity: SandboxDifference.Ambiguity) {
        self.init(
            key: ambiguity.key?.text,
            a: ambiguity.a.map(SandboxDiffReport.Segment.init),
            b: ambiguity.b.map(SandboxDiffReport.Segment.init)
        )
    }
}
