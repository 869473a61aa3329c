import Testing

/// The real binary on projects in which somebody wrote a secret where none belongs.
@Suite struct ConfidentialityTests {
    private static let commands = [
        ["validate"], ["validate", "--format", "json"], ["plan", "--sandbox", "remote"],
        ["plan", "--sandbox", "remote", "--format", "json"], ["apply", "--sandbox", "remote", "--auto-approve"],
        ["import", "--sandbox", "remote"], ["drift", "--sandbox", "remote"], ["schema", "pull", "--sandbox", "remote"],
        ["doctor", "--sandbox", "remote"], ["doctor", "--sandbox", "remote", "--format", "json"], ["graph"],
        ["fmt", "segsync.yaml", "--check"],
    ]

    /// A text of the project file, and what stands in its place.
    @Test(arguments: [
        ("clientSecret: E2E_CLIENT_SECRET", "clientSecret: p8e-hunter2"),
        ("clientSecret: E2E_CLIENT_SECRET", "clientSecret: HUNTER2"),
        ("clientID: E2E_CLIENT_ID", "clientID: HUNTER2"), ("orgID: E2E_ORG_ID", "orgID: hunter2@AdobeOrg"),
        ("clientSecret: E2E_CLIENT_SECRET", "clientSecrt: p8e-hunter2"),
        ("clientSecret: E2E_CLIENT_SECRET", "clientSecret: \"p8e-hunter2"),
        ("clientSecret: E2E_CLIENT_SECRET", "clientSecret: *hunter2"),
        ("clientSecret: E2E_CLIENT_SECRET", "clientSecret: p8e: hunter2"),
        ("endpoint: https://platform.example", "endpoint: ftp://u:hunter2@x"),
        ("endpoint: https://platform.example", "endpoint: u:hunter2@x"),
        ("endpoint: https://platform.example", "endpoint: https://u:hunter2@x"),
        ("orgID: E2E_ORG_ID", "orgID: E2E_ORG_ID\n      tokenURL: https://x.example/token?secret=hunter2"),
        ("orgID: E2E_ORG_ID", "orgID: E2E_ORG_ID\n      tokenURL: https://u:hunter2@x.example/token"),
    ])
    func noCommandShowsASecretThatStandsInTheProjectFile(right: String, wrong: String) async throws {
        let workspace = try Workspace.generated(1, endpoint: "https://platform.example")
        let text = try workspace.read("segsync.yaml")
        try #require(text.contains(right))
        try workspace.write("segsync.yaml", text.replacing(right, with: wrong))
        for command in Self.commands {
            let run = try await SegsyncProcess.run(
                command,
                in: workspace.folder,
                // Nobody is called.
                environment: ["https_proxy": "http://127.0.0.1:1"]
            )
            let said = run.output + run.messages
            #expect(!said.lowercased().contains("hunter2"), "\(command): \(said)")
            let isNameInCapitals = wrong.hasSuffix("HUNTER2")
            let isOffline = ["validate", "graph", "fmt"].contains(command[0])
            #expect(run.status != 0 || isNameInCapitals && isOffline, "\(command)")
        }
    }
}
