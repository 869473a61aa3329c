import Foundation
import HTTPTypes
import JSONTree
import Reconciler
import Testing

/// Every fault of the embedded service with every call of an apply that it can befall.
///
/// The bulk runs in this process, with the client and the executor as they are wired in the command, in a time of its
/// own; a spread of the cells runs the real binary against a socket.
@Suite struct FaultMatrixTests {
    @Test func anApplyEndsAsPlannedOrIsHonestAboutIt() async throws {
        let start = ContinuousClock.now
        let words = try await withThrowingTaskGroup(of: (String, String).self) { group in
            var words: [String: String] = [:]
            var cases = MatrixCase.all.makeIterator()
            // Two at a time, as the cores are.
            for cell in [cases.next(), cases.next()].compactMap(\.self) { group.addTask { try await Self.run(cell) } }
            while let (label, end) = try await group.next() {
                words[label] = end
                if let cell = cases.next() { group.addTask { try await Self.run(cell) } }
            }
            return words
        }
        let page = FaultsPage(words: words)
        print("\(MatrixCase.all.count) runs with faults, \(ContinuousClock.now - start)\n\n\(page.tables)")
        try page.expectCurrent()
    }

    private static func run(_ cell: MatrixCase) async throws -> (String, String) {
        let world = try MatrixWorld()
        let check = try await MatrixCheck(cell.label, world)
        try await world.script(cell.script)
        let run = try await MatrixRun.inProcess(
            MatrixProject.later,
            world,
            givesUpHangingCalls: cell.fault.kind == "hang"
        )
        let counts = try await world.admin(.get, "calls")
        #expect(counts["faulted"]?[cell.call.kind] != nil, "\(cell.label): no call has met the fault")
        try await check.expectHonest(
            run,
            mayBeUnknown: cell.mayBeUnknown,
            mayMissWhatIsThere: cell.hidesWhatIsThere
        )
        try await check.expectRecovery(try await MatrixRun.inProcess(MatrixProject.later, world))
        return (cell.label, run.words)
    }
}

extension MatrixCase {
    /// Where nobody can tell what became of a write: it cannot be looked at to the end of the run.
    var mayBeUnknown: Bool {
        turn == .lasting || fault.kind == "hide" || fault.title == "delayVisibility of 50"
            || call == .create && Self.lostCreates.contains(fault.title)
    }

    /// Answers to a create that say neither that it was carried out nor that it was not: what is not found then may
    /// still come, so it is not sent again by the same run.
    private static let lostCreates: Set<String> = ["status 422", "status 500", "status 503", "hang"]

    /// Where the service says to the end, in every way there is, that a definition is gone which it keeps.
    var hidesWhatIsThere: Bool { fault.kind == "hide" && call == .read }
}
