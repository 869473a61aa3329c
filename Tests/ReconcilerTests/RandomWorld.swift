import PQLSemantics
import Reconciler
import Segments
import TestSupport
import Testing

/// Desired and observed states drawn at random, with references, renames, strangers and protected segments.
enum RandomWorld {
    private static let rules = [
        "person.birthYear = 1980", "homeAddress.countryCode in [\"US\", \"CA\"]",
        "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\") WHEN(<= 3 days before now)])",
        "select X from xEvent where X.commerce.order.priceTotal > 10.5", "not (person.gender = \"male\")",
        "xEvent[eventType = \"a\"].sum(commerce.order.priceTotal) > 500",
    ]

    static func desired(_ random: inout SeededRandom, count: Int) throws -> [DesiredSegment] {
        try (0..<count).map { index in
            var rule = rules.randomElement(using: &random) ?? rules[0]
            // Only backwards, so that there is no circle.
            if index > 0, Bool.random(using: &random) {
                rule = "inSegment(${segment:k\(Int.random(in: 0..<index, using: &random))}) and (\(rule))"
            }
            return try World.desired(
                "k\(index)",
                name: "Name \(index)",
                description: Bool.random(using: &random) ? "text \(Int.random(in: 0...3, using: &random))" : nil,
                rule,
                evaluation: Bool.random(using: &random) ? EvaluationMethod.allCases.randomElement(using: &random) : nil,
                mergePolicy: Bool.random(using: &random) ? ["default", "Strict"].randomElement(using: &random) : nil,
                ttlInDays: Bool.random(using: &random) ? Int64.random(in: 1...90, using: &random) : nil,
                protect: Bool.random(using: &random)
            )
        }
    }

    /// A sandbox with some of the wanted segments in an older state, some that are wanted no more, and strangers.
    static func observed(_ random: inout SeededRandom, like desired: [DesiredSegment]) throws -> [ObservedSegment] {
        var result: [ObservedSegment] = []
        for (index, segment) in desired.enumerated() where Bool.random(using: &random) {
            result.append(
                try World.observed(
                    "r\(index)",
                    key: segment.key.text,
                    name: Bool.random(using: &random) ? segment.name : "Old name \(index)",
                    text: Bool.random(using: &random) ? "older" : "",
                    rules.randomElement(using: &random) ?? rules[0],
                    protect: Bool.random(using: &random)
                )
            )
        }
        for index in 0..<Int.random(in: 0...3, using: &random) {
            result.append(try World.observed("gone\(index)", key: "gone-\(index)", name: "Gone \(index)"))
            result.append(try World.observed("free\(index)", name: "Free \(index)", text: "hands off"))
            result.append(try World.observed("far\(index)", key: "k0", project: "other", name: "Far \(index)"))
        }
        return result
    }
}
