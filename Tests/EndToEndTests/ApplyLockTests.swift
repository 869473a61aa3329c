import Foundation
import HTTPTypes
import JSONTree
import Testing

/// One apply at a time from a folder, and no lock that outlives its process.
struct ApplyLockTests {
    private static let hanging: JSONValue = ["call": "create", "nth": 1, "fault": ["kind": "hang"]]
    private static let apply = ["apply", "--sandbox", "remote", "--auto-approve"]

    @Test func aSecondApplyIsToldWhoHoldsTheFirst() async throws {
        let workspace = try Workspace.generated(2, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        try await emulator.script(Self.hanging)
        let first = SegsyncProcess.start(Self.apply, in: workspace.folder)
        first.standardOutput = FileHandle.nullDevice
        first.standardError = FileHandle.nullDevice
        async let ended: Void = SegsyncProcess.runToEnd(first)
        _ = try await emulator.admin(.get, "calls?hanging=1")

        let calls = try await emulator.calls {
            let second = try await SegsyncProcess.run(Self.apply, in: workspace.folder)
            #expect(second.status == 1)
            #expect(second.messages.contains("another apply to sandbox 'remote' is running"), "\(second.messages)")
            #expect(second.messages.contains("(process \(first.processIdentifier) since 20"), "\(second.messages)")
        }
        #expect(calls.writes == 0 && calls["list"] == nil)
        // Looking is allowed.
        #expect(try await workspace.segsync("plan", "--sandbox", "remote").status == 0)

        _ = try await emulator.admin(.post, "release")
        try await ended
        #expect(first.terminationStatus == 0)
        #expect(try await workspace.segsync("apply", "--sandbox", "remote", "--auto-approve").status == 0)
        emulator.kill()
    }

    @Test func aKilledApplyHoldsNothing() async throws {
        let workspace = try Workspace.generated(2, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        try await emulator.script(Self.hanging)
        let first = SegsyncProcess.start(Self.apply, in: workspace.folder)
        first.standardOutput = FileHandle.nullDevice
        first.standardError = FileHandle.nullDevice
        async let ended: Void = SegsyncProcess.runToEnd(first)
        _ = try await emulator.admin(.get, "calls?hanging=1")
        kill(first.processIdentifier, SIGKILL)
        try await ended
        let second = try await SegsyncProcess.run(Self.apply, in: workspace.folder)
        #expect(second.status == 0, "\(second.output)\(second.messages)")
        #expect(try await emulator.definitions().count == 2)
        emulator.kill()
    }

    @Test func aSandboxThatIsNotDefinedLeavesNoLock() async throws {
        let workspace = try Workspace.samples()
        for name in ["../out", "no/such", "."] {
            let run = try await workspace.segsync("apply", "--sandbox", name, "--auto-approve")
            #expect(run.status == 1 && run.messages.contains("there is no sandbox '\(name)'"), "\(run.messages)")
        }
        let state = workspace.folder.appendingPathComponent(".segsync").path
        #expect(!FileManager.default.fileExists(atPath: state))
    }

    @Test func eachSandboxHasALockOfItsOwn() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let production = ["apply", "--sandbox", "local-prod", "--auto-approve", "--confirm-production", "prod"]
        #expect(try await SegsyncProcess.run(production, in: workspace.folder).status == 0)
        let kept = try FileManager.default.contentsOfDirectory(
            atPath: workspace.folder.appendingPathComponent(".segsync").path
        )
        #expect(kept.filter { $0.hasSuffix(".lock") }.sorted() == ["local-prod.lock", "local.lock"])
    }
}
