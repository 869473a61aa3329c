import PQLSemantics
import PQLSyntax
import Testing

/// How rules are taken apart, and what clauses are called.
struct ClauseTests {
    private func clause(_ text: String) -> Clause { Clause(of: Luma.parse(text)) }

    private func operands(_ clause: Clause) -> [Clause] {
        switch clause.kind {
        case .all(let operands), .any(let operands): operands
        case .not(let operand): [operand]
        case .container(let parts): parts.map(\.clause)
        case .condition: []
        }
    }

    private func ids(_ text: String) -> [String] { operands(clause(text)).map(\.id.description) }

    @Test func rowsAreFlatAndNestedRowsOfTheOtherKindStay() {
        let clause = clause("a = 1 and (b = 2 and (c = 3 or d = 4)) and not (e = 5)")
        #expect(operands(clause).map(\.text) == ["a = 1", "b = 2", "c = 3 or d = 4", "not (e = 5)"])
        #expect(operands(operands(clause)[2]).map(\.text) == ["c = 3", "d = 4"])
        #expect(operands(operands(clause)[3]).map(\.text) == ["e = 5"])
    }

    @Test(arguments: [
        ("xEvent[a = 1]", ["xEvent[…]"], ["a = 1"]),
        ("xs[a].ys[b].c > 1", ["xs.ys[…]", "xs[…]"], ["b", "a"]),
        ("xs[a].count() > 1", ["xs[…]"], ["a"]),
        ("xs.exists((x) => x.a = 1)", ["xs.exists(…)"], ["x.a = 1"]),
        (
            "exists X from xs where X.a, Y from X.ys where Y.b", ["exists X from xs", "exists Y from X.ys"],
            ["X.a", "Y.b"]
        ),
        ("(select X from xs where X.a).count() > 1", ["select X from xs"], ["X.a"]),
        ("let s = a in s > 1", ["let s"], ["s > 1"]),
        ("CHAIN(e, t, [A: WHAT(a) WHERE(b), B: WHAT(c)])", ["step A", "step B"], ["a and b", "c"]),
        ("CHAIN(e, t, [A: WHAT(a) WHEN(< 2 days after u)])", ["step A"], ["a and t occurs < 2 days after u"]),
        ("xs[a].t occurs today", ["xs[…]"], ["a"]),
    ])
    func conditionsInsideOthersAreParts(text: String, places: [String], parts: [String]) {
        guard case .container(let found) = clause(text).kind else {
            Issue.record("'\(text)' has no parts")
            return
        }
        #expect(found.map(\.place) == places)
        #expect(found.map(\.clause.text) == parts)
    }

    @Test(arguments: [
        "a = 1", "a + b > 2", "inSegment(\"x\")", "a", "t occurs today", "xs.sum(p) > 1", "none X from xs",
    ])
    func whatHoldsNoConditionsIsOneCondition(text: String) {
        guard case .condition = clause(text).kind else {
            Issue.record("'\(text)' was taken apart")
            return
        }
    }

    @Test(arguments: [
        ("a = 1 and b = 2", "b = 2 and a = 1"), ("a = 1 and b = 2", "(a=1.0)  AND (b = 2L)"),
        ("a = 1 and a = 2 and b", "b and (a = 2 and a = 1)"),
        ("x and (a = 1 or b = 2)", "(b = 2 or a = 1) and x"),
        ("x and xs.exists((y) => y.a = 1)", "xs.exists(a = 1) and x"),
        ("x and (exists X from xs where X.a)", "x and (exists Y from xs : Y.a)"),
        ("x and not (a = 1)", "!(a = 1) and x"),
    ])
    func idsAreTheSameInAnyOrderAndSpelling(left: String, right: String) {
        #expect(ids(left).sorted() == ids(right).sorted())
        #expect(clause(left).id == clause(right).id)
    }

    @Test(arguments: [
        ("a = 1", "a in [1, 2]"), ("a > 1", "a >= 7"), ("a != 1", "a notIn [2]"),
        ("t occurs today", "t occurs <= 3 days before now"), ("xs[a > 1].count() > 3", "xs[b].count() > 5"),
        ("not (a = 1)", "not (a = 2)"), ("a = 1 or b = 2", "b in [1] or a = 3"),
        ("exists X from xs where X.a", "exists X from xs where X.b"),
        ("(select X from xs where X.a).count() > 1", "(select Y from xs where Y.b).count() > 2"),
        ("CHAIN(e, t, [A: WHAT(a)])", "CHAIN(e, t, [A: WHAT(b), B: WHAT(c)])"),
        ("5 < a", "a > 6"),
    ])
    func anIDOutlivesAChangeOfTheValue(left: String, right: String) {
        #expect(clause(left).id == clause(right).id, "\(clause(left).id) and \(clause(right).id)")
    }

    @Test(arguments: [
        ("a = 1", "b = 1"), ("a = 1", "a != 1"), ("a > 1", "a < 1"), ("a = 1", "not (a = 1)"),
        ("a.contains(\"x\")", "a.startsWith(\"x\")"), ("a = 1 and b = 2", "a = 1 or b = 2"),
        ("exists X from xs", "forall X from xs where X.a"), ("xs[a]", "ys[a]"),
    ])
    func differentQuestionsHaveDifferentIDs(left: String, right: String) {
        #expect(clause(left).id != clause(right).id)
    }

    @Test func siblingsThatAskTheSameAreNumberedByTheirText() {
        #expect(
            ids("a = 2 and b = 1 and a = 1 and a in [3]")
                == ["is a #2", "is b", "is a #1", "is a #3"].map {
                    $0.replacing(" #1", with: "")
                }
        )
    }

    @Test func clausesAreEqualByMeaning() {
        #expect(clause("a and (b and c)") == clause("a and b and c"))
        #expect(clause("a and b") != clause("b and a"))
        #expect(Set([clause("a = 1"), clause("a = 1.0"), clause("a = 2")]).count == 2)
    }

    @Test func veryDeepConditionsStayWhole() {
        let text = (0..<120).reduce("x = 1") { inner, _ in "not (\(inner))" }
        var clause = clause(text)
        var depth = 0
        while let inner = operands(clause).first {
            clause = inner
            depth += 1
        }
        #expect(depth == 40)
        #expect(clause.text.hasPrefix("not (not ("))
    }
}
