import Diagnostics
import PQLSemantics
import Testing

/// What the checker knows of expressions that are right: the fields they read and the audiences they ask about.
struct RightExpressionTests {
    struct Right: Sendable, CustomTestStringConvertible {
        let text: String
        /// Paths of the profile, of events, and of the product catalogue.
        let profile: Set<String>?
        let event: Set<String>?
        let product: Set<String>?
        /// The codes of what is worth a word although it is right.
        let remarks: [String]

        init(
            _ text: String,
            profile: Set<String>? = nil,
            event: Set<String>? = nil,
            product: Set<String>? = nil,
            remarks: [String] = []
        ) {
            self.text = text
            self.profile = profile
            self.event = event
            self.product = product
            self.remarks = remarks
        }

        var testDescription: String { text }
    }

    private static let productClass = "_wwfovlab011.classes.b8e3417fa9d24c06925e6d01c7f3a84b"

    @Test(arguments: [
        // The stories of Luma.
        Right("_wwfovlab011.loyalty.level in [\"gold\", \"platinum\"]", profile: ["_wwfovlab011.loyalty.level"]),
        Right(
            """
            select E1 from xEvent where E1.eventType = "commerce.purchases",
                   E2 from xEvent where E2.eventType = "commerce.purchases"
                        and E2.timestamp occurs after E1.timestamp
                        and E2.timestamp occurs <= 30 days after E1.timestamp
                        and E2.productListItems.name = E1.productListItems.name
            """,
            event: ["eventType", "timestamp", "productListItems.name"],
            remarks: ["PQL221"]
        ),
        Right(
            "xEvent._wwfovlab011.offlinePurchase.productSku._wwfovlab011.category = \"Men\"",
            event: ["_wwfovlab011.offlinePurchase.productSku"],
            product: ["_wwfovlab011.category"],
            remarks: ["PQL219"]
        ),
        Right(
            "CHAIN(xEvent, timestamp, [C0: WHAT(eventType.equals(\"commerce.checkouts\", false)) WHEN(<= 24 hours before now)])",
            event: ["eventType", "timestamp"]
        ),
        Right("_wwfovlab011.loyalty.level=\"bronze\"", profile: ["_wwfovlab011.loyalty.level"]),
        // Paths.
        Right("person.name.lastName.isNotNull()", profile: ["person.name.lastName"]),
        Right("$1.person.birthYear > 1990", profile: ["person.birthYear"]),
        Right("(P) => P.person.birthYear > 1990", profile: ["person.birthYear"]),
        Right("person", profile: ["person"]),
        Right("true", remarks: ["PQL226"]),
        Right(
            "not (homeAddress.countryCode = \"CH\") or !(workAddress.city like \"B%\")",
            profile: ["homeAddress.countryCode", "workAddress.city"]
        ),
        Right(
            "optInOut.`https://ns.adobe.com/xdm/channels/email` = \"in\"",
            profile: ["optInOut.https://ns.adobe.com/xdm/channels/email"]
        ),
        Right(
            "if(person.birthYear > 1990, homeAddress.city, workAddress.city) = \"Basel\"",
            profile: ["person.birthYear", "homeAddress.city", "workAddress.city"]
        ),
        // Enumerations.
        Right("_wwfovlab011.loyalty.level.equals(\"GOLD\", false)", profile: ["_wwfovlab011.loyalty.level"]),
        Right(
            "stringCompare(\"equals\", _wwfovlab011.loyalty.level, [\"Gold\", \"DIAMOND\"], false)",
            profile: ["_wwfovlab011.loyalty.level"]
        ),
        Right("_wwfovlab011.loyalty.level.contains(\"ol\")", profile: ["_wwfovlab011.loyalty.level"]),
        Right(
            "\"gold\" in _wwfovlab011.loyalty.tierHistory.level",
            profile: ["_wwfovlab011.loyalty.tierHistory.level"]
        ),
        // Only a list of usual values, which excludes nothing.
        Right("xEvent.eventType = \"luma.somethingNew\"", event: ["eventType"], remarks: ["PQL219"]),
        // Numbers of all kinds.
        Right(
            "_wwfovlab011.loyalty.points >= 99.5 and _wwfovlab011.loyalty.lifetimeSpend = 100",
            profile: ["_wwfovlab011.loyalty.points", "_wwfovlab011.loyalty.lifetimeSpend"]
        ),
        Right("person.birthYear = currentYear() - 18", profile: ["person.birthYear"]),
        Right("-1 < _wwfovlab011.loyalty.points % 5", profile: ["_wwfovlab011.loyalty.points"]),
        // Lists, filters, items.
        Right(
            "_wwfovlab011.favouriteCategories.intersects([\"Men\", \"Gear\"])",
            profile: ["_wwfovlab011.favouriteCategories"]
        ),
        Right(
            "_wwfovlab011.favouriteCategories.intersection([\"a\"]) = [\"a\"]",
            profile: ["_wwfovlab011.favouriteCategories"]
        ),
        Right("_wwfovlab011.favouriteCategories.distinct().count() > 2", profile: ["_wwfovlab011.favouriteCategories"]),
        Right(
            "xEvent[productListItems[SKU = \"PS\" or ^^.person.gender = \"female\"]]",
            profile: ["person.gender"],
            event: ["productListItems.SKU", "productListItems"]
        ),
        Right("xEvent[eventType = \"a\"].count() > 3", event: ["eventType"]),
        Right(
            "xEvent.filter(eventType = \"a\").head().commerce.order.priceTotal > 3",
            event: ["eventType", "commerce.order.priceTotal"]
        ),
        Right(
            "xEvent[eventType = \"a\"].web.webPageDetails.name = \"b\"",
            event: ["eventType", "web.webPageDetails.name"],
            remarks: ["PQL219"]
        ),
        Right(
            "xEvent.topN(timestamp, 3).commerce.order.priceTotal.head() > 5",
            event: ["timestamp", "commerce.order.priceTotal"]
        ),
        Right("xEvent.sum(commerce.order.priceTotal) > 100", event: ["commerce.order.priceTotal"]),
        Right(
            "(sum X.commerce.order.priceTotal over X from xEvent where X.commerce.order.currencyCode = \"USD\") > 1000",
            event: ["commerce.order.priceTotal", "commerce.order.currencyCode"]
        ),
        Right("(sum N from xEvent.commerce.order.priceTotal) > 10", event: ["commerce.order.priceTotal"]),
        Right("xEvent.max(timestamp) occurs today", event: ["timestamp"]),
        Right("let S = xEvent.count() in (S > 1 and S < 10)", event: []),
        Right("xEvent.groupBy(eventType).map((K, G) => mapEntry(K, G.count())).get(\"a\") > 1", event: ["eventType"]),
        Right(
            "xEvent.groupBy(eventType).values().exists(count() > 1)".replacing("count()", with: "timestamp.count()"),
            event: ["eventType", "timestamp"]
        ),
        Right("exists I from xEvent.productListItems where I.quantity > 2", event: ["productListItems.quantity"]),
        Right(
            "forall E from xEvent where E.commerce.order.priceTotal > 1, I from E.productListItems where I.SKU != \"\"",
            event: ["commerce.order.priceTotal", "productListItems.SKU"],
            remarks: ["PQL224", "PQL223"]
        ),
        Right(
            "(select E from xEvent where E.eventType = \"a\").head().device.model = \"x\"",
            event: ["eventType", "device.model"]
        ),
        Right(
            "select A from xEvent, B from xEvent where A != B and A._id != B._id",
            event: ["_id"],
            remarks: ["PQL223"]
        ),
        // Maps.
        Right("_wwfovlab011.preferences.get(\"email\") = \"weekly\"", profile: ["_wwfovlab011.preferences"]),
        Right("_wwfovlab011.preferences.keys().includes(\"email\")", profile: ["_wwfovlab011.preferences"]),
        Right("identityMap.get(\"Email\").exists(id = \"a@b.example\")", profile: ["identityMap.id"]),
        Right("identityMap.values().count() > 1", profile: ["identityMap"]),
        // Times.
        Right(
            "person.birthDate.getMonth() = today.getMonth() and person.birthDate.getDayOfMonth() = currentDayOfMonth()",
            profile: ["person.birthDate"]
        ),
        Right("person.birthDate occurs before date(currentYear() - 18, 1, 1)", profile: ["person.birthDate"]),
        Right("select E from xEvent where E.timestamp occurs between date(2020, 1, 1) and now", event: ["timestamp"]),
        Right("select E from xEvent where E.timestamp > now", event: ["timestamp"]),
        Right("_wwfovlab011.loyalty.joinDate occurs last year", profile: ["_wwfovlab011.loyalty.joinDate"]),
    ])
    func theFieldsOfARightExpressionAreKnown(right: Right) {
        let checked = Luma.check(right.text)
        #expect(checked.diagnostics.map(\.rule.code) == right.remarks)
        var expected: [String: Set<String>] = [:]
        expected["_xdm.context.profile"] = right.profile
        expected["_xdm.context.experienceevent"] = right.event
        expected[Self.productClass] = right.product
        #expect(checked.fieldPaths == expected)
        #expect(checked.segmentReferences.isEmpty)
    }

    @Test(arguments: [
        ("inSegment(⟦\"1a\"⟧)", [SegmentReference.Target.id("1a")]),
        ("inSegment(⟦\"1a\"⟧) and not inSegment(⟦\"2b\"⟧)", [.id("1a"), .id("2b")]),
        ("inSegment(⟦${segment:luma-gold}⟧)", [.key("luma-gold")]),
        ("inSegment(\"⟦${segment:luma-gold}⟧\")", [.key("luma-gold")]),
        ("segmentMembership.get(\"ups\").get(⟦\"3c\"⟧).status = \"realized\"", [.id("3c")]),
        ("segmentMembership.get(\"ups\").get(⟦${segment:a}⟧).status in [\"realized\"]", [.key("a")]),
        ("segmentMembership.get(\"other\").get(\"3c\").status = \"realized\"", []),
        ("_wwfovlab011.preferences.get(\"ups\") = \"x\"", []),
        ("inSegment(${id})", []),
    ])
    func theAudiencesThatAreAskedAboutAreKnown(marked: String, targets: [SegmentReference.Target]) {
        let marked = Marked(marked)
        let checked = Luma.check(marked.text)
        #expect(checked.diagnostics.isEmpty)
        #expect(checked.segmentReferences == zip(targets, marked.spans).map { SegmentReference($0, span: $1) })
    }
}
