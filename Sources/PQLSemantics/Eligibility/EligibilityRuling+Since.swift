import Diagnostics

/// The rules since 20 May 2025.
extension EligibilityRuling {
    func eventsSince(_ method: EvaluationMethod) -> [EligibilityFinding] {
        guard !facts.tests.isEmpty else { return [] }
        var found = windowsSince(method)
        let combination = EventCombination(facts)
        let isSequence = combination.mostEvents > 1
        if let unordered = combination.unordered {
            let text = "several events need an order of time between them"
            let source = method == .edge ? EligibilitySource.update : .streamingGuidelines
            found.append(.ineligible(.unorderedEvents, unordered.span, text, source))
        } else if isSequence, method == .edge {
            found.append(
                .uncertain(
                    .sequence,
                    sequenceSpan,
                    ("several events within the last 24 hours were listed", .edgeFirst),
                    ("only rules with a single event are listed", .edgeTypes)
                )
            )
        }
        if let alternative = combination.alternative {
            let source = method == .edge ? EligibilitySource.edgeTypes : .streamingRulesets
            let text = "one of several events is enough, and no page speaks of alternatives"
            found.append(.uncertain(.alternatives, alternative.span, (text, source)))
        }
        if facts.tests.allSatisfy(\.isAbsence) { found.append(absenceSince(method)) }
        for span in facts.tests.compactMap(\.frequency) { found.append(frequencySince(method, span)) }
        let source = method == .edge ? EligibilitySource.edgeTypes : .streamingRulesets
        let text = isSequence ? "several events within the last 24 hours" : "one event within the last 24 hours"
        found.append(.eligible(isSequence ? .severalEvents : .oneEvent, firstWindow, text, source))
        return found
    }

    /// The second event.
    private var sequenceSpan: ByteSpan { units.count > 1 ? units[1].span : whole }

    private func windowsSince(_ method: EvaluationMethod) -> [EligibilityFinding] {
        var found: [EligibilityFinding] = []
        for test in facts.tests {
            var isBounded = false
            for unit in test.units {
                if let finding = windowSince(unit, isAfterBounded: isBounded, method) { found.append(finding) }
                if unit.window.isWithinDay, !unit.isNegated { isBounded = true }
            }
        }
        return found
    }

    private func windowSince(
        _ unit: EventTest.Step,
        isAfterBounded: Bool,
        _ method: EvaluationMethod
    ) -> EligibilityFinding? {
        let span = unit.window.span ?? unit.span
        let source = EligibilitySource.update
        switch unit.window.start {
        case .back where unit.window.isWithinDay:
            guard unit.window.end != .now else { return nil }
            return .uncertain(
                .unclearWindow,
                span,
                ("the event may lie at most 24 hours back", .streamingGuidelines),
                ("the window has to last less than 24 hours, and this one goes on past now", .streamingRulesets)
            )
        case .back(let length):
            let text = "the window reaches \(Self.words(length)) back, the most is 24 hours"
            return .ineligible(.longWindow, span, text, source)
        case .fixedDate:
            return .ineligible(.longWindow, span, "the window starts at a fixed date, the most is 24 hours", source)
        case .elsewhere:
            return .ineligible(.longWindow, span, "the window does not start within 24 hours before now", source)
        case .event: return .uncertain(.unclearWindow, span, through)
        case .unknown:
            return .uncertain(.unclearWindow, span, ("the start of the window cannot be read", .none))
        case .open where isAfterBounded: return .uncertain(.unclearWindow, span, through)
        case .open:
            let text = unit.window.span == nil ? "the event has no time window" : "the window has no start"
            return .ineligible(.noWindow, span, text, source)
        }
    }

    private var through: (text: String, source: EligibilitySource) {
        ("the event is bounded only through another one, which no page speaks of", .streamingRulesets)
    }

    private func absenceSince(_ method: EvaluationMethod) -> EligibilityFinding {
        let span = facts.tests.compactMap(\.negation).first ?? facts.tests[0].span
        let text = "the rule asks only for events that do not happen"
        guard method == .edge else {
            return .ineligible(.onlyAbsence, span, text, .streamingGuidelines)
        }
        return .uncertain(
            .onlyAbsence,
            span,
            ("a rule may ask for a single event within the last 24 hours", .edgeTypes),
            ("the event as a whole cannot be a negation", .streamingGuidelines)
        )
    }

    private func frequencySince(_ method: EvaluationMethod, _ span: ByteSpan) -> EligibilityFinding {
        guard method == .edge else {
            return .uncertain(
                .frequency,
                span,
                ("several events within the last 24 hours are listed", .streamingRulesets),
                ("between several events there has to be an order of time, and a count has none", .streamingGuidelines)
            )
        }
        return .uncertain(
            .frequency,
            span,
            ("several events within the last 24 hours were listed", .edgeFirst),
            ("only rules with a single event are listed", .edgeTypes)
        )
    }

    func audiencesSince(_ method: EvaluationMethod) -> [EligibilityFinding] {
        facts.audiences.flatMap { use -> [EligibilityFinding] in
            let known = known(use)
            var found: [EligibilityFinding] = []
            if let finding = methodSince(method, known, use.span) { found.append(finding) }
            if facts.tests.isEmpty {
                let source = method == .edge ? EligibilitySource.edgeTypes : .streamingCombination
                let text = "membership of an audience; whoever leaves it is noticed once in 24 hours"
                found.append(.eligible(.audiences, use.span, text, source))
            } else {
                found.append(method == .edge ? edgeBesideEvents(use, known) : streamingBesideEvents(use, known))
            }
            return found
        }
    }

    private func methodSince(
        _ method: EvaluationMethod,
        _ known: ReferencedAudience,
        _ span: ByteSpan
    ) -> EligibilityFinding? {
        switch (method, known.evaluation) {
        case (.streaming, .edge?):
            return .uncertain(
                .audienceMethod,
                span,
                ("only batch and streaming audiences were listed as references", .streamingFirst),
                ("references are no longer listed by method", .streamingRulesets)
            )
        case (.edge, .streaming?):
            return .uncertain(
                .audienceMethod,
                span,
                ("batch and streaming audiences were listed as references", .edgeFirst),
                ("only batch and edge audiences are listed as references", .edgeTypes)
            )
        case (_, _): return nil
        }
    }

    private func streamingBesideEvents(_ use: AudienceUse, _ known: ReferencedAudience) -> EligibilityFinding {
        if known.isProfileOnly == true || known.evaluation == .batch, units.count == 1 {
            let text = "one event beside an audience of profile attributes or of batch evaluation"
            return .eligible(.audienceBesideEvents, use.span, text, .streamingCombination)
        }
        return .uncertain(
            .eventWithAudience,
            use.span,
            ("a batch audience may be referred to beside an event", .streamingCombination),
            ("a single event cannot be combined with inSegment", .streamingExclusions)
        )
    }

    private func edgeBesideEvents(_ use: AudienceUse, _ known: ReferencedAudience) -> EligibilityFinding {
        besideEvents(use, known, .edgeExclusions)
    }

    /// An event beside `inSegment`, which is fine where the audience asks for profile attributes alone.
    func besideEvents(
        _ use: AudienceUse,
        _ known: ReferencedAudience,
        _ source: EligibilitySource
    ) -> EligibilityFinding {
        switch known.isProfileOnly {
        case true?:
            return .eligible(
                .audienceBesideEvents,
                use.span,
                "one event beside an audience of profile attributes",
                source
            )
        case false?:
            return .ineligible(
                .eventWithAudience,
                use.span,
                "an event is combined with an audience that asks for more than profile attributes",
                source
            )
        case nil:
            return .uncertain(
                .eventWithAudience,
                use.span,
                ("a single event cannot be combined with inSegment", source),
                ("unless the audience asks for profile attributes alone, which is not known here", source)
            )
        }
    }

    /// A length of time in whole days or hours.
    static func words(_ milliseconds: Double) -> String {
        let hours = (milliseconds / 3_600_000).rounded(.up)
        guard hours < 1e15 else { return "too far" }
        let isDays = hours.truncatingRemainder(dividingBy: 24) == 0
        return isDays ? "\(Int(hours / 24)) days" : "\(Int(hours)) hours"
    }
}
