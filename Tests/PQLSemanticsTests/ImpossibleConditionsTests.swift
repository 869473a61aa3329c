import Diagnostics
import PQLSemantics
import PQLSyntax
import Testing

/// Conditions that can never hold, always hold, or decide nothing.
struct ImpossibleConditionsTests {
    /// Everything but what begins with `many` has one value.
    private func diagnostics(_ text: String) -> [Diagnostic] {
        ImpossibleConditions.diagnostics(in: Luma.parse(text)) { !PQLPrinter.print($0).contains("many") }
    }

    /// `⟦…⟧` marks the places of the diagnostics, all with one code; the span of the note of each is another mark's.
    private func check(_ marked: String, _ code: String, _ message: String? = nil) {
        let expected = Marked(marked)
        let found = diagnostics(expected.text)
        #expect(found.map(\.rule.code) == [code], "\(expected.text)")
        guard let diagnostic = found.first, found.count == 1 else { return }
        #expect(([diagnostic.span] + diagnostic.notes.map(\.span)).sorted { $0.start < $1.start } == expected.spans)
        if let message { #expect(diagnostic.message == message) }
    }

    @Test(arguments: [
        "⟦x = 1⟧ and ⟦x = 2⟧", "⟦x > 5⟧ and y = 1 and ⟦x < 3⟧", "⟦x > 5⟧ and ⟦x <= 5⟧",
        "⟦x = \"a\"⟧ and ⟦x in [\"b\", \"c\"]⟧", "⟦x.isNull()⟧ and ⟦x = 1⟧", "⟦x != 1⟧ and ⟦x.isNull()⟧",
        "⟦x.isNull()⟧ and ⟦x.isNotNull()⟧", "⟦x = 1⟧ and ⟦x != 1⟧", "⟦x in [1, 2]⟧ and ⟦x notIn [1, 2, 3]⟧",
        "⟦x in [1, 2]⟧ and ⟦x > 2⟧", "⟦x = \"abc\"⟧ and ⟦x.startsWith(\"b\")⟧",
        "⟦x.contains(\"abc\")⟧ and ⟦x.doesNotContain(\"b\")⟧", "⟦x = true⟧ and ⟦x = false⟧",
        "⟦x = \"10115\"⟧ and ⟦x = \"10117\"⟧", "⟦a⟧ and ⟦not a⟧", "⟦not (a = 1)⟧ and ⟦a = 1⟧",
        "⟦x > 5⟧ and ⟦not (x > 3)⟧", "⟦many.a = 1⟧ and ⟦not (many.a = 1)⟧",
        "⟦t occurs <= 5 days before now⟧ and ⟦t occurs >= 1 week before now⟧",
        "⟦t occurs <= 5 days before today⟧ and ⟦t occurs <= 5 days after today⟧",
        "⟦t occurs <= 5 days before now⟧ and ⟦t occurs >= 1 day after now⟧",
        "⟦t occurs >= 0 days before today⟧ and ⟦t occurs > 0 days after today⟧",
        "⟦t occurs before date(2024, 1, 1)⟧ and ⟦t occurs after date(2024, 1, 1)⟧",
        "a or ⟦x = 1⟧ and ⟦x = 2⟧", "xs[⟦p = 1⟧ and ⟦p = 2⟧]", "not (⟦x = 1⟧ and ⟦x = 2⟧)",
        "xs.sum(if(⟦p = 1⟧ and ⟦p = 2⟧, 1, 2)) > 3", "⟦xs.count() > 2⟧ and ⟦xs.count() < 3⟧",
        "(⟦c or a = 1 and b = 2⟧) and ⟦not (a = 1 and b = 2 or c)⟧",
        "CHAIN(e, t, [A: WHAT(⟦a = 1⟧) WHERE(⟦a = 2⟧)])",
    ])
    func conditionsThatExcludeEachOtherAreTold(marked: String) { check(marked, "PQL240") }

    @Test(arguments: [
        "x = 1 and y = 2", "many.a = 1 and many.a = 2", "many.a > 5 and many.a < 3", "x = 1 or x = 2",
        "x > 3 and x < 5", "x >= 3 and x <= 3", "x = \"1\" and x = \"01\"",
        "x = 1 or x != 1", "x.isNull() or x = 1", "x = y and x = z", "x in [1, 2] and x in [2, 3]",
        "x.contains(\"a\") and x.contains(\"b\")", "xs[$1.a = 1 and a = 2]", "xs[a = 1] and xs[a = 2]",
        "t occurs <= 5 days before now and t occurs >= 1 month before now",
        "t occurs <= 5 days before now and t occurs >= 4 days before now",
        "t occurs <= 5 days before now and t occurs <= 5 days from now",
        "t occurs <= 5 days before now and t occurs <= 5 days after now",
        "t occurs <= 1 day before now and t occurs >= 0 days after now",
        "t occurs >= 0 days before today and t occurs >= 0 days after today", "a and not b", "x > 3 and not (x > 5)",
        "x > 5 or not (x > 7) and a", "x notIn [1] and x notIn [2]", "t occurs between date(2024, 1, 1) and today",
        "x in [1, \"1\", 1.5]", "x < 6 and x > 5",
    ])
    func whatMayHoldIsNotTold(text: String) {
        #expect(diagnostics(text).map(\.message) == [])
    }

    @Test(arguments: [
        "⟦a⟧ or ⟦not a⟧", "⟦not (x = 1)⟧ or b or ⟦x = 1⟧", "⟦x > 3⟧ or ⟦not (x > 5)⟧",
        "⟦x.isNull()⟧ or ⟦x.isNotNull()⟧",
    ])
    func rowsThatLeaveNothingOutAreTold(marked: String) { check(marked, "PQL241") }

    @Test(arguments: [
        "⟦a = 1⟧ and b and ⟦a=1.0⟧", "⟦a⟧ or (⟦a⟧)", "xs[⟦a⟧ and (b and ⟦a⟧)]", "⟦many.a = 1⟧ and ⟦many.a = 1⟧",
    ])
    func conditionsThatStandTwiceAreTold(marked: String) { check(marked, "PQL242") }

    @Test(arguments: [
        ("⟦x > 5⟧ and ⟦x > 3⟧", "'x > 3' decides nothing: 'x > 5' is the stricter condition"),
        ("⟦x > 3⟧ and ⟦x > 5⟧", "'x > 3' decides nothing: 'x > 5' is the stricter condition"),
        ("⟦x > 5⟧ or ⟦x > 3⟧", "'x > 5' decides nothing: 'x > 3' is the wider condition"),
        ("⟦x = 1⟧ or b or ⟦x in [1, 2]⟧", "'x = 1' decides nothing: 'x in [1, 2]' is the wider condition"),
        ("⟦x = 1⟧ and ⟦x in [1]⟧", "'x in [1]' decides nothing: 'x = 1' is the stricter condition"),
        ("⟦many.a > 5⟧ and ⟦many.a > 3⟧", "'many.a > 3' decides nothing: 'many.a > 5' is the stricter condition"),
    ])
    func conditionsThatDecideNothingAreTold(marked: String, message: String) { check(marked, "PQL243", message) }

    @Test(arguments: [
        "x in [⟦\"a\"⟧, \"b\", ⟦\"a\"⟧]", "x notIn [⟦1⟧, ⟦1.0⟧]", "xs.intersects([⟦1⟧, ⟦1⟧])",
        "stringCompare(\"equals\", x, [⟦\"a\"⟧, ⟦\"a\"⟧], false)",
    ])
    func valuesThatStandTwiceAreTold(marked: String) { check(marked, "PQL244") }

    @Test func thatAValueIsThereMayBeSaidBesideAComparison() {
        for text in ["x.isNotNull() and x > 1", "x > 1 or x.isNotNull()"] { #expect(diagnostics(text).isEmpty) }
    }

    @Test func withoutTypesOnlyLogicIsTold() {
        let found = ImpossibleConditions.diagnostics(in: Luma.parse("x = 1 and x = 2 and a and not a")) { _ in false }
        #expect(found.map(\.message) == ["'not a' never holds together with 'a'"])
    }

    @Test func pathsAreAskedForAsTheyWereWritten() {
        var asked: [String] = []
        let text = "exists X from xs where X.a = 1 and X.a = 2"
        _ = ImpossibleConditions.diagnostics(in: Luma.parse(text)) {
            asked.append(PQLPrinter.print($0))
            return true
        }
        #expect(asked == ["X.a", "X.a"])
    }

    @Test func everyRuleIsListedOnce() {
        #expect(ClauseDiagnostics.rules.map(\.code) == (240...244).map { "PQL\($0)" })
    }
}
