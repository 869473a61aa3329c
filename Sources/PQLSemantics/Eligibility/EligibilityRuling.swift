import Diagnostics

/// The verdicts that the facts of one expression lead to.
struct EligibilityRuling {
    let facts: EligibilityFacts
    let whole: ByteSpan
    let audiences: (SegmentReference.Target) -> ReferencedAudience?

    func verdict(_ method: EvaluationMethod, _ rules: EligibilityRules) -> EligibilityVerdict {
        let findings = findings(method, rules)
        let answer: EligibilityVerdict.Answer =
            findings.contains { $0.answer == .ineligible }
            ? .ineligible : findings.contains { $0.answer == .uncertain } ? .uncertain : .eligible
        let deciding = findings.filter { $0.answer == answer }.enumerated()
            .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
        return EligibilityVerdict(
            method: method,
            rules: rules,
            answer: answer,
            reasons: deciding.flatMap(\.element.reasons)
        )
    }

    private func findings(_ method: EvaluationMethod, _ rules: EligibilityRules) -> [EligibilityFinding] {
        guard method != .batch else { return [.eligible(.batch, whole, "batch evaluates every rule", .overview)] }
        guard !facts.isBroken else {
            return [.uncertain(.unreadable, whole, ("a part of the rule could not be read", .none))]
        }
        let found = exclusions(method)
        switch rules {
        case .sinceMay2025: return found + eventsSince(method) + audiencesSince(method) + profile(method, rules)
        case .beforeMay2025: return found + eventsBefore(method) + audiencesBefore(method) + profile(method, rules)
        }
    }

    /// What both sets of rules exclude, and what none can judge.
    private func exclusions(_ method: EvaluationMethod) -> [EligibilityFinding] {
        let excluded = EligibilitySource.streamingExclusions
        var found: [EligibilityFinding] = []
        for span in facts.audienceManager {
            found.append(
                .ineligible(.audienceManager, span, "the rule asks for Audience Manager segments or traits", excluded)
            )
        }
        for span in facts.relationshipSteps {
            found.append(.ineligible(.otherEntity, span, "the rule goes on into another entity", excluded))
        }
        for span in facts.ignoredYears {
            let source = method == .edge ? EligibilitySource.edgeExclusions : excluded
            found.append(.ineligible(.ignoredYear, span, "the rule compares a date without its year", source))
        }
        for span in facts.otherMemberships {
            found.append(
                .uncertain(
                    .otherMembership,
                    span,
                    ("memberships outside the platform's own audiences may be those of Audience Manager", .audiencesAPI)
                )
            )
        }
        for span in facts.unknownParts {
            found.append(.uncertain(.unknownPart, span, ("this part cannot be judged", .none)))
        }
        return found
    }

    private func profile(_ method: EvaluationMethod, _ rules: EligibilityRules) -> [EligibilityFinding] {
        let source: EligibilitySource =
            switch (method, rules) {
            case (.edge, .sinceMay2025): .edgeTypes
            case (.edge, .beforeMay2025): .oldEdgeTypes
            case (_, .sinceMay2025): .streamingRulesets
            case (_, .beforeMay2025): .oldStreamingTypes
            }
        if facts.tests.isEmpty {
            guard facts.audiences.isEmpty else { return [] }
            return [.eligible(.profileOnly, whole, "profile attributes only", source)]
        }
        guard let span = facts.profileAttribute else { return [] }
        return [.eligible(.profileBesideEvents, span, "profile attributes beside the event", source)]
    }

    /// All events that are asked for, each with what bounds it.
    var units: [EventTest.Step] { facts.tests.flatMap(\.units) }

    /// What says that the events are those of the last day.
    var firstWindow: ByteSpan {
        units.compactMap(\.window.span).first ?? facts.tests.first?.span ?? whole
    }

    func known(_ use: AudienceUse) -> ReferencedAudience {
        use.target.flatMap(audiences) ?? ReferencedAudience(evaluation: nil, isProfileOnly: nil)
    }
}
