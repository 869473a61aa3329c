import Diagnostics
import PQLSyntax
import Testing

/// Right texts of the kinds that people and the Segment Builder write, with what is printed of them.
struct RightTextTests {
    @Test(arguments: [
        ("\u{FEFF}a = 1", "a = 1"),
        ("a = 1\r\nand b = 2\r\n", "a = 1 and b = 2"),
        ("\t a\t=\t1 ", "a = 1"),
        (
            #"SELECT X FROM xEvent WHERE X.eventType = "a" AND NOT X.b.isNull()"#,
            #"select X from xEvent where X.eventType = "a" and not X.b.isNull()"#
        ),
        ("FORALL X FROM xEvent : X.a", "forall X from xEvent where X.a"),
        (#"timestamp > now() - duration("P7D")"#, #"timestamp > now() - duration("P7D")"#),
        ("timestamp occurs <= 30 day before now()", "timestamp occurs <= 30 days before now()"),
        (
            "timestamp occurs this week or timestamp occurs last week",
            "timestamp occurs this week or timestamp occurs last week"
        ),
        ("timestamp occurs date(2020-01-01)", "timestamp occurs date(2020 - 1 - 1)"),
        (#"timestamp occurs "2020-01-01""#, #"timestamp occurs "2020-01-01""#),
        (#"timestamp = date("2020-01-01")"#, #"timestamp = date("2020-01-01")"#),
        (
            #"CHAIN(xEvent, timestamp, [C0: WHAT(eventType.equals("commerce.checkouts", false)) WHEN(<= 24 hours before now), C1: WHAT(eventType.equals("commerce.purchases", false))])"#,
            #"CHAIN(xEvent, timestamp, [C0: WHAT(eventType.equals("commerce.checkouts", false)) WHEN(<= 24 hours before now), C1: WHAT(eventType.equals("commerce.purchases", false))])"#
        ),
        (
            #"chain(xEvent, timestamp, [A: WHAT(eventType = "a") WHEN(today) COUNT(2)])"#,
            #"CHAIN(xEvent, timestamp, [A: WHAT(eventType = "a") WHEN(today) COUNT(2)])"#
        ),
        (#"CHAIN(xEvent, timestamp, [__element("{}")])"#, #"CHAIN(xEvent, timestamp, [__element("{}")])"#),
        ("not(CHAIN(xEvent, timestamp, [C0: WHAT(true)]))", "not CHAIN(xEvent, timestamp, [C0: WHAT(true)])"),
        (
            "not CHAIN(xEvent, timestamp, [C0: WHAT(true)]) and a = 1",
            "not CHAIN(xEvent, timestamp, [C0: WHAT(true)]) and a = 1"
        ),
        (
            "select var1 from xEvent where var1._experience.analytics.endUser.firstWeb.webPageDetails.isHomePage = false",
            "select var1 from xEvent where var1._experience.analytics.endUser.firstWeb.webPageDetails.isHomePage = false"
        ),
        (
            #"(select _Checkouts1 from xEvent where _Checkouts1.eventType.equals("commerce.checkouts", true)).count() >= 3"#,
            #"(select _Checkouts1 from xEvent where _Checkouts1.eventType.equals("commerce.checkouts", true)).count() >= 3"#
        ),
        (
            "select X from xEvent where X.timestamp occurs <= 30 days before now, Y from xEvent where Y.timestamp occurs after X.timestamp",
            "select X from xEvent where X.timestamp occurs <= 30 days before now, Y from xEvent where Y.timestamp occurs after X.timestamp"
        ),
        ("exists(xEvent, a = 1)", "xEvent.exists(a = 1)"),
        (
            #"stringCompare("equals", loyalty.tier, ["diamond", "gold"], false)"#,
            #"stringCompare("equals", loyalty.tier, ["diamond", "gold"], false)"#
        ),
        (
            #"person.name.firstName.startsWith("A", false) and person.name.lastName.doesNotStartWith("B")"#,
            #"person.name.firstName.startsWith("A", false) and person.name.lastName.doesNotStartWith("B")"#
        ),
        (
            #"homeAddress.countryISO in ["US","CA"] and homeAddress.postalCode like "9%""#,
            #"homeAddress.countryISO in ["US", "CA"] and homeAddress.postalCode like "9%""#
        ),
        ("homeAddress.countryISO = null", "homeAddress.countryISO = null"),
        ("homeAddress.countryISO.isNull", "homeAddress.countryISO.isNull"),
        ("homeAddress.countryISO = US", "homeAddress.countryISO = US"),
        (#"a = "x" AND b = "y" OR c = "z""#, #"a = "x" and b = "y" or c = "z""#),
        ("a % 2 = 0", "a % 2 = 0"),
        ("a - -1", "a - -1"),
        ("-a.b = -1", "-a.b = -1"),
        (".5 < a", "0.5 < a"),
        ("1e3 = a", "1000.0 = a"),
        ("a = -.5", "a = -0.5"),
        ("a = 1 % of", "a = 1 % of"),
        ("$100 > a", "$100 > a"),
        ("a[b = 1][c = 2].count() > 1", "a[b = 1][c = 2].count() > 1"),
        ("a.b()", "a.b()"),
        ("a.b (1)", "a.b(1)"),
        ("a .b . c", "a.b.c"),
        ("a. b", "a.b"),
        ("a.b-c = 1", "a.b - c = 1"),
        ("a.`b-c` = 1", "a.`b-c` = 1"),
        ("`a.b` = 1", "`a.b` = 1"),
        ("a.`b``c`", "a.`b``c`"),
        ("xdm:a.xdm:b", "xdm:a.xdm:b"),
        (#"identityMap.get("ECID").exists(id = "x")"#, #"identityMap.get("ECID").exists(id = "x")"#),
        (
            #"segmentMembership.get("ups").get("id").status in ["realized", "existing"]"#,
            #"segmentMembership.get("ups").get("id").status in ["realized", "existing"]"#
        ),
        (#"inSegment("a") AND inSegment("b")"#, #"inSegment("a") and inSegment("b")"#),
        ("inSegment(a)", "inSegment(a)"),
        (#"insegment("a")"#, #""a".insegment()"#),
        ("if(a, b)", "if(a, b)"),
        ("let x = a.b in x > 1 and x < 2", "let x = a.b in x > 1 and x < 2"),
        ("let x = (a in [1, 2]) in x", "let x = (a in [1, 2]) in x"),
        ("let x = a in b in c", "let x = a in b in c"),
        ("(x) => x.a", "(x) => x.a"),
        ("xs.map((x) => x.a).sum()", "xs.map((x) => x.a).sum()"),
        ("xs.groupBy(a).map((K, G) => mapEntry(K, G.count()))", "xs.groupBy(a).map((K, G) => mapEntry(K, G.count()))"),
        (#"xs.map({"a": a, "b": ^.b})"#, #"xs.map({"a": a, "b": ^.b})"#),
        (#"{"a": 1}"#, #"{"a": 1}"#),
        ("[1, 2, 3].count() = 3", "[1, 2, 3].count() = 3"),
        (#""a" + "b""#, #""a" + "b""#),
        (#""""#, #""""#),
        (#""${x}""#, #""${x}""#),
        ("${x} = 1", "${x} = 1"),
        ("${x-y} = 1", "${x-y} = 1"),
        ("@{a;version=1}.b", "@{a;version=1}.b"),
        ("now - 3", "now - 3"),
        (
            "person.birthDate.getMonth() = today.getMonth() and person.birthDate.getDayOfMonth() = today.getDayOfMonth()",
            "person.birthDate.getMonth() = today.getMonth() and person.birthDate.getDayOfMonth() = today.getDayOfMonth()"
        ),
        (
            #"(sum X.commerce.order.priceTotal over X from xEvent where X.commerce.order.currencyCode = "USD") > 1000"#,
            #"(sum X.commerce.order.priceTotal over X from xEvent where X.commerce.order.currencyCode = "USD") > 1000"#
        ),
        ("count(select X from xEvent) > 1", "(select X from xEvent).count() > 1"),
        ("max(a, b) > 1", "a.max(b) > 1"),
        ("xEvent.commerce.order.priceTotal.sum() > 1000", "xEvent.commerce.order.priceTotal.sum() > 1000"),
        ("xEvent.sum(commerce.order.priceTotal) > 1000", "xEvent.sum(commerce.order.priceTotal) > 1000"),
        ("true", "true"),
        ("TRUE and False", "true and false"),
        ("not true", "not true"),
        ("!(a = b)", "not (a = b)"),
        ("not not a", "not (not a)"),
        (#"a.Contains("x")"#, #"a.Contains("x")"#),
        (#"a LIKE "x%" AND b MATCHES "y""#, #"a like "x%" and b.matches("y")"#),
        ("a in 1", "a in 1"),
        ("a in (select X from xs)", "a in (select X from xs)"),
        ("1 < a and a < 2", "1 < a and a < 2"),
        ("(a = b) = c", "(a = b) = c"),
        ("a\n\nand\n\nb", "a and b"),
        ("𝒳 = 1", "𝒳 = 1"),
        ("größe = 1", "größe = 1"),
        (#"имя = "x""#, #"имя = "x""#),
        ("名前.isNotNull()", "名前.isNotNull()"),
        (#"a = "名前""#, #"a = "名前""#),
        ("a = \"\u{0}\"", #"a = "\u0000""#),
        ("a = \"tab\ttab\"", "a = \"tab\\ttab\""),
        ("SUM(a.b)", "a.b.SUM()"),
        ("Count(a)", "a.Count()"),
        ("a.count > 1", "a.count > 1"),
        ("a.head.b", "a.head.b"),
        (#"profile.person.name = "x""#, #"profile.person.name = "x""#),
        ("_tenant.a.b = 1", "_tenant.a.b = 1"),
        ("^a", "^.a"),
        ("^.a", "^.a"),
        ("^^^^.a", "^^^^.a"),
        ("xs[^]", "xs[^]"),
        ("xs[this = 1]", "xs[this = 1]"),
        ("this", "this"),
        ("this.a", "a"),
        ("last", "`last`"),
        ("next.a", "`next`.a"),
        ("now", "now"),
        ("NOW", "now"),
        ("today()", "today()"),
        ("date(2020, 13, 45)", "date(2020, 13, 45)"),
        ("date(2020)", "date(2020)"),
        (#"__json("{}")"#, #"__json("{}")"#),
        (#"__json("{\"nodeType\":\"x\"}").a = 1"#, #"__json("{\"nodeType\":\"x\"}").a = 1"#),
        (#"__members(a, "{}")"#, "a"),
        ("__error()", "`__error`()"),
        ("`in`(a, b)", "a in b"),
        ("in = 1", "`in` = 1"),
        ("a.in = 1", "a.`in` = 1"),
        ("order.from.to", "order.`from`.to"),
        ("where = 1", "`where` = 1"),
        ("select = 1", "`select` = 1"),
        ("from.a = 1", "`from`.a = 1"),
        ("on.a = 1", "`on`.a = 1"),
        ("count = 1", "count = 1"),
        ("chain.a = 1", "chain.a = 1"),
        ("days = 1", "`days` = 1"),
        ("a.days > 3", "a.`days` > 3"),
        ("day.of.week", "`day`.of.`week`"),
        ("min > 1", "`min` > 1"),
        ("min.a > 1", "`min`.a > 1"),
        ("let = 1", "`let` = 1"),
        ("let.a = 1", "`let`.a = 1"),
        ("exists = true", "`exists` = true"),
        ("exists.a", "`exists`.a"),
        ("forall", "`forall`"),
        ("true.a", "true.a"),
        ("null.a", "null.a"),
        ("null = a", "null = a"),
        ("if = 1", "`if` = 1"),
        ("if.a", "`if`.a"),
        ("like = 1", "`like` = 1"),
        ("occurs = 1", "`occurs` = 1"),
        (
            #"not(chain(xEvent, timestamp, [A: WHAT(eventType = "addToCart")])) and person.birthMonth = 3"#,
            #"not CHAIN(xEvent, timestamp, [A: WHAT(eventType = "addToCart")]) and person.birthMonth = 3"#
        ),
        (
            #"_wwfovlab011.loyalty.level.equals("gold", false) or _wwfovlab011.loyalty.points >= 1000.0"#,
            #"_wwfovlab011.loyalty.level.equals("gold", false) or _wwfovlab011.loyalty.points >= 1000.0"#
        ),
        ("person.birthDate.getMonth() = today.getMonth()", "person.birthDate.getMonth() = today.getMonth()"),
        (#"homeAddress.city.matches("(?i)^san\\s.*$")"#, #"homeAddress.city.matches("(?i)^san\\s.*$")"#),
        (#"emailAddress.regexGroup("@(\\w+)", 1) = "example""#, #"emailAddress.regexGroup("@(\\w+)", 1) = "example""#),
        (
            "optInOut._channels.email.isNotNull() and !optInOut._channels.push.isNull()",
            "optInOut._channels.email.isNotNull() and not optInOut._channels.push.isNull()"
        ),
        (
            "select v from xEvent where v.timestamp occurs <= 7 days before now",
            "select v from xEvent where v.timestamp occurs <= 7 days before now"
        ),
        (
            #"xEvent[eventType = "commerce.purchases" and timestamp occurs <= 30 days before now].count() >= 3"#,
            #"xEvent[eventType = "commerce.purchases" and timestamp occurs <= 30 days before now].count() >= 3"#
        ),
        (
            #"xEvent[eventType="a"].commerce.order.priceTotal.sum() / 12 > annualIncome * 0.1"#,
            #"xEvent[eventType = "a"].commerce.order.priceTotal.sum() / 12 > annualIncome * 0.1"#
        ),
        (
            #"xEvent.topN(timestamp, 1).head().device.model in ["iPhone", "Pixel"]"#,
            #"xEvent.topN(timestamp, 1).head().device.model in ["iPhone", "Pixel"]"#
        ),
        (
            "(average X.commerce.order.priceTotal over X from xEvent where X.commerce.order.isNotNull()) >= 50.5",
            "(average X.commerce.order.priceTotal over X from xEvent where X.commerce.order.isNotNull()) >= 50.5"
        ),
        (
            "let S = (sum X.a.b over X from xEvent) in (S > 100 and S < 1000)",
            "let S = (sum X.a.b over X from xEvent) in S > 100 and S < 1000"
        ),
        (#"forall X from xEvent : X.eventType != "fraud""#, #"forall X from xEvent where X.eventType != "fraud""#),
        (
            #"exists E from xEvent where E.commerce.order.isNotNull(), I from E.productListItems where I.SKU = "PS""#,
            #"exists E from xEvent where E.commerce.order.isNotNull(), I from E.productListItems where I.SKU = "PS""#
        ),
        (
            #"productListItems.exists(name.equals("iPhone 15 Pro", false) and priceTotal > ^.commerce.order.priceTotal / 2)"#,
            #"productListItems.exists(name.equals("iPhone 15 Pro", false) and priceTotal > ^.commerce.order.priceTotal / 2)"#
        ),
        (
            #"CHAIN(xEvent, timestamp, [C0: WHAT(productListItems.exists(SKU in ["a", "b"])) WHEN(between date(2024, 1, 1) and date(2024, 12, 31)) COUNT(2), C1: WHAT(web.webPageDetails.name.contains("thank", false)) WHEN(this week)])"#,
            #"CHAIN(xEvent, timestamp, [C0: WHAT(productListItems.exists(SKU in ["a", "b"])) WHEN(between date(2024, 1, 1) and date(2024, 12, 31)) COUNT(2), C1: WHAT(web.webPageDetails.name.contains("thank", false)) WHEN(this week)])"#
        ),
        (
            #"externalSegmentMapProperty.values().exists(stringProperty = "active")"#,
            #"externalSegmentMapProperty.values().exists(stringProperty = "active")"#
        ),
        (
            #"segmentMembership.get("ups").get("7b8e2b0c-1111-4a9e-9f3b-000000000000").status in (["realized", "existing"])"#,
            #"segmentMembership.get("ups").get("7b8e2b0c-1111-4a9e-9f3b-000000000000").status in ["realized", "existing"]"#
        ),
        ("person.orders.storeId.distinct().count() > 1", "person.orders.storeId.distinct().count() > 1"),
        (
            #"colors.intersects(["red", "blue"]) or colors.supersetOf(["green"])"#,
            #"colors.intersects(["red", "blue"]) or colors.supersetOf(["green"])"#
        ),
        (
            #"xEvent[type="order"].groupBy(storeId).map({"store": storeId, "n": this.count()})"#,
            #"xEvent[type = "order"].groupBy(storeId).map({"store": storeId, "n": this.count()})"#
        ),
        (#"if(homeAddress.countryISO = "CA", 1, 2) = 1"#, #"if(homeAddress.countryISO = "CA", 1, 2) = 1"#),
        ("person.birthYear <= currentYear() - 18", "person.birthYear <= currentYear() - 18"),
        (
            "product.saleDate occurs between last month and last week",
            "product.saleDate occurs between last month and last week"
        ),
        ("lastLogin occurs != 3 days before yesterday", "lastLogin occurs != 3 days before yesterday"),
        (
            #"inSegment("a") and not inSegment("b") and (inSegment("c") or inSegment("d"))"#,
            #"inSegment("a") and not inSegment("b") and (inSegment("c") or inSegment("d"))"#
        ),
        (
            #"profile.person.gender notIn ["female", "non_specific"]"#,
            #"profile.person.gender notIn ["female", "non_specific"]"#
        ),
        (
            "${tenant}.loyalty.tier in ${tiers} and inSegment(${segment:base}) and t occurs <= ${days} days before now",
            "${tenant}.loyalty.tier in ${tiers} and inSegment(${segment:base}) and t occurs <= ${days} days before now"
        ),
        (#"a = "x" AND (b = "y" OR NOT (c IN ["z"]))"#, #"a = "x" and (b = "y" or not (c in ["z"]))"#),
        ("timestamp occurs <= 3 day before now and x", "timestamp occurs <= 3 days before now and x"),
        ("timestamp occurs today and tomorrow", "timestamp occurs today and tomorrow"),
        ("timestamp occurs <= 3days before now", "timestamp occurs <= 3 days before now"),
        ("timestamp > 2020-01-01", "timestamp > 2020 - 1 - 1"),
    ])
    func isReadAndPrinted(text: String, prints: String) {
        let parsed = PQLParser.parse(text)
        #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics.map(\.message))")
        #expect(PQLPrinter.print(parsed.tree) == prints)
        #expect(PQLParser.parse(prints).tree == parsed.tree)
    }
}
