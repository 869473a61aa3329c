import Diagnostics
import Testing
import YAMLSyntax

/// Bytes that are not UTF-8, byte order marks, and what is read in spite of them.
@Suite struct EncodingTests {
    @Test(
        arguments: [
            ([0x61, 0xFF, 0x62], [1..<2]),
            ([0x61, 0xC3], [1..<2]),
            ([0xC3, 0xA9, 0xE9, 0x20, 0xE9], [2..<3, 4..<5]),
            // overlong, surrogate, above U+10FFFF: adjoining bytes are one place
            ([0x61, 0xC0, 0xAF, 0x62], [1..<3]),
            ([0x61, 0xED, 0xA0, 0x80, 0x62], [1..<4]),
            ([0x61, 0xF4, 0x90, 0x80, 0x80, 0x62], [1..<5]),
            ([0x61, 0xF0, 0x9F, 0x98, 0x62], [1..<4]),
            ([0x23, 0x80], [1..<2]),
        ] as [([UInt8], [Range<Int>])]
    )
    func badUTF8IsReportedAtItsBytes(_ bytes: [UInt8], _ ranges: [Range<Int>]) {
        let stream = YAMLParser.parse(bytes, file: FileID("f.yaml"))
        #expect(stream.diagnostics.map(\.rule.code) == ranges.map { _ in "YML003" })
        #expect(stream.diagnostics.map { $0.span.start..<$0.span.end } == ranges)
    }

    @Test func theRestOfAFileWithBadBytesIsRead() {
        let bytes = Array("a: caf".utf8) + [0xE9] + Array("\nb: 2\na: 3\n---\nc: 1\n".utf8)
        let stream = YAMLParser.parse(bytes, file: FileID("f.yaml"))
        #expect(stream.diagnostics.map(\.rule.code) == ["YML003", "YML017"])
        #expect(stream.diagnostics.map(\.message).first == "expected UTF-8, found the byte 0xE9")
        #expect(stream.documents.map { $0.root?.flow } == [#"{"a": "caf_", "b": 2}"#, #"{"c": 1}"#])
        #expect(stream.documents.map(\.isComplete) == [false, true])
    }

    @Test func aByteOrderMarkIsAccepted() {
        let text = MarkedText("\u{FEFF}⟦⟦a⟧: ⟦é⟧⟧")
        let stream = YAMLParser.parse(text.bytes, file: FileID("f.yaml"))
        #expect(stream.diagnostics == [])
        #expect(stream.documents.first?.root?.all.map(\.span) == text.spans)
    }

    @Test(
        arguments: [
            [0xFE, 0xFF, 0x00, 0x61], [0xFF, 0xFE, 0x61, 0x00], [0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00],
            [0x00, 0x00, 0xFE, 0xFF], [0x00, 0x61, 0x00, 0x3A], [0x61, 0x00, 0x3A, 0x00],
        ] as [[UInt8]]
    )
    func wideEncodingsAreRefused(_ bytes: [UInt8]) {
        let stream = YAMLParser.parse(bytes, file: FileID("f.yaml"))
        #expect(stream.diagnostics.map(\.rule.code) == ["YML002"])
        #expect(stream.documents.isEmpty)
    }

    @Test func aBinaryFileGivesAFewDiagnosticsOnly() {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7 | 1) }
        let stream = YAMLParser.parse(bytes, file: FileID("f.yaml"))
        #expect(stream.diagnostics.count < 40)
        #expect(
            stream.diagnostics.contains { $0.message.hasSuffix("more places hold bytes that may not stand in YAML") }
        )
    }
}
