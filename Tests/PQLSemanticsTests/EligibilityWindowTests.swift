import PQLSemantics
import Testing

/// Which times bound an event to the last 24 hours, wherever they stand.
struct EligibilityWindowTests {
    /// The answer for streaming since May 2025.
    static let windows: [(text: String, answer: String)] = [
        ("today", "y"), ("on today", "y"), ("now", "y"), ("this day", "y"), ("this hour", "y"), ("this minute", "y"),
        ("last hour", "y"), ("last minute", "y"), ("<= 24 hours before now", "y"), ("< 24 hour before now", "y"),
        ("<= 1 day before now", "y"), ("<= 1440 minutes before now", "y"), ("<= 86400 seconds before now", "y"),
        ("<= 86400000 milliseconds before now", "y"), ("<= 0 weeks before now", "y"), ("= 3 hours before now", "y"),
        ("between today and now", "y"), ("between today and today", "y"), ("between last hour and now", "y"),
        ("<= 24 hours after today", "y"), ("<= 24 hours before tomorrow", "y"),
        // Longer than a day, or nothing to start at.
        ("<= 25 hours before now", "n"), ("<= 86401 seconds before now", "n"), ("<= 2 days before now", "n"),
        ("<= 1 week before now", "n"), ("<= 3 months before now", "n"), ("yesterday", "n"), ("on yesterday", "n"),
        ("last day", "n"), ("this week", "n"), ("this month", "n"), ("last year", "n"), ("this century", "n"),
        ("<= 24 hours before today", "n"), ("< 1 day before yesterday", "n"), ("= 1 day before today", "n"),
        ("between yesterday and today", "n"), ("between yesterday and yesterday", "n"),
        ("between this month and now", "n"),
        ("on date(2025, 5, 20)", "n"), ("between date(2025, 5, 1) and date(2025, 5, 20)", "n"),
        ("after date(2025, 5, 20)", "n"), ("after last month", "n"),
        ("> 24 hours before now", "n"), (">= 1 hour before now", "n"), ("!= 1 hour before now", "n"),
        ("before now", "n"), ("before today", "n"), ("before date(2025, 5, 20)", "n"),
        ("<= 1 day after yesterday", "n"),
        ("on ^.person.birthDate", "n"),
        // Not longer, but the end is open or lies ahead.
        ("after yesterday", "?"), ("after today", "?"), ("after now", "?"), ("tomorrow", "?"), ("next hour", "?"),
        ("this hour", "y"), ("<= 3 hours after now", "?"), (">= 30 days after today", "?"), ("from now", "?"),
        ("between today and tomorrow", "?"),
        // Not known yet.
        ("<= ${hours} hours before now", "?"), ("<= 3 hours before ${anchor}", "?"),
    ]

    private static func answer(_ text: String) -> String {
        String(Eligibility.answers(Eligibility.report(Luma.parse(text))).prefix(1))
    }

    @Test(arguments: windows)
    func inAStepOfAChain(window: String, answer: String) {
        #expect(
            Self.answer("CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\") WHEN(\(window))])") == answer
        )
    }

    @Test(arguments: windows)
    func inAQuery(window: String, answer: String) {
        let condition = "v.eventType = \"a\" and v.timestamp occurs \(window)"
            .replacing("^.person", with: "person")
        #expect(Self.answer("select v from xEvent where \(condition)") == answer)
        #expect(Self.answer("exists v from xEvent where \(condition)") == answer)
        #expect(Self.answer("some v from xEvent : \(condition)") == answer)
        #expect(Self.answer("exists v from xEvent[eventType = \"a\"] where \(condition)") == answer)
    }

    @Test(arguments: windows)
    func inAFilter(window: String, answer: String) {
        let condition = "timestamp occurs \(window)"
        #expect(Self.answer("xEvent[eventType = \"a\" and \(condition)]") == answer)
        #expect(Self.answer("xEvent[\(condition)][eventType = \"a\"]") == answer)
        #expect(Self.answer("xEvent[eventType = \"a\"][\(condition)].commerce.order.isNotNull()") == answer)
        #expect(Self.answer("xEvent.exists(eventType = \"a\" and \(condition))") == answer)
        #expect(Self.answer("xEvent.filter((E) => E.\(condition)).exists(eventType = \"a\")") == answer)
        #expect(Self.answer("let recent = xEvent[\(condition)] in recent.exists(eventType = \"a\")") == answer)
        #expect(Self.answer("CHAIN(xEvent[\(condition)], timestamp, [C0: WHAT(eventType = \"a\")])") == answer)
        #expect(Self.answer("CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\" and \(condition))])") == answer)
        #expect(Self.answer("CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\") WHERE(\(condition))])") == answer)
    }

    @Test(arguments: [
        // Every branch of an `or` needs one; one part of an `and` is enough.
        ("timestamp occurs today or timestamp occurs this hour", "y"),
        ("timestamp occurs today or eventType = \"a\"", "n"),
        ("timestamp occurs today or timestamp occurs this week", "n"),
        ("timestamp occurs this week and (timestamp occurs today or timestamp occurs this hour)", "y"),
        ("(timestamp occurs today and a = 1) or (timestamp occurs this hour and b = 2)", "y"),
        ("(timestamp occurs today or a = 1) and (timestamp occurs today or b = 2)", "n"),
        // Both ends in two conditions.
        ("timestamp occurs after yesterday and timestamp occurs before tomorrow", "y"),
        ("timestamp occurs after yesterday and timestamp occurs before now", "y"),
        ("timestamp occurs > 1 hour before now and timestamp occurs < 3 hours before now", "y"),
        ("timestamp occurs < 30 days after today", "?"),
        // Another field's time bounds nothing, nor does a negated window.
        ("_tenant.start occurs today", "n"),
        ("not (timestamp occurs today)", "?"),
        ("not (timestamp occurs today and a = 1)", "n"),
        ("productListItems.exists(^.timestamp occurs today)", "y"),
        ("productListItems[SKU = \"a\" and ^.timestamp occurs today]", "y"),
        ("productListItems.exists(timestamp occurs today)", "n"),
        ("(select I from productListItems where I.SKU = \"a\" and ^.timestamp occurs today)", "n"),
        ("timestamp.getYear() = currentYear()", "n"),
        // Comparisons say what `occurs` says; equality and what is computed is not read.
        ("timestamp >= today", "?"),
        ("timestamp > today", "?"),
        ("today <= timestamp", "?"),
        ("timestamp >= today and timestamp <= now", "y"),
        ("timestamp > today and now >= timestamp", "y"),
        ("timestamp >= today and timestamp < tomorrow", "y"),
        ("timestamp >= today and timestamp < ^.person.birthDate", "?"),
        ("timestamp > yesterday", "n"),
        ("yesterday < timestamp and timestamp < now", "n"),
        ("timestamp > date(2025, 5, 20)", "n"),
        ("timestamp > \"2025-05-20T00:00:00Z\"", "n"),
        ("timestamp > \"${start}\"", "?"),
        ("timestamp > ${start}", "?"),
        ("timestamp < now", "n"),
        ("timestamp = today", "?"),
        ("not (timestamp < today)", "?"),
        ("receivedTimestamp >= today and receivedTimestamp <= now", "n"),
        // The other way round.
        ("now occurs <= 24 hours after timestamp", "y"),
        ("now occurs <= 25 hours after timestamp", "n"),
        ("now occurs after timestamp", "n"),
        ("today occurs before timestamp", "?"),
        ("now occurs on timestamp", "?"),
    ])
    func combined(condition: String, answer: String) {
        #expect(Self.answer("xEvent[\(condition)]") == answer)
    }

    @Test func aNestedQueryMayBoundTheEventAround() {
        #expect(
            Self.answer(
                """
                select X from xEvent where X.a = 1 and \
                select I from X.productListItems where I.SKU = "PS" and X.timestamp occurs today
                """
            ) == "y"
        )
    }

    @Test func onlyTheTimestampOrdersAndBounds() {
        #expect(Self.answer("CHAIN(xEvent, receivedTimestamp, [C0: WHAT(a) WHEN(today)])") == "n")
        #expect(Self.answer("CHAIN(xEvent, ${field}, [C0: WHAT(a) WHEN(today)])") == "?")
        #expect(Self.answer("CHAIN(xEvent, receivedTimestamp, [C0: WHAT(timestamp occurs today)])") == "y")
    }
}
