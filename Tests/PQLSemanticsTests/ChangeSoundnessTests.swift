import PQLSemantics
import PQLSyntax
import TestSupport
import Testing

/// What a change is called is true of every profile: for random rules, edits and profiles, at several times, judged by
/// the reference evaluator.
struct ChangeSoundnessTests {
    @Test func whatIsProvedOfAChangeIsTrueOfEveryProfile() {
        var counts: [ChangeEffect: Int] = [:]
        // Changes that are called narrower or wider and let a profile go or in.
        var strict = 0
        for seed in 0..<2400 as Range<UInt64> {
            var generator = RuleGenerator(seed: seed)
            guard let change = generator.change(1 + Int(seed % 3)) else { continue }
            let told = ExpressionChange(from: change.old, to: change.new)
            counts[told.effect, default: 0] += 1
            let claims = [told.effect, Self.effect(of: told.clauses)]
            guard claims.contains(where: { $0 != .changed }),
                let difference = OracleWorld.Difference(from: change.old, to: change.new)
            else { continue }
            strict += difference.leaver == nil && difference.joiner == nil ? 0 : 1
            for claim in claims {
                guard let witness = Self.witness(against: claim, difference) else { continue }
                Issue.record(
                    """
                    seed \(seed): not \(claim): \(PQLPrinter.print(change.old)) ==> \(PQLPrinter.print(change.new)) \
                    \(witness)
                    """
                )
            }
        }
        for effect in ChangeEffect.allCases { #expect(counts[effect, default: 0] > 15, "\(counts)") }
        #expect(strict > 200, "\(strict)")
    }

    /// What clauses say together that all do the same to the whole.
    private static func effect(of clauses: [ClauseChange]) -> ChangeEffect {
        let effects = Set(clauses.map(\.effect)).subtracting([.equal])
        return clauses.isEmpty || effects.count != 1 ? .changed : effects.first ?? .changed
    }

    private static func witness(against effect: ChangeEffect, _ difference: OracleWorld.Difference) -> String? {
        switch effect {
        case .equal: difference.leaver ?? difference.joiner
        case .narrower: difference.joiner
        case .wider: difference.leaver
        case .changed: nil
        }
    }
}
