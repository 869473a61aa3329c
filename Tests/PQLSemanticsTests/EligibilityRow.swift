import Diagnostics
import PQLSemantics
import PQLSyntax
import Testing

/// One row of the eligibility table: an expression and the four answers on it.
struct EligibilityRow: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    /// `y`, `n` or `?` for streaming and edge since May 2025, then for streaming and edge before.
    let answers: String
    let audience: ReferencedAudience?
    /// The texts at which the rule goes on into another entity.
    let relationship: String?

    init(
        _ name: String,
        _ text: String,
        _ answers: String,
        audience: ReferencedAudience? = nil,
        relationship: String? = nil
    ) {
        self.name = name
        self.text = text
        self.answers = answers
        self.audience = audience
        self.relationship = relationship
    }

    var testDescription: String { name }

    static let kinds: [(method: EvaluationMethod, rules: EligibilityRules)] = [
        (.streaming, .sinceMay2025), (.edge, .sinceMay2025), (.streaming, .beforeMay2025), (.edge, .beforeMay2025),
    ]

    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        let tree = Luma.parse(text, sourceLocation: sourceLocation)
        let steps = relationship.flatMap { text.firstRange(of: $0) }.map { range in
            [
                ByteSpan(
                    text.utf8.distance(from: text.startIndex, to: range.lowerBound),
                    text.utf8.distance(from: text.startIndex, to: range.upperBound)
                )
            ]
        }
        let report = Eligibility.report(tree, audience: audience, relationshipSteps: steps ?? [])
        #expect(Eligibility.answers(report) == answers, "\(name): \(text)", sourceLocation: sourceLocation)
        Eligibility.expectSound(report, of: tree, sourceLocation: sourceLocation)
    }
}

enum Eligibility {
    static func report(
        _ tree: PQLExpression,
        audience: ReferencedAudience? = nil,
        relationshipSteps: [ByteSpan] = []
    ) -> EligibilityReport {
        EligibilityChecker(audiences: { _ in audience }).report(of: tree, relationshipSteps: relationshipSteps)
    }

    static func answers(_ report: EligibilityReport) -> String {
        EligibilityRow.kinds.map { method, rules in
            switch report.verdict(method, rules).answer {
            case .eligible: "y"
            case .ineligible: "n"
            case .uncertain: "?"
            }
        }.joined()
    }

    /// What is true of every report: reasons inside the text, each with a source; batch for everything.
    static func expectSound(
        _ report: EligibilityReport,
        of tree: PQLExpression,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(report.verdicts.count == 6, sourceLocation: sourceLocation)
        for verdict in report.verdicts {
            #expect(!verdict.reasons.isEmpty, "\(verdict)", sourceLocation: sourceLocation)
            #expect(
                verdict.reasons.allSatisfy { reason in
                    !reason.text.isEmpty && !reason.source.isEmpty && reason.span.start >= tree.span.start
                        && reason.span.end <= tree.span.end
                },
                "\(verdict)",
                sourceLocation: sourceLocation
            )
            if verdict.method == .batch { #expect(verdict.answer == .eligible, sourceLocation: sourceLocation) }
        }
    }

    static func diagnostics(
        _ tree: PQLExpression,
        requested: EvaluationMethod,
        audience: ReferencedAudience? = nil
    ) -> [Diagnostic] {
        EligibilityDiagnostics.diagnostics(of: report(tree, audience: audience), requested: requested)
    }
}
