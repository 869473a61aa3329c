import HTTPTypes
import JSONTree
import Testing

/// A service that takes a request and never answers.
struct RequestTimeoutTests {
    @Test(arguments: [false, true]) func aRequestWithoutAnAnswerCountsAsLost(afterWrite: Bool) async throws {
        let workspace = try Workspace.generated(2, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        let fault: [String: JSONValue] = ["kind": "hang", "afterWrite": .boolean(afterWrite)]
        try await emulator.script(
            ["call": "list", "nth": 1, "fault": .object(fault)],
            ["call": "create", "nth": 1, "fault": .object(fault)]
        )
        let arguments = ["apply", "--sandbox", "remote", "--auto-approve", "--request-timeout", "1"]
        let apply = try await SegsyncProcess.run(arguments, in: workspace.folder)
        // A create that may have been carried out is looked for; what is not found may still come, and is not sent
        // again by the same run.
        #expect(apply.status == (afterWrite ? 0 : 3), "\(apply.output)\(apply.messages)")
        let calls = try await emulator.admin(.get, "calls").json
        #expect(calls["faulted"] == ["list": 1, "create": 1])
        #expect(calls["calls"]?["create"] == 2)
        #expect(try await emulator.definitions().count == (afterWrite ? 2 : 1))
        #expect(try await SegsyncProcess.run(arguments, in: workspace.folder).status == 0)
        #expect(try await emulator.definitions().count == 2)
        emulator.kill()
    }

    @Test(arguments: ["0", "3601", "soon"]) func aTimeoutIsANumberOfSeconds(text: String) async throws {
        let workspace = try Workspace.generated(1, endpoint: "http://127.0.0.1:1")
        for command in ["plan", "apply", "drift"] {
            let run = try await workspace.segsync(command, "--sandbox", "remote", "--request-timeout", text)
            #expect(run.status == 64)
        }
    }
}
