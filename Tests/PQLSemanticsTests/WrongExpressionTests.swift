import Diagnostics
import PQLSemantics
import Testing

/// What the checker says of wrong expressions, and where.
struct WrongExpressionTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let marked: String
        let code: String
        let message: String
        let suggestions: [String]
        let hint: String?

        init(_ marked: String, _ code: String, _ message: String, _ suggestions: [String] = [], hint: String? = nil) {
            self.marked = marked
            self.code = code
            self.message = message
            self.suggestions = suggestions
            self.hint = hint
        }

        var testDescription: String { marked }
    }

    /// Each has one diagnostic.
    private func expect(_ wrong: Wrong) {
        let marked = Marked(wrong.marked)
        let diagnostics = Luma.check(marked.text).diagnostics
        #expect(diagnostics.map(\.rule.code) == [wrong.code])
        #expect(diagnostics.map(\.message) == [wrong.message])
        #expect(diagnostics.map(\.span) == marked.spans)
        #expect(diagnostics.flatMap(\.suggestions) == wrong.suggestions)
        #expect(diagnostics.first?.hint == wrong.hint)
        #expect(diagnostics.allSatisfy { $0.file == .expression })
    }

    @Test(arguments: [
        // Slips of the keyboard, at the smallest wrong name.
        Wrong(
            "_wwfovlab011.loyalty.⟦levl⟧ = \"gold\"",
            "PQL201",
            "unknown field 'levl' in '_wwfovlab011.loyalty'",
            ["level"]
        ),
        Wrong(
            "_wwfovlab011.⟦loyality⟧.level = \"gold\"",
            "PQL201",
            "unknown field 'loyality' in '_wwfovlab011'",
            ["loyalty"]
        ),
        Wrong("⟦persom⟧.birthYear = 1985", "PQL201", "unknown field 'persom' in the profile", ["person"]),
        Wrong(
            "homeAddress.⟦countrycode⟧ = \"US\"",
            "PQL201",
            "unknown field 'countrycode' in 'homeAddress'",
            ["countryCode"]
        ),
        Wrong("person.name.⟦first⟧ = \"Ann\"", "PQL201", "unknown field 'first' in 'person.name'"),
        Wrong(
            "consents.marketing.email.⟦value⟧ = \"y\"",
            "PQL201",
            "unknown field 'value' in 'consents.marketing.email'"
        ),
        Wrong(
            "⟦homeAdress⟧.city.startsWith(\"Ba\") and person.birthYear > 1990",
            "PQL201",
            "unknown field 'homeAdress' in the profile",
            ["homeAddress"]
        ),
        // A name that stands deeper.
        Wrong("⟦level⟧ = \"gold\"", "PQL201", "unknown field 'level' in the profile", ["_wwfovlab011.loyalty.level"]),
        Wrong(
            "⟦loyalty⟧.level = \"gold\"",
            "PQL201",
            "unknown field 'loyalty' in the profile",
            ["_wwfovlab011.loyalty"]
        ),
        Wrong("⟦birthYear⟧ > 1990", "PQL201", "unknown field 'birthYear' in the profile", ["person.birthYear"]),
        Wrong(
            "⟦eventType⟧ = \"commerce.purchases\"",
            "PQL201",
            "unknown field 'eventType' in the profile",
            ["xEvent.eventType"]
        ),
        Wrong("⟦globalOptOut⟧ = true", "PQL201", "unknown field 'globalOptOut' in the profile"),
        // Two fields are equally near: no guess.
        Wrong("⟦city⟧ = \"Basel\"", "PQL201", "unknown field 'city' in the profile"),
        Wrong(
            "⟦profile⟧.person.birthYear = 1985",
            "PQL201",
            "unknown field 'profile' in the profile",
            hint: "the profile is implicit: leave out 'profile.'"
        ),
        Wrong("person.⟦firstName⟧ = \"Ann\"", "PQL201", "unknown field 'firstName' in 'person'", ["name.firstName"]),
        // Events, their items, variables.
        Wrong("xEvent.⟦eventtype⟧ = \"x\"", "PQL201", "unknown field 'eventtype' in an event", ["eventType"]),
        Wrong(
            "select E from xEvent where E.commerce.order.⟦totalPrice⟧ > 100",
            "PQL201",
            "unknown field 'totalPrice' in 'commerce.order'"
        ),
        Wrong(
            "select E from xEvent where E.⟦timestmp⟧ occurs today",
            "PQL201",
            "unknown field 'timestmp' in an event",
            ["timestamp"]
        ),
        Wrong(
            "xEvent[productListItems[⟦sku⟧ = \"PS\"]]",
            "PQL201",
            "unknown field 'sku' in 'productListItems'",
            ["SKU"]
        ),
        Wrong(
            "xEvent[productListItems.exists(⟦nam⟧ = \"x\")]",
            "PQL201",
            "unknown field 'nam' in 'productListItems'",
            ["name"]
        ),
        Wrong("xEvent[⟦person⟧.gender = \"female\"]", "PQL201", "unknown field 'person' in an event", ["^.person"]),
        Wrong(
            "xEvent[productListItems[⟦timestamp⟧ occurs today]]",
            "PQL201",
            "unknown field 'timestamp' in 'productListItems'",
            ["^.timestamp"]
        ),
        Wrong(
            "xEvent[productListItems[⟦person⟧.birthYear > 1990]]",
            "PQL201",
            "unknown field 'person' in 'productListItems'",
            ["^^.person"]
        ),
        Wrong(
            "CHAIN(xEvent, timestamp, [C0: WHAT(⟦evenType⟧ = \"a\")])",
            "PQL201",
            "unknown field 'evenType' in an event",
            ["eventType"]
        ),
        Wrong(
            "CHAIN(xEvent, ⟦timestamps⟧, [C0: WHAT(eventType = \"a\")])",
            "PQL201",
            "unknown field 'timestamps' in an event",
            ["timestamp"]
        ),
        Wrong(
            "xEvent.groupBy(⟦evenType⟧).keys().count() > 1",
            "PQL201",
            "unknown field 'evenType' in an event",
            ["eventType"]
        ),
        Wrong(
            "(sum X.commerce.order.⟦pricetotal⟧ over X from xEvent) > 100",
            "PQL201",
            "unknown field 'pricetotal' in 'commerce.order'",
            ["priceTotal"]
        ),
        Wrong("xEvent.sum(commerce.order.⟦price⟧) > 100", "PQL201", "unknown field 'price' in 'commerce.order'"),
        Wrong(
            "let events = xEvent[eventType = \"a\"] in events.⟦eventTipe⟧ = \"b\"",
            "PQL201",
            "unknown field 'eventTipe' in an event",
            ["eventType"]
        ),
        Wrong("identityMap.get(\"Email\").⟦ids⟧ = \"a\"", "PQL201", "unknown field 'ids' in 'identityMap'", ["id"]),
        Wrong(
            "segmentMembership.get(\"ups\").get(\"1\").⟦state⟧ = \"realized\"",
            "PQL201",
            "unknown field 'state' in 'segmentMembership'",
            ["status"]
        ),
        // Through a relationship.
        Wrong(
            "xEvent._wwfovlab011.offlinePurchase.productSku._wwfovlab011.⟦categori⟧ = \"Men\"",
            "PQL201",
            "unknown field 'categori' in '_wwfovlab011'",
            ["category"]
        ),
        Wrong(
            "xEvent._wwfovlab011.offlinePurchase.productSku.⟦category⟧ = \"Men\"",
            "PQL201",
            "unknown field 'category' in the related entity",
            ["_wwfovlab011.category"]
        ),
        // Tenants.
        Wrong(
            "⟦_othertenant⟧.loyalty.level = \"gold\"",
            "PQL202",
            "expected the tenant '_wwfovlab011' of this sandbox, found '_othertenant'",
            ["${tenant}", "_wwfovlab011"]
        ),
        Wrong(
            "select E from xEvent where E.⟦_lumaretail⟧.offlinePurchase.amount > 10",
            "PQL202",
            "expected the tenant '_wwfovlab011' of this sandbox, found '_lumaretail'",
            ["${tenant}", "_wwfovlab011"]
        ),
        Wrong("⟦_experience⟧.analytics.x = 1", "PQL201", "unknown field '_experience' in the profile"),
    ])
    func namesThatAreNoField(wrong: Wrong) { expect(wrong) }

    @Test(arguments: [
        Wrong(
            "_wwfovlab011.loyalty.level = ⟦\"golden\"⟧",
            "PQL203",
            "'golden' is no value of '_wwfovlab011.loyalty.level'",
            ["\"gold\""]
        ),
        Wrong(
            "_wwfovlab011.loyalty.level != ⟦\"Gold\"⟧",
            "PQL203",
            "'Gold' is no value of '_wwfovlab011.loyalty.level'",
            ["\"gold\""],
            hint: "the schema spells it 'gold', and case counts"
        ),
        Wrong(
            "_wwfovlab011.loyalty.level in [\"gold\", ⟦\"platnum\"⟧]",
            "PQL203",
            "'platnum' is no value of '_wwfovlab011.loyalty.level'",
            ["\"platinum\""]
        ),
        Wrong(
            "_wwfovlab011.loyalty.level notIn [⟦\"tin\"⟧]",
            "PQL203",
            "'tin' is no value of '_wwfovlab011.loyalty.level'",
            hint: "valid values: 'bronze', 'silver', 'gold', 'platinum', 'diamond'"
        ),
        Wrong(
            "_wwfovlab011.loyalty.level.equals(⟦\"golt\"⟧)",
            "PQL203",
            "'golt' is no value of '_wwfovlab011.loyalty.level'",
            ["\"gold\""]
        ),
        Wrong(
            "_wwfovlab011.loyalty.level.equals(⟦\"GOLD\"⟧, true)",
            "PQL203",
            "'GOLD' is no value of '_wwfovlab011.loyalty.level'",
            ["\"gold\""],
            hint: "the schema spells it 'gold', and case counts"
        ),
        Wrong(
            "_wwfovlab011.loyalty.level.notEqualTo(⟦\"GOLT\"⟧, false)",
            "PQL203",
            "'GOLT' is no value of '_wwfovlab011.loyalty.level'",
            ["\"gold\""]
        ),
        Wrong(
            "stringCompare(\"equals\", _wwfovlab011.loyalty.level, [\"Gold\", ⟦\"Golt\"⟧], false)",
            "PQL203",
            "'Golt' is no value of '_wwfovlab011.loyalty.level'",
            ["\"gold\""]
        ),
        Wrong(
            "⟦\"golden\"⟧ = _wwfovlab011.loyalty.level",
            "PQL203",
            "'golden' is no value of '_wwfovlab011.loyalty.level'",
            ["\"gold\""]
        ),
        Wrong(
            "_wwfovlab011.loyalty.tierHistory.level = ⟦\"golden\"⟧",
            "PQL203",
            "'golden' is no value of '_wwfovlab011.loyalty.tierHistory.level'",
            ["\"gold\""]
        ),
        Wrong(
            "_wwfovlab011.loyalty.tierHistory.level.includes(⟦\"golden\"⟧)",
            "PQL203",
            "'golden' is no value of '_wwfovlab011.loyalty.tierHistory.level'",
            ["\"gold\""]
        ),
        Wrong(
            "_wwfovlab011.loyalty.tierHistory.level.intersects([\"gold\", ⟦\"sliver\"⟧])",
            "PQL203",
            "'sliver' is no value of '_wwfovlab011.loyalty.tierHistory.level'",
            ["\"silver\""]
        ),
        Wrong(
            "segmentMembership.get(\"ups\").get(\"1\").status in [⟦\"realised\"⟧, \"existing\"]",
            "PQL203",
            "'realised' is no value of 'segmentMembership.status'",
            ["\"realized\""]
        ),
        Wrong(
            "consents.marketing.email.val = ⟦\"yes\"⟧",
            "PQL203",
            "'yes' is no value of 'consents.marketing.email.val'",
            hint: "valid values: 'y', 'n', 'p', 'u', 'dy', 'dn', 'LI', 'CT', 'CP', 'VI', 'PI'"
        ),
        Wrong(
            "select E from xEvent where E._wwfovlab011.offlinePurchase.productSku._wwfovlab011.category = ⟦\"men\"⟧",
            "PQL203",
            "'men' is no value of '_wwfovlab011.category'",
            ["\"Men\""],
            hint: "the schema spells it 'Men', and case counts"
        ),
    ])
    func valuesOutsideAnEnumeration(wrong: Wrong) { expect(wrong) }

    @Test(arguments: [
        Wrong("person.name.lastName.⟦startswith⟧(\"B\")", "PQL204", "unknown function 'startswith'", ["startsWith"]),
        Wrong("person.name.lastName.⟦isnull⟧()", "PQL204", "unknown function 'isnull'", ["isNull", "isNotNull"]),
        Wrong(
            "person.name.lastName.⟦equalsIgnoreCase⟧(\"b\")",
            "PQL204",
            "unknown function 'equalsIgnoreCase'",
            hint: "'equalsIgnoreCase' belongs to Journey Optimizer, not to segments; "
                + "write .equals(\"…\", false)"
        ),
        Wrong("⟦InSegment⟧(\"a\")", "PQL204", "unknown function 'InSegment'", ["inSegment"]),
        Wrong("xEvent.⟦where⟧(x = 1)", "PQL204", "unknown function 'where'"),
        Wrong(
            "person.name.lastName.⟦startsWith⟧()",
            "PQL205",
            "'startsWith' takes 1 or 2 arguments, found 0",
            hint: "write 'text.startsWith(start, caseSensitive?)', "
                + "as in 'personalEmail.address.startsWith(\"luma\", false)'"
        ),
        Wrong(
            "homeAddress.stateProvince.⟦equals⟧(\"AL\", \"AK\", \"AZ\")",
            "PQL205",
            "'equals' takes 1 or 2 arguments, found 3",
            hint: "to compare with several values use 'in'"
        ),
        Wrong(
            "⟦inSegment⟧()",
            "PQL205",
            "'inSegment' takes 1 argument, found 0",
            hint: "write 'inSegment(audience)', as in 'inSegment(\"a3f1\")'"
        ),
        Wrong(
            "person.birthDate.⟦getMonth⟧(1) = 3",
            "PQL205",
            "'getMonth' takes 0 arguments, found 1",
            hint: "write 'time.getMonth()', as in 'person.birthDate.getMonth() = today.getMonth()'"
        ),
        Wrong(
            "xEvent.⟦count⟧(1) > 3",
            "PQL205",
            "'count' takes 0 arguments, found 1",
            hint: "filter the list first: list[condition].count()"
        ),
    ])
    func functionsThatDoNotExistSo(wrong: Wrong) { expect(wrong) }

    @Test(arguments: [
        Wrong(
            "⟦person.birthYear⟧.startsWith(\"19\")",
            "PQL206",
            "'startsWith' takes a text, found a whole number ('person.birthYear')",
            hint: "for example: personalEmail.address.startsWith(\"luma\", false)"
        ),
        Wrong(
            "person.name.lastName.startsWith(⟦5⟧)",
            "PQL206",
            "'startsWith' takes a text as 'start', found the number 5",
            hint: "for example: personalEmail.address.startsWith(\"luma\", false)"
        ),
        Wrong(
            "⟦person.name.firstName⟧.count() > 1",
            "PQL206",
            "'count' takes a list, found a text ('person.name.firstName')"
        ),
        Wrong("⟦person⟧[gender = \"male\"]", "PQL206", "'[ … ]' takes a list, found an object ('person')"),
        Wrong(
            "select X from ⟦homeAddress⟧ where X.city = \"Basel\"",
            "PQL206",
            "'from' takes a list, found an object ('homeAddress')"
        ),
        Wrong(
            "⟦_wwfovlab011.preferences⟧.exists(x = \"y\")",
            "PQL206",
            "'exists' takes a list, found a map ('_wwfovlab011.preferences')",
            hint: "a map's values are a list: .values()"
        ),
        Wrong(
            "⟦_wwfovlab011.favouriteCategories⟧.get(\"a\") = \"b\"",
            "PQL206",
            "'get' takes a map, found a list of texts ('_wwfovlab011.favouriteCategories')",
            hint: "for example: segmentMembership.get(\"ups\").get(\"1a\").status = \"realized\""
        ),
        Wrong(
            "person.birthYear + ⟦person.name.firstName⟧ > 3",
            "PQL206",
            "'+' takes a number, found a text ('person.name.firstName')",
            hint: "nothing in PQL joins texts"
        ),
        Wrong(
            "⟦xEvent.commerce.order.priceTotal⟧ + 1 > 3",
            "PQL206",
            "'+' takes a number, found a list of numbers ('commerce.order.priceTotal')",
            hint: "bind one item first (select X from …), or aggregate the list"
        ),
        Wrong(
            "⟦xEvent.timestamp⟧.getMonth() = 3",
            "PQL206",
            "'getMonth' takes a date or time, found a list of times ('timestamp')",
            hint: "bind one item first (select X from …), or aggregate the list"
        ),
        Wrong(
            "⟦person.name.lastName⟧ < \"M\"",
            "PQL206",
            "'<' takes a number or a time, found a text ('person.name.lastName')",
            hint: "texts have no order; compare them with =, in or startsWith"
        ),
        Wrong(
            "⟦person.name.lastName⟧ occurs today",
            "PQL206",
            "'occurs' takes a date or time, found a text ('person.name.lastName')"
        ),
        Wrong(
            "person.birthDate occurs before ⟦person.birthYear⟧",
            "PQL206",
            "'occurs' takes a date or time, found a whole number ('person.birthYear')"
        ),
        Wrong(
            "xEvent.sum(⟦eventType⟧) > 1",
            "PQL206",
            "'sum' takes a number for each item, found a text ('eventType')",
            hint: "for example: xEvent.sum(commerce.order.priceTotal) > 100"
        ),
        Wrong(
            "(max ⟦X.eventType⟧ over X from xEvent) > 1",
            "PQL206",
            "'max' takes a number or a time for each item, found a text ('eventType')",
            hint: "for example: xEvent.max(commerce.order.priceTotal) > 100"
        ),
        Wrong(
            "xEvent.topN(⟦eventType⟧, 3).head().commerce.order.priceTotal > 5",
            "PQL206",
            "'topN' takes a number or a time for each item as 'by', found a text ('eventType')",
            hint: "for example: xEvent.topN(timestamp, 5)"
        ),
        Wrong(
            "person.birthYear = ⟦[1984, 1985]⟧",
            "PQL206",
            "'=' takes one value, found a list of whole numbers",
            hint: "to compare with several values use 'in'"
        ),
        Wrong(
            "person.birthYear != ⟦[1984]⟧",
            "PQL206",
            "'!=' takes one value, found a list of whole numbers",
            hint: "to compare with several values use 'notIn'"
        ),
        Wrong("person.birthYear in ⟦homeAddress⟧", "PQL206", "'in' takes a list, found an object ('homeAddress')"),
        Wrong(
            "person.name.lastName.equals(\"b\", ⟦\"false\"⟧)",
            "PQL206",
            "'equals' takes true or false as 'caseSensitive', found the text 'false'",
            hint: "for example: homeAddress.countryCode.equals(\"ca\", false)"
        ),
        Wrong(
            "CHAIN(⟦person⟧, timestamp, [A: WHAT(true)])",
            "PQL206",
            "'CHAIN' takes a list, found an object ('person')"
        ),
        Wrong(
            "CHAIN(xEvent, ⟦eventType⟧, [A: WHAT(true)])",
            "PQL206",
            "'CHAIN' takes a date or time, found a text ('eventType')"
        ),
        Wrong("inSegment(⟦5⟧)", "PQL206", "'inSegment' takes a text, found the number 5"),
        Wrong(
            "⟦xEvent.timestamp⟧ occurs <= 24 hours before now",
            "PQL210",
            "'occurs' takes one time, found the many times of 'timestamp'",
            hint: "bind one item first: select v from xEvent where v.timestamp occurs …"
        ),
    ])
    func operandsOfTheWrongType(wrong: Wrong) { expect(wrong) }

    @Test(arguments: [
        Wrong(
            "person.birthYear = ⟦\"old\"⟧",
            "PQL207",
            "expected a whole number like 'person.birthYear', found the text 'old'"
        ),
        Wrong(
            "homeAddress.postalCode = ⟦4051⟧",
            "PQL207",
            "expected a text like 'homeAddress.postalCode', found the number 4051",
            ["\"4051\""]
        ),
        Wrong(
            "personalEmail.primary = ⟦\"yes\"⟧",
            "PQL207",
            "expected a Boolean like 'personalEmail.primary', found the text 'yes'"
        ),
        Wrong(
            "personalEmail.primary = ⟦1⟧",
            "PQL207",
            "expected a Boolean like 'personalEmail.primary', found the number 1"
        ),
        Wrong(
            "person.name.firstName = ⟦true⟧",
            "PQL207",
            "expected a text like 'person.name.firstName', found true",
            ["\"true\""]
        ),
        Wrong(
            "person.birthDate = ⟦\"14.3.2020\"⟧",
            "PQL207",
            "expected a date like 'person.birthDate', found the text '14.3.2020'",
            ["date(2020, 3, 14)"],
            hint: "a day is written date(year, month, day)"
        ),
        Wrong(
            "person.birthDate > ⟦1990⟧",
            "PQL207",
            "expected a date like 'person.birthDate', found the number 1990",
            hint: "a part of a time is compared with .getYear(), .getMonth() and the like"
        ),
        Wrong(
            "person.name.firstName = ⟦person.birthYear⟧",
            "PQL207",
            "expected a text like 'person.name.firstName', found a whole number ('person.birthYear')"
        ),
        Wrong("homeAddress = ⟦\"Basel\"⟧", "PQL207", "expected an object like 'homeAddress', found the text 'Basel'"),
        Wrong(
            "person.birthYear in [1984, ⟦\"a\"⟧]",
            "PQL207",
            "expected a whole number like 'person.birthYear', found the text 'a'"
        ),
        Wrong("xEvent.count() > ⟦\"many\"⟧", "PQL207", "expected a whole number, found the text 'many'"),
        Wrong("5 = ⟦\"five\"⟧", "PQL207", "expected a whole number, found a text"),
        Wrong("person.birthYear = ⟦\"1985\"⟧", "PQL208", "the text '1985' is compared as a whole number", ["1985"]),
        Wrong(
            "xEvent.commerce.order.priceTotal >= ⟦\"9.5\"⟧",
            "PQL208",
            "the text '9.5' is compared as a number",
            ["9.5"]
        ),
        Wrong("personalEmail.primary = ⟦\"true\"⟧", "PQL208", "the text 'true' is compared as a Boolean", ["true"]),
        Wrong(
            "person.birthDate = ⟦\"2020-03-14\"⟧",
            "PQL208",
            "the text '2020-03-14' is compared as a date",
            ["date(2020, 3, 14)"]
        ),
        Wrong(
            "select E from xEvent where E.timestamp > ⟦\"2020-03-14T15:09:26.5Z\"⟧",
            "PQL208",
            "the text '2020-03-14T15:09:26.5Z' is compared as a time"
        ),
        Wrong(
            "person.name.lastName = ⟦null⟧",
            "PQL209",
            "a comparison with null is always false",
            hint: "ask with isNull() or isNotNull()"
        ),
    ])
    func comparisonsOfDifferentTypes(wrong: Wrong) { expect(wrong) }

    @Test(arguments: [
        Wrong("person.birthYear.⟦value⟧ = 3", "PQL211", "a whole number ('person.birthYear') has no field 'value'"),
        Wrong(
            "_wwfovlab011.preferences.⟦email⟧ = \"weekly\"",
            "PQL211",
            "a map ('_wwfovlab011.preferences') has no field 'email'",
            ["get(\"email\")"]
        ),
        Wrong(
            "segmentMembership.⟦ups⟧.status = \"realized\"",
            "PQL211",
            "a map ('segmentMembership') has no field 'ups'",
            ["get(\"ups\")"]
        ),
        Wrong("xEvent.eventType.⟦name⟧ = \"a\"", "PQL211", "a text ('eventType') has no field 'name'"),
        Wrong(
            "_wwfovlab011.favouriteCategories.exists(⟦\"Men\"⟧)",
            "PQL212",
            "expected a condition on each item, found the text 'Men'"
        ),
        Wrong("xEvent.filter(⟦0⟧).count() > 1", "PQL212", "expected a condition on each item, found the number 0"),
        Wrong("⟦^person⟧.birthYear > 3", "PQL213", "^ climbs too far: nothing to climb out of here", ["person"]),
        Wrong(
            "xEvent[⟦^^.person⟧.birthYear > 3]",
            "PQL213",
            "^^ climbs too far: only 1 to climb out of here",
            ["^.person"]
        ),
        Wrong("⟦$2⟧.person.birthYear > 3", "PQL214", "expected $1, the profile, found '$2'", ["$1"]),
        Wrong("⟦\"gold\"⟧", "PQL215", "expected a condition, found the text 'gold'", hint: "compare it with something"),
        Wrong("⟦42⟧", "PQL215", "expected a condition, found the number 42", hint: "compare it with something"),
        Wrong(
            "⟦person.birthYear + 1⟧",
            "PQL215",
            "expected a condition, found a calculation",
            hint: "compare it with something"
        ),
        Wrong("⟦[1, 2]⟧", "PQL215", "expected a condition, found a list", hint: "compare it with something"),
        Wrong("⟦{\"a\": 1}⟧", "PQL215", "expected a condition, found an object", hint: "compare it with something"),
        Wrong("⟦now⟧", "PQL215", "expected a condition, found the time 'now'", hint: "compare it with something"),
        Wrong("⟦null⟧", "PQL215", "expected a condition, found null", hint: "compare it with something"),
    ])
    func otherMistakes(wrong: Wrong) { expect(wrong) }
}
