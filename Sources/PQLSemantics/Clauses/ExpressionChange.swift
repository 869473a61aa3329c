package import PQLSyntax

/// What a change of a rule does to the set of profiles that it picks.
///
/// Each but `changed` is proved under the semantics of the language; `changed` says that nothing is proved.
package enum ChangeEffect: String, Hashable, Sendable, Codable, CaseIterable {
    case equal, narrower, wider, changed

    /// The effect of the opposite change.
    package var mirrored: ChangeEffect {
        switch self {
        case .narrower: .wider
        case .wider: .narrower
        case .equal, .changed: self
        }
    }
}

/// One difference between two rules, at the smallest clause that holds all of it.
package struct ClauseChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable {
        case added, removed, altered
    }

    package let kind: Kind
    package let id: ClauseID
    /// The clause as PQL on one line, before; nil for one that was added.
    package let old: String?
    /// After; nil for one that was removed.
    package let new: String?
    /// What this difference alone does to the whole rule, negations around it counted in.
    package let effect: ChangeEffect
    /// The clauses around it, from the outside in: `any of`, `not`, `exists X from xEvent`, `step C0`, `WHEN`.
    package let path: [String]

    func with(effect: ChangeEffect) -> ClauseChange {
        ClauseChange(kind: kind, id: id, old: old, new: new, effect: effect, path: path)
    }
}

/// How one rule differs from another: as a whole, and clause by clause.
///
/// Equal input gives equal output. The change from B to A has the mirrored effect of the change from A to B. A change
/// of order alone, or of what the canonical form ignores, has no clauses. Template tokens stand for themselves: resolve
/// them first.
package struct ExpressionChange: Hashable, Sendable {
    package let effect: ChangeEffect
    /// What was removed or altered in the order of the old rule, then what was added, row by row.
    package let clauses: [ClauseChange]

    package init(from old: PQLExpression, to new: PQLExpression) {
        let (old, new) = (Clause(of: old), Clause(of: new))
        guard old != new else {
            self.init(effect: .equal, clauses: [])
            return
        }
        var comparison = ClauseComparison()
        let effect = comparison.effect(old, new, effort: 100_000)
        comparison.compare(old, new, in: ClauseComparison.Place())
        var changes = comparison.changes
        if changes.isEmpty, effect != .equal {
            // The difference is one that no clause tells, such as the name of a step that others speak of.
            comparison.alter(old, new, in: ClauseComparison.Place())
            changes = comparison.changes
        }
        // The whole may prove more: a condition may be added that follows from another.
        if changes.count == 1, effect != .changed { changes = [changes[0].with(effect: effect)] }
        self.init(effect: effect, clauses: changes)
    }

    private init(effect: ChangeEffect, clauses: [ClauseChange]) {
        self.effect = effect
        self.clauses = clauses
    }
}
