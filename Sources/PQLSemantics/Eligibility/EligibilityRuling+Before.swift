import Diagnostics

/// The rules before 20 May 2025.
extension EligibilityRuling {
    func eventsBefore(_ method: EvaluationMethod) -> [EligibilityFinding] {
        guard let first = facts.tests.first else { return [] }
        let types = method == .edge ? EligibilitySource.oldEdgeTypes : .oldStreamingTypes
        let frequencies = facts.tests.compactMap(\.frequency)
        guard units.count > 1 || !frequencies.isEmpty else {
            let isAbsence = first.isAbsence
            let text = isAbsence ? "the absence of one event" : "one event, with or without a window"
            return [.eligible(.oneEvent, first.span, text, types)]
        }
        var found = units.compactMap { windowBefore($0) }
        if method == .streaming, facts.tests.allSatisfy(\.isAbsence) {
            found.append(
                .uncertain(
                    .onlyAbsence,
                    facts.tests.compactMap(\.negation).first ?? first.span,
                    ("the rule as a whole may be negated", .oldStreamingFirst),
                    ("the event as a whole cannot be a negation", .oldStreamingGuidelines)
                )
            )
        }
        if let frequency = frequencies.first {
            found.append(.eligible(.frequency, frequency, "how often an event happens within 24 hours", types))
        } else {
            found.append(.eligible(.severalEvents, firstWindow, "several events within the last 24 hours", types))
        }
        return found
    }

    private func windowBefore(_ unit: EventTest.Step) -> EligibilityFinding? {
        let span = unit.window.span ?? unit.span
        let source = EligibilitySource.oldStreamingGuidelines
        switch unit.window.start {
        case .back where unit.window.isWithinDay: return nil
        case .back(let length):
            let text = "among several events the window reaches \(Self.words(length)) back, the most is 24 hours"
            return .ineligible(.longWindow, span, text, source)
        case .fixedDate, .elsewhere:
            let text = "among several events the window does not start within 24 hours before now"
            return .ineligible(.longWindow, span, text, source)
        case .event:
            let text = "the event is bounded only through another one, which no page speaks of"
            return .uncertain(.unclearWindow, span, (text, source))
        case .unknown: return .uncertain(.unclearWindow, span, ("the start of the window cannot be read", .none))
        case .open:
            return .ineligible(.noWindow, span, "one of several events is not bounded to 24 hours", source)
        }
    }

    func audiencesBefore(_ method: EvaluationMethod) -> [EligibilityFinding] {
        let types = method == .edge ? EligibilitySource.oldEdgeTypes : .oldStreamingTypes
        return facts.audiences.map { use in
            guard facts.tests.isEmpty else { return besideEvents(use, known(use), types) }
            return .eligible(.audiences, use.span, "membership of an audience", types)
        }
    }
}
