import PQLSemantics
import Testing

/// Every example of Adobe's pages on streaming and edge segmentation, by the page it stands on.
struct EligibilityExampleTests {
    private static let checkout = "CHAIN(xEvent, timestamp, [C0: WHAT(eventType.equals(\"commerce.checkouts\", false))"
    private static let abandon = "CHAIN(xEvent, timestamp, [C0: WHAT(eventType.equals(\"commerce.abandons\", false))"
    private static let reference = "inSegment(\"e3be6d7f-1727-401f-a41e-c296b45f607a\")"
    private static let profileBatch = ReferencedAudience(evaluation: .batch, isProfileOnly: true)

    @Test(arguments: [
        EligibilityRow("single event, today", "\(checkout) WHEN(today)])", "yyyy"),
        EligibilityRow("single event, at most 24 hours", "\(checkout) WHEN(<= 24 hours before now)])", "yyyy"),
        EligibilityRow("single event, less than 24 hours", "\(checkout) WHEN(< 24 hours before now)])", "yyyy"),
        EligibilityRow("red shoes in the last three hours", "\(checkout) WHEN(<= 3 hours before now)])", "yyyy"),
        EligibilityRow("profile only, streaming page", "homeAddress.country.equals(\"US\", false)", "yyyy"),
        EligibilityRow("profile only, edge page", "homeAddress.country.equals(\"Canada\", false)", "yyyy"),
        EligibilityRow("profile only, sample request", "homeAddress.country = \"US\"", "yyyy"),
        EligibilityRow(
            "single event with a profile attribute, streaming page",
            "workAddress.country.equals(\"US\", false) and \(checkout) WHEN(today)])",
            "yyyy"
        ),
        EligibilityRow(
            "single event with a profile attribute, edge page",
            "workAddress.country.equals(\"Canada\", false) and \(checkout) WHEN(today)])",
            "yyyy"
        ),
        EligibilityRow(
            "several events with a profile attribute; listed for edge in early 2025 only",
            """
            workAddress.country.equals("US", false) and CHAIN(xEvent, timestamp, [C0: \
            WHAT(eventType.equals("directMarketing.emailClicked", false)) WHEN(today), C1: \
            WHAT(eventType.equals("commerce.checkouts", false)) WHEN(today)])
            """,
            "y?yy"
        ),
        EligibilityRow(
            "several events without one",
            """
            CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "directMarketing.emailClicked") WHEN(<= 24 hours before \
            now), C1: WHAT(eventType = "commerce.checkouts") WHEN(<= 24 hours before now)])
            """,
            "y?yy"
        ),
        EligibilityRow(
            "segment of segments",
            """
            inSegment("a730ed3f-119c-415b-a4ac-27c396ae2dff") and inSegment("8fbbe169-2da6-4c9d-a332-b6a6ecf559b9")
            """,
            "yyyy"
        ),
        EligibilityRow(
            "segment of segments, of streaming ones: edge listed them in early 2025 only",
            """
            inSegment("a730ed3f-119c-415b-a4ac-27c396ae2dff") and inSegment("8fbbe169-2da6-4c9d-a332-b6a6ecf559b9")
            """,
            "y?yy",
            audience: ReferencedAudience(evaluation: .streaming, isProfileOnly: false)
        ),
        EligibilityRow(
            "segment of segments, of edge ones: streaming never listed them",
            "\(reference)",
            "?yyy",
            audience: ReferencedAudience(evaluation: .edge, isProfileOnly: false)
        ),
        EligibilityRow(
            "California residents and recent checkouts, the recommended form",
            "\(reference) and\n\(checkout)\nWHEN(<= 24 hours before now)])",
            "yyyy",
            audience: profileBatch
        ),
        EligibilityRow(
            "the same text as the example of what is not possible, its audience not known",
            "\(reference) and\n\(checkout)\nWHEN(<= 24 hours before now)])",
            "????"
        ),
        EligibilityRow(
            "the same with a batch audience of which no more is known",
            "\(reference) and \(checkout) WHEN(<= 24 hours before now)])",
            "y???",
            audience: ReferencedAudience(evaluation: .batch, isProfileOnly: nil)
        ),
        EligibilityRow(
            "the same with a batch audience of events",
            "\(reference) and \(checkout) WHEN(<= 24 hours before now)])",
            "ynnn",
            audience: ReferencedAudience(evaluation: .batch, isProfileOnly: false)
        ),
        EligibilityRow(
            "single event and inSegment, the exception for profile only",
            "\(reference) and \(checkout) WHEN(today)])",
            "yyyy",
            audience: ReferencedAudience(evaluation: nil, isProfileOnly: true)
        ),
        EligibilityRow(
            "recent abandons and recent checkouts, simply combined",
            "\(abandon) WHEN(<= 24 hours before now)]) and \(checkout) WHEN(<= 24 hours before now)])",
            "nnyy"
        ),
        EligibilityRow(
            "recent abandons and recent checkouts, a third audience",
            """
            inSegment("7deb246a-49b4-4687-95f9-6316df049948") and inSegment("9e1646bb-57ff-4309-ba59-17d6c5bab6a1")
            """,
            "yyyy"
        ),
        EligibilityRow(
            "viewed a web page in the last 3 days",
            "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"web.pageView\") WHEN(<= 3 days before now)])",
            "nnyy"
        ),
        EligibilityRow(
            "viewed a web page, no window",
            "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"web.pageView\")])",
            "nnyy"
        ),
        EligibilityRow(
            "Audience Manager segments",
            "segmentMembership.get(\"AAMSegments\").get(\"1\").status in [\"realized\", \"existing\"]",
            "nnnn"
        ),
        EligibilityRow(
            "Audience Manager traits",
            "segmentMembership.get(\"AAMTraits\").get(\"1\").status = \"realized\" and \(checkout) WHEN(today)])",
            "nnnn"
        ),
        EligibilityRow("multiple entities", "a.sku.category = \"Men\"", "nnnn", relationship: "sku"),
        EligibilityRow(
            "ignore year",
            """
            person.birthDate.getDayOfMonth() = today.getDayOfMonth() and \
            person.birthDate.getMonth() = today.getMonth()
            """,
            "nnnn"
        ),
        EligibilityRow(
            "one negated event of several",
            """
            CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "a") WHEN(today), \
            C1: __negated WHAT(eventType = "b") WHEN(today)])
            """,
            "y?yy"
        ),
        EligibilityRow(
            "the entire event negated",
            "not (\(checkout) WHEN(today)]))",
            "n?yy"
        ),
    ])
    func sinceMay2025(row: EligibilityRow) { row.check() }

    private static let home = "WHAT(eventType = \"homePageView\")"
    private static let cart = "WHAT(eventType = \"addToCart\")"

    @Test(arguments: [
        EligibilityRow("profile only", "homeAddress.countryCode = \"US\"", "yyyy"),
        EligibilityRow("incoming hit", "chain(xEvent, timestamp, [A: \(cart)])", "nnyy"),
        EligibilityRow(
            "incoming hit that refers to a profile",
            "homeAddress.countryCode = \"US\" and chain(xEvent, timestamp, [A: \(home)])",
            "nnyy"
        ),
        EligibilityRow(
            "hit in a relative window",
            "chain(xEvent, timestamp, [X: \(cart) WHEN(< 8 days before now)])",
            "nnyy"
        ),
        EligibilityRow(
            "hit in a relative window, later revisions",
            "chain(xEvent, timestamp, [X: \(cart) WHEN(< 24 hours before now)])",
            "yyyy"
        ),
        EligibilityRow(
            "hit in a relative window that refers to a profile",
            "homeAddress.countryCode = \"US\" and chain(xEvent, timestamp, [X: \(cart) WHEN(< 8 days before now)])",
            "nnyy"
        ),
        EligibilityRow("negated event", "not(chain(xEvent, timestamp, [A: \(home)]))", "nnyy"),
        EligibilityRow(
            "negated event that refers to a profile",
            """
            homeAddress.countryCode = "US" and not(chain(xEvent, timestamp, [X: \(cart) WHEN(< 8 days before now)]))
            """,
            "nnyy"
        ),
        EligibilityRow(
            "negated event in 24 hours",
            "not(chain(xEvent, timestamp, [X: \(cart) WHEN(< 24 hours before now)]))",
            "n?yy"
        ),
        EligibilityRow(
            "frequency",
            "chain(xEvent, timestamp, [A: \(home) WHEN(< 24 hours before now) COUNT(5) ] )",
            "??yy"
        ),
        EligibilityRow(
            "frequency that refers to a profile",
            """
            homeAddress.countryCode = "US" and \
            chain(xEvent, timestamp, [A: \(home) WHEN(< 24 hours before now) COUNT(5)])
            """,
            "??yy"
        ),
        EligibilityRow(
            "negated frequency; the streaming pages contradict each other",
            "not(chain(xEvent, timestamp, [A: \(home) WHEN(< 24 hours before now) COUNT(5)]))",
            "n??y"
        ),
        EligibilityRow(
            "negated frequency that refers to a profile",
            """
            homeAddress.countryCode = "US" and \
            not(chain(xEvent, timestamp, [A: \(home) WHEN(< 24 hours before now) COUNT(5)]))
            """,
            "n??y"
        ),
        EligibilityRow(
            "several events",
            """
            chain(xEvent, timestamp, [X: \(home) WHEN(< 24 hours before now)]) and \
            chain(xEvent, timestamp, [X: WHAT(eventType = "checkoutPageView") WHEN(< 24 hours before now)])
            """,
            "nnyy"
        ),
        EligibilityRow(
            "several events that refer to a profile",
            """
            homeAddress.countryCode = "US" and chain(xEvent, timestamp, [X: \(home) WHEN(< 24 hours before now)]) \
            and chain(xEvent, timestamp, [X: WHAT(eventType = "checkoutPageView") WHEN(< 24 hours before now)])
            """,
            "nnyy"
        ),
        EligibilityRow("segment of segments", "inSegment(\"15063cb-2da8-4851-a2e2-bf59ddd2f004\")", "yyyy"),
        EligibilityRow(
            "segments over a map property",
            """
            chain(xEvent, timestamp, [A: \(cart) \
            WHERE(externalSegmentMapProperty.values().exists(stringProperty="active"))])
            """,
            "nnyy"
        ),
        EligibilityRow(
            "sample of both guides, on the home page",
            "select var1 from xEvent where var1._experience.analytics.endUser.firstWeb.webPageDetails.isHomePage = true",
            "nnyy"
        ),
        EligibilityRow(
            "sample of both guides, not on the home page",
            "select var1 from xEvent where var1._experience.analytics.endUser.firstWeb.webPageDetails.isHomePage = false",
            "nnyy"
        ),
        EligibilityRow(
            "event history beyond one day",
            "chain(xEvent, timestamp, [A: \(home) WHEN(< 2 days before now), B: \(cart) WHEN(today)])",
            "nnnn"
        ),
        EligibilityRow(
            "single event and inSegment",
            "inSegment(\"1\") and chain(xEvent, timestamp, [A: \(home)])",
            "nn??"
        ),
        EligibilityRow(
            "single event and inSegment of profile attributes",
            "inSegment(\"1\") and chain(xEvent, timestamp, [A: \(home)])",
            "nnyy",
            audience: profileBatch
        ),
        EligibilityRow(
            "Audience Manager beside an event",
            "segmentMembership.get(\"AAM\").get(\"1\").status = \"realized\" and chain(xEvent, timestamp, [A: \(home)])",
            "nnnn"
        ),
        EligibilityRow(
            "multiple entities beside an event",
            "chain(xEvent, timestamp, [A: WHAT(productSku.category = \"Men\")])",
            "nnnn",
            relationship: "productSku"
        ),
    ])
    func beforeMay2025(row: EligibilityRow) { row.check() }

    @Test(arguments: [
        "homeAddress.countryCode = \"US\" and not (xEvent.count() > 3)", "select X from xEvent, Y from xEvent",
        "CHAIN(xEvent, timestamp, [A: WHAT(a), B: WHAT(b), C: WHAT(c)])",
    ])
    func batchTakesEverything(text: String) {
        let verdict = Eligibility.report(Luma.parse(text)).verdict(.batch, .sinceMay2025)
        #expect(verdict.answer == .eligible)
        #expect(Eligibility.diagnostics(Luma.parse(text), requested: .batch).isEmpty)
    }
}
