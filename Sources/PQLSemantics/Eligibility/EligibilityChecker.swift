package import Diagnostics
package import PQLSyntax

/// Decides which evaluation methods the service offers for an expression.
///
/// Only what an expression says is judged: merge policies, the sources of data and the sandbox's schedule are not in
/// it. Unknown nodes and unresolved templates where they matter make a verdict uncertain, never eligible.
package struct EligibilityChecker {
    private let audiences: (SegmentReference.Target) -> ReferencedAudience?

    /// `audiences` says what is known of another audience; nil for nothing.
    package init(audiences: @escaping (SegmentReference.Target) -> ReferencedAudience?) {
        self.audiences = audiences
    }

    /// Judges one rule about profiles; `relationshipSteps` are the places where it goes on into another entity.
    ///
    /// Never traps; needs time in proportion to the size of the tree, and no more stack for a deep one.
    package func report(of tree: PQLExpression, relationshipSteps: [ByteSpan]) -> EligibilityReport {
        var walk = EligibilityWalk()
        walk.run(tree)
        var facts = walk.facts
        facts.relationshipSteps += relationshipSteps
        facts.finish()
        let ruling = EligibilityRuling(facts: facts, whole: tree.span, audiences: audiences)
        var verdicts: [EligibilityVerdict] = []
        for rules in EligibilityRules.allCases {
            for method in EvaluationMethod.allCases { verdicts.append(ruling.verdict(method, rules)) }
        }
        return EligibilityReport(
            verdicts: verdicts,
            isProfileOnly: facts.isProfileOnly,
            isReadable: !facts.isBroken
        )
    }
}
