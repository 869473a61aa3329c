import Diagnostics
import Testing
import YAMLSyntax

/// One text for each thing that can be wrong: code, message, and the marked place.
@Suite struct DiagnosticTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        /// Code and message in the order of the marks.
        let expected: [String]

        init(_ text: String, _ expected: String...) {
            self.text = text
            self.expected = expected
        }

        var testDescription: String { String(reflecting: text) }
    }

    static let cases: [Case] = [
        Case("a: ⟦\u{2}⟧", "YML004 the character U+0002 may not stand in YAML"),
        Case("a: x⟦\0⟧y", "YML004 the character U+0000 may not stand in YAML"),
        Case("# é⟦\u{9F}⟧", "YML004 the character U+009F may not stand in YAML"),
        Case("a: ⟦\u{FEFF}⟧b", "YML004 the character U+FEFF may not stand in YAML"),
        // tabs
        Case("a:\n⟦\t⟧b: c\n", "YML005 expected spaces, found a tab in the indentation"),
        Case("a:\n  ⟦\t⟧- b\n", "YML005 expected spaces, found a tab in the indentation"),
        Case("a: b\n  ⟦\t⟧c: d\n", "YML005 expected spaces, found a tab in the indentation"),
        Case("a: |\n⟦\t⟧b\n", "YML005 expected spaces, found a tab in the indentation"),
        Case("a: \"b\n\tc\"\n ⟦d⟧", "YML007 expected a key of the mapping, found 'd'"),
        // structure
        Case("é: b⟦:⟧ c\n", "YML006 a second ':' cannot stand on this line"),
        Case("a: b\n c⟦:⟧ d\n", "YML006 a key cannot stand here"),
        Case("name: x\n foo⟦:⟧ y\n", "YML006 a key cannot stand here"),
        Case("a:\n  - b\n ⟦-⟧ c\n", "YML007 expected a key of the mapping, found '-'"),
        Case("  a: 1\n⟦b⟧: 2\n", "YML007 expected the end of the document or '---', found 'b:'"),
        Case("- a\n⟦b⟧: c\n", "YML007 expected a '-' of the list, found 'b:'"),
        Case("a: \"b\" ⟦c⟧\n", "YML007 expected the end of the line behind the quoted text, found 'c'"),
        Case("a: ⟦-⟧ b\n", "YML007 a list item cannot begin here"),
        Case("a: ⟦?⟧ b\n", "YML007 a key cannot begin here"),
        Case("a: ⟦]⟧\n", "YML007 expected a value, found ']'"),
        Case("a: ⟦@⟧b\n", "YML008 a value cannot begin with '@'"),
        Case("é: ⟦`⟧b`\n", "YML008 a value cannot begin with '`'"),
        Case("a: ⟦%⟧b\n", "YML008 a value cannot begin with '%'"),
        Case("a: 1\nb: ⟦\"⟧c\n", "YML009 the quote that opens here is not closed"),
        Case("a: 1\nb: ⟦'⟧c\n---\nd\n", "YML009 the quote that opens here is not closed"),
        Case("a: ⟦[⟧b, c\n# end\n", "YML010 the bracket that opens here is not closed"),
        Case("a: ⟦{⟧b: c\n---\nd: e\n", "YML010 the bracket that opens here is not closed"),
        Case("a: [b, c\nd⟦:⟧ e\n", "YML010 expected ',' or ']', found ':'"),
        Case("a: {b: 1 ⟦]⟧\n", "YML010 expected ',' or '}', found ']'"),
        Case("a: 1\n⟦foo⟧\nb: 2\n", "YML011 expected ':' behind the key 'foo'"),
        Case("a: \"é⟦\\q⟧\"\n", "YML012 the escape '\\q' is not known"),
        Case("a: \"⟦\\ud83d⟧\"\n", "YML012 the escape '\\ud83d' names no character"),
        Case("a: \"⟦\\x⟧g1\"\n", "YML012 the escape '\\x' names no character"),
        Case("⟦%FOO⟧ x\n---\na\n", "YML013 the directive '%FOO' is not known"),
        Case("⟦%YAML⟧ 2.0\n---\na\n", "YML013 only the versions 1.1 and 1.2 of YAML are read"),
        Case("a: |⟦x⟧\n", "YML014 expected the end of the line behind the block header, found 'x'"),
        Case("a: ⟦*.txt⟧\n", "YML015 expected a name of letters and digits behind its first character, found '*.txt'"),
        Case("a: ⟦!e!x⟧ y\n", "YML015 no %TAG directive declares the handle of the tag '!e!x'"),
        // what libyaml lets pass
        Case(
            "a: 1\nb: 2\n⟦a⟧: 3\n⟦\"b\"⟧: 4\n",
            "YML017 the key 'a' is already in this mapping",
            "YML017 the key 'b' is already in this mapping"
        ),
        Case("{1: a, ⟦0x1⟧: b}", "YML017 the key '0x1' is already in this mapping"),
        Case("{~: a, ⟦null⟧: b}", "YML017 the key 'null' is already in this mapping"),
        Case("a: &k b\n? *k\n: 1\n⟦b⟧: 2\n", "YML017 the key 'b' is already in this mapping"),
        Case(
            "x: &x {a: 1}\ny:\n  ⟦<<⟧: *x\n  b: 2\n",
            "YML018 merge keys are not supported: '<<' is not part of YAML 1.2"
        ),
        Case("a: ⟦!foo⟧ b\n", "YML019 the tag '!foo' is not known"),
        Case("a: ⟦!!binary⟧ b\n", "YML019 the tag '!!binary' is not known"),
        Case(
            "a: &x ⟦!foo⟧ [b, ⟦!bar⟧, c]\n",
            "YML019 the tag '!foo' is not known",
            "YML019 the tag '!bar' is not known"
        ),
        Case("a: !!int ⟦b⟧\n", "YML020 the tag says an integer, found 'b'"),
        Case("a: !!bool ⟦yes⟧\n", "YML020 the tag says true or false, found 'yes'"),
        Case("a: ⟦!!map⟧ [b]\n", "YML020 the tag says a mapping, found a list"),
        Case("a: ⟦!!str⟧\n  b: c\n", "YML020 the tag says a string, found a mapping"),
        Case("a: ⟦*x⟧\nb: &x 1\n", "YML021 no anchor '&x' stands before this alias in the document"),
        Case("a: &x 1\n---\nb: ⟦*x⟧\n", "YML021 no anchor '&x' stands before this alias in the document"),
        Case("a: &x\n  - b\n  - ⟦*x⟧\n", "YML022 the alias '*x' stands inside the value that it names"),
        Case(
            "a: ⟦18446744073709551615⟧\n",
            "YML026 the number '18446744073709551615' does not fit in 64 bits and is read as the nearest that does"
        ),
    ]

    @Test(arguments: cases)
    func aMistakeIsReportedWhereItStands(_ test: Case) {
        let text = MarkedText(test.text)
        let diagnostics = YAMLParser.parse(text.bytes, file: FileID("f.yaml")).diagnostics
            .sorted { $0.span.start < $1.span.start }
        #expect(diagnostics.map { "\($0.rule.code) \($0.message)" } == test.expected)
        #expect(diagnostics.map(\.span) == text.spans)
        #expect(diagnostics.allSatisfy { $0.file == FileID("f.yaml") })
    }

    @Test func linesAndColumnsAreThoseOfTheFile() {
        let text = "é: 1\n\"ü\": {ß: x,\n  ß: y}\n"
        let stream = YAMLParser.parse(Array(text.utf8), file: FileID("f.yaml"))
        let source = SourceFile(id: FileID("f.yaml"), bytes: Array(text.utf8))
        #expect(stream.diagnostics.map { source.position(at: $0.span.start) } == [SourcePosition(line: 3, column: 3)])
        #expect(
            stream.diagnostics.first?.notes.map { source.position(at: $0.span.start) }
                == [SourcePosition(line: 2, column: 7)]
        )
    }

    @Test func ofADuplicateKeyTheFirstStays() {
        let stream = YAMLParser.parse(Array("a: 1\nb: 2\na: [&x 3]\nc: *x\n".utf8), file: FileID("f.yaml"))
        #expect(stream.documents.first?.root?.flow == #"{"a": 1, "b": 2, "c": 3}"#)
        #expect(stream.diagnostics.map(\.notes.first?.message) == ["the first one is here"])
    }

    @Test func whatCannotBeHadIsLeftOutAndTheDocumentSaysSo() {
        let stream = YAMLParser.parse(
            Array("a: *no\n*no : 1\nb: [1, *no, 2]\n<<: {c: 1}\nd: 3\n".utf8),
            file: FileID("f.yaml")
        )
        #expect(stream.documents.first?.root?.flow == #"{"b": [1, 2], "d": 3}"#)
        #expect(stream.documents.first?.isComplete == false)
    }

    @Test func nearNamesAreSuggested() {
        let stream = YAMLParser.parse(Array("a: &gold 1\nb: *glod\nc: !!sttr d\n".utf8), file: FileID("f.yaml"))
        #expect(stream.diagnostics.flatMap(\.suggestions).sorted() == ["!!str", "*gold"])
    }

    @Test func codesAreUniqueAndEveryRuleIsListed() {
        let codes = YAMLDiagnostics.rules.map(\.code)
        #expect(codes == (1...codes.count).map { "YML0" + ($0 < 10 ? "0" : "") + "\($0)" })
    }

    @Test func messagesKeepToTheConventions() {
        for test in Self.cases {
            for diagnostic in YAMLParser.parse(MarkedText(test.text).bytes, file: FileID("f.yaml")).diagnostics {
                #expect(diagnostic.message.first?.isUppercase == false, "\(diagnostic.message)")
                #expect(diagnostic.message.hasSuffix(".") == false, "\(diagnostic.message)")
                #expect(diagnostic.hint?.hasSuffix(".") != true)
            }
        }
    }

    @Test func textInMessagesIsShortAndHasNoControlCharacters() throws {
        let key = String(repeating: "k", count: 500)
        let stream = YAMLParser.parse(Array("{\"\\e\(key)\": 1, \"\\e\(key)\": 2}".utf8), file: FileID("f.yaml"))
        let message = try #require(stream.diagnostics.first?.message)
        #expect(message.count < 100)
        #expect(message.contains("\u{1B}") == false)
    }
}
