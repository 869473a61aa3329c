import Foundation
import JSONTree
import Testing

@Suite(.serialized) struct CommandLineTests {
    @Test func withoutATerminalAnApplyNeedsApproval() async throws {
        let workspace = try Workspace.samples()
        let result = try await workspace.segsync("apply", "--sandbox", "local")
        #expect(result.status == 1)
        #expect(result.messages.contains("--auto-approve"))
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--format", "json")
        #expect(try JSONText.decode(plan.output)["summary"]?["create"] == 18)
    }

    @Test(arguments: [
        ["plan"], ["plan", "--sandbox", "local", "--nonsense"], ["nonsense"], ["emulate", "--port", "-1"],
    ])
    func wrongUsageEndsWith64(arguments: [String]) async throws {
        let workspace = try Workspace.samples()
        #expect(try await SegsyncProcess.run(arguments, in: workspace.folder).status == 64)
        _ = workspace
    }

    @Test func aSandboxThatIsNotDefinedIsNamed() async throws {
        let result = try await Workspace.samples().segsync("plan", "--sandbox", "locla")
        #expect(result.status == 1)
        #expect(result.messages.contains("'locla'") && result.messages.contains("local-prod"))
    }

    @Test func aGuardRefusesAndSaysHowToPass() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        for path in ["shared/loyalty.yaml", "shared/purchases.yaml", "shared/engagement.yaml"] {
            try workspace.write("segments/" + path, "# nothing\n")
        }
        let refused = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(refused.status == 4)
        #expect(refused.output.contains("--max-deletes 17") && refused.output.contains("--delete-protected"))
        let allowed = try await workspace.segsync(
            "apply",
            "--sandbox",
            "local",
            "--auto-approve",
            "--max-deletes",
            "17",
            "--max-delete-percent",
            "100",
            "--delete-protected"
        )
        #expect(allowed.status == 0, "\(allowed.output)\(allowed.messages)")
        #expect(allowed.output.contains("17 done, 0 failed"))
    }

    @Test func brokenManifestsAreAllToldAndNothingIsSent() async throws {
        let broken = Workspace.repository.appendingPathComponent("Tests/Fixtures/broken")
        let text = try await SegsyncProcess.run(["validate"], in: broken)
        #expect(text.status == 1)
        #expect(text.output.hasSuffix("24 errors, 1 warning\n"))
        let output = try await SegsyncProcess.run(["validate", "--format", "json"], in: broken).output
        let json = try JSONText.decode(output)
        #expect(json["diagnostics"]?.array?.count == 25)
        #expect(json["summary"]?["errors"] == 24)
        // The endpoint is a closed port: an attempt to send would say so instead.
        for command in ["plan", "apply"] {
            let result = try await SegsyncProcess.run([command, "--sandbox", "dev"], in: broken)
            #expect(result.status == 1)
            #expect(result.messages.contains("the project has errors; nothing was sent"))
            #expect(result.output.isEmpty)
        }
    }

    @Test func missingCredentialsAreNamedAllAtOnce() async throws {
        let workspace = try Workspace.generated(1, endpoint: "https://platform.example.org")
        let project = try workspace.read("segsync.yaml").replacingOccurrences(of: "E2E_", with: "E2E_UNSET_")
        try workspace.write("segsync.yaml", project)
        let result = try await workspace.segsync("plan", "--sandbox", "remote")
        #expect(result.status == 1)
        let lines = project.split(separator: "\n", omittingEmptySubsequences: false)
        for key in ["clientID", "clientSecret", "orgID"] {
            let line = try #require(lines.firstIndex { $0.contains("\(key):") }) + 1
            #expect(result.messages.contains("'credentials.\(key)' (segsync.yaml:\(line))"))
        }
    }

    @Test func plainHTTPElsewhereIsRefused() async throws {
        let workspace = try Workspace.generated(1, endpoint: "http://platform.example.org")
        let result = try await workspace.segsync("plan", "--sandbox", "remote")
        #expect(result.status == 1)
        #expect(result.messages.contains("expected https"))
    }

    @Test func colourComesOnlyWhenItIsAskedFor() async throws {
        let workspace = try Workspace.samples()
        #expect(!(try await workspace.segsync("plan", "--sandbox", "local").output.contains("\u{1B}[")))
        #expect(
            try await workspace.segsync("plan", "--sandbox", "local", "--color", "always").output.contains("\u{1B}[")
        )
    }
}
