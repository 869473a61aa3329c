import Diagnostics
import Testing
import YAMLSyntax

/// Size, depth, number of values and alias expansion are bounded, each with its own diagnostic.
@Suite struct LimitTests {
    private func parse(_ text: String, _ limits: YAMLLimits) -> YAMLStream {
        YAMLParser.parse(Array(text.utf8), file: FileID("f.yaml"), limits: limits)
    }

    @Test func theDefaultsAreThoseOfTheManual() {
        #expect(YAMLLimits() == YAMLLimits(maxBytes: 4_194_304, maxDepth: 100, maxNodes: 200_000))
    }

    @Test func aFileMayHaveMaxBytesAndNoMore() {
        #expect(parse("a: 12", YAMLLimits(maxBytes: 5)).diagnostics == [])
        let stream = parse("a: 123", YAMLLimits(maxBytes: 5))
        #expect(stream.diagnostics.map(\.rule.code) == ["YML001"])
        #expect(stream.documents.isEmpty)
    }

    @Test(arguments: ["[[[x]]]", "- - - x", "a: {b: [x]}", "? ? - x"])
    func collectionsMayBeMaxDepthDeepAndNoMore(_ text: String) {
        #expect(parse(text, YAMLLimits(maxDepth: 3)).diagnostics == [])
        let stream = parse("ok: 1\n---\n\(text)\n---\nok: 2\n", YAMLLimits(maxDepth: 2))
        #expect(stream.diagnostics.map(\.rule.code) == ["YML024"])
        #expect(stream.documents.map(\.isComplete) == [true, false, true])
    }

    @Test func theDepthThatAnAliasBringsInCounts() {
        let text = "a: &a [x]\nb: &b [*a]\nc: &c [*b]\nd: 1\n"
        #expect(parse(text, YAMLLimits(maxDepth: 4)).diagnostics == [])
        let stream = parse(text, YAMLLimits(maxDepth: 3))
        #expect(stream.diagnostics.map(\.rule.code) == ["YML024"])
        #expect(stream.documents.first?.root?.flow == #"{"a": ["x"], "b": [["x"]], "c": [], "d": 1}"#)
    }

    @Test func aFileMayHaveMaxNodesAndNoMore() {
        #expect(parse("[1, 2]\n---\n[3]\n", YAMLLimits(maxNodes: 5)).diagnostics == [])
        let text = MarkedText("[1, 2]\n---\n[3, ⟦4⟧, 5]\n---\n6\n")
        let stream = YAMLParser.parse(text.bytes, file: FileID("f.yaml"), limits: YAMLLimits(maxNodes: 5))
        #expect(stream.diagnostics.map(\.rule.code) == ["YML025"])
        #expect(stream.diagnostics.map(\.span) == text.spans)
        #expect(stream.documents.map { $0.root?.flow } == ["[1, 2]", "[3]"])
        #expect(stream.documents.map(\.isComplete) == [true, false])
    }

    @Test func anAliasCountsAsAllItRepeats() {
        let text = "a: &a [1, 2, 3]\nb: *a\nc: 1\n"
        // mapping 1, keys 3, list 4, its repetition 4, c's value 1
        #expect(parse(text, YAMLLimits(maxNodes: 13)).diagnostics == [])
        #expect(parse(text, YAMLLimits(maxNodes: 12)).diagnostics.map(\.rule.code) == ["YML025"])
        let refused = parse("a: &a [1, 2, 3]\nb: *a\nc: 1\n", YAMLLimits(maxNodes: 10))
        #expect(refused.diagnostics.map(\.rule.code) == ["YML023"])
        #expect(refused.documents.first?.root?.flow == #"{"a": [1, 2, 3], "c": 1}"#)
    }

    @Test func aBillionLaughsAreRefused() {
        var text = "l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n"
        for level in 1...9 {
            let repeated = Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", ")
            text += "l\(level): &l\(level) [\(repeated)]\n"
        }
        let stream = parse(text + "after: 1\n", YAMLLimits())
        #expect(Set(stream.diagnostics.map(\.rule.code)) == ["YML023"])
        #expect(stream.documents.first?.root?.mapping?.last?.key.string == "after")
        #expect((stream.documents.first?.root?.all.count ?? 0) <= 200_000)
    }

    /// Texts that would make a careless reader overflow its stack.
    @Test(arguments: ["[", "{", "- ", "? ", "[[{a: ", "&a [", "!x {"])
    func nestingWithoutEndIsADiagnostic(_ opening: String) {
        let stream = parse(String(repeating: opening, count: 100_000), YAMLLimits())
        #expect(stream.diagnostics.contains { $0.rule.code == "YML024" || $0.rule.code == "YML007" })
    }
}
