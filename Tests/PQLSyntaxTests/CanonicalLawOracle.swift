import JSONTree
import PQLSyntax
import TestSupport
import Testing

/// How often rules held, so that no test passes on rules that say nothing.
struct OracleTally {
    var held = 0
    var failed = 0
    /// Rules that held for some profiles and not for others.
    var mixed = 0

    mutating func count(_ results: [Bool?]) {
        let held = results.count { $0 == true }
        let failed = results.count { $0 == false }
        self.held += held
        self.failed += failed
        if held > 0, failed > 0 { mixed += 1 }
    }

    var isBalanced: Bool { held * 8 > failed && failed * 8 > held }
}

/// What the reference evaluator says of rules for a fixed set of random profiles.
enum Oracle {
    /// 28 August 2018, 14:30 UTC.
    static let now: Int64 = 1_535_466_600_000
    static let evaluator = ReferenceEvaluator(now: now)
    static let profiles: [JSONValue] = {
        var generator = ProfileGenerator(seed: 7, now: now)
        return (0..<24).map { _ in generator.profile() }
    }()

    static func results(_ tree: PQLExpression) throws -> [Bool] {
        try profiles.map { try evaluator.holds(tree, profile: $0) }
    }

    /// The same for a tree of any kind, nil where it cannot be evaluated.
    static func answers(_ tree: PQLExpression) -> [Bool?] {
        profiles.map { try? evaluator.holds(tree, profile: $0) }
    }

    /// Fails with the first profile for which the trees differ; returns the results of the first.
    static func expectSame(
        _ tree: PQLExpression,
        _ other: PQLExpression,
        _ note: String = "",
        at location: SourceLocation = #_sourceLocation
    ) throws -> [Bool] {
        let (left, right) = (try results(tree), try results(other))
        if let index = left.indices.first(where: { left[$0] != right[$0] }) {
            Issue.record(
                """
                \(note) \(PQLPrinter.print(tree)) is \(left[index]), \(PQLPrinter.print(other)) is not, for \
                \(JSONText.encode(profiles[index]))
                """,
                sourceLocation: location
            )
        }
        return left
    }
}
