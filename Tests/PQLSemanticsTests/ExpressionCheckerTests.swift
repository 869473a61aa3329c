import Diagnostics
import JSONTree
import PQLSemantics
import PQLSyntax
import Testing
import XDM

/// How the checker treats what it cannot know, and mistakes beside each other.
struct ExpressionCheckerTests {
    @Test(arguments: [
        "${tenant}.loyalty.levl = \"golden\"",
        "_wwfovlab011.loyalty.level in ${levels}",
        "_wwfovlab011.loyalty.level = \"${level}\"",
        "_wwfovlab011.loyalty.level in [${a}, \"gold\"]",
        "${list}.count() > 3",
        "person.birthYear > ${year}",
        "select E from xEvent where E.timestamp occurs <= ${days} days before now",
        "xEvent.${tenant}.offlinePurchase.nothing = 3",
    ])
    func templatesFitEverywhere(text: String) {
        #expect(Luma.check(text).diagnostics.isEmpty)
    }

    @Test(arguments: [
        // One mistake, however much hangs on it.
        ("⟦persn⟧.name.first.startsWith(\"A\") and xEvent.count() > 1", ["PQL201"]),
        ("⟦persn⟧.x + ⟦persn⟧.y > 3", ["PQL201", "PQL201"]),
        ("xEvent.⟦frobnicate⟧(a.b.c, ^d).e > 3", ["PQL204"]),
        ("⟦person⟧[nothing = 3].here.x > \"x\"", ["PQL206"]),
        ("select X from ⟦nothing⟧ where X.y.z = 3 and X occurs today", ["PQL201"]),
        ("let v = ⟦nothing⟧ in v.count() > v.w", ["PQL201"]),
        ("CHAIN(⟦events⟧, timestamp, [A: WHAT(foo = 3) WHEN(today)])", ["PQL201"]),
        // Different mistakes are all told, in the order of the text.
        (
            "_wwfovlab011.loyalty.level = ⟦\"golden\"⟧ and ⟦persom⟧.x = 1 and person.birthYear = ⟦\"a\"⟧",
            ["PQL203", "PQL201", "PQL207"]
        ),
    ])
    func mistakesDoNotCascade(marked: String, codes: [String]) {
        let marked = Marked(marked)
        let diagnostics = Luma.check(marked.text).diagnostics
        #expect(diagnostics.map(\.rule.code) == codes)
        #expect(diagnostics.map(\.span) == marked.spans)
    }

    @Test func nodesOfNewerVersionsAreAccepted() {
        let unknown = PQLExpression(.unknown(["nodeType": "gap"]))
        let trees = [
            unknown, PQLExpression(.error),
            PQLExpression(.field(of: unknown, PQLName("anything"))),
            PQLExpression(.filter(PQLExpression(.error), where: unknown)),
            PQLExpression(.field(of: PQLExpression(.schemaReference(id: "a", version: 1)), PQLName("b"))),
            PQLExpression(.field(of: PQLExpression(.variable("unbound")), PQLName("b"))),
            // The form in which the service stores a step through a relationship.
            PQLExpression(.field(of: PQLExpression(.subject(up: 0)), PQLName("@{_acme.schemas.product;version=1}"))),
        ]
        for tree in trees {
            #expect(Luma.checker.check(tree, schema: "_xdm.context.profile").diagnostics.isEmpty)
        }
    }

    @Test func withoutSchemasEveryFieldIsAccepted() {
        let checked = Luma.check(
            "a.b.c = 1 and xEvent.foo.bar = \"x\" and inSegment(\"1\") and d.frob()",
            with: ExpressionChecker(catalog: .empty)
        )
        #expect(checked.diagnostics.map(\.rule.code) == ["PQL204"])
        #expect(
            checked.fieldPaths == [
                "_xdm.context.profile": ["a.b.c", "d"], "_xdm.context.experienceevent": ["foo.bar"],
            ]
        )
    }

    @Test func anotherClassHasItsOwnFields() {
        let tree = Luma.parse("eventType = \"a\" and timestmp occurs today")
        let checked = Luma.checker.check(tree, schema: "_xdm.context.experienceevent")
        #expect(checked.diagnostics.map(\.message) == ["unknown field 'timestmp' in an event"])
        #expect(checked.fieldPaths == ["_xdm.context.experienceevent": ["eventType"]])
        #expect(Luma.checker.check(tree, schema: "_xdm.context.account").diagnostics.isEmpty)
    }

    @Test func thePrefixFormIsTheMethodForm() {
        let checked = Luma.check(
            "count(xEvent) > 3 and in(person.birthYear, [1984]) and startsWith(person.name.first, \"A\")"
        )
        #expect(checked.diagnostics.map(\.message) == ["unknown field 'first' in 'person.name'"])
    }

    @Test func absurdDepthIsRefusedWithoutACrash() {
        var tree = PQLExpression(.boolean(true))
        for _ in 0..<2_500 { tree = PQLExpression(.call("not", [tree])) }
        let checked = Luma.checker.check(tree, schema: "_xdm.context.profile")
        #expect(checked.diagnostics.map(\.rule.code) == ["PQL216"])
    }

    @Test func everyRuleHasItsOwnCode() {
        let codes = PQLSemanticsDiagnostics.rules.map(\.code)
        #expect(codes.sorted() == (201...236).map { "PQL\($0)" })
        #expect(PQLSemanticsDiagnostics.rules.allSatisfy { !$0.title.isEmpty && $0.explanation.hasSuffix(".") })
    }
}
