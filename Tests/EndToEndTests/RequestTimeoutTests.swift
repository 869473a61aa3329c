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
        let apply = try await workspace.segsync(
            "apply",
            "--sandbox",
            "remote",
            "--auto-approve",
            "--request-timeout",
            "1"
        )
        #expect(apply.status == 0, "\(apply.output)\(apply.messages)")
        let calls = try await emulator.admin(.get, "calls").json
        #expect(calls["faulted"] == ["list": 1, "create": 1])
        // A create that may have been carried out is looked for before it is sent again, three times where nothing is
        // to be seen.
        #expect(calls["calls"]?["list"] == (afterWrite ? 3 : 5))
        #expect(calls["calls"]?["create"] == (afterWrite ? 2 : 3))
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
