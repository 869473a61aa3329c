import Diagnostics
import Reports
import Testing

@Suite struct DiagnosticsTextTests {
    private let rule = DiagnosticRule("TST001", .error, "test", explanation: "A rule for tests.")

    private func render(_ text: String, _ diagnostics: [Diagnostic], style: TextStyle = .plain) -> String {
        var bag = DiagnosticBag()
        bag.add(contentsOf: diagnostics)
        let source = SourceFile(id: FileID("a.yaml"), bytes: Array(text.utf8))
        let report = DiagnosticsReport(bag, sources: [source.id: source], manifests: 1)
        return DiagnosticsText(style: style).render(report)
    }

    @Test func theWrongPartIsMarkedUnderItsLine() {
        let text = render(
            "key: a\nname: Köln x\n",
            [
                Diagnostic(
                    rule,
                    "expected b, found 'x'",
                    file: FileID("a.yaml"),
                    span: ByteSpan(19, 20),
                    suggestions: ["y", "z"],
                    hint: "write b",
                    notes: [Diagnostic.Note("first here", file: FileID("a.yaml"), span: ByteSpan(0, 3))]
                )
            ]
        )
        #expect(
            text == """
                error[TST001]: expected b, found 'x'
                 --> a.yaml:2:12
                  |
                2 | name: Köln x
                  |            ^
                  note: first here
                 --> a.yaml:1:1
                  |
                1 | key: a
                  | ^^^
                  = did you mean 'y' or 'z'?
                  = write b

                1 manifest checked: 1 error, 0 warnings

                """
        )
    }

    @Test func nothingToSayIsOneLine() {
        #expect(render("", []) == "1 manifest checked: 0 errors, 0 warnings\n")
    }

    @Test func controlCharactersNeverReachTheTerminal() {
        let text = render(
            "name: \u{1B}[31mred\u{202E}\n",
            [Diagnostic(rule, "found '\u{1B}[2J\u{7}'", file: FileID("a.yaml"), span: ByteSpan(0, 4))]
        )
        #expect(!text.contains("\u{1B}") && !text.contains("\u{7}") && !text.contains("\u{202E}"))
        #expect(text.contains("\\u{1b}[31mred"))
    }

    @Test func coloursStandOnlyInAColouredText() {
        let one = [Diagnostic(rule, "m", file: FileID("a.yaml"), span: .zero)]
        #expect(!render("x", one).contains("\u{1B}"))
        #expect(render("x", one, style: TextStyle(isColoured: true)).contains("\u{1B}[31m"))
    }

    @Test func aLongLineIsCutAroundItsMark() {
        let before = String(repeating: "a = 1 and ", count: 1_000)
        let start = before.utf8.count
        let text = render(
            before + "wrong" + " and b = 2",
            [
                Diagnostic(rule, "m", file: FileID("a.yaml"), span: ByteSpan(start, start + 5))
            ]
        )
        let lines = text.split(separator: "\n")
        #expect(lines[1] == " --> a.yaml:1:10001")
        #expect(lines[3].hasPrefix("1 | …") && lines[3].hasSuffix("wrong and b = 2") && lines[3].count < 260)
        #expect(lines[4].count == lines[3].count - " and b = 2".count)
        #expect(lines[4].hasSuffix(" ^^^^^"))
    }

    @Test func aSpanOverSeveralLinesIsMarkedToTheEndOfItsFirst() {
        let text = render("ab: |\n  x\n", [Diagnostic(rule, "m", file: FileID("a.yaml"), span: ByteSpan(4, 9))])
        #expect(text.contains("1 | ab: |\n  |     ^\n"))
    }
}
