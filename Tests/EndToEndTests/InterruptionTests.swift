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
        apply.standardError = FileHandle.nullDevice
        async let ended: Void = SegsyncProcess.runToEnd(apply)
        // Not a time but a state: some are there, and not all.
        while try await emulator.call(.get, "/segment/definitions?limit=1").json["page"]?["totalCount"]?.integer ?? 0
            < 40
        {
        }
        emulator.kill()
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
}
