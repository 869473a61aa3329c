import Diagnostics
import JSONTree
import PQLSyntax
import TestSupport
import Testing

/// The laws of the canonical form keep the result: for random rules and profiles, judged by the reference evaluator.
struct CanonicalLawTests {
    @Test(arguments: CanonicalLaw.allCases)
    func aRuleWrittenInAnotherWayOfALawIsEqualAndMeansTheSame(law: CanonicalLaw) throws {
        var tally = OracleTally()
        var hits = 0
        for seed in 0..<6000 as Range<UInt64> where hits < 80 {
            var generator = RuleGenerator(seed: seed)
            var rewriter = LawRewriter(seed: seed)
            let rule = generator.rule(3)
            let other = rewriter.rewriting(rule, by: law)
            guard other.hits > 0 else { continue }
            hits += 1
            #expect(other.tree != rule)
            #expect(
                PQLCanonical.form(of: other.tree) == PQLCanonical.form(of: rule),
                "\(PQLPrinter.print(rule)) and \(PQLPrinter.print(other.tree))"
            )
            tally.count(try Oracle.expectSame(rule, other.tree))
        }
        #expect(hits == 80, "\(law)")
        #expect(tally.mixed > 20 && tally.isBalanced, "\(law): \(tally) in \(hits)")
    }

    @Test func theCanonicalFormMeansWhatTheRuleMeans() throws {
        var tally = OracleTally()
        for seed in 1000..<1400 as Range<UInt64> {
            var generator = RuleGenerator(seed: seed)
            let rule = generator.rule(3)
            let form = PQLCanonical.form(of: rule)
            #expect(PQLCanonical.form(of: form) == form, "\(PQLPrinter.print(rule))")
            tally.count(try Oracle.expectSame(rule, form))
        }
        #expect(tally.mixed > 100 && tally.isBalanced, "\(tally)")
    }

    @Test func textAndJSONMeanWhatTheRuleMeans() throws {
        var tally = OracleTally()
        for seed in 2000..<2300 as Range<UInt64> {
            var generator = RuleGenerator(seed: seed)
            let rule = generator.rule(3)
            let parsed = PQLParser.parse(PQLPrinter.print(rule))
            #expect(!parsed.hasErrors, "\(PQLPrinter.print(rule)): \(parsed.diagnostics.map(\.message))")
            _ = try Oracle.expectSame(rule, parsed.tree, "read from text:")
            let decoded = PQLJSONCodec.decode(try JSONText.decode(JSONText.encode(PQLJSONCodec.encode(rule))))
            #expect(!decoded.hasErrors, "\(PQLPrinter.print(rule)): \(decoded.diagnostics.map(\.message))")
            tally.count(try Oracle.expectSame(rule, decoded.tree, "read from JSON:"))
            #expect(PQLCanonical.form(of: decoded.tree) == PQLCanonical.form(of: rule), "\(PQLPrinter.print(rule))")
        }
        #expect(tally.mixed > 100 && tally.isBalanced, "\(tally)")
    }
}
