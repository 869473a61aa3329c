import Diagnostics
import PQLSemantics
import PQLSyntax
import Testing
import XDM

/// Mistakes in numbers, patterns, sequences and the bodies of functions.
struct WrongUseTests {
    private func expect(_ marked: String, _ code: String, _ message: String) {
        let marked = Marked(marked)
        let diagnostics = Luma.check(marked.text).diagnostics.filter { $0.severity != .note }
        #expect(diagnostics.map(\.rule.code) == [code])
        #expect(diagnostics.map(\.message) == [message])
        #expect(diagnostics.map(\.span) == marked.spans)
        #expect(diagnostics.allSatisfy { $0.severity == .error })
    }

    @Test(arguments: [
        ("date(2020, ⟦13⟧, 1)", "'date' takes a whole number from 1 to 12 as 'month', found 13"),
        ("date(2020, 2, ⟦30⟧)", "'date' takes a whole number from 1 to 29 as 'day', found 30"),
        ("date(2019, 2, ⟦29⟧)", "'date' takes a whole number from 1 to 28 as 'day', found 29"),
        ("date(1900, 2, ⟦29⟧)", "'date' takes a whole number from 1 to 28 as 'day', found 29"),
        ("date(2020, 4, ⟦31⟧)", "'date' takes a whole number from 1 to 30 as 'day', found 31"),
        ("date(2020, 1, ⟦0⟧)", "'date' takes a whole number from 1 to 31 as 'day', found 0"),
        ("date(⟦-5⟧, 1, 1)", "'date' takes a whole number from 1 to 9999 as 'year', found -5"),
    ])
    func daysThatTheCalendarDoesNotHave(day: String, message: String) {
        expect("person.birthDate occurs before \(day)", "PQL230", message)
    }

    @Test(arguments: [
        ("xEvent.topN(timestamp, ⟦0⟧)", "'topN' takes a whole number of at least 1 as 'count', found 0"),
        ("xEvent.bottomN(timestamp, ⟦-3⟧)", "'bottomN' takes a whole number of at least 1 as 'count', found -3"),
        (
            "CHAIN(xEvent, timestamp, [A: WHAT(true) COUNT(⟦0⟧)])",
            "'COUNT' takes a whole number of at least 1 as 'n', found 0"
        ),
        (
            "homeAddress.city.regexGroup(\"(a)(?:b)\", ⟦2⟧) = \"a\"",
            "'regexGroup' takes a whole number from 0 to 1 as 'group', found 2"
        ),
    ])
    func numbersOutOfRange(marked: String, message: String) { expect(marked, "PQL230", message) }

    @Test(arguments: [
        ("xEvent.topN(timestamp, ⟦1.5⟧)", "'topN' takes a whole number as 'count', found the number 1.5"),
        (
            "person.birthDate occurs before date(⟦person.birthYear / 2⟧, 1, 1)",
            "'date' takes a whole number as 'year', found a number"
        ),
        (
            "xEvent.topN(timestamp, ⟦_wwfovlab011.loyalty.lifetimeSpend⟧)",
            "'topN' takes a whole number as 'count', found a number ('_wwfovlab011.loyalty.lifetimeSpend')"
        ),
        ("⟦xEvent⟧.sum() > 1", "'sum' takes a number for each item, found an object"),
        ("⟦xEvent.eventType⟧.max() > 1", "'max' takes a number or a time for each item, found a text ('eventType')"),
        (
            "stringCompare(\"equals\", homeAddress.city, \"a\", ⟦1⟧)",
            "'stringCompare' takes true or false as 'caseSensitive', found the number 1"
        ),
    ])
    func operandsThatAreNearlyRight(marked: String, message: String) { expect(marked, "PQL206", message) }

    @Test func anAmountOfTimeIsWholeAndNotNegative() {
        func rule(_ amount: PQLExpression.Kind) -> PQLExpression {
            let field = Luma.parse("person.birthDate")
            let time = PQLTime.expression(PQLExpression(.moment(.now)))
            return PQLExpression(
                .occurs(field, .distance(.less, amount: PQLExpression(amount), .day, .before, time))
            )
        }
        func messages(_ amount: PQLExpression.Kind) -> [String] {
            Luma.checker(Luma.catalog, rule(amount)).diagnostics.map(\.message)
        }
        #expect(messages(.integer(-3)) == ["'occurs' takes a whole number of at least 0 as 'n', found -3"])
        #expect(messages(.double(2.5)) == ["'occurs' takes a whole number, found the number 2.5"])
        #expect(messages(.string(PQLString("3"))) == ["'occurs' takes a whole number, found the text '3'"])
        #expect(messages(.double(2)) == [] && messages(.integer(0)) == [])
    }

    @Test(arguments: [
        ("(a", "a '(' is not closed"), ("a)", "a ')' closes nothing"), ("[a", "a '[' is not closed"),
        ("*a", "nothing stands before '*'"), ("a|+", "nothing stands before '+'"),
        ("(?i)?", "nothing stands before '?'"),
        ("a\\\\", "it ends with a backslash that escapes nothing"),
        ("[a\\\\", "it ends with a backslash that escapes nothing"),
    ])
    func patternsThatAreNoRegularExpression(pattern: String, fault: String) {
        expect(
            "homeAddress.city.matches(⟦\"\(pattern)\"⟧)",
            "PQL228",
            "expected a regular expression, but \(fault)"
        )
    }

    @Test(arguments: [
        "(?i)^John", "^[A-Z][a-z]+( [A-Z][a-z]+)*$", "[^]]", "[]a]", "[a[b&&[^c]]d]", "\\\\(\\\\[\\\\*",
        "(?<year>\\\\d{4})-(?:a|b)?",
        "(?<=a)b(?!c)", "\\\\Q(*[\\\\E", "a{2,}b{3}", "a{", "(ab+c)*", "(a|b)+", "(?>a+)+", "(a++)+", "a*?b+?", "",
        "^*",
    ])
    func patternsThatAreOne(pattern: String) {
        #expect(Luma.check("homeAddress.city.matches(\"\(pattern)\")").diagnostics.map(\.message) == [])
    }

    @Test(arguments: ["(a+)+", "(a*)*", "(\\\\w+\\\\s?)*", "(?:x|a+)+", "((a+))+", "(a{2,})*", "([a-z]+)*"])
    func patternsThatMayTakeForEver(pattern: String) {
        let codes = Luma.check("homeAddress.city.matches(\"\(pattern)$\")").diagnostics.map(\.rule.code)
        #expect(codes == (pattern == "((a+))+" ? [] : ["PQL229"]))
    }

    @Test(arguments: [
        (
            "stringCompare(⟦\"equal\"⟧, homeAddress.city, \"a\", false)", "PQL232",
            "expected the name of a comparison of texts, found 'equal'"
        ),
        (
            "stringCompare(⟦homeAddress.city⟧, homeAddress.city, \"a\", false)", "PQL232",
            "expected the name of a comparison of texts, found a text ('homeAddress.city')"
        ),
        (
            "CHAIN(xEvent, timestamp, [A: WHAT(eventType = ⟦B⟧.eventType), B: WHAT(true)])", "PQL233",
            "expected an earlier step that occurs, found 'B'"
        ),
        (
            "CHAIN(xEvent, timestamp, [A: WHAT(eventType = ⟦A⟧.eventType)])", "PQL233",
            "the step 'A' names itself"
        ),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(true), C1: WHAT(⟦C2⟧.eventType = \"a\")])", "PQL201",
            "unknown field 'C2' in an event"
        ),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(true)]) and ⟦C0⟧.eventType = \"a\"", "PQL201",
            "unknown field 'C0' in the profile"
        ),
        (
            "CHAIN(xEvent, timestamp, [C0: WHAT(true), C1: WHAT(C0.⟦evenType⟧ = \"a\")])", "PQL201",
            "unknown field 'evenType' in an event"
        ),
        (
            "if(person.birthYear > 1990, 1, ⟦\"a\"⟧) = 1", "PQL235",
            "expected a whole number like the branch before, found the text 'a'"
        ),
        (
            "if(person.birthYear > 1990, homeAddress.city, ⟦person.birthYear⟧) = \"a\"", "PQL235",
            "expected a text like the branch before, found a whole number ('person.birthYear')"
        ),
        ("⟦mapEntry⟧(\"a\", 1) = 1", "PQL236", "'mapEntry' can only be the body of 'map'"),
        (
            "xEvent.groupBy(eventType).map((K, G) => {\"a\": ⟦mapEntry⟧(K, 1)}).count() > 1", "PQL236",
            "'mapEntry' can only be the body of 'map'"
        ),
        (
            "xEvent.exists(⟦(a, b) => a.eventType = \"a\"⟧)", "PQL205",
            "expected a lambda with 1 name, the item, for 'exists', found 2"
        ),
        ("person.birthYear > 1990 and ⟦\"a\"⟧", "PQL215", "expected a condition, found the text 'a'"),
        ("xEvent[⟦1 + 2⟧]", "PQL215", "expected a condition, found a calculation"),
        ("exists E from xEvent where ⟦now⟧", "PQL215", "expected a condition, found the time 'now'"),
        ("if(⟦\"a\"⟧, 1, 2) = 1", "PQL215", "expected a condition, found the text 'a'"),
        ("⟦now⟧() > person.birthDate", "PQL204", "unknown function 'now'"),
        ("person.birthDate > 3 - ⟦duration⟧(\"P7D\")", "PQL204", "unknown function 'duration'"),
    ])
    func otherMistakes(marked: String, code: String, message: String) { expect(marked, code, message) }

    @Test func aStepThatMustNotOccurCannotBeNamed() {
        let text = "CHAIN(xEvent, timestamp, [A: __negated WHAT(true), B: WHAT(A.eventType = \"a\")])"
        #expect(Luma.check(text).diagnostics.map(\.rule.code) == ["PQL233"])
    }

    @Test func stepsOfAChainAroundCanBeNamed() {
        let inner = "CHAIN(productListItems, ^timestamp, [X: WHAT(name = A.device.model)])"
            .replacing("^timestamp", with: "name")
        let text = "CHAIN(xEvent, timestamp, [A: WHAT(true), B: WHAT(\(inner))])"
        #expect(Luma.check(text).diagnostics.map(\.rule.code).filter { $0 != "PQL234" } == ["PQL206"])
    }

    @Test func aFieldHidesAStepOfItsName() {
        let text = "CHAIN(xEvent, timestamp, [device: WHAT(true), B: WHAT(device.type = \"a\")])"
        let checked = Luma.check(text)
        #expect(checked.diagnostics.isEmpty)
        #expect(checked.fieldPaths == ["_xdm.context.experienceevent": ["timestamp", "device.type"]])
    }

    @Test func aStepIsReadAsItsEvent() {
        let text = """
            CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "a"),
            C1: WHAT(productListItems.exists(name in C0.productListItems.name)) WHEN(<= 3 days after C0.timestamp)])
            """
        let checked = Luma.check(text)
        #expect(checked.diagnostics.map(\.rule.code) == ["PQL234"])
        #expect(
            checked.fieldPaths == [
                "_xdm.context.experienceevent": ["timestamp", "eventType", "productListItems.name"]
            ]
        )
        let untyped = Luma.checker(.empty, Luma.parse(text)).fieldPaths
        #expect(untyped["_xdm.context.experienceevent"]?.contains { $0.hasPrefix("C0") } == false)
    }

    /// Every rule stands in a table of these tests, with an expression that breaks it.
    @Test func theRulesHaveTheirSeverity() {
        let warnings = ["208", "209", "217", "218", "220", "221", "222", "225", "226", "227", "229", "231"]
        let notes = ["219", "223", "224", "234"]
        for rule in PQLSemanticsDiagnostics.rules {
            let number = String(rule.code.dropFirst(3))
            let expected: Severity = warnings.contains(number) ? .warning : notes.contains(number) ? .note : .error
            #expect(rule.severity == expected, "\(rule.code)")
        }
    }
}
