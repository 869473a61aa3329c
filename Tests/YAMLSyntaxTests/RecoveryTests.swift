import Diagnostics
import Testing
import YAMLSyntax

/// A document that cannot be read does not hide the others.
@Suite struct RecoveryTests {
    @Test func everyDocumentOfAFileIsReported() {
        let text = MarkedText(
            """
            a: 1
            ⟦a⟧: 2
            ---
            b: ⟦[⟧1, 2
            --- # é
            c: 3⟦:⟧ 4
            ---
            d: ok
            ---
            e: ⟦"⟧open
            ...
            f: ⟦*nothing⟧
            ---
            g:
            ⟦\t⟧- h
            i: j
            ---
            k: ok
            """
        )
        let stream = YAMLParser.parse(text.bytes, file: FileID("f.yaml"))
        let diagnostics = stream.diagnostics.sorted { $0.span.start < $1.span.start }
        #expect(diagnostics.map(\.rule.code) == ["YML017", "YML010", "YML006", "YML009", "YML021", "YML005"])
        #expect(diagnostics.map(\.span) == text.spans)
        #expect(
            stream.documents.map { $0.root?.flow } == [
                #"{"a": 1}"#, #"{"b": [1, 2]}"#, #"{"c": 3}"#, #"{"d": "ok"}"#, "{}", "{}", "{}", #"{"k": "ok"}"#,
            ]
        )
        #expect(stream.documents.map(\.isComplete) == [true, false, false, true, false, false, false, true])
    }

    @Test(arguments: [
        "[a\n---\nlast: 1\n", "\"a\n---\nlast: 1\n", "a: b: c\n--- # x\nlast: 1\n", "%BAD\n---\na\n...\n---\nlast: 1\n",
        "a: @\n...\nlast: 1\n", "a: |x\n  ---\n---\nlast: 1\n", "- a\nb\n---\nlast: 1\n",
        "{a: [b}\r\n---\r\nlast: 1\r\n",
        "a\n---\n\t[\n---\nlast: 1", "é: [ü\n---\nlast: 1\n",
    ])
    func readingGoesOnAtTheNextDocument(_ text: String) {
        let stream = YAMLParser.parse(Array(text.utf8), file: FileID("f.yaml"))
        #expect(stream.documents.last?.root?.flow == #"{"last": 1}"#)
        #expect(stream.documents.last?.isComplete == true)
        #expect(stream.diagnostics.count == 1, "\(stream.diagnostics)")
    }

    @Test func textBehindADocumentMakesThatDocumentIncomplete() {
        let stream = YAMLParser.parse(Array("  a: 1\nb: 2\n---\nc: 3\n".utf8), file: FileID("f.yaml"))
        #expect(stream.documents.map { $0.root?.flow } == [#"{"a": 1}"#, #"{"c": 3}"#])
        #expect(stream.documents.map(\.isComplete) == [false, true])
    }

    @Test func offsetsBehindAnErrorCountTheWholeFile() throws {
        let text = MarkedText("é: [😀\n---\nü: ⟦|\n  é⟦x⟧⟧\n")
        let root = try #require(YAMLParser.parse(text.bytes, file: FileID("f.yaml")).documents.last?.root)
        let value = try #require(root.mapping?.first?.value)
        #expect(value.span == text.spans[0])
        #expect(value.scalar?.offsets.original(of: 2) == text.spans[1].start)
    }

    @Test func aFileOfBrokenDocumentsIsLeftAfterAHundred() {
        let stream = YAMLParser.parse(
            Array(String(repeating: "--- [\n", count: 500).utf8),
            file: FileID("f.yaml")
        )
        #expect(stream.diagnostics.count == 101)
        #expect(stream.diagnostics.last?.rule.code == "YML027")
    }
}
