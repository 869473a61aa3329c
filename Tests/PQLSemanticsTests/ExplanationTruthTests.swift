import PQLSemantics
import PQLSyntax
import Testing

/// Rules with what they ask for, written by people from the language's documentation: nothing here is ever recorded.
struct ExplanationTruthTests {
    private static func told(_ rule: String) -> String {
        ExpressionExplainer(catalog: Luma.catalog).explain(Luma.parse(rule), schema: "_xdm.context.profile").lines
            .map { String(repeating: "  ", count: $0.level) + $0.text }
            .joined(separator: "\n")
    }

    private static func expect(_ pairs: [(rule: String, meaning: String)]) {
        for pair in pairs { #expect(told(pair.rule) == pair.meaning, "\(pair.rule)") }
    }

    @Test func comparisonsAreToldAsTheyAre() {
        Self.expect([
            ("testProfile", "test profile is true"),
            ("not testProfile", "it is not true that test profile is true"),
            ("not not testProfile", "test profile is true"),
            (#"homeAddress.city = "Bonn""#, #"home address city is "Bonn""#),
            (#"homeAddress.city != "Bonn""#, #"home address city has a value other than "Bonn""#),
            (#"not (homeAddress.city = "Bonn")"#, #"it is not true that home address city is "Bonn""#),
            ("person.birthYear < 9", "person birth year is less than 9"),
            ("person.birthYear <= 9", "person birth year is at most 9"),
            ("person.birthYear > 9", "person birth year is greater than 9"),
            ("person.birthYear >= 9", "person birth year is at least 9"),
            ("person.birthDate < today", "person birth date is before the start of today"),
            ("person.birthDate >= now", "person birth date is at or after now"),
            (#"homeAddress.city in ["a", "b"]"#, #"home address city is "a" or "b""#),
            (#"homeAddress.city notIn ["a", "b"]"#, #"home address city has a value that is none of ["a", "b"]"#),
            (#"stringCompare("equals", homeAddress.city, ["a"], true)"#, #"home address city is one of ["a"]"#),
            (
                "person.birthYear + 1 != xEvent.count()",
                "(person birth year + 1) and (the number of events) both have values, which differ"
            ),
            ("homeAddress.city.isNull()", "home address city has no value"),
            ("homeAddress.city.isNotNull()", "home address city has a value"),
            ("not homeAddress.city.isNull()", "home address city has a value"),
            (#"homeAddress.city.startsWith("B")"#, #"home address city begins with "B""#),
            (#"homeAddress.city.endsWith("n")"#, #"home address city ends with "n""#),
            (#"homeAddress.city.contains("o", false)"#, #"home address city contains "o", ignoring case"#),
            (#"homeAddress.city.doesNotContain("o")"#, #"home address city has a value that does not contain "o""#),
            ("true", "always"), ("not true", "never"), ("not false", "always"),
        ])
    }

    @Test func andAndOrAreToldAsTheyAre() {
        let parts = "\n  test profile is true\n  person birth year is greater than 9"
        Self.expect([
            ("testProfile and person.birthYear > 9", "all of these are true:" + parts),
            ("testProfile or person.birthYear > 9", "at least one of these is true:" + parts),
            ("not (testProfile and person.birthYear > 9)", "not all of these are true:" + parts),
            ("not (testProfile or person.birthYear > 9)", "none of these is true:" + parts),
            ("not not (testProfile or person.birthYear > 9)", "at least one of these is true:" + parts),
            (
                "not if(testProfile, person.birthYear > 9, homeAddress.city.isNull())",
                """
                it depends on a condition:
                  if test profile is true
                  then it is not true that person birth year is greater than 9
                  otherwise home address city has a value
                """
            ),
        ])
    }

    /// Whatever stands on either side: nobody is in it by the comparison, and everybody by its opposite.
    @Test func nothingEverComparesWithNull() {
        for comparison in ["=", "!=", "<", "<=", ">", ">="] {
            for rule in ["homeAddress.city \(comparison) null", "null \(comparison) homeAddress.city"] {
                #expect(Self.told(rule) == "never (a comparison with null is always false: `\(rule)`)")
                let always = "always (the opposite of `\(rule)`, and a comparison with null is always false)"
                #expect(Self.told("not (\(rule))") == always)
            }
        }
    }

    @Test func quantifiersAndCountsAreToldAsTheyAre() {
        let bought = #"event type is "p""#
        let query = #"E from xEvent where E.eventType = "p""#
        let list = #"xEvent[eventType = "p"]"#
        Self.expect([
            ("select \(query)", "there is at least one event where \(bought)"),
            ("exists \(query)", "there is at least one event where \(bought)"),
            ("none \(query)", "there is no event where \(bought)"),
            ("one \(query)", "there is exactly one event where \(bought)"),
            ("forall \(query)", "for every event, if any, \(bought)"),
            ("not (exists \(query))", "there is no event where \(bought)"),
            ("not (forall \(query))", "it is not true that for every event, if any, \(bought)"),
            ("not (none \(query))", "there is at least one event where \(bought)"),
            ("not \(list)", "there is no event where \(bought)"),
            ("not (let n = testProfile in not n)", "with `n` standing for test profile, `n` is true"),
            (list, "there is at least one event where \(bought)"),
            ("\(list).count() = 2", "there are exactly 2 events where \(bought)"),
            ("\(list).count() != 2", "the number of events where (\(bought)) is not 2"),
            ("\(list).count() < 2", "there are fewer than 2 events where \(bought)"),
            ("\(list).count() < 1", "there are fewer than 1 events where \(bought)"),
            ("\(list).count() <= 2", "there are at most 2 events where \(bought)"),
            ("\(list).count() > 2", "there are more than 2 events where \(bought)"),
            ("\(list).count() >= 1", "there is at least 1 event where \(bought)"),
        ])
    }

    /// A condition before the first are taken says among which; one behind them, which of the first.
    @Test func theFirstOfAListAreTakenBeforeOrAfterACondition() {
        let bought = #"eventType = "p""#
        let (isBought, group) = (#"event type is "p""#, "among (the 5 with the largest timestamp of events)")
        let ofBought = "among (the 5 with the largest timestamp of events where (\(isBought)))"
        Self.expect([
            ("xEvent.topN(timestamp, 5)", "there is at least one event \(group)"),
            (
                "xEvent.topN(timestamp, 5)[\(bought)].count() = 5",
                "there are exactly 5 events \(group) where \(isBought)"
            ),
            ("xEvent[\(bought)].topN(timestamp, 5).count() = 5", "there are exactly 5 events \(ofBought)"),
            ("xEvent.topN(timestamp, 5).exists(\(bought))", "there is at least one event \(group) where \(isBought)"),
            (
                "not xEvent.topN(timestamp, 5).exists(\(bought))",
                "there is no event \(group) where \(isBought)"
            ),
            (
                "exists E from xEvent.topN(timestamp, 5) where E.\(bought)",
                "there is at least one event \(group) where \(isBought)"
            ),
            (
                "forall E from xEvent.topN(timestamp, 5) where E.\(bought)",
                "for every event \(group), if any, \(isBought)"
            ),
            (
                "xEvent.topN(timestamp, 5)[\(bought)].sum(commerce.order.priceTotal) > 9",
                "the sum of commerce order price total over events \(group) where (\(isBought)) is greater than 9"
            ),
            (
                "xEvent[\(bought)].topN(timestamp, 5).sum(commerce.order.priceTotal) > 9",
                "the sum of commerce order price total over events \(ofBought) is greater than 9"
            ),
            (
                "xEvent.bottomN(timestamp, 1)[\(bought)]",
                "there is at least one event among (the one with the smallest timestamp of events) where \(isBought)"
            ),
        ])
    }

    @Test func windowsAndChainsAreToldAsTheyAre() {
        func chain(_ steps: String) -> String { "CHAIN(xEvent, timestamp, [\(steps)])" }
        Self.expect([
            ("person.birthDate occurs today", "person birth date is today"),
            ("person.birthDate occurs <= 1 day before now", "person birth date is in the last day"),
            ("person.birthDate occurs <= 2 days before now", "person birth date is in the last 2 days"),
            ("person.birthDate occurs < 2 days after now", "person birth date is less than 2 days from now"),
            ("person.birthDate occurs > 2 days before now", "person birth date is more than 2 days ago"),
            (
                "person.birthDate occurs between yesterday and today",
                "person birth date is from yesterday up to and including today"
            ),
            (chain(#"A: WHAT(eventType = "a") COUNT(3)"#), #"there are at least 3 events where event type is "a""#),
            (
                chain(#"A: __negated WHAT(eventType = "a") COUNT(3)"#),
                #"there are fewer than 3 events where event type is "a""#
            ),
            (chain(#"A: __negated WHAT(eventType = "a")"#), #"there is no event where event type is "a""#),
            (
                "not " + chain(#"A: __negated WHAT(eventType = "a")"#),
                #"there is at least one event where event type is "a""#
            ),
            (
                "not " + chain(#"A: WHAT(eventType = "a") COUNT(3)"#),
                #"it is not true that there are at least 3 events where event type is "a""#
            ),
            (
                chain(#"A: __negated WHAT(eventType = "a"), B: __negated WHAT(eventType = "b") WHEN(today)"#),
                """
                all of these are true:
                  there is no event where event type is "a"
                  there is no event today where event type is "b"
                """
            ),
            (
                chain(#"A: __negated WHAT(eventType = "a"), B: WHAT(eventType = "b") WHEN(> 1 day after A.timestamp)"#),
                """
                there are events in this order of time:
                  before the next of them, no event where event type is "a"
                  first, at least one event more than 1 day after `A.timestamp` where event type is "b"
                """
            ),
        ])
    }
}
