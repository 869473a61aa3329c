import Diagnostics
import PQLSemantics
import PQLSyntax
import Testing

/// What is told when a segment asks for a method that its rule does not allow.
struct EligibilityDiagnosticsTests {
    struct Told: Sendable, CustomTestStringConvertible {
        let marked: String
        let method: EvaluationMethod
        let codes: [String]
        let message: String

        init(_ marked: String, _ method: EvaluationMethod, _ codes: String..., message: String) {
            self.marked = marked
            self.method = method
            self.codes = codes
            self.message = message
        }

        var testDescription: String { marked }
    }

    @Test(arguments: [
        Told(
            "CHAIN(xEvent, timestamp, [C0: WHAT(⟦eventType = \"a\"⟧)])",
            .streaming,
            "PQL301",
            message: "'evaluation: streaming' is not possible: the event has no time window "
                + "(eligibility-criteria-update.md)"
        ),
        Told(
            "CHAIN(xEvent, timestamp, [A: WHAT(⟦a⟧), B: WHAT(⟦b⟧)])",
            .streaming,
            "PQL301",
            "PQL301",
            message: "'evaluation: streaming' is not possible: the event has no time window "
                + "(eligibility-criteria-update.md)"
        ),
        Told(
            "CHAIN(xEvent, timestamp, [C0: WHAT(a) WHEN(< ⟦8 days before now⟧)])",
            .edge,
            "PQL302",
            message: "'evaluation: edge' is not possible: the window reaches 8 days back, the most is 24 hours "
                + "(eligibility-criteria-update.md)"
        ),
        Told(
            "select ⟦v from xEvent where v.a = 1⟧",
            .streaming,
            "PQL301",
            message: "'evaluation: streaming' is not possible: the event has no time window "
                + "(eligibility-criteria-update.md)"
        ),
        Told(
            "a = 1 and select v from xEvent where v.a = 1 and ⟦v.timestamp occurs this month⟧",
            .streaming,
            "PQL302",
            message: "'evaluation: streaming' is not possible: the window reaches 31 days back, the most is 24 hours "
                + "(eligibility-criteria-update.md)"
        ),
        Told(
            "xEvent[⟦timestamp occurs <= 25 hours before now⟧]",
            .streaming,
            "PQL302",
            message: "'evaluation: streaming' is not possible: the window reaches 25 hours back, the most is 24 hours "
                + "(eligibility-criteria-update.md)"
        ),
        Told(
            "xEvent[⟦timestamp occurs on date(2025, 1, 1)⟧]",
            .streaming,
            "PQL302",
            message: "'evaluation: streaming' is not possible: the window starts at a fixed date, the most is 24 hours "
                + "(eligibility-criteria-update.md)"
        ),
        Told(
            "xEvent[⟦timestamp occurs > 24 hours before now⟧]",
            .streaming,
            "PQL301",
            message: "'evaluation: streaming' is not possible: the window has no start (eligibility-criteria-update.md)"
        ),
        Told(
            "⟦xEvent.commerce.order.priceTotal⟧ > 100",
            .edge,
            "PQL301",
            message: "'evaluation: edge' is not possible: the event has no time window (eligibility-criteria-update.md)"
        ),
        Told(
            "xEvent.exists(timestamp occurs today) and ⟦xEvent.exists(timestamp occurs this hour)⟧",
            .streaming,
            "PQL303",
            message: "'evaluation: streaming' is not possible: several events need an order of time between them "
                + "(methods/streaming-segmentation.md, guidelines)"
        ),
        Told(
            "a = 1 and ⟦not xEvent.exists(timestamp occurs today)⟧",
            .streaming,
            "PQL304",
            message: "'evaluation: streaming' is not possible: the rule asks only for events that do not happen "
                + "(methods/streaming-segmentation.md, guidelines)"
        ),
        Told(
            "segmentMembership.get(⟦\"AAMTraits\"⟧).get(\"1\").status = \"realized\"",
            .streaming,
            "PQL306",
            message: "'evaluation: streaming' is not possible: the rule asks for Audience Manager segments or traits "
                + "(methods/streaming-segmentation.md, scenarios that are not eligible)"
        ),
        Told(
            "⟦a.getMonth() = today.getMonth()⟧",
            .edge,
            "PQL308",
            message: "'evaluation: edge' is not possible: the rule compares a date without its year "
                + "(methods/edge-segmentation.md, scenarios that are not eligible)"
        ),
        Told(
            "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today), B: WHAT(⟦b⟧) WHEN(today)])",
            .edge,
            "PQL309",
            message: "'evaluation: edge' may not be possible: several events within the last 24 hours were listed "
                + "(methods/edge-segmentation.md, first revisions of 2025, query types), but only rules with a single "
                + "event are listed (methods/edge-segmentation.md, query types)"
        ),
        Told(
            "⟦inSegment(\"1\")⟧ and xEvent.exists(timestamp occurs today)",
            .streaming,
            "PQL309",
            message: "'evaluation: streaming' may not be possible: a batch audience may be "
                + "referred to beside an event (methods/streaming-segmentation.md, combine audiences), but a single "
                + "event cannot be combined with inSegment (methods/streaming-segmentation.md, scenarios that are not "
                + "eligible)"
        ),
        Told(
            "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today) COUNT(⟦5⟧)])",
            .streaming,
            "PQL309",
            message: "'evaluation: streaming' may not be possible: several events within the last 24 hours are listed "
                + "(methods/streaming-segmentation.md, eligible rulesets), but between several events there has to be "
                + "an order of time, and a count has none (methods/streaming-segmentation.md, guidelines)"
        ),
        Told(
            "xEvent.exists(timestamp occurs today) or ⟦xEvent.exists(timestamp occurs this hour)⟧",
            .streaming,
            "PQL309",
            message: "'evaluation: streaming' may not be possible: one of several events is enough, and no page speaks "
                + "of alternatives (methods/streaming-segmentation.md, eligible rulesets)"
        ),
        Told(
            "xEvent.exists(⟦timestamp > yesterday⟧)",
            .streaming,
            "PQL302",
            message: "'evaluation: streaming' is not possible: the window reaches 2 days back, the most is 24 hours "
                + "(eligibility-criteria-update.md)"
        ),
        Told(
            #"a = 1 and ⟦__json("{\"nodeType\":\"gap\"}")⟧"#,
            .streaming,
            "PQL309",
            message: "'evaluation: streaming' may not be possible: this part cannot be judged "
                + "(no page of the documentation)"
        ),
    ])
    func thePartThatDecidesIsTold(told: Told) {
        let marked = Marked(told.marked)
        let diagnostics = Eligibility.diagnostics(Luma.parse(marked.text), requested: told.method)
        #expect(diagnostics.map(\.rule.code) == told.codes)
        #expect(diagnostics.map(\.span) == marked.spans)
        #expect(diagnostics.first?.message == told.message)
        #expect(diagnostics.allSatisfy { $0.hint != nil })
    }

    @Test func anEventBesideAnAudienceOfEventsIsAnErrorOnTheEdge() {
        let marked = Marked("⟦inSegment(\"1\")⟧ and xEvent.exists(timestamp occurs today)")
        let diagnostics = Eligibility.diagnostics(
            Luma.parse(marked.text),
            requested: .edge,
            audience: ReferencedAudience(evaluation: .batch, isProfileOnly: false)
        )
        #expect(diagnostics.map(\.rule.code) == ["PQL305"])
        #expect(diagnostics.map(\.span) == marked.spans)
    }

    @Test func anotherEntityIsAnError() {
        let report = Eligibility.report(Luma.parse("a.sku.name = \"x\""), relationshipSteps: [ByteSpan(2, 5)])
        let diagnostics = EligibilityDiagnostics.diagnostics(of: report, requested: .streaming)
        #expect(diagnostics.map(\.rule.code) == ["PQL307"])
        #expect(diagnostics.map(\.span) == [ByteSpan(2, 5)])
    }

    @Test func whatWasEligibleBeforeIsSaid() {
        let old = Eligibility.diagnostics(Luma.parse("xEvent.exists(a)"), requested: .streaming)
        #expect(
            old.flatMap(\.notes).map(\.message) == [
                "eligible before 20 May 2025: a definition that is there keeps its method until it is edited"
            ]
        )
        let never = Eligibility.diagnostics(Luma.parse("xEvent.count() > 1"), requested: .streaming)
        #expect(never.map(\.rule.code).contains("PQL301") && never.allSatisfy(\.notes.isEmpty))
    }

    @Test(arguments: ["a = 1", "xEvent.exists(timestamp occurs today)", "inSegment(\"1\")"])
    func eligibleRulesAreSilent(text: String) {
        for method in EvaluationMethod.allCases {
            #expect(Eligibility.diagnostics(Luma.parse(text), requested: method).isEmpty)
        }
    }

    @Test func whatCannotBeReadIsSilent() {
        for text in ["xEvent.exists(", "a = ", "xEvent[ and count() > "] {
            let tree = PQLParser.parse(text).tree
            let report = Eligibility.report(tree)
            #expect(!report.isReadable)
            #expect(report.verdict(.streaming, .sinceMay2025).answer == .uncertain)
            #expect(EligibilityDiagnostics.diagnostics(of: report, requested: .streaming).isEmpty)
        }
    }

    @Test func everyRuleHasItsOwnCode() {
        let rules = EligibilityDiagnostics.rules
        #expect(rules.map(\.code) == (301...309).map { "PQL\($0)" })
        #expect(rules.allSatisfy { !$0.title.isEmpty && $0.explanation.hasSuffix(".") })
    }
}
