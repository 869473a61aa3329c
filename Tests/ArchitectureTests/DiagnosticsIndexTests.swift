import Diagnostics
import Foundation
import Manifests
import PQLSemantics
import PQLSyntax
import Testing
import XDM
import YAMLSyntax

/// Documentation/Diagnostics.md lists every rule of every module.
@Suite struct DiagnosticsIndexTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Documentation/Diagnostics.md").standardizedFileURL

    private static let families: [(title: String, rules: [DiagnosticRule])] = [
        ("YAML", YAMLDiagnostics.rules), ("PQL: syntax", PQLDiagnostics.rules),
        ("PQL: fields and types", PQLSemanticsDiagnostics.rules + ClauseDiagnostics.rules),
        ("PQL: evaluation and limits", EligibilityDiagnostics.rules + LimitDiagnostics.rules),
        ("Projects, manifests, templates", ManifestDiagnostics.rules), ("Schema snapshots", XDMDiagnostics.rules),
    ]

    private static var text: String {
        let intro = """
            # Diagnostics

            Every diagnostic has a code that never means anything else. This page is made from the rules in the code:
            `SEGSYNC_RECORD=1 swift test --filter DiagnosticsIndexTests` rewrites it.

            """
        return families.reduce(intro) { text, family in
            let rows = family.rules.sorted { $0.code < $1.code }.map { rule in
                let cells = [rule.code, rule.severity.rawValue, rule.title, rule.explanation]
                return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
            }
            return text
                + "\n## \(family.title)\n\n| code | severity | what | why, and what to do |\n|---|---|---|---|\n"
                + rows.joined()
        }
    }

    @Test func codesAreOfOneFormAndUsedOnce() {
        let codes = Self.families.flatMap(\.rules).map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.wholeMatch(of: /(YML0|PQL1|PQL2|PQL3|MAN4|XDM7)[0-9]{2}/) != nil })
    }

    @Test func everyRuleExplainsItself() {
        for rule in Self.families.flatMap(\.rules) {
            #expect(!rule.title.isEmpty && !rule.title.hasSuffix("."), "\(rule.code)")
            #expect(rule.explanation.hasSuffix("."), "\(rule.code)")
        }
    }

    @Test func thePageIsCurrent() throws {
        let page = try? String(contentsOf: Self.file, encoding: .utf8)
        guard page != Self.text else { return }
        if ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil {
            try Data(Self.text.utf8).write(to: Self.file)
            Issue.record("Documentation/Diagnostics.md was rewritten")
        } else {
            Issue.record("Documentation/Diagnostics.md is stale; rewrite it as it says at its head")
        }
    }
}
