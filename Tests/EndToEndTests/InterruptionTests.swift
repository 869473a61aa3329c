import Foundation
import HTTPTypes
import JSONTree
import Testing

@Suite(.serialized) struct InterruptionTests {
    @Test func aServiceKilledInTheMiddleOfAnApplyIsCaughtUpWith() async throws {
        let workspace = try Workspace.generated(500, endpoint: "http://127.0.0.1:1")
        var emulator = try await EmulatorProcess(in: workspace.folder)
        let port = emulator.port
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))

        let apply = SegsyncProcess.start(["apply", "--sandbox", "remote", "--auto-approve"], in: workspace.folder)
        apply.standardOutput = FileHandle.nullDevice
        let first = emulator
        async let ended: Void = SegsyncProcess.runToEnd(apply, afterDone: 40) { first.kill() }
        try await ended
        #expect(apply.terminationStatus == 3 || apply.terminationStatus == 1)

        emulator = try await EmulatorProcess(in: workspace.folder, port: port)
        let before = try await emulator.definitions().count
        #expect(before >= 40 && before < 500)
        let again = try await workspace.segsync("apply", "--sandbox", "remote", "--auto-approve")
        #expect(again.status == 0, "\(again.messages.suffix(2000))")
        let definitions = try await emulator.definitions()
        #expect(definitions.count == 500)
        #expect(Set(definitions.compactMap { $0["name"]?.string }).count == 500)
        let plan = try await workspace.segsync("plan", "--sandbox", "remote", "--detailed-exitcode")
        #expect(plan.status == 0)
        emulator.kill()
    }

    @Test func anApplyThatIsInterruptedFinishesWhatItBegan() async throws {
        let workspace = try Workspace.generated(300, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        let apply = SegsyncProcess.start(
            ["apply", "--sandbox", "remote", "--auto-approve", "--format", "json"],
            in: workspace.folder
        )
        let output = workspace.folder.appendingPathComponent("result.json")
        try Data().write(to: output)
        apply.standardOutput = try FileHandle(forWritingTo: output)
        try await SegsyncProcess.runToEnd(apply, afterDone: 20) { apply.interrupt() }
        #expect(apply.terminationStatus == 3)
        let summary = try #require(try JSONText.decode(try workspace.read("result.json"))["summary"])
        let done = try #require(summary["done"]?.integer)
        #expect(done >= 20 && summary["failed"] == 0 && summary["unknown"] == 0)
        #expect(done + (summary["skipped"]?.integer ?? 0) == 300)
        #expect(try await emulator.definitions().count == Int(done))
        #expect(try await workspace.segsync("apply", "--sandbox", "remote", "--auto-approve").status == 0)
        #expect(try await emulator.definitions().count == 300)
        emulator.kill()
    }
}
