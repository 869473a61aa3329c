import Diagnostics
import Testing

@Suite struct DiagnosticBagTests {
    private let rule = DiagnosticRule("TST001", .error, "test", explanation: "A rule for tests.")

    private func diagnostic(_ file: String, _ offset: Int, _ message: String = "wrong") -> Diagnostic {
        Diagnostic(rule, message, file: FileID(file), span: ByteSpan(offset, offset + 1))
    }

    @Test func orderIsByFileThenOffset() {
        var bag = DiagnosticBag()
        bag.add(contentsOf: [diagnostic("b", 1), diagnostic("a", 9), diagnostic("a", 2)])
        #expect(bag.sorted.map(\.file.path) == ["a", "a", "b"])
        #expect(bag.sorted.map(\.span.start) == [2, 9, 1])
    }

    @Test func theSameDiagnosticIsKeptOnce() {
        var bag = DiagnosticBag()
        bag.add(diagnostic("a", 1))
        bag.add(diagnostic("a", 1))
        #expect(bag.errorCount == 1)
    }

    @Test func whatIsDroppedIsCountedOnce() {
        var bag = DiagnosticBag()
        for _ in 0..<2 { bag.add(contentsOf: (0..<150).map { diagnostic("a", $0) }) }
        #expect(bag.dropped == [FileID("a"): 50])
        #expect(bag.errorCount == 150)
    }

    @Test func aFloodInOneFileIsCountedAndLeavesRoomForOthers() {
        var bag = DiagnosticBag()
        for offset in 0..<250 { bag.add(diagnostic("a", offset)) }
        bag.add(diagnostic("b", 0))
        #expect(bag.sorted.count == 101)
        #expect(bag.dropped == [FileID("a"): 150])
        #expect(bag.errorCount == 251)
    }
}
