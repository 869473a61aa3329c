import Diagnostics
import Foundation
import JSONTree
import PQLSemantics
import PQLSyntax
import Testing
import XDM

/// The checker over expressions that others wrote.
struct CorpusCheckTests {
    private static let corpus = ProcessInfo.processInfo.environment["SEGSYNC_REFERENCE_DATA"].map {
        URL(filePath: $0).appending(path: "corpus/pql.jsonl")
    }

    private static func texts() throws -> [(id: String, text: String, isRule: Bool)] {
        let lines = try String(contentsOf: try #require(corpus), encoding: .utf8).split(separator: "\n")
        return try lines.compactMap { line in
            let entry = try JSONText.decode(line.utf8)
            guard entry["format"] == "text", entry["valid"] == true, let id = entry["id"]?.string else { return nil }
            return entry["pql"]?.string.map { (id, $0, entry["entry"] == "query") }
        }
    }

    /// Needs the corpus of SEGSYNC_REFERENCE_DATA. Its expressions are of many schemas, so without one nothing is
    /// wrong but what belongs to neighbours of the language and fragments that are no rule.
    @Test(.enabled(if: corpus != nil))
    func validExpressionsHaveNoTypeErrorsWithoutASchema() throws {
        var checked = 0
        for (id, text, isRule) in try Self.texts() {
            let parsed = PQLParser.parse(text)
            guard !parsed.hasErrors else { continue }
            checked += 1
            let checker = ExpressionChecker(catalog: .empty)
            let checked = checker.check(parsed.tree, schema: "_xdm.context.profile", expectsCondition: isRule)
            for diagnostic in checked.diagnostics where diagnostic.severity == .error {
                let isExpected =
                    diagnostic.rule == PQLSemanticsDiagnostics.notBoolean
                    || diagnostic.rule == PQLSemanticsDiagnostics.unknownFunction
                        && diagnostic.hint?.contains("belongs to") == true
                #expect(isExpected, "\(id): \(diagnostic.message)")
            }
        }
        #expect(checked > 250)
    }

    /// Needs the corpus of SEGSYNC_REFERENCE_DATA. Foreign fields are unknown here; every diagnostic lies in the text.
    @Test(.enabled(if: corpus != nil))
    func everyDiagnosticLiesInTheText() throws {
        for (id, text, _) in try Self.texts() {
            let length = text.utf8.count
            for diagnostic in Luma.checker(Luma.catalog, PQLParser.parse(text).tree).diagnostics {
                let isInside = diagnostic.span.end <= length && diagnostic.span.length > 0
                #expect(isInside, "\(id): \(diagnostic.message)")
            }
        }
    }

    /// Why an entry that is marked as wrong and parses is not refused.
    private static let accepted = [
        "streamdef-004": "the name that nothing binds may be a field where no schema says otherwise",
        "community-002": "the root may be a field where no schema says otherwise",
        "community-004": "the root may be a field where no schema says otherwise",
        "xdm-003": "the older quantifiers are read",
        "xdm-005": "prefixed names are read as names, and the root may be a field",
    ]

    /// Needs the corpus of SEGSYNC_REFERENCE_DATA.
    @Test(.enabled(if: corpus != nil))
    func wrongExpressionsThatParseAreRefusedWithoutASchema() throws {
        var refused = 0
        let lines = try String(contentsOf: try #require(Self.corpus), encoding: .utf8).split(separator: "\n")
        for line in lines {
            let entry = try JSONText.decode(line.utf8)
            guard entry["valid"] == false, entry["parses"] == true, entry["format"] == "text",
                let id = entry["id"]?.string, let text = entry["pql"]?.string
            else { continue }
            let parsed = PQLParser.parse(text)
            let told = parsed.diagnostics + Luma.checker(.empty, parsed.tree).diagnostics
            let errors = told.filter { $0.severity == .error }
            if Self.accepted[id] != nil {
                #expect(errors.isEmpty, "\(id) is refused: \(errors.map(\.message))")
            } else {
                #expect(!errors.isEmpty, "\(id)")
                refused += 1
            }
        }
        #expect(refused >= 3)
    }
}
