package import Diagnostics

/// Whether one method may evaluate an expression under one set of rules, and why.
package struct EligibilityVerdict: Hashable, Sendable {
    package enum Answer: String, Hashable, Sendable, CaseIterable, Codable {
        case eligible
        case ineligible
        /// Adobe's pages contradict each other, or a part of the expression cannot be judged.
        case uncertain
    }

    /// One statement of a page, and the part of the expression that it is about.
    package struct Reason: Hashable, Sendable {
        /// Lower case, no full stop.
        package let text: String
        /// The part of the expression that decides; the whole expression for what is true of all of it.
        package let span: ByteSpan
        /// The page and the part of it.
        package let source: String
        let cause: EligibilityCause
    }

    package let method: EvaluationMethod
    package let rules: EligibilityRules
    package let answer: Answer
    /// At least one, in the order of the text. Statements that contradict each other are one reason each.
    package let reasons: [Reason]
}

/// The verdicts on one expression.
package struct EligibilityReport: Hashable, Sendable {
    /// One for each method and each set of rules.
    package let verdicts: [EligibilityVerdict]
    /// Whether the rule asks for profile attributes alone: no events, audiences or other entities. Nil when a part of
    /// it cannot be judged.
    package let isProfileOnly: Bool?
    /// Whether all of the expression could be read; if not, mistakes have been told elsewhere and nothing is told here.
    package let isReadable: Bool

    init(verdicts: [EligibilityVerdict], isProfileOnly: Bool?, isReadable: Bool) {
        self.verdicts = verdicts
        self.isProfileOnly = isProfileOnly
        self.isReadable = isReadable
    }

    package func verdict(_ method: EvaluationMethod, _ rules: EligibilityRules) -> EligibilityVerdict {
        guard let verdict = verdicts.first(where: { $0.method == method && $0.rules == rules }) else {
            preconditionFailure("a report has a verdict for every method and set of rules")
        }
        return verdict
    }
}
