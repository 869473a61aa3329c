import Diagnostics
import PQLSemantics
import PQLSyntax
import Testing

/// What expressions give, and where their paths leave for other entities.
struct ResultTypeTests {
    private static let profile = "_xdm.context.profile"

    @Test(arguments: [
        ("person.birthYear > 1990", "a Boolean"),
        ("person.birthYear + 1", "a whole number"),
        ("person.birthYear / 2", "a number"),
        ("xEvent", "a list of objects"),
        ("xEvent.timestamp", "a list of times"),
        ("xEvent.count()", "a whole number"),
        ("person.birthDate", "a date"),
        ("segmentMembership.get(\"ups\")", "a map"),
        ("select E from xEvent where E.eventType = \"a\"", "a list of objects"),
        ("5", "a whole number"),
        ("[\"a\", \"b\"]", "a list of texts"),
        ("person.nothing", "a value"),
        ("${market}", "a value"),
    ])
    func anExpressionOfAnyTypeHasOne(text: String, type: String) {
        let checked = Luma.checker.check(Luma.parse(text), schema: Self.profile, expectsCondition: false)
        #expect(checked.type.words == type)
    }

    @Test(arguments: [
        "xEvent._wwfovlab011.offlinePurchase.productSku.⟦_wwfovlab011⟧.category = \"Men\"",
        "xEvent.${tenant}.offlinePurchase.productSku = \"1\"",
        "xEvent._wwfovlab011.offlinePurchase.productSku.⟦${tenant}⟧.category = \"Men\"",
        """
        exists E from xEvent where E._wwfovlab011.offlinePurchase.productSku.⟦_wwfovlab011⟧.price > 5
            and E._wwfovlab011.offlinePurchase.productSku.⟦_wwfovlab011⟧.category = "Men"
        """,
        "_wwfovlab011.loyalty.level = \"gold\"",
    ])
    func relationshipsAreKnownWhereTheyAreCrossed(marked: String) {
        let marked = Marked(marked)
        #expect(Luma.check(marked.text).relationshipSteps == marked.spans)
    }

    @Test func aStoredRelationshipIsCrossedToo() {
        let name = PQLName("@{_acme.schemas.product;version=1}")
        let tree = PQLExpression(.field(of: PQLExpression(.subject(up: 0)), name))
        #expect(Luma.checker(Luma.catalog, tree).relationshipSteps == [.zero])
    }
}
