package import PQLSemantics
package import Segments

/// What was changed in a sandbox outside Git, read off a plan: nothing is compared a second time.
///
/// A definition without its stamp is somebody else's, so one that lost it is not told. A definition of ours whose
/// manifest is gone has no value of Git's to compare with; its fields are told where the stamp says that they are no
/// longer what was last applied.
package struct Drift: Hashable, Sendable {
    /// A field that is not what was last applied, or may not be.
    package struct Field: Hashable, Sendable {
        package let field: ManagedField
        /// `drifted`; `conflict` where Git was changed as well; `unknownOrigin` where the stamp holds no digest at all,
        /// so that nobody can tell who changed it.
        package let verdict: FieldVerdict
        /// For people; nil where no manifest is left.
        package let git: String?
        /// For people.
        package let sandbox: String
        /// What became of the rule in the sandbox, from Git's; nil for other fields and for what cannot be read.
        package let rule: ExpressionChange?
    }

    package struct Segment: Hashable, Sendable {
        package let key: SegmentKey
        /// As it stands in the sandbox.
        package let observed: ObservedSegment
        /// Whether its manifest is gone, so that a plan would delete it.
        package let isDeletedInGit: Bool
        /// In reading order; never empty.
        package let fields: [Field]
    }

    package let project: String
    package let sandbox: String
    /// By key.
    package let segments: [Segment]
    /// What could not be compared, in words.
    package let uncompared: [String]
    package let names: SandboxNames

    package init(_ plan: Plan) {
        project = plan.project
        sandbox = plan.sandbox
        names = plan.names
        segments = plan.actions.compactMap { action in
            switch action.kind {
            case .update(let desired, let observed): Self.drifted(action, desired, observed, plan.names)
            case .delete(let observed): Self.deleted(action.key, observed, plan.names)
            // What is taken over was not ours; of what is undecided nothing is known.
            case .create, .adopt, .noChange, .undecided: nil
            }
        }
        let missing = plan.blocks.filter { $0.by == .shortList || $0.by == .emptySandbox }
        uncompared = missing.map(\.reason) + plan.actions.flatMap(Self.uncompared)
    }

    package var isEmpty: Bool { segments.isEmpty }

    package func count(_ verdict: FieldVerdict) -> Int {
        segments.lazy.filter { !$0.isDeletedInGit }.map { $0.fields.count { $0.verdict == verdict } }.reduce(0, +)
    }

    private static func drifted(
        _ action: PlannedAction,
        _ desired: DesiredSegment,
        _ observed: ObservedSegment,
        _ names: SandboxNames
    ) -> Segment? {
        let told: Set<FieldVerdict> =
            observed.stamp?.base == nil ? [.drifted, .conflict, .unknownOrigin] : [.drifted, .conflict]
        let fields = action.changes.filter { told.contains($0.verdict) }.map { change in
            var rule: ExpressionChange?
            let now = observed.content.expression.namingSegments(names.key(of:)).tree
            if change.field == .expression, let now, let git = desired.expression.tree {
                rule = ExpressionChange(from: git, to: now)
            }
            return Field(
                field: change.field,
                verdict: change.verdict,
                git: change.after,
                sandbox: change.before,
                rule: rule
            )
        }
        guard !fields.isEmpty else { return nil }
        return Segment(key: action.key, observed: observed, isDeletedInGit: false, fields: fields)
    }

    private static func deleted(_ key: SegmentKey, _ observed: ObservedSegment, _ names: SandboxNames) -> Segment? {
        let fields = ManagedField.ofContent.filter { field in
            guard let base = observed.stamp?.base?[field] else { return false }
            return base != FieldDigest(of: observed.content.canonicalText(of: field))
        }
        guard !fields.isEmpty else { return nil }
        return Segment(
            key: key,
            observed: observed,
            isDeletedInGit: true,
            fields: fields.map { field in
                let now = names.text(of: field, in: observed.content)
                return Field(field: field, verdict: .drifted, git: nil, sandbox: now, rule: nil)
            }
        )
    }

    /// Why a definition that may be ours was compared in part or not at all.
    private static func uncompared(_ action: PlannedAction) -> [String] {
        switch action.kind {
        case .undecided:
            return action.blocks.map { "'\(action.key)': \($0.reason)" }
        case .update, .noChange:
            return action.blocks.filter { $0.by == .unresolved }.map { "'\(action.key)': \($0.reason)" }
        case .create, .adopt, .delete:
            return []
        }
    }
}
