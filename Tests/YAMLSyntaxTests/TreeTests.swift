import Diagnostics
import Testing
import YAMLSyntax

/// The shape of trees, and the span of each node.
@Suite struct TreeTests {
    @Test(arguments: [
        ("a: 1\nb:\n  - x\n  - {c: d}\n", #"{"a": 1, "b": ["x", {"c": "d"}]}"#),
        ("- - a\n  - b\n-\n- c: 1\n  d:\n", #"[["a", "b"], null, {"c": 1, "d": null}]"#),
        ("{a, b: , ? c : d, [e]: f, }", #"{"a": null, "b": null, "c": "d", ["e"]: "f"}"#),
        ("? a\n? b\n: c\n", #"{"a": null, "b": "c"}"#),
        ("[a: b, c]", #"[{"a": "b"}, "c"]"#),
        ("a: &x [1, 2]\nb: *x\nc: &x 3\nd: *x\n", #"{"a": [1, 2], "b": [1, 2], "c": 3, "d": 3}"#),
        ("&k a: &v\n*k : *v\n", #"{"a": null}"#),
        ("a: &o [&i 1, *i]\n", #"{"a": [1, 1]}"#),
        ("1: a\n'1': b\n1.0: c\n~: d\n", #"{1: "a", "1": "b", 1.0: "c", null: "d"}"#),
        ("\"<<\": a\n!!str <<: b", #"{"<<": "a"}"#),
        ("a: <<\n", #"{"a": "<<"}"#),
        ("é: e\ne\u{301}: two scalars\n", "{\"é\": \"e\", \"e\u{301}\": \"two scalars\"}"),
        ("a: b # comment\n# comment\nc: 'd # e'\n", #"{"a": "b", "c": "d # e"}"#),
        ("\u{FEFF}a: b", #"{"a": "b"}"#),
        ("a: b\r\nc:\r\n  - d\r\n", #"{"a": "b", "c": ["d"]}"#),
    ])
    func aTextIsTheTree(_ text: String, _ tree: String) {
        let stream = YAMLParser.parse(Array(text.utf8), file: FileID("f.yaml"))
        #expect(stream.documents.map { $0.root?.flow } == [tree])
        #expect(stream.documents.first?.isComplete == true)
        let codes = stream.diagnostics.map(\.rule.code)
        #expect(codes.allSatisfy { $0 == "YML017" }, "\(stream.diagnostics)")
    }

    /// Each text marks all its nodes, in order.
    @Test(arguments: [
        "⟦plain⟧", "⟦several\n words⟧\n", "⟦'it''s'⟧ # c\n", "⟦\"a\\n\"⟧\n\n", "  ⟦[⟦a⟧, ⟦'b'⟧ ]⟧  ",
        "⟦{⟦a⟧: ⟦b⟧, ⟦c⟧⟦⟧}⟧",
        "⟦⟦key⟧: ⟦value⟧⟧  # comment\n\n# more\n", "⟦⟦key⟧:⟦⟧⟧\n", "⟦⟦a⟧:⟦⟧   # none\n⟦b⟧: ⟦1⟧⟧\n",
        "⟦⟦a⟧:\n  ⟦⟦b⟧:\n    ⟦⟦c⟧: ⟦d⟧⟧⟧\n\n⟦e⟧: ⟦f⟧⟧\n\n\n", "⟦- ⟦a⟧\n-⟦⟧\n- ⟦- ⟦b⟧⟧⟧\n\n# c\n",
        "⟦⟦a⟧:\n⟦- ⟦b⟧\n- ⟦c⟧⟧\n⟦d⟧: ⟦e⟧⟧\n", "⟦? ⟦a⟧⟦⟧\n? ⟦b⟧\n: ⟦c⟧⟧\n", "⟦? ⟦a⟧⟦⟧⟧\n\n# c\n",
        "⟦⟦a⟧: ⟦|\n  x\n  y⟧\n\n⟦b⟧: ⟦>-\n  x\n\n  y⟧\n\n\n⟦c⟧: ⟦|⟧ # c\n\n⟦d⟧: ⟦|+\n  z⟧⟧\n\n",
        "⟦⟦a⟧: ⟦|2-\n    x⟧⟧\n \n", "⟦⟦été⟧: ⟦\"😀\"⟧⟧\n", "⟦⟦😀⟧: ⟦|\n  é\n  😀⟧\n⟦x⟧: ⟦ü ö⟧⟧\n",
        "&a ⟦x⟧", "!!str &a ⟦x⟧", "⟦⟦a⟧: &n !!map\n  ⟦⟦b⟧: ⟦c⟧⟧\n⟦d⟧: &m ⟦[⟦e⟧]⟧⟧", "⟦&k ⟦a⟧: &v # c\n ⟦b⟧⟧",
        "⟦⟦a⟧: ⟦&v⟧\n⟦b⟧: ⟦*v⟧⟧", "⟦[⟦⟦a⟧: ⟦b⟧⟧, ⟦c⟧]⟧", "--- ⟦x⟧ # c\n...\n", "%YAML 1.2\n---\n⟦- ⟦x⟧⟧\n",
        "⟦⟦a⟧: ⟦b⟧\r\n⟦c⟧: ⟦|\r\n  d⟧⟧\r\n",
    ])
    func everyNodeHasItsSpan(_ marked: String) throws {
        let text = MarkedText(marked)
        let stream = YAMLParser.parse(text.bytes, file: FileID("f.yaml"))
        #expect(stream.diagnostics == [])
        let root = try #require(stream.documents.first?.root)
        #expect(root.all.map(\.span) == text.spans)
    }

    @Test func anAliasStandsWhereItIsWritten() throws {
        let text = MarkedText("a: &x\n  - ⟦b⟧\nc: ⟦*x⟧\n")
        let root = try #require(YAMLParser.parse(text.bytes, file: FileID("f.yaml")).documents.first?.root)
        let alias = try #require(root.mapping?.last?.value)
        #expect(alias.span == text.spans[1])
        #expect(alias.sequence?.map(\.span) == [text.spans[0]])
    }

    @Test(arguments: [
        ("", 0), ("# only a comment\n", 0), ("---\n", 1), ("---\n---\n", 2), ("a\n---\nb\n...\n---\nc\n", 3),
        ("a\n...\n", 1),
        ("a\n...\nb\n", 2), ("a\n...\n...\n# c\n...\nb: c\n", 2), ("--- |\n  ...\n", 1),
        ("a\n...\n%YAML 1.2\n---\nb", 2),
    ])
    func aFileHasDocuments(_ text: String, _ count: Int) {
        let stream = YAMLParser.parse(Array(text.utf8), file: FileID("f.yaml"))
        #expect(stream.diagnostics == [])
        #expect(stream.documents.count == count)
    }

    @Test func anEmptyDocumentHasNoRootAndANullHas() {
        let stream = YAMLParser.parse(Array("---\n# c\n---\n~\n--- !!str\n".utf8), file: FileID("f.yaml"))
        #expect(stream.documents.map { $0.root?.flow } == [nil, "null", "\"\""])
    }

    @Test func documentsHaveTheirSpans() {
        let text = MarkedText("# c\n⟦a: b⟧\n# c\n⟦---\nc⟧\n\n⟦--- # c\nd\n...⟧\n⟦%YAML 1.2\n---\né⟧\n")
        let stream = YAMLParser.parse(text.bytes, file: FileID("f.yaml"))
        #expect(stream.documents.map(\.span) == text.spans)
    }
}
