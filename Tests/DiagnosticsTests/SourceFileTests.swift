import Diagnostics
import Testing

@Suite struct SourceFileTests {
    @Test func columnsCountUnicodeScalarsFromOne() {
        let file = SourceFile(id: FileID("a.yaml"), bytes: Array("köl: x\r\nb: é!\n".utf8))
        #expect(file.position(at: 0) == SourcePosition(line: 1, column: 1))
        #expect(file.position(at: 3) == SourcePosition(line: 1, column: 3))
        #expect(file.position(at: 9) == SourcePosition(line: 2, column: 1))
        #expect(file.excerpt(at: 3).text == "köl: x")
        #expect(file.excerpt(at: 9).text == "b: é!")
        #expect(file.position(at: 999).line == 3)
    }

    @Test func columnsOfALongLineAreThoseOfAShortOne() {
        let text = "ä\n" + String(repeating: "köl€😀 ", count: 2_000) + "\nend"
        let bytes = Array(text.utf8) + [0xFF, 0x80, 0x41]
        let file = SourceFile(id: FileID("a"), bytes: bytes)
        let start = 3
        for offset in stride(from: start, through: bytes.count, by: 97) {
            let before = String(decoding: bytes[start..<offset], as: UTF8.self)
            guard !before.contains("\n") else { break }
            #expect(file.position(at: offset) == SourcePosition(line: 2, column: before.unicodeScalars.count + 1))
        }
        #expect(file.position(at: bytes.count) == SourcePosition(line: 3, column: 7))
    }

    @Test func ofALongLineWhatIsAroundThePlaceIsShown() {
        let line = String(repeating: "é", count: 1_000)
        let file = SourceFile(id: FileID("a"), bytes: Array(line.utf8))
        let middle = file.excerpt(at: 1_000)
        #expect(middle.isCutBefore && middle.isCutBehind)
        #expect(middle.text.allSatisfy { $0 == "é" } && middle.text.utf8.count <= 240)
        #expect((middle.column...middle.column + middle.text.count).contains(501))
        let first = file.excerpt(at: 0)
        #expect(first.column == 1 && !first.isCutBefore && first.isCutBehind)
        #expect(!file.excerpt(at: 2_000).isCutBehind)
    }

    @Test func anOffsetMapFollowsEachAnchor() {
        let map = OffsetMap(
            anchors: [.init(derived: 0, original: 10), .init(derived: 3, original: 20)],
            originalEnd: 25
        )
        #expect(map.original(of: 2) == 12)
        #expect(map.original(of: 4) == 21)
        #expect(map.original(of: ByteSpan(1, 3)) == ByteSpan(11, 13))
        #expect(map.original(of: ByteSpan(1, 4)) == ByteSpan(11, 21))
        #expect(map.original(of: 99) == 25)
    }
}
