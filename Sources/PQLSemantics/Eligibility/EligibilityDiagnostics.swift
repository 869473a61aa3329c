package import Diagnostics

/// What stands against the evaluation method that a segment asks for, and how we say it.
package enum EligibilityDiagnostics {
    package static let noWindow = DiagnosticRule(
        "PQL301",
        .error,
        "event without a time window",
        explanation: """
            Since 20 May 2025 streaming and edge evaluate events of the last 24 hours only. Every event that the rule \
            asks for needs a window that starts at most 24 hours ago.
            """
    )
    package static let longWindow = DiagnosticRule(
        "PQL302",
        .error,
        "time window over 24 hours",
        explanation: """
            Since 20 May 2025 streaming and edge evaluate events of the last 24 hours only. A calendar unit counts \
            with all that it can hold: 'yesterday' may have begun 48 hours ago.
            """
    )
    package static let unorderedEvents = DiagnosticRule(
        "PQL303",
        .error,
        "several events without an order",
        explanation: """
            Several events can be streamed only if an order of time stands between them, as between the steps of one \
            CHAIN. Events in any order need a segment each, and one more that refers to them.
            """
    )
    package static let onlyAbsence = DiagnosticRule(
        "PQL304",
        .error,
        "only the absence of events",
        explanation: """
            What arrives is an event, so a rule of which every event is negated is never triggered. One event of a \
            sequence may be negated, not all.
            """
    )
    package static let eventWithAudience = DiagnosticRule(
        "PQL305",
        .error,
        "event beside another audience",
        explanation: """
            An event can be combined with inSegment only where the audience asks for profile attributes alone. For \
            streaming since 20 May 2025 an audience that is evaluated in batch may ask for more.
            """
    )
    package static let audienceManager = DiagnosticRule(
        "PQL306",
        .error,
        "segment or trait of Audience Manager",
        explanation: "Rules that ask for segments or traits of Audience Manager are evaluated in batch."
    )
    package static let otherEntity = DiagnosticRule(
        "PQL307",
        .error,
        "several entities",
        explanation: """
            A rule that goes on from the profile or its events into another entity, such as a product catalogue, is \
            evaluated in batch.
            """
    )
    package static let ignoredYear = DiagnosticRule(
        "PQL308",
        .error,
        "date without its year",
        explanation: """
            A comparison of day and month with those of today, whatever the year, is what Segment Builder calls \
            'ignore year'. Such rules are evaluated in batch.
            """
    )
    package static let uncertain = DiagnosticRule(
        "PQL309",
        .warning,
        "evaluation method in doubt",
        explanation: """
            Adobe's pages contradict each other about such rules, or a part of the rule cannot be judged. The service \
            may evaluate it in batch; compare the evaluation method after an apply.
            """
    )

    package static let rules: [DiagnosticRule] = [
        noWindow, longWindow, unorderedEvents, onlyAbsence, eventWithAudience, audienceManager, otherEntity,
        ignoredYear, uncertain,
    ]

    /// What stands against evaluating the rule as its manifest asks, under the rules for new and edited definitions.
    ///
    /// Nothing for batch, and nothing for an expression that could not be read.
    package static func diagnostics(of report: EligibilityReport, requested: EvaluationMethod) -> [Diagnostic] {
        let verdict = report.verdict(requested, .sinceMay2025)
        guard report.isReadable, verdict.answer != .eligible else { return [] }
        let hadBeen = report.verdict(requested, .beforeMay2025).answer == .eligible
        var groups: [[EligibilityVerdict.Reason]] = []
        for reason in verdict.reasons {
            if let last = groups.last?.last, last.cause == reason.cause, last.span == reason.span {
                if !groups[groups.count - 1].contains(reason) { groups[groups.count - 1].append(reason) }
            } else {
                groups.append([reason])
            }
        }
        return groups.map { reasons in
            let told = reasons.map { "\($0.text) (\($0.source))" }.joined(separator: ", but ")
            let isError = verdict.answer == .ineligible
            let note = Diagnostic.Note(
                "eligible before 20 May 2025: a definition that is there keeps its method until it is edited",
                file: .expression,
                span: reasons[0].span
            )
            return Diagnostic(
                isError ? rule(of: reasons[0].cause) : uncertain,
                isError
                    ? "'evaluation: \(requested.rawValue)' is not possible: \(told)"
                    : "'evaluation: \(requested.rawValue)' may not be possible: \(told)",
                span: reasons[0].span,
                hint: hint(for: reasons[0].cause),
                notes: isError && hadBeen ? [note] : []
            )
        }
    }

    private static func rule(of cause: EligibilityCause) -> DiagnosticRule {
        switch cause {
        case .noWindow: noWindow
        case .longWindow: longWindow
        case .unorderedEvents: unorderedEvents
        case .onlyAbsence: onlyAbsence
        case .eventWithAudience: eventWithAudience
        case .audienceManager: audienceManager
        case .otherEntity: otherEntity
        case .ignoredYear: ignoredYear
        case .batch, .profileOnly, .profileBesideEvents, .oneEvent, .severalEvents, .audiences, .audienceBesideEvents,
            .unclearWindow, .sequence, .alternatives, .frequency, .audienceMethod, .otherMembership, .unknownPart,
            .unreadable:
            uncertain
        }
    }

    private static func hint(for cause: EligibilityCause) -> String? {
        switch cause {
        case .noWindow, .longWindow, .unclearWindow:
            "bound the event with WHEN(<= 24 hours before now) in a chain, elsewhere with "
                + "timestamp occurs <= 24 hours before now"
        case .unorderedEvents:
            "make the events steps of one CHAIN, or put each into its own segment and refer to it with inSegment"
        case .onlyAbsence: "ask for an event that happens as well, or use 'evaluation: batch'"
        case .eventWithAudience:
            "refer only to segments of profile attributes, or put the event into its own segment and refer to both"
        case .audienceManager, .otherEntity, .ignoredYear:
            "put this part into its own segment with 'evaluation: batch' and refer to it with inSegment"
        case .sequence, .alternatives, .frequency: "put each event into its own segment, or use 'evaluation: batch'"
        case .audienceMethod: "refer to segments of the same evaluation or of batch"
        case .otherMembership, .unknownPart: "use 'evaluation: batch' to be sure"
        case .batch, .profileOnly, .profileBesideEvents, .oneEvent, .severalEvents, .audiences, .audienceBesideEvents,
            .unreadable:
            nil
        }
    }
}
