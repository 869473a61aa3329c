import Diagnostics
import Foundation
import Manifests
import Testing

/// Manifests each wrong in another way, read in one run: every mistake is told, at its place.
@Suite struct BrokenManifestsTests {
    private static let expected = [
        "segments/01-yaml-tab.yaml:6:1 YML005",
        "segments/02-yaml-duplicate-key.yaml:4:1 YML017",
        "segments/03-yaml-unclosed.yaml:2:7 YML009",
        "segments/04-unknown-key.yaml:3:1 MAN402",
        "segments/05-missing-key.yaml:1:1 MAN403",
        "segments/06-wrong-type.yaml:2:7 MAN404",
        "segments/07-out-of-range.yaml:4:12 MAN405",
        "segments/08-unknown-choice.yaml:4:13 MAN406",
        "segments/09-malformed-key.yaml:1:6 MAN407",
        "segments/10-pql-syntax.yaml:5:27 PQL111",
        "segments/11-pql-bracket.yaml:3:48 PQL113",
        "segments/12-pql-quotes.yaml:3:32 PQL103",
        "segments/13-unknown-field.yaml:5:21 PQL201",
        "segments/14-enum.yaml:3:49 PQL203",
        "segments/15-unknown-segment.yaml:3:23 MAN417",
        "segments/16-circle.yaml:7:23 MAN418",
        "segments/17-undefined-variable.yaml:3:39 MAN412",
        "segments/18-variable-fit.yaml:2:14 MAN413",
        "segments/19-unknown-sandbox.yaml:3:18 MAN410",
        "segments/20-duplicate-name.yaml:1:6 MAN415",
        "segments/20-duplicate-name.yaml:2:7 MAN416",
        "segments/21-file-missing.yaml:3:21 MAN408",
        "segments/22-operand-type.yaml:3:14 MAN420",
        "segments/22-operand-type.yaml:6:13 PQL210",
        "segsync.yaml:13:7 MAN414",
    ]

    private var validation: ProjectValidation {
        ProjectValidation(files: .disk(Sample.root.appendingPathComponent("Tests/Fixtures/broken")))
    }

    @Test func everyMistakeIsToldInOneRunAtItsLineAndColumn() {
        #expect(lines(validation) == Self.expected)
    }

    @Test func slipsOfTheKeyboardGetTheRightSuggestion() {
        let suggestions = Dictionary(
            validation.diagnostics.sorted.map { ("\($0.file) \($0.rule.code)", $0.suggestions.first ?? "") }
        ) { first, _ in first }
        #expect(suggestions["segments/04-unknown-key.yaml MAN402"] == "description")
        #expect(suggestions["segments/08-unknown-choice.yaml MAN406"] == "streaming")
        #expect(suggestions["segments/13-unknown-field.yaml PQL201"] == "level")
        #expect(suggestions["segments/14-enum.yaml PQL203"] == "\"platinum\"")
        #expect(suggestions["segments/15-unknown-segment.yaml MAN417"] == "circle-two")
    }

    @Test func rulesHaveCodesOfTheirOwn() {
        let codes = ManifestDiagnostics.rules.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.hasPrefix("MAN4") })
    }
}
