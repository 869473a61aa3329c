import JSONTree
import PQLSyntax
import TestSupport

/// A moment, and random profiles around it.
struct OracleWorld {
    let evaluator: ReferenceEvaluator
    let profiles: [JSONValue]

    init(now: Int64, seed: UInt64, count: Int) {
        evaluator = ReferenceEvaluator(now: now)
        var generator = ProfileGenerator(seed: seed, now: now)
        profiles = (0..<count).map { _ in generator.profile() }
    }

    static let all: [OracleWorld] = [
        // 28 August 2018, 14:30.
        1_535_466_600_000,
        // Midnight of 1 January 2018, a Monday.
        1_514_764_800_000,
        // The leap day of 2016 and the last day of March 2018, near midnight.
        1_456_790_340_000, 1_522_540_799_999,
        // A Sunday, 30 September 2018, 00:00:01.
        1_538_265_601_000,
    ].enumerated().map { OracleWorld(now: $1, seed: UInt64($0), count: 10) }

    /// A profile that is in by one rule and not by the other, as text; nil where none was found or where a rule has no
    /// documented meaning.
    static func witness(ifNotEqual rule: PQLExpression, _ other: PQLExpression) -> String? {
        guard let difference = Difference(from: rule, to: other) else { return nil }
        return difference.leaver ?? difference.joiner
    }

    /// How the profiles that a rule picks change with it.
    struct Difference {
        /// The first profile, as text, that is in by the old rule and not by the new one.
        private(set) var leaver: String?
        /// The first that is in by the new one alone.
        private(set) var joiner: String?

        /// Nil where a rule has no documented meaning for some profile.
        init?(from old: PQLExpression, to new: PQLExpression) {
            for world in OracleWorld.all {
                for profile in world.profiles {
                    guard let was = try? world.evaluator.holds(old, profile: profile),
                        let isNow = try? world.evaluator.holds(new, profile: profile)
                    else { return nil }
                    guard was != isNow, was ? leaver == nil : joiner == nil else { continue }
                    let text = "at \(world.evaluator.now): \(JSONText.encode(profile))"
                    if was { leaver = text } else { joiner = text }
                }
            }
        }
    }
}
