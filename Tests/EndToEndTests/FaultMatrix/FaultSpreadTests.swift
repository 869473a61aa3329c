import HTTPTypes
import JSONTree
import Testing

/// The real binary on a socket: a spread of the matrix's cells, in the machine's time and eight actions at once.
@Suite struct FaultSpreadTests {
    static let cells: [(fault: String, call: MatrixCase.Call, turn: MatrixCase.Turn)] = [
        ("loseAnswer", .create, .first), ("loseAnswer", .patch, .first), ("loseAnswer", .list, .first),
        ("loseAnswer", .delete, .later), ("loseAnswer", .create, .lasting), ("cutBody", .create, .first),
        ("cutBody", .update, .first), ("cutBody", .delete, .first), ("cutBody", .read, .later),
        ("cutBody", .token, .first), ("hang", .create, .later), ("hang", .delete, .first), ("hang", .list, .first),
        ("hang", .token, .first), ("hang", .read, .first), ("hang, carried out", .create, .first),
        ("hang, carried out", .update, .first), ("hang, carried out", .patch, .later), ("late", .create, .first),
        ("late", .update, .later), ("late", .delete, .first), ("429 with Retry-After", .create, .first),
        ("429", .read, .first), ("status 401", .update, .first), ("status 403", .list, .first),
        ("status 403", .create, .lasting), ("status 404", .read, .lasting), ("status 422", .create, .first),
        ("status 500, carried out", .create, .first), ("status 503, carried out", .delete, .first),
        ("status 503", .update, .first), ("emptyPage", .list, .first), ("shortPage", .list, .lasting),
        ("downgrade", .update, .first), ("clearOmitted", .update, .lasting), ("hide", .create, .first),
        ("delayVisibility of 2", .create, .lasting),
    ]

    @Test func theBinaryEndsAsPlannedOrIsHonestAboutIt() async throws {
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, cell) in Self.cells.enumerated() {
                // They wait more than they work; more at a time would be late for their timeouts.
                if number >= 8 { _ = try await group.next() }
                group.addTask { try await Self.run(cell.fault, cell.call, cell.turn) }
            }
            try await group.waitForAll()
        }
        print("\(Self.cells.count) runs of the binary with faults, \(ContinuousClock.now - start)")
    }

    private static func run(_ title: String, _ call: MatrixCase.Call, _ turn: MatrixCase.Turn) async throws {
        let fault = try #require(MatrixCase.faults.first { $0.title == title })
        let cell = try #require(MatrixCase(fault, call, turn))
        let world = try MatrixWorld(isServed: true)
        let check = try await MatrixCheck(cell.label, world)
        try await world.serve { port in
            let workspace = try Workspace.generated(0, endpoint: "http://127.0.0.1:\(port)")
            try workspace.write("segments/all.yaml", MatrixProject.after)
            try await world.script(cell.script)
            let run = try await MatrixRun.binary(workspace, cell.label, briefly: ["hang", "late"].contains(fault.kind))
            let counts = try await world.admin(.get, "calls")
            #expect(counts["faulted"]?[call.kind] != nil, "\(cell.label): no call has met the fault")
            try await check.expectHonest(
                run,
                mayBeUnknown: cell.mayBeUnknown,
                mayMissWhatIsThere: cell.hidesWhatIsThere
            )
            try await check.expectRecovery(try await MatrixRun.binary(workspace, cell.label))
            let plan = try await workspace.segsync("plan", "--sandbox", "remote", "--detailed-exitcode")
            #expect(plan.status == 0, "\(cell.label): \(plan.output)\(plan.messages)")
        }
    }
}
