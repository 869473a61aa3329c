import Diagnostics
import PQLSemantics
import PQLSyntax
import Testing

/// The documented limits of one expression and of a whole sandbox.
struct LimitTests {
    private static func sequence(_ count: Int, markedFrom: Int? = nil) -> String {
        let steps = (0..<count).map { index in
            let step = "C\(index): WHAT(a = \(index))"
            guard let markedFrom else { return step }
            return (index == markedFrom ? "⟦" : "") + (index == count - 1 ? step.replacing(")", with: "⟧)") : step)
        }
        return "CHAIN(xEvent, timestamp, [\(steps.joined(separator: ", "))])"
    }

    @Test(arguments: [
        (sequence(1), []), (sequence(3), []), (sequence(4, markedFrom: 3), ["PQL321"]),
        (sequence(6, markedFrom: 3), ["PQL321"]), (sequence(7, markedFrom: 3), ["PQL320"]),
        (sequence(40, markedFrom: 3), ["PQL320"]),
        // Together, where each is short enough; single events are no sequence.
        ("\(sequence(2)) and ⟦\(sequence(2))⟧", ["PQL321"]),
        ("\(sequence(2)) and \(sequence(1)) and \(sequence(1))", []),
        ("\(sequence(4, markedFrom: 3)) and \(sequence(2))", ["PQL321"]),
        ("\(sequence(4, markedFrom: 3)) or not \(sequence(7, markedFrom: 3))", ["PQL321", "PQL320"]),
        // Aggregations.
        ("a.count() > 1 and b.sum(c) > 1 and d.min(e) > 1", []),
        ("a.count() > 1 and b.sum(c) > 1 and d.min(e) > 1 and ⟦f.max(g)⟧ > 1 and h.average(i) > 1", ["PQL322"]),
        (
            "(sum v over v from a) + (max v over v from b) + (min v over v from c) + (⟦average v from d⟧) > 1",
            ["PQL322"]
        ),
        (
            "a.count() > b.count() and c.count() > 1 and CHAIN(xEvent, timestamp, [A: WHAT(a) COUNT(⟦5⟧)])",
            ["PQL322"]
        ),
        // Nested data.
        ("xEvent[a = 1][b = 2].exists(c = 3)", []), ("xEvent[productListItems[SKU = \"a\"]]", []),
        ("segmentMembership.get(\"ups\").get(\"1\").status = \"realized\"", []),
        ("identityMap.get(\"ECID\").head().id = \"x\"", []),
        ("xs[ys[⟦zs[a = 1]⟧]]", ["PQL323"]),
        ("xs.exists(ys.exists(⟦zs.exists(a = 1)⟧))", ["PQL323"]),
        ("⟦xEvent[a = 1].productListItems[b = 2].selectedOptions.count()⟧ > 1", ["PQL323"]),
        (
            "select X from xEvent where X.a and (select I from X.items where I.b and exists O from ⟦I.options⟧ where O.c)",
            ["PQL323"]
        ),
        ("CHAIN(xEvent, timestamp, [A: WHAT(items.exists(⟦m.values()⟧.exists(a = 1)))])", ["PQL323"]),
        ("CHAIN(xEvent, timestamp, [A: WHAT(items.exists(a = 1)) WHERE(m.values().exists(a = 1))])", []),
        ("let v = xs[a = 1] in v.exists(ys.exists(b = 1))", []),
        ("xs.map((X) => X.ys.map((Y) => ⟦Y.zs.head()⟧))", ["PQL323"]),
        ("a.b.c.d.e.f.g.h = 1 and xEvent.a.b.c = 2", []),
    ])
    func ofOneExpression(marked: String, codes: [String]) {
        let marked = Marked(marked)
        let diagnostics = ExpressionLimits.diagnostics(of: Luma.parse(marked.text))
        #expect(diagnostics.map(\.rule.code) == codes, "\(marked.text)")
        #expect(diagnostics.map(\.span) == marked.spans)
    }

    @Test func bothFiguresOfASequenceAreTold() {
        let told = { (count: Int) in
            ExpressionLimits.diagnostics(of: Luma.parse(Self.sequence(count))).map { "\($0.severity): \($0.message)" }
        }
        #expect(
            told(5) == [
                "warning: expected at most 3 events in a sequence (6 by older revisions of validation.md), found 5"
            ]
        )
        #expect(told(7) == ["error: expected at most 3 events in a sequence, found 7"])
    }

    @Test func theExampleOfThePageOnValidationIsInDoubt() {
        let tree = Luma.parse(
            """
            chain(xEvent, timestamp, [ A: WHAT(eventType = "login"), B: WHAT(eventType = "search"), \
            C: WHAT(eventType = "productView"), D: WHAT(eventType = "addToCart"), E: WHAT(eventType = "checkout"), \
            F: WHAT(eventType = "purchase") ])
            """
        )
        #expect(ExpressionLimits.diagnostics(of: tree).map(\.rule.code) == ["PQL321"])
    }

    @Test func nodesWithoutAPlaceAreTold() {
        let steps = (0..<7).map { PQLChain.Step(name: "C\($0)", what: PQLExpression(.boolean(true))) }
        let array = PQLExpression(.field(of: PQLExpression(.subject(up: 0)), PQLName("xEvent")))
        let chain = PQLExpression(.chain(PQLChain(array: array, order: PQLName("timestamp"), steps: steps)))
        #expect(ExpressionLimits.diagnostics(of: chain).map(\.span) == [.zero])
    }

    private static func segments(_ method: EvaluationMethod?, _ count: Int) -> [SetLimits.Segment] {
        (0..<count).map {
            SetLimits.Segment(evaluation: method, file: FileID("\($0).yaml"), span: ByteSpan($0, $0 + 1))
        }
    }

    @Test(arguments: [
        (4_000, 0, 0, []), (4_001, 0, 0, ["PQL324"]), (0, 500, 0, []), (0, 501, 0, ["PQL325"]), (0, 350, 150, []),
        (0, 351, 150, ["PQL325"]), (0, 0, 150, []), (0, 0, 151, ["PQL326"]), (0, 0, 501, ["PQL325", "PQL326"]),
        (3_500, 350, 150, []), (3_501, 350, 150, ["PQL324"]), (4_001, 500, 151, ["PQL324", "PQL325", "PQL326"]),
    ])
    func ofASandbox(batch: Int, streaming: Int, edge: Int, codes: [String]) {
        let all =
            Self.segments(batch % 2 == 0 ? .batch : nil, batch) + Self.segments(.streaming, streaming)
            + Self.segments(.edge, edge)
        let diagnostics = SetLimits.diagnostics(of: all, sandbox: "prod")
        #expect(diagnostics.map(\.rule.code) == codes)
        #expect(diagnostics.allSatisfy { $0.severity == .warning })
    }

    @Test func theFirstSegmentBeyondTheLimitIsShown() {
        let all = Self.segments(.batch, 10) + Self.segments(.edge, 152)
        let diagnostics = SetLimits.diagnostics(of: all, sandbox: "prod")
        #expect(diagnostics.map(\.message) == ["expected at most 150 edge segments in the sandbox 'prod', found 152"])
        #expect(diagnostics.map(\.file) == [FileID("150.yaml")])
        #expect(diagnostics.map(\.span) == [ByteSpan(150, 151)])
    }

    @Test func everyRuleHasItsOwnCode() {
        let rules = LimitDiagnostics.rules
        #expect(rules.map(\.code) == (320...326).map { "PQL\($0)" })
        #expect(rules.allSatisfy { !$0.title.isEmpty && $0.explanation.hasSuffix(".") })
    }
}
