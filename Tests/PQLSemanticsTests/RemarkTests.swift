import Diagnostics
import PQLSemantics
import PQLSyntax
import Testing

/// What is legal and says something else than it seems to.
struct RemarkTests {
    struct Remark: Sendable, CustomTestStringConvertible {
        let marked: String
        let code: String
        let severity: Severity
        let message: String
        let suggestions: [String]

        init(_ marked: String, _ code: String, _ severity: Severity, _ message: String, _ suggestions: [String] = []) {
            self.marked = marked
            self.code = code
            self.severity = severity
            self.message = message
            self.suggestions = suggestions
        }

        var testDescription: String { marked }
    }

    /// Each has one remark.
    private func expect(_ remark: Remark) {
        let marked = Marked(remark.marked)
        let diagnostics = Luma.check(marked.text).diagnostics
        #expect(diagnostics.map(\.rule.code) == [remark.code])
        #expect(diagnostics.map(\.severity) == [remark.severity])
        #expect(diagnostics.map(\.message) == [remark.message])
        #expect(diagnostics.map(\.span) == marked.spans)
        #expect(diagnostics.flatMap(\.suggestions) == remark.suggestions)
    }

    @Test(arguments: [
        Remark(
            "⟦homeAddress.city⟧",
            "PQL218",
            .warning,
            "expected a condition, found a text ('homeAddress.city'), which holds as soon as it is there",
            ["homeAddress.city.isNotNull()"]
        ),
        Remark(
            "homeAddress.city = \"a\" and ⟦person.birthYear⟧",
            "PQL218",
            .warning,
            "expected a condition, found a whole number ('person.birthYear'), which holds as soon as it is there",
            ["person.birthYear.isNotNull()"]
        ),
        Remark(
            "not ⟦person.birthDate⟧",
            "PQL218",
            .warning,
            "expected a condition, found a date ('person.birthDate'), which holds as soon as it is there",
            ["person.birthDate.isNotNull()"]
        ),
        Remark(
            "⟦xEvent.count()⟧",
            "PQL218",
            .warning,
            "expected a condition, found a whole number, which holds as soon as it is there"
        ),
        Remark(
            "xEvent[⟦eventType⟧]",
            "PQL218",
            .warning,
            "expected a condition, found a text ('eventType'), which holds as soon as it is there",
            ["eventType.isNotNull()"]
        ),
        Remark(
            "xEvent.exists(⟦eventType⟧)",
            "PQL218",
            .warning,
            "expected a condition, found a text ('eventType'), which holds as soon as it is there",
            ["eventType.isNotNull()"]
        ),
        Remark(
            "exists E from xEvent where ⟦E.eventType⟧",
            "PQL218",
            .warning,
            "expected a condition, found a text ('eventType'), which holds as soon as it is there",
            ["E.eventType.isNotNull()"]
        ),
        Remark(
            "CHAIN(xEvent, timestamp, [A: WHAT(⟦eventType⟧)])",
            "PQL218",
            .warning,
            "expected a condition, found a text ('eventType'), which holds as soon as it is there",
            ["eventType.isNotNull()"]
        ),
        Remark(
            "let n = xEvent.count() in ⟦n⟧",
            "PQL218",
            .warning,
            "expected a condition, found a whole number, which holds as soon as it is there"
        ),
        Remark(
            "(P) => ⟦P.person.birthYear⟧",
            "PQL218",
            .warning,
            "expected a condition, found a whole number ('person.birthYear'), which holds as soon as it is there",
            ["P.person.birthYear.isNotNull()"]
        ),
    ])
    func valuesThatAreUsedAsConditions(remark: Remark) { expect(remark) }

    @Test(arguments: [
        Remark("⟦xEvent.eventType = \"a\"⟧", "PQL219", .note, "holds as soon as one item of 'xEvent' meets it"),
        // Once for each list.
        Remark(
            "⟦xEvent.eventType = \"a\"⟧ or xEvent.eventType = \"b\"",
            "PQL219",
            .note,
            "holds as soon as one item of 'xEvent' meets it"
        ),
        Remark(
            "⟦xEvent.productListItems.name.startsWith(\"A\")⟧",
            "PQL219",
            .note,
            "holds as soon as one item of 'xEvent' meets it"
        ),
        Remark(
            "exists E from xEvent where ⟦100 < E.productListItems.priceTotal⟧",
            "PQL219",
            .note,
            "holds as soon as one item of 'E.productListItems' meets it"
        ),
        Remark(
            "⟦xEvent.eventType != \"a\"⟧",
            "PQL220",
            .warning,
            "'!=' holds as soon as one item of 'xEvent' differs",
            ["not (xEvent.eventType = \"a\")"]
        ),
        Remark(
            "⟦xEvent.eventType notIn [\"a\", \"b\"]⟧",
            "PQL220",
            .warning,
            "'notIn' holds as soon as one item of 'xEvent' differs",
            ["not (xEvent.eventType in [\"a\", \"b\"])"]
        ),
        Remark(
            "⟦xEvent.eventType.doesNotContain(\"a\", false)⟧",
            "PQL220",
            .warning,
            "'doesNotContain' holds as soon as one item of 'xEvent' differs",
            ["not xEvent.eventType.contains(\"a\", false)"]
        ),
        Remark(
            "⟦xEvent[eventType = \"a\"].device.type.notEqualTo(\"b\")⟧",
            "PQL220",
            .warning,
            "'notEqualTo' holds as soon as one item of 'xEvent[eventType = \"a\"]' differs",
            ["not xEvent[eventType = \"a\"].device.type.equals(\"b\")"]
        ),
        Remark(
            "exists E from xEvent where ⟦E.productListItems.name = E.productListItems.SKU⟧",
            "PQL221",
            .warning,
            "'=' compares two lists and holds as soon as one item of the left meets one of the right",
            ["E.productListItems.name.intersects(E.productListItems.SKU)"]
        ),
        Remark(
            "xEvent.eventType = \"a\" and ⟦xEvent.commerce.order.priceTotal > 100⟧ and xEvent.device.type = \"b\"",
            "PQL222",
            .warning,
            "another item of 'xEvent' may meet this condition than the one before"
        ),
    ])
    func comparisonsWithAPathThroughAList(remark: Remark) { expect(remark) }

    @Test(arguments: [
        Remark(
            "⟦homeAddress.countryCode⟧ != \"US\" and homeAddress.countryCode != \"CA\"",
            "PQL223",
            .note,
            "'!=' is false where 'homeAddress.countryCode' is absent"
        ),
        Remark(
            "⟦homeAddress.city⟧.doesNotStartWith(\"A\")",
            "PQL223",
            .note,
            "'doesNotStartWith' is false where 'homeAddress.city' is absent"
        ),
        Remark(
            "forall E from ⟦xEvent⟧ where E.eventType = \"a\"",
            "PQL224",
            .note,
            "holds for a profile where 'xEvent' is empty or absent"
        ),
        Remark(
            "⟦homeAddress.city = homeAddress.city⟧",
            "PQL225",
            .warning,
            "'=' compares a value with itself"
        ),
        Remark(
            "exists E from xEvent where ⟦E.commerce.order.priceTotal < E.commerce.order.priceTotal⟧",
            "PQL225",
            .warning,
            "'<' compares a value with itself"
        ),
        Remark("⟦1 = 2⟧", "PQL226", .warning, "the condition is always false"),
        Remark("homeAddress.city = \"a\" or ⟦1.0 <= 1⟧", "PQL226", .warning, "the condition is always true"),
        Remark("⟦\"a\" in [\"b\", \"c\"]⟧", "PQL226", .warning, "the condition is always false"),
        Remark("⟦\"a\" notIn [\"b\"]⟧", "PQL226", .warning, "the condition is always true"),
        Remark("⟦\"a\" != \"a\"⟧", "PQL226", .warning, "the condition is always false"),
        Remark("⟦true⟧ and homeAddress.city = \"a\"", "PQL226", .warning, "the condition is always true"),
        Remark("not ⟦false⟧", "PQL226", .warning, "the condition is always false"),
        Remark(
            "homeAddress.city like ⟦\"Basel\"⟧",
            "PQL227",
            .warning,
            "the pattern has no wildcard, so 'like' is '='"
        ),
        Remark(
            "homeAddress.city like ⟦\"100\\\\%\"⟧",
            "PQL227",
            .warning,
            "the pattern has no wildcard, so 'like' is '='"
        ),
        Remark(
            "homeAddress.city.matches(⟦\"(a+)+$\"⟧)",
            "PQL229",
            .warning,
            "'(a+)+' repeats what repeats already, which may take for ever"
        ),
        Remark(
            "person.birthDate occurs between ⟦date(2020, 5, 1) and date(2020, 1, 1)⟧",
            "PQL231",
            .warning,
            "expected a span that ends after 'date(2020, 5, 1)', found one that ends with 'date(2020, 1, 1)'"
        ),
        Remark(
            "person.birthDate occurs between ⟦now and yesterday⟧",
            "PQL231",
            .warning,
            "expected a span that ends after 'now', found one that ends with 'yesterday'"
        ),
        Remark(
            "\"1a\".⟦inSegment⟧()",
            "PQL217",
            .warning,
            "'inSegment' is no method"
        ),
        Remark(
            "CHAIN(xEvent, timestamp, [A: WHAT(true), B: WHAT(device.type = ⟦A⟧.device.type and web.webPageDetails.name = A.eventType)])",
            "PQL234",
            .note,
            "'A' is read as the item that the step found; Adobe documents no such reference"
        ),
    ])
    func otherRemarks(remark: Remark) { expect(remark) }

    @Test(arguments: [
        // What the author has thought of.
        "homeAddress.countryCode != \"US\" or homeAddress.countryCode.isNull()",
        "homeAddress.countryCode.isNotNull() and homeAddress.countryCode notIn [\"US\"]",
        "xEvent.count() > 0 and (forall E from xEvent where E.eventType = \"a\")",
        "(forall E from xEvent where E.eventType = \"a\") and (exists F from xEvent where F.device.type = \"b\")",
        "forall t from [\"a\", \"b\"] where _wwfovlab011.favouriteCategories.includes(t)",
        // Items that are bound are single.
        "xEvent[eventType = \"a\" and commerce.order.priceTotal > 100]",
        "xEvent.exists(eventType = \"a\" and device.type = \"b\")",
        "\"Men\" in _wwfovlab011.favouriteCategories and _wwfovlab011.favouriteCategories.includes(\"Gear\")",
        // A list that was computed is compared as a set.
        "xEvent.productListItems.SKU.distinct() = [\"a\", \"b\"]",
        "xEvent.productListItems.SKU.intersection([\"a\"]) = [\"a\"]",
        // There, or not empty.
        "person", "homeAddress and xEvent", "xEvent[eventType = \"a\"]", "xEvent.commerce.order",
        "segmentMembership.get(\"ups\")", "CHAIN(xEvent, timestamp, [A: WHAT(true)])",
        "homeAddress.city like \"B_sel\"", "homeAddress.city like ${pattern}",
        "person.birthDate occurs between today and tomorrow",
        "person.birthDate occurs between date(currentYear(), 5, 1) and date(2020, 1, 1)",
        "${year} = 1990", "not (homeAddress.city = \"a\")",
    ])
    func nothingIsSaidWithoutReason(text: String) {
        #expect(Luma.check(text).diagnostics.map(\.message) == [])
    }

    @Test func remarksAreNotMadeOnMistakes() {
        let texts = ["xEvent.eventTipe != \"a\"", "person.birthYear != \"a\"", "homeAddress.city like 5"]
        for text in texts {
            #expect(Luma.check(text).diagnostics.map(\.severity) == [.error], "\(text)")
        }
    }

    @Test func anotherConditionIsShownWithTheOneBefore() throws {
        let marked = Marked("⟦xEvent.eventType = \"a\"⟧ and xEvent.device.type = \"b\"")
        let diagnostic = try #require(Luma.check(marked.text).diagnostics.first)
        #expect(diagnostic.notes.map(\.span) == marked.spans)
        #expect(diagnostic.hint == "to ask for one item that meets all of them, write 'xEvent[… and …]'")
    }
}
