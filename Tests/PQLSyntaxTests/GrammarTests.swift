import Diagnostics
import PQLSyntax
import Testing

/// Every alternative of the grammar: what is read, and how it is printed.
struct GrammarTests {
    @Test func literals() {
        check(#""jobs""#, prints: #""jobs""#)
        check(#""""#, prints: #""""#)
        check(#""a\"\\\/\b\f\n\r\t\u0041\uD83D\uDE00""#, prints: #""a\"\\/\b\f\n\r\tA😀""#)
        check("true", prints: "true")
        check("FALSE", prints: "false")
        check("null", prints: "null")
        check("0", prints: "0")
        check("-201", prints: "-201")
        check("- 201", prints: "-201")
        check("-9223372036854775808", prints: "-9223372036854775808")
        check(".45", prints: "0.45")
        check("-51.24", prints: "-51.24")
        check("2.02E12", prints: "2020000000000.0")
        check("2.02E-12", prints: "2.02E-12")
        check("1e3", prints: "1000.0")
        check("56L", prints: "56L")
        check("-56L", prints: "-56L")
        check("[1, 4, 7]", prints: "[1, 4, 7]")
        check(#"{"count": G.count(), "sum": G.sum(a.b)}"#, prints: #"{"count": G.count(), "sum": G.sum(a.b)}"#)
        check("date(2020, 3, 14)", prints: "date(2020, 3, 14)")
        check("Now", prints: "now")
        check("today.getMonth()", prints: "today.getMonth()")
        check("now()", prints: "now()")
    }

    @Test func pathsAndNames() {
        check("homeAddress . countryISO", prints: "homeAddress.countryISO")
        check("_wwfovlab011.loyalty.level", prints: "_wwfovlab011.loyalty.level")
        check("person.`next`.name", prints: "person.`next`.name")
        check("person.next.name", prints: "person.`next`.name")
        check("events.`order-total`", prints: "events.`order-total`")
        check("events.`1697323153`.timestamp", prints: "events.`1697323153`.timestamp")
        check("`tick``ed`.x", prints: "`tick``ed`.x")
        check("größe.x_1", prints: "größe.x_1")
        check("profile.xdm:homeAddress.xdm:@id", prints: "profile.xdm:homeAddress.xdm:@id")
        check("xdm:homeAddress.x", prints: "xdm:homeAddress.x")
        check("$2.x", prints: "$2.x")
        check("this.x = this", prints: "x = this")
        check("from.x = 1 and sum.y = 2", prints: "`from`.x = 1 and `sum`.y = 2")
        check("a.and.or.not.in", prints: "a.`and`.`or`.`not`.`in`")
        check("chain.x and all.y and count = 1", prints: "chain.x and all.y and count = 1")
        check("let.x and select.y and exists.z", prints: "`let`.x and `select`.y and `exists`.z")
        check("last.x and next = 1", prints: "`last`.x and `next` = 1")
        check(
            "@{_xdm.context.additionalParameters;version=1}.weather",
            prints: "@{_xdm.context.additionalParameters;version=1}.weather"
        )
        check("@{schema}.x", prints: "@{schema}.x")
    }

    @Test func callsAndFilters() {
        check("f.equals(\"x\",false)", prints: "f.equals(\"x\", false)")
        check("contains(x, \"A\", false)", prints: "x.contains(\"A\", false)")
        check("in(v, [1])", prints: "v in [1]")
        check("notIn (v,[1])", prints: "v notIn [1]")
        check("like(v, \"a%\")", prints: "v like \"a%\"")
        check("matches(v, \"a\")", prints: "v.matches(\"a\")")
        check("a matches \"b\"", prints: "a.matches(\"b\")")
        check("head(topN(orders, price, 5))", prints: "orders.topN(price, 5).head()")
        check("IF (a, 1, 2)", prints: "if(a, 1, 2)")
        check("inSegment(\"x\")", prints: "inSegment(\"x\")")
        check("currentMonth()", prints: "currentMonth()")
        check("exists(xs, a = 1)", prints: "xs.exists(a = 1)")
        check("sum(orders.price)", prints: "orders.price.sum()")
        check("a.sum (b)", prints: "a.sum(b)")
        check(
            "xEvent[productListItems[SKU=\"PS\" or ^^.person.gender=\"female\"]]",
            prints: "xEvent[productListItems[SKU = \"PS\" or ^^.person.gender = \"female\"]]"
        )
        check("a[b][c].d[^x.f()]", prints: "a[b][c].d[^.x.f()]")
        check("xs[^]", prints: "xs[^]")
        check("5.foo() + \"a\".bar()", prints: "5.foo() + \"a\".bar()")
        check("-5.foo()", prints: "-5.foo()")
        check("xs[(x) => x.a]", prints: "xs.filter((x) => x.a)")
        check("`odd name`(a, b)", prints: "a.`odd name`(b)")
        check("`and`(a)", prints: "`and`(a)")
    }

    @Test func operators() {
        check("! a or NOT b", prints: "not a or not b")
        check("not (a = b)", prints: "not (a = b)")
        check("a=b", prints: "a = b")
        check("a!=b", prints: "a != b")
        check("a<b", prints: "a < b")
        check("a<=b", prints: "a <= b")
        check("a>b", prints: "a > b")
        check("a>=b", prints: "a >= b")
        check("a IN [1]", prints: "a in [1]")
        check("a notin [1]", prints: "a notIn [1]")
        check("a in (1, 2)", prints: "a in [1, 2]")
        check("a in ([1, 2])", prints: "a in [1, 2]")
        check("a in (\"x\")", prints: "a in [\"x\"]")
        check("a in (b.c)", prints: "a in b.c")
        check("a in (b + 1) * 2", prints: "a in (b + 1) * 2")
        check("a in (b.from, c)", prints: "a in [b.`from`, c]")
        check(
            "a in (select X from xs where X.a, Y from X.ys)",
            prints: "a in (select X from xs where X.a, Y from X.ys)"
        )
        check("a like \"%x\"", prints: "a like \"%x\"")
        check("-a + b * c - d / e % f", prints: "-a + b * c - d / e % f")
        check("-(-a) - -5", prints: "-(-a) - -5")
        check("-(5)", prints: "-(5)")
        check("a = select X from xs", prints: "a = (select X from xs)")
    }

    @Test func binders() {
        check("SELECT X FROM xs WHERE X.a", prints: "select X from xs where X.a")
        check(
            "select X from xs : X.a, Y from X.ys where Y.b",
            prints: "select X from xs where X.a, Y from X.ys where Y.b"
        )
        check("exists X from xs", prints: "exists X from xs")
        check("forall X from xs:X.a>1", prints: "forall X from xs where X.a > 1")
        check("forall X from xs where X.a : X.b", prints: "forall X from (select X from xs where X.a) where X.b")
        check("exists X from xs where X.a : X.b", prints: "exists X from xs where X.a and X.b")
        check("some x from [1, 2] where x = 1", prints: "some x from [1, 2] where x = 1")
        check("none x from xs", prints: "none x from xs")
        check("if(select X from A where C, 1, 2)", prints: "if(select X from A where C, 1, 2)")
        check(
            "sum X.a + Y.b over X from xs, Y from ys where Y.c",
            prints: "sum X.a + Y.b over X from xs, Y from ys where Y.c"
        )
        check("(average (X.a) over X from xs) > 1", prints: "(average X.a over X from xs) > 1")
        check("min V from numbers where V > 1", prints: "min V from numbers where V > 1")
        check("max -X over X from xs", prints: "max -X over X from xs")
        check(
            "let S = (sum X.a over X from xs) in S > 1 and S < 9",
            prints: "let S = (sum X.a over X from xs) in S > 1 and S < 9"
        )
        check("let S = a.b in S in [1]", prints: "let S = a.b in S in [1]")
        check("let S = (a in [1]) in S", prints: "let S = (a in [1]) in S")
        check("let a = b in let c = a in c", prints: "let a = b in let c = a in c")
        check("xs.map((K, G) => mapEntry(K, G.count()))", prints: "xs.map((K, G) => mapEntry(K, G.count()))")
        check("(p) => p.x = 1", prints: "(p) => p.x = 1")
        check("select _ from xs where _.a", prints: "select _ from xs where _.a")
        check("select `from` from xs where `from`.a", prints: "select `from` from xs where `from`.a")
    }

    @Test func times() {
        check("t occurs < 3 days before now", prints: "t occurs < 3 days before now")
        check("t OCCURS <= 1 DAYS BEFORE now", prints: "t occurs <= 1 day before now")
        check("t occurs = 3 hour after t.u", prints: "t occurs = 3 hours after t.u")
        check("t occurs != 2 centuries from today", prints: "t occurs != 2 centuries from today")
        check("t occurs > 1 millenium after today", prints: "t occurs > 1 millennium after today")
        check("t occurs >= 0 milliseconds after today", prints: "t occurs >= 0 milliseconds after today")
        check("t occurs between today and date(2020, 1, 1)", prints: "t occurs between today and date(2020, 1, 1)")
        check(
            "t occurs between last month and this week and b",
            prints: "t occurs between last month and this week and b"
        )
        check("t occurs before yesterday", prints: "t occurs before yesterday")
        check("t occurs after this.x", prints: "t occurs after x")
        check("t occurs on tomorrow", prints: "t occurs tomorrow")
        check("t occurs this month", prints: "t occurs this month")
        check("t occurs next years", prints: "t occurs next year")
        check("t occurs on.x", prints: "t occurs `on`.x")
        check("t occurs last.x", prints: "t occurs `last`.x")
        check("t occurs before.x", prints: "t occurs `before`.x")
        check("t occurs this", prints: "t occurs this")
        check("t occurs <= ${n} days before now", prints: "t occurs <= ${n} days before now")
    }

    @Test func chains() {
        check("chain(xEvent, timestamp, [A: WHAT(true)])", prints: "CHAIN(xEvent, timestamp, [A: WHAT(true)])")
        check(
            "CHAIN( xEvent , timestamp , [ A:what(a) when(< 24 hours before now) COUNT(5) where(b) , B: WHAT(c) ] )",
            prints:
                "CHAIN(xEvent, timestamp, [A: WHAT(a) WHERE(b) WHEN(< 24 hours before now) COUNT(5), B: WHAT(c)])"
        )
        check(
            "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today)])",
            prints: "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today)])"
        )
        check(
            "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(between a and b)])",
            prints: "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(between a and b)])"
        )
        check(
            "CHAIN(xEvent, timestamp, [xdm:WHAT(a) COUNT(${n})])",
            prints: "CHAIN(xEvent, timestamp, [xdm: WHAT(a) COUNT(${n})])"
        )
        check(
            "CHAIN(xEvent, timestamp, [A: __negated WHAT(a)])",
            prints: "CHAIN(xEvent, timestamp, [A: __negated WHAT(a)])"
        )
    }

    @Test func markers() {
        check(#"__json("{\"nodeType\":\"gap\"}")"#, prints: #"__json("{\"nodeType\":\"gap\"}")"#)
        check(#"__members(a = 1, "{\"n\":[1]}") and b"#, prints: #"__members(a = 1, "{\"n\":[1]}") and b"#)
        check(#"«__json("{")»"#, Expected("PQL132"))
        check(#"«__members(a)»"#, Expected("PQL132"))
    }
}
