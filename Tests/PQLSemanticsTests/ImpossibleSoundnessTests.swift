import Diagnostics
import JSONTree
import PQLSemantics
import PQLSyntax
import TestSupport
import Testing

/// What is said to be impossible, always true or needless is so for every profile, judged by the reference evaluator.
struct ImpossibleSoundnessTests {
    @Test func whatIsSaidOfARowIsTrueOfEveryProfile() {
        var counts: [String: Int] = [:]
        for seed in 0..<5000 as Range<UInt64> {
            guard let row = Self.row(seed) else { continue }
            let text = PQLPrinter.print(row)
            let tree = PQLParser.parse(text).tree
            guard case .call(let function, let operands) = tree.kind, operands.count == 2 else { continue }
            let found = ImpossibleConditions.diagnostics(in: tree, isScalar: Self.isScalar)
            for diagnostic in found {
                guard let told = operands.firstIndex(where: { $0.span == diagnostic.span }) else { continue }
                counts[diagnostic.rule.code, default: 0] += 1
                let expected: PQLExpression
                switch diagnostic.rule.code {
                case "PQL240": expected = PQLExpression(.boolean(false))
                case "PQL241": expected = PQLExpression(.boolean(true))
                case "PQL242", "PQL243": expected = operands[1 - told]
                default: continue
                }
                guard let witness = OracleWorld.witness(ifNotEqual: tree, expected) else { continue }
                Issue.record("seed \(seed): \(diagnostic.rule.code) in \(text) (\(function)): \(witness)")
            }
        }
        for code in ["PQL240", "PQL241", "PQL242", "PQL243"] { #expect(counts[code, default: 0] > 8, "\(counts)") }
    }

    /// Two conditions that have something in common, one of them perhaps negated.
    private static func row(_ seed: UInt64) -> PQLExpression? {
        var generator = RuleGenerator(seed: seed)
        guard let change = generator.change(1) else { return nil }
        let new = seed % 3 == 0 ? PQLExpression(.call("not", [change.new])) : change.new
        return PQLExpression(.call(seed % 2 == 0 ? "and" : "or", [change.old, new]))
    }

    /// Paths of the profile that lead through no array.
    private static func isScalar(_ node: PQLExpression) -> Bool {
        guard case .field(let base, let name) = node.kind, case .plain(let text) = name.kind else { return false }
        switch base.kind {
        case .subject(up: 0): return ["tier", "address", "points", "age", "vip", "joined", "seen"].contains(text)
        default: return isScalar(base)
        }
    }
}
