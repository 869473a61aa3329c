import Diagnostics
import Foundation
import JSONTree
import PQLSemantics
import PQLSyntax
import TestSupport
import Testing

/// What is true of the verdicts on all expressions.
struct EligibilityLawTests {
    private static let event = Luma.parse("xEvent.exists(eventType = \"a\")")
    private static let attribute = Luma.parse("homeAddress.country = \"US\"")

    private static func and(_ left: PQLExpression, _ right: PQLExpression) -> PQLExpression {
        PQLExpression(.call("and", [left, right]))
    }

    private static let corpus = ProcessInfo.processInfo.environment["SEGSYNC_REFERENCE_DATA"].map {
        URL(filePath: $0).appending(path: "corpus/pql.jsonl")
    }

    /// Needs the corpus of SEGSYNC_REFERENCE_DATA.
    @Test(.enabled(if: corpus != nil))
    func expressionsOfOthersHaveSoundReports() throws {
        let lines = try String(contentsOf: try #require(Self.corpus), encoding: .utf8).split(separator: "\n")
        var judged = 0
        for line in lines {
            let entry = try JSONText.decode(line.utf8)
            guard entry["format"] == "text", entry["valid"] == true, let text = entry["pql"]?.string else { continue }
            let tree = PQLParser.parse(text).tree
            let report = Eligibility.report(tree)
            Eligibility.expectSound(report, of: tree)
            for diagnostic in ExpressionLimits.diagnostics(of: tree) {
                #expect(diagnostic.span.length > 0 && diagnostic.span.end <= tree.span.end, "\(text)")
            }
            if report.isReadable { judged += 1 }
        }
        #expect(judged > 250)
    }

    /// The better the answer, the higher.
    private static func rank(_ verdict: EligibilityVerdict) -> Int {
        switch verdict.answer {
        case .ineligible: 0
        case .uncertain: 1
        case .eligible: 2
        }
    }

    @Test func randomRulesAlwaysHaveSoundReports() {
        for seed in 0..<1_500 {
            var random = RandomRule(seed: UInt64(seed))
            let tree = random.condition(1 + seed % 6)
            let report = Eligibility.report(tree)
            Eligibility.expectSound(report, of: tree)
            #expect(report == Eligibility.report(tree))
            _ = ExpressionLimits.diagnostics(of: tree)
            for method in EvaluationMethod.allCases {
                let told = EligibilityDiagnostics.diagnostics(of: report, requested: method)
                #expect(
                    told.isEmpty == (report.verdict(method, .sinceMay2025).answer == .eligible || !report.isReadable)
                )
            }
        }
    }

    @Test func printedAndReadAgainTheyHaveTheSameAnswers() {
        for seed in 0..<500 {
            var random = RandomRule(seed: UInt64(seed))
            let tree = random.condition(1 + seed % 5)
            let parsed = PQLParser.parse(PQLPrinter.print(tree))
            guard !parsed.hasErrors, Eligibility.report(tree).isReadable else { continue }
            #expect(
                Eligibility.answers(Eligibility.report(parsed.tree)) == Eligibility.answers(Eligibility.report(tree)),
                "\(PQLPrinter.print(tree))"
            )
        }
    }

    @Test func anotherEventWithoutAWindowNeverHelps() {
        for seed in 0..<1_500 {
            var random = RandomRule(seed: UInt64(seed))
            let tree = random.condition(1 + seed % 6)
            let before = Eligibility.report(tree)
            for more in [Self.and(tree, Self.event), Self.and(Self.event, tree)] {
                let after = Eligibility.report(more)
                guard after.isReadable else { continue }
                for method in [EvaluationMethod.streaming, .edge] {
                    #expect(after.verdict(method, .sinceMay2025).answer == .ineligible, "\(PQLPrinter.print(more))")
                    let isAbsence = before.verdict(method, .beforeMay2025).answer == .uncertain
                    if !isAbsence {
                        #expect(
                            Self.rank(after.verdict(method, .beforeMay2025))
                                <= Self.rank(before.verdict(method, .beforeMay2025)),
                            "\(PQLPrinter.print(more))"
                        )
                    }
                }
            }
        }
    }

    @Test func aProfileAttributeChangesNoAnswer() {
        for seed in 0..<1_000 {
            var random = RandomRule(seed: UInt64(seed))
            let tree = random.condition(1 + seed % 6)
            #expect(
                Eligibility.answers(Eligibility.report(Self.and(Self.attribute, tree)))
                    == Eligibility.answers(Eligibility.report(tree)),
                "\(PQLPrinter.print(tree))"
            )
        }
    }

    @Test func absurdDepthNeedsNoStack() {
        let shapes: [(PQLExpression) -> PQLExpression] = [
            { PQLExpression(.call("not", [$0])) }, { PQLExpression(.call("exists", [$0, Self.attribute])) },
            { PQLExpression(.filter(Self.event, where: $0)) }, { PQLExpression(.field(of: $0, PQLName("xEvent"))) },
            { PQLExpression(.filter($0, where: Self.attribute)) }, { Self.and($0, Self.attribute) },
            { PQLExpression(.query(.select, [PQLDeclaration(name: "v", source: $0, condition: Self.event)])) },
            { PQLExpression(.query(.exists, [PQLDeclaration(name: "v", source: Self.event, condition: $0)])) },
            { PQLExpression(.binding(name: "v", value: $0, body: Self.event)) },
            { PQLExpression(.aggregate(.sum, of: $0, over: [])) }, { PQLExpression(.lambda(["v"], $0)) },
            {
                let step = PQLChain.Step(name: "A", what: $0)
                return PQLExpression(.chain(PQLChain(array: Self.event, order: PQLName("timestamp"), steps: [step])))
            },
            {
                let step = PQLChain.Step(name: "A", what: Self.attribute)
                return PQLExpression(.chain(PQLChain(array: $0, order: PQLName("timestamp"), steps: [step])))
            },
        ]
        for shape in shapes {
            var tree = Luma.parse("xEvent")
            for _ in 0..<1_500 { tree = shape(tree) }
            let report = Eligibility.report(tree)
            #expect(report.verdict(.streaming, .sinceMay2025).answer != .eligible)
            _ = ExpressionLimits.diagnostics(of: tree)
        }
    }

    @Test(arguments: [("xEvent[", "]"), ("a.exists(", ")"), ("(select v from xEvent where ", ")")])
    func theDeepestTextsFitASmallStack(open: String, close: String) {
        let text = String(repeating: open, count: 100) + "a" + String(repeating: close, count: 100)
        let tree = PQLParser.parse(text).tree
        let verdicts = SmallStack.run { Eligibility.report(tree).verdicts.count }
        #expect(verdicts == 6)
        #expect(SmallStack.run { ExpressionLimits.diagnostics(of: tree).count } != nil)
    }
}
