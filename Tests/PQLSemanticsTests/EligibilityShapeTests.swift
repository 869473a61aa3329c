import Diagnostics
import JSONTree
import PQLSemantics
import PQLSyntax
import Testing

/// How the parts of a rule count: events, their number and order, negation, audiences, what cannot be judged.
struct EligibilityShapeTests {
    private static let window = "timestamp occurs <= 24 hours before now"

    @Test(arguments: [
        // Profile attributes.
        EligibilityRow("true", "true", "yyyy"),
        EligibilityRow("array of the profile", "xs[a = 1].count() > 3 and exists x from xs where x.a", "yyyy"),
        EligibilityRow("map of the profile", "identityMap.get(\"ECID\").head().id.isNotNull()", "yyyy"),
        EligibilityRow("profile's own time", "person.birthDate occurs <= 3 months before now", "yyyy"),
        EligibilityRow("profile as parameter", "$1.person.birthYear > 1990", "yyyy"),
        EligibilityRow("tenant", "${tenant}.loyalty.level in ${levels}", "yyyy"),
        EligibilityRow(
            "birthday with its year",
            "a.getMonth() = today.getMonth() and a.getYear() = today.getYear()",
            "yyyy"
        ),
        EligibilityRow("month against a number", "a.getMonth() = 6 and person.birthMonth = currentMonth()", "yyyy"),
        EligibilityRow("ignored year, the other way round", "currentMonth() = a.getMonth()", "nnnn"),
        EligibilityRow(
            "ignored year of one of two",
            """
            a.getMonth() = today.getMonth() and b.getYear() = today.getYear()
            """,
            "nnnn"
        ),
        // Events by every way to them.
        EligibilityRow("path through events", "xEvent.commerce.order.priceTotal > 3", "nnyy"),
        EligibilityRow("events of the parameter", "$1.xEvent.exists(a = 1)", "nnyy"),
        EligibilityRow("events of a lambda", "(P) => P.xEvent.exists(a = 1)", "nnyy"),
        EligibilityRow("events from inside an item", "xs.exists(a = 1 and ^.xEvent.exists(b = 2))", "nnyy"),
        EligibilityRow("all events", "forall E from xEvent where E.a = 1", "nnyy"),
        EligibilityRow("all events of a day", "forall E from xEvent[\(window)] where E.a = 1", "n?yy"),
        EligibilityRow("a window for all is none", "forall E from xEvent where E.\(window)", "nnyy"),
        EligibilityRow("no event of a day", "none E from xEvent where E.\(window)", "n?yy"),
        EligibilityRow("nothing of a day", "xEvent[\(window)].isNull()", "n?yy"),
        EligibilityRow("twice negated", "not (not xEvent[\(window)])", "yyyy"),
        EligibilityRow("compared with false", "xEvent.exists(\(window)) = false", "n?yy"),
        EligibilityRow("compared with true", "xEvent.exists(\(window)) = true", "yyyy"),
        EligibilityRow(
            "items of an event",
            """
            select E from xEvent where E.\(window) and (select I from E.productListItems where I.SKU = "a")
            """,
            "yyyy"
        ),
        EligibilityRow(
            "number of items of an event",
            """
            exists E from xEvent where E.\(window) and E.productListItems.count() > 2
            """,
            "yyyy"
        ),
        // Frequency.
        EligibilityRow("count over a day", "xEvent[\(window)].count() > 3", "??yy"),
        EligibilityRow("count over a query", "(select E from xEvent where E.\(window)).count() > 3", "??yy"),
        EligibilityRow("sum over a day", "(sum E.price over E from xEvent where E.\(window)) > 3", "??yy"),
        EligibilityRow("sum of a path", "xEvent[\(window)].productListItems.sum(price) > 100", "??yy"),
        EligibilityRow("count of all events", "xEvent.count() > 3", "nnnn"),
        EligibilityRow("sum over all events", "(sum E.price over E from xEvent) > 3", "nnnn"),
        EligibilityRow("exactly one", "one E from xEvent where E.\(window)", "??yy"),
        EligibilityRow("at least once", "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today) COUNT(1)])", "yyyy"),
        EligibilityRow("unknown number", "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today) COUNT(${n})])", "????"),
        EligibilityRow(
            "frequency over a week",
            "CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(this week) COUNT(5)])",
            "nnnn"
        ),
        // Several events.
        EligibilityRow(
            "either of two events",
            "xEvent.exists(\(window) and a) or xEvent.exists(\(window) and b)",
            "??yy"
        ),
        EligibilityRow(
            "either of two events of which one has no window",
            "xEvent.exists(\(window) and a) or xEvent.exists(b)",
            "nnnn"
        ),
        EligibilityRow(
            "two events in one of two alternatives",
            "xEvent.exists(\(window)) or (xEvent.exists(\(window) and a) and xEvent.exists(\(window) and b))",
            "nnyy"
        ),
        EligibilityRow(
            "two pairs of alternatives",
            """
            (xEvent.exists(\(window) and a) or xEvent.exists(\(window) and b)) and \
            (xEvent.exists(\(window) and c) or xEvent.exists(\(window) and d))
            """,
            "nnyy"
        ),
        EligibilityRow(
            "neither of two events",
            "not (xEvent.exists(\(window) and a) or xEvent.exists(\(window) and b))",
            "nn?y"
        ),
        EligibilityRow("one of two by a choice", "if(a, xEvent.exists(\(window)), xEvent.exists(\(window)))", "??yy"),
        EligibilityRow("an event that decides", "if(xEvent.exists(\(window)), true, false)", "yyyy"),
        EligibilityRow("an event that must not happen", "if(xEvent.exists(\(window)), false, true)", "????"),
        EligibilityRow(
            "a chain that must not happen",
            "if(CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today)]), false, true)",
            "????"
        ),
        EligibilityRow(
            "an event that decides between conditions",
            "if(xEvent.exists(\(window)), a = 1, b = 1)",
            "????"
        ),
        EligibilityRow(
            "two events of a query in order by a comparison",
            """
            select A from xEvent where A.\(window), B from xEvent where B.\(window) and B.timestamp > A.timestamp
            """,
            "y?yy"
        ),
        EligibilityRow(
            "second step without a window",
            """
            CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today), B: WHAT(b)])
            """,
            "??nn"
        ),
        EligibilityRow(
            "first step without a window",
            """
            CHAIN(xEvent, timestamp, [A: WHAT(a), B: WHAT(b) WHEN(today)])
            """,
            "nnnn"
        ),
        EligibilityRow(
            "two events of a query in order",
            """
            select A from xEvent where A.\(window), B from xEvent where B.\(window) and B.timestamp occurs after A.timestamp
            """,
            "y?yy"
        ),
        EligibilityRow(
            "two events of a query without order",
            """
            select A from xEvent where A.\(window), B from xEvent where B.\(window)
            """,
            "nnyy"
        ),
        EligibilityRow(
            "the second bounded by the first",
            """
            select A from xEvent where A.\(window), B from xEvent where B.timestamp occurs <= 1 hour after A.timestamp
            """,
            "????"
        ),
        EligibilityRow(
            "the second bounded by one without a window",
            """
            select A from xEvent, B from xEvent where B.timestamp occurs <= 1 hour after A.timestamp
            """,
            "nnnn"
        ),
        EligibilityRow(
            "in order, but only by a third",
            """
            select A from xEvent where A.\(window), B from xEvent where B.\(window) and B.timestamp occurs after \
            A.timestamp, C from xEvent where C.\(window) and C.timestamp occurs after B.timestamp
            """,
            "y?yy"
        ),
        EligibilityRow(
            "all steps negated",
            """
            CHAIN(xEvent, timestamp, [A: __negated WHAT(a) WHEN(today), B: __negated WHAT(b) WHEN(today)])
            """,
            "n??y"
        ),
        EligibilityRow(
            "one event asked for twice by a variable",
            """
            let v = xEvent[\(window)] in v.exists(a) and v.exists(b)
            """,
            "nnyy"
        ),
        EligibilityRow("a variable with its window at the use", "let v = xEvent in v.exists(\(window))", "yyyy"),
        EligibilityRow(
            "absence through a variable",
            "let v = (CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today)])) in not v",
            "????"
        ),
        EligibilityRow("a variable that is never used", "let v = xEvent in true", "nnyy"),
        EligibilityRow(
            "a name bound again inside",
            "select v from xEvent where v.a = 1 and (select v from xs where v.\(window))",
            "nnyy"
        ),
        // Audiences.
        EligibilityRow("audience by its key", "inSegment(\"${segment:gold}\")", "yyyy"),
        EligibilityRow(
            "audience by membership",
            """
            segmentMembership.get("ups").get("1").status in ["realized", "existing"]
            """,
            "yyyy"
        ),
        EligibilityRow("audience and profile", "inSegment(\"1\") and person.birthYear > 1990", "yyyy"),
        EligibilityRow(
            "audience by membership beside an event",
            """
            segmentMembership.get("ups").get("1").status = "realized" and xEvent.exists(\(window))
            """,
            "????"
        ),
        EligibilityRow(
            "another namespace",
            """
            segmentMembership.get("CJAAudiences").get("1").status = "realized"
            """,
            "????"
        ),
        EligibilityRow("any namespace", "segmentMembership.values().exists(a = 1)", "????"),
        EligibilityRow("any audience", "segmentMembership.get(\"ups\").keys().count() > 3", "????"),
        EligibilityRow("unknown namespace", "segmentMembership.get(${ns}).get(\"1\").status = \"realized\"", "????"),
        EligibilityRow(
            "traits of an event",
            """
            xEvent.exists(\(window) and segmentMemberships.get("AAMTraits").get("1").status = "realized")
            """,
            "nnnn"
        ),
        EligibilityRow(
            "several events beside an audience",
            """
            inSegment("1") and CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today), B: WHAT(b) WHEN(today)])
            """,
            "??yy",
            audience: ReferencedAudience(evaluation: .batch, isProfileOnly: true)
        ),
        // What cannot be judged.
        EligibilityRow("node of a newer version", #"a = 1 and __json("{\"nodeType\":\"gap\"}")"#, "????"),
        EligibilityRow(
            "gap between steps",
            #"CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today), __element("{\"nodeType\":\"gap\"}"), "#
                + "B: WHAT(b) WHEN(today)])",
            "????"
        ),
        EligibilityRow(
            "unknown member of a step",
            #"CHAIN(xEvent, timestamp, [A: __members("{\"count\":{}}") WHAT(a) WHEN(today)])"#,
            "????"
        ),
        EligibilityRow("such a node in a condition", #"xEvent[__json("{\"nodeType\":\"gap\"}")]"#, "????"),
        EligibilityRow(
            "such a node beside a plain fault",
            #"xEvent.exists(a) and __json("{\"nodeType\":\"gap\"}")"#,
            "nn??"
        ),
        EligibilityRow("unknown field of the profile", "${field}.b = 3", "????"),
        EligibilityRow("unknown parameter", "$2.xEvent.exists(a)", "????"),
        EligibilityRow("stored relationship", "`@{_acme.schemas.product;version=1}`.b = 3", "nnnn"),
        EligibilityRow("a value behind a choice", "if(a, xEvent[\(window)], xs).count() > 3", "????"),
        EligibilityRow("chain over no events", "CHAIN(orders, timestamp, [A: WHAT(a) WHEN(today)])", "????"),
    ])
    func answers(row: EligibilityRow) { row.check() }

    @Test func referencesAreAskedForByIdAndByKey() {
        let tree = Luma.parse(
            """
            inSegment("one") and inSegment("${segment:two}") and segmentMembership.get("ups").get("three").status = "x"
            """
        )
        let known: [SegmentReference.Target: ReferencedAudience] = [
            .id("one"): ReferencedAudience(evaluation: .batch, isProfileOnly: true),
            .key("two"): ReferencedAudience(evaluation: .streaming, isProfileOnly: true),
            .id("three"): ReferencedAudience(evaluation: .edge, isProfileOnly: true),
        ]
        let report = EligibilityChecker(audiences: { known[$0] }).report(of: tree, relationshipSteps: [])
        let text = { (span: ByteSpan) in
            String(decoding: Array(PQLPrinter.print(tree).utf8)[span.start..<span.end], as: UTF8.self)
        }
        let streaming = report.verdict(.streaming, .sinceMay2025)
        #expect(Set(streaming.reasons.map { text($0.span) }) == ["segmentMembership.get(\"ups\").get(\"three\")"])
        let edge = report.verdict(.edge, .sinceMay2025)
        #expect(Set(edge.reasons.map { text($0.span) }) == ["inSegment(\"${segment:two}\")"])
        #expect(edge.reasons.count == 2 && Set(edge.reasons.map(\.source)).count == 2)
    }

    @Test(
        arguments: [
            ("a = 1", true), ("inSegment(\"1\")", false), ("xEvent.exists(a)", false), ("$2 = 1", nil),
            ("segmentMembership.get(\"x\").get(\"y\").status = \"z\"", nil),
        ] as [(String, Bool?)]
    )
    func whatIsProfileOnlyIsTold(text: String, isProfileOnly: Bool?) {
        #expect(Eligibility.report(Luma.parse(text)).isProfileOnly == isProfileOnly)
    }

    @Test func namesThatNothingBindsAreInDoubt() {
        let free = PQLExpression(.field(of: PQLExpression(.variable("free")), PQLName("a")))
        #expect(Eligibility.answers(Eligibility.report(free)) == "????")
        let outside = PQLExpression(.field(of: PQLExpression(.parameter(2)), PQLName("a")))
        #expect(Eligibility.answers(Eligibility.report(outside)) == "????")
    }

    @Test func aRuleOfAnotherEntityIsNotProfileOnly() {
        let report = Eligibility.report(Luma.parse("a.b = 1"), relationshipSteps: [ByteSpan(0, 1)])
        #expect(report.isProfileOnly == false)
    }

    @Test func eligibleRulesHaveReasonsToo() {
        let marked = Marked(
            "⟦homeAddress.country⟧ = \"US\" and CHAIN(xEvent, timestamp, [C0: WHAT(a) WHEN(<= ⟦24 hours before now⟧)])"
        )
        let verdict = Eligibility.report(Luma.parse(marked.text)).verdict(.streaming, .sinceMay2025)
        #expect(verdict.reasons.map(\.span) == marked.spans)
        #expect(
            verdict.reasons.map(\.text) == [
                "profile attributes beside the event", "one event within the last 24 hours",
            ]
        )
        let profile = Eligibility.report(Luma.parse("a = 1")).verdict(.edge, .sinceMay2025)
        #expect(profile.reasons.map(\.text) == ["profile attributes only"])
        #expect(profile.reasons.map(\.span) == [ByteSpan(0, 5)])
        #expect(profile.reasons.map(\.source) == ["methods/edge-segmentation.md, query types"])
    }

    @Test func contradictionsAreCitedWithBothPages() {
        let verdict = Eligibility.report(
            Luma.parse("CHAIN(xEvent, timestamp, [A: WHAT(a) WHEN(today), B: WHAT(b) WHEN(today)])")
        ).verdict(.edge, .sinceMay2025)
        #expect(verdict.answer == .uncertain)
        #expect(
            verdict.reasons.map(\.source) == [
                "methods/edge-segmentation.md, first revisions of 2025, query types",
                "methods/edge-segmentation.md, query types",
            ]
        )
    }
}
