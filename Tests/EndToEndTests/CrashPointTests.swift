import Foundation
import HTTPTypes
import JSONTree
import Testing

/// The real binary, killed before and after every single write of a saved plan: the same file applied again ends as if
/// nothing had happened, and applied a third time does nothing.
@Suite(.serialized) struct CrashPointTests {
    /// How many scenes are played at a time.
    private static let scenes = 2

    private struct Reference {
        let writes: [String: Int]
        let stand: CrashScene.Stand

        var count: Int { writes.values.reduce(0, +) }
    }

    @Test func aKillAtAnyWriteIsCaughtUpWithByTheSameFile() async throws {
        let begin = ContinuousClock.now
        var killed: [String: Int] = [:]
        var writes = 0
        try await withThrowingTaskGroup(of: (killed: [String: Int], writes: Int).self) { group in
            for number in 0..<Self.scenes { group.addTask { try await Self.play(number) } }
            for try await part in group {
                killed.merge(part.killed, uniquingKeysWith: +)
                writes = part.writes
            }
        }
        #expect(killed.values.reduce(0, +) == 2 * writes)
        let kinds = killed.sorted { $0.key < $1.key }.map { "\($0.value) at \($0.key)" }.joined(separator: ", ")
        let actions = CrashProject.actions.values.reduce(0, +)
        let seconds = (ContinuousClock.now - begin).components.seconds
        print(
            "crash points: \(2 * writes) tried in \(seconds) s (\(kinds)), before and after each of the \(writes) writes "
                + "of a plan with \(actions) actions; each run was killed, applied again to the planned state, and then "
                + "wrote nothing"
        )
    }

    /// Tries every write whose number belongs to this scene.
    private static func play(_ scene: Int) async throws -> (killed: [String: Int], writes: Int) {
        let play = try await CrashScene()
        let reference = try await Self.reference(play)
        var killed: [String: Int] = [:]
        for number in 1...reference.count where number % scenes == scene {
            for afterWrite in [false, true] {
                let place = "killed \(afterWrite ? "after" : "before") write \(number)"
                try await play.reset()
                let kind = try await play.applyKilled(atWrite: number, afterWrite: afterWrite)
                killed[kind, default: 0] += 1
                let again = try await play.apply()
                #expect(again.status == 0, "\(place): \(again.output)\(again.messages)")
                try expect(await play.stand(), reference.stand, place)
                try await expectNothingToDo(play, place)
            }
        }
        play.emulator.kill()
        return (killed, reference.count)
    }

    /// The run that nothing disturbs.
    private static func reference(_ play: CrashScene) async throws -> Reference {
        let before = try await play.stand()
        let calls = try await play.emulator.calls {
            let result = try await play.workspace.segsync("apply", "plan.json", "--auto-approve", "--parallelism", "1")
            try #require(result.status == 0, "\(result.output)\(result.messages)")
        }
        let stand = try await play.stand()
        #expect(stand.strangers == before.strangers && stand.strangers.count == 3)
        try await expectNothingToDo(play, "not killed")
        let plan = try await play.workspace.segsync("plan", "--sandbox", "remote", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)")
        let kinds = ["create", "update", "patch", "delete"].map { ($0, calls[$0] ?? 0) }
        return Reference(writes: Dictionary(uniqueKeysWithValues: kinds), stand: stand)
    }

    private static func expectNothingToDo(_ play: CrashScene, _ place: String) async throws {
        let calls = try await play.emulator.calls {
            let result = try await play.apply()
            #expect(result.status == 0, "\(place): \(result.messages)")
            #expect(result.output.hasSuffix("Everything was as planned already; nothing was written.\n"), "\(place)")
        }
        #expect(calls.writes == 0, "\(place)")
        #expect(calls["list"] == 1, "\(place)")
    }

    private static func expect(_ stand: CrashScene.Stand, _ expected: CrashScene.Stand, _ place: String) {
        #expect(stand.strangers == expected.strangers, "\(place)")
        #expect(stand.own.keys.sorted() == expected.own.keys.sorted(), "\(place)")
        for (name, text) in expected.own where stand.own[name] != text {
            Issue.record("\(place): '\(name)' is \(stand.own[name] ?? "not there"), expected \(text)")
        }
    }
}
