import Diagnostics
import Testing

@Suite struct SourceFileTests {
    @Test func columnsCountUnicodeScalarsFromOne() {
        let file = SourceFile(id: FileID("a.yaml"), bytes: Array("köl: x\r\nb: é!\n".utf8))
        #expect(file.position(at: 0) == SourcePosition(line: 1, column: 1))
        #expect(file.position(at: 3) == SourcePosition(line: 1, column: 3))
        #expect(file.position(at: 9) == SourcePosition(line: 2, column: 1))
        #expect(file.line(1) == "köl: x")
        #expect(file.line(2) == "b: é!")
        #expect(file.position(at: 999).line == 3)
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
