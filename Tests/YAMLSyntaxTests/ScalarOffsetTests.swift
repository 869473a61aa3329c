import Diagnostics
import Testing
import YAMLSyntax

/// Offsets in the decoded text of a scalar lead to the exact bytes of the file.
@Suite struct ScalarOffsetTests {
    /// In the scalar under `key`, each part stands, in order, at the marked places of the source.
    @Test(
        arguments: [
            // plain
            ("key: ⟦ab⟧ ⟦cd⟧", "ab cd", ["ab", "cd"]),
            ("key: ⟦ab⟧\n  ⟦cd⟧", "ab cd", ["ab", "cd"]),
            ("key: ⟦ab⟧  \n\n   ⟦cd⟧\n # c", "ab\ncd", ["ab", "cd"]),
            ("key: ab\n⟦\n⟧  cd⟦\n⟧ e", "ab\ncd e", ["\n", " "]),
            ("key: é⟦x⟧\r\n  😀⟦y⟧", "éx 😀y", ["x", "y"]),
            ("été: &a !!str ⟦ü⟧ ⟦b⟧", "ü b", ["ü", "b"]),
            // single quotes
            ("key: '⟦ab⟧'", "ab", ["ab"]),
            ("key: 'it⟦'⟧'⟦s⟧ ⟦é⟧'", "it's é", ["'", "s", "é"]),
            ("key: '⟦ab⟧\n\n   ⟦cd⟧\n  ⟦é⟧'", "ab\ncd é", ["ab", "cd", "é"]),
            ("key: ' ⟦a⟧ '", " a ", ["a"]),
            // double quotes
            ("key: \"⟦ab⟧\"", "ab", ["ab"]),
            ("key: \"a⟦\\⟧n⟦b⟧\\t⟦c⟧\"", "a\nb\tc", ["\n", "b", "c"]),
            ("key: \"⟦\\u00e9⟧⟦x⟧\"", "éx", ["é", "x"]),
            ("key: \"⟦\\U0001F600⟧⟦x⟧\\x41⟦y⟧\"", "😀xAy", ["😀", "x", "y"]),
            ("key: \"😀⟦x⟧\\\"⟦é⟧\"", "😀x\"é", ["x", "é"]),
            ("key: \"⟦ab⟧\n   ⟦cd⟧\"", "ab cd", ["ab", "cd"]),
            ("key: \"⟦ab⟧\n\n\n  ⟦cd⟧\"", "ab\n\ncd", ["ab", "cd"]),
            ("key: \"⟦ab⟧\\\n   ⟦cd⟧\"", "abcd", ["ab", "cd"]),
            ("key: \"⟦ab⟧ \\\n\n  \\ ⟦cd⟧\"", "ab \n cd", ["ab", "cd"]),
            ("key: \"⟦ab⟧\\\r\n   ⟦cd⟧\r\n  ⟦e⟧\"", "abcd e", ["ab", "cd", "e"]),
            ("key: \"\\N\\_\\L\\P\\0\\e⟦x⟧\"", "\u{85}\u{A0}\u{2028}\u{2029}\0\u{1B}x", ["x"]),
            // literal
            ("key: |\n  ⟦ab⟧\n  ⟦cd⟧\n", "ab\ncd\n", ["ab", "cd"]),
            ("key: |  # c\n\n  ⟦ab⟧⟦\n⟧\n    ⟦cd⟧\n", "\nab\n\n  cd\n", ["ab", "\n", "cd"]),
            ("key: |-\n     ⟦é⟧\n     😀⟦x⟧\n\n", "é\n😀x", ["é", "x"]),
            ("key: |+\n  ⟦a⟧\n\n\nb: c", "a\n\n\n", ["a"]),
            ("key: |2\n     ⟦a⟧\n  ⟦b⟧\n", "   a\nb\n", ["a", "b"]),
            ("key: |1-\n \n   ⟦a⟧", "\n  a", ["a"]),
            ("a:\n  - key: |\n      ⟦x⟧\n      ⟦y⟧\n  - z", "x\ny\n", ["x", "y"]),
            ("key: |\r\n  ⟦ab⟧\r\n  ⟦cd⟧\r\n", "ab\ncd\n", ["ab", "cd"]),
            ("key: |2\n  \t⟦a⟧\t⟦b⟧\n", "\ta\tb\n", ["a", "b"]),
            // folded
            ("key: >\n  ⟦ab⟧\n  ⟦cd⟧\n", "ab cd\n", ["ab", "cd"]),
            ("key: >-\n  ⟦ab⟧\n\n  ⟦cd⟧\n  ⟦é⟧\n", "ab\ncd é", ["ab", "cd", "é"]),
            ("key: >\n  ⟦a⟧\n    ⟦b⟧\n    ⟦c⟧\n  ⟦d⟧\n", "a\n  b\n  c\nd\n", ["a", "b", "c", "d"]),
            ("key: >+\n\n  ⟦😀⟧\n  ⟦é⟧\n\n", "\n😀 é\n\n", ["😀", "é"]),
            ("key: >2\n    ⟦a⟧\n  ⟦b⟧\n", "  a\nb\n", ["a", "b"]),
        ] as [(String, String, [String])]
    )
    func partsStandWhereTheyWereWritten(_ marked: String, _ decoded: String, _ parts: [String]) throws {
        let text = MarkedText(marked)
        let stream = YAMLParser.parse(text.bytes, file: FileID("f.yaml"))
        #expect(stream.diagnostics == [])
        let scalar = try #require(stream.documents.first?.root?.all.compactMap(\.scalar).first { $0.text == decoded })
        var searchStart = decoded.startIndex
        for (part, span) in zip(parts, text.spans) {
            let range = try #require(decoded.unicodeScalars.firstRange(of: part.unicodeScalars, from: searchStart))
            searchStart = range.upperBound
            let derived = ByteSpan(
                decoded.utf8.distance(from: decoded.startIndex, to: range.lowerBound),
                decoded.utf8.distance(from: decoded.startIndex, to: range.upperBound)
            )
            #expect(scalar.offsets.original(of: derived) == span, "'\(part)'")
        }
    }

    @Test(arguments: [
        ("key: ab⟦⟧\n", "ab"), ("key: 'ab⟦⟧'", "ab"), ("key: \"ab⟦⟧\"", "ab"), ("key: |-\n  ab⟦⟧\n\n", "ab"),
        ("key: |\n  ab\n⟦⟧\nb: c", "ab\n"), ("key: >-\n  a\n  b⟦⟧\n", "a b"), ("key: '⟦⟧'", ""), ("key: |\n⟦⟧", ""),
        ("key:⟦⟧\nb: c", ""), ("key: \"a\\n⟦⟧\"", "a\n"), ("key: 'it''s⟦⟧'", "it's"),
    ])
    func theEndOfTheTextStandsBehindItsLastByte(_ marked: String, _ decoded: String) throws {
        let text = MarkedText(marked)
        let root = try #require(YAMLParser.parse(text.bytes, file: FileID("f.yaml")).documents.first?.root)
        let scalar = try #require(root.mapping?.first?.value.scalar)
        #expect(scalar.text == decoded)
        #expect(scalar.offsets.original(of: decoded.utf8.count) == text.spans[0].start)
    }

    /// The reason for all this: a diagnostic of an expression finds its line and column in the manifest.
    @Test func aDiagnosticOfAnExpressionMovesToItsPlaceInTheManifest() throws {
        let text = MarkedText("name: 'é'\nexpression: >-\n  person.age > 1\n  and ⟦persn⟧.name = \"x\"\n")
        let root = try #require(YAMLParser.parse(text.bytes, file: FileID("m.yaml")).documents.first?.root)
        let scalar = try #require(root.mapping?.last?.value.scalar)
        let start = try #require(scalar.text.firstRange(of: "persn")?.lowerBound)
        let offset = scalar.text.utf8.distance(from: scalar.text.startIndex, to: start)
        let rule = DiagnosticRule("TST001", .error, "test", explanation: "A rule for tests.")
        let diagnostic = Diagnostic(rule, "unknown field", span: ByteSpan(offset, offset + 5))
        let moved = diagnostic.relocated(to: FileID("m.yaml"), by: scalar.offsets)
        #expect(moved.span == text.spans[0])
        let position = SourceFile(id: FileID("m.yaml"), bytes: text.bytes).position(at: moved.span.start)
        #expect(position == SourcePosition(line: 4, column: 7))
    }
}

extension String.UnicodeScalarView {
    fileprivate func firstRange(of part: Self, from start: Index) -> Range<Index>? {
        self[start...].firstRange(of: part)
    }
}
