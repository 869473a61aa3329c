import Diagnostics
import Foundation
import PQLSemantics
import PQLSyntax
import Reports
import Testing
import XDM

/// Documentation/Mistakes.md shows wrong expressions with all that is said of them, as `segsync` prints it.
struct MistakesPageTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let page = repository.appendingPathComponent("Documentation/Mistakes.md")

    private static func catalog() throws -> SchemaCatalog {
        let folder = repository.appendingPathComponent("schemas/luma")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        return SchemaCatalog.load(
            files: try names.map { name in
                let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
                return SchemaSnapshotFile(id: FileID(name), bytes: bytes)
            }
        ).catalog
    }

    private static func diagnostics(of mistake: Mistake, _ checker: ExpressionChecker) -> [Diagnostic] {
        let parsed = PQLParser.parse(mistake.text)
        let checked = checker.check(parsed, schema: "_xdm.context.profile")
        var found = checked.diagnostics + ExpressionLimits.diagnostics(of: checked.tree)
        if let method = mistake.evaluation {
            let report = EligibilityChecker { _ in nil }
                .report(of: checked.tree, relationshipSteps: checked.relationshipSteps)
            found += EligibilityDiagnostics.diagnostics(of: report, requested: method)
        }
        return found
    }

    /// What the command prints, without the line of counts.
    private static func rendered(_ mistake: Mistake, _ checker: ExpressionChecker) -> String {
        let source = SourceFile(id: FileID("rule.pql"), bytes: Array(mistake.text.utf8))
        let offsets = OffsetMap.shift(by: 0, length: source.bytes.count)
        var bag = DiagnosticBag()
        bag.add(contentsOf: diagnostics(of: mistake, checker).map { $0.relocated(to: source.id, by: offsets) })
        let text = DiagnosticsText(style: .plain).render(DiagnosticsReport(bag, sources: [source.id: source]))
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2).joined(separator: "\n")
    }

    private static func text() throws -> String {
        let checker = ExpressionChecker(catalog: try catalog())
        var text = """
            # Mistakes, and what segsync says of them

            Wrong expressions with their full diagnostics, checked against the sample schemas in `schemas/luma`.
            `SEGSYNC_RECORD=1 swift test --filter MistakesPageTests` rewrites this page from the table in
            `Tests/ReportsTests/Mistake.swift`.

            """
        for chapter in Mistake.chapters {
            text += "\n## \(chapter.title)\n"
            for mistake in chapter.mistakes {
                let evaluation = mistake.evaluation.map { ", with `evaluation: \($0.rawValue)`" } ?? ""
                text += "\n### \(mistake.title)\(evaluation)\n\n```\n\(rendered(mistake, checker))```\n"
            }
        }
        return text
    }

    @Test func sixtyMistakesAreShown() {
        #expect(Mistake.chapters.flatMap(\.mistakes).count >= 60)
    }

    @Test func everyMistakeIsNoticed() throws {
        let checker = ExpressionChecker(catalog: try Self.catalog())
        for mistake in Mistake.chapters.flatMap(\.mistakes) {
            #expect(!Self.diagnostics(of: mistake, checker).isEmpty, "\(mistake.title)")
        }
    }

    @Test func thePageIsCurrent() throws {
        let text = try Self.text()
        guard (try? String(contentsOf: Self.page, encoding: .utf8)) != text else { return }
        if ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil {
            try Data(text.utf8).write(to: Self.page)
            Issue.record("Documentation/Mistakes.md was rewritten")
        } else {
            Issue.record("Documentation/Mistakes.md is stale; rewrite it as it says at its head")
        }
    }
}
