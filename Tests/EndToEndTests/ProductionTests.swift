import Foundation
import HTTPTypes
import JSONTree
import Testing

/// A production sandbox is written to only after somebody has named it.
@Suite(.serialized) struct ProductionTests {
    /// What segsync.yaml and the platform say of a sandbox, what is passed, and how the apply ends.
    struct Row: Sendable, CustomTestStringConvertible {
        let sandbox: String
        let file: String?
        var platformTells = true
        var flags: [String] = []
        let status: Int32
        var words: [String] = []

        var testDescription: String {
            "\(sandbox), file: \(file ?? "-"), platform tells: \(platformTells), \(flags.joined(separator: " "))"
        }
    }

    private static let named = ["--confirm-production prod"]

    @Test(arguments: [
        Row(sandbox: "luma-dev", file: nil, status: 0),
        Row(sandbox: "luma-dev", file: "false", status: 0),
        Row(
            sandbox: "luma-dev",
            file: "true",
            status: 4,
            words: ["as segsync.yaml says", "--confirm-production luma-dev"]
        ),
        Row(sandbox: "luma-dev", file: "true", flags: ["--confirm-production", "luma-dev"], status: 0),
        Row(sandbox: "prod", file: nil, status: 4, words: ["as the platform says"] + named),
        Row(sandbox: "prod", file: "false", status: 4, words: ["as the platform says"] + named),
        Row(sandbox: "prod", file: nil, flags: ["--confirm-production", "prod"], status: 0),
        Row(
            sandbox: "prod",
            file: nil,
            flags: ["--confirm-production", "Prod"],
            status: 4,
            words: ["names 'Prod'"] + named
        ),
        Row(
            sandbox: "luma-dev",
            file: nil,
            flags: ["--confirm-production", "prod"],
            status: 4,
            words: ["is 'luma-dev'"]
        ),
        Row(
            sandbox: "luma-dev",
            file: nil,
            platformTells: false,
            status: 4,
            words: [
                "nobody can tell whether sandbox 'luma-dev'", "--confirm-production luma-dev", "'production: false'",
            ]
        ),
        Row(sandbox: "luma-dev", file: "true", platformTells: false, status: 4, words: ["as segsync.yaml says"]),
        Row(sandbox: "luma-dev", file: "false", platformTells: false, status: 0),
        Row(
            sandbox: "luma-dev",
            file: nil,
            platformTells: false,
            flags: ["--confirm-production", "luma-dev"],
            status: 0
        ),
    ])
    func whatEitherSideSaysCounts(row: Row) async throws {
        let server = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: server.folder)
        let workspace = try Self.workspace(emulator.endpoint, sandbox: row.sandbox, production: row.file)
        if !row.platformTells {
            // The first other call lists the merge policies, the next the sandboxes.
            let fault: JSONValue = ["call": "other", "from": 2, "fault": ["kind": "status", "status": 403]]
            #expect(try await emulator.admin(.put, "faults", body: ["faults": [fault]]).status == 200)
        }
        let run = try await SegsyncProcess.run(
            ["apply", "--sandbox", "remote", "--auto-approve"] + row.flags,
            in: workspace.folder
        )
        #expect(run.status == row.status, "\(run.output)\(run.messages)")
        for words in row.words { #expect(run.output.contains(words), "\(run.output)") }
        let calls = try await emulator.admin(.get, "calls").json["calls"]
        #expect(calls?["create"] == (row.status == 0 ? 1 : nil))
        emulator.kill()
    }

    @Test func aPlanNeedsNoNameNorDoesWhatWritesNothing() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("plan", "--sandbox", "local-prod").status == 0)
        let arguments = ["apply", "--sandbox", "local-prod", "--auto-approve"]
        let refused = try await SegsyncProcess.run(arguments + ["--format", "json"], in: workspace.folder)
        #expect(refused.status == 4)
        let blocks = try #require(try JSONText.decode(refused.output)["blocks"]?.array)
        #expect(blocks.map { $0["by"] } == ["production"])
        let named = arguments + ["--confirm-production", "prod"]
        #expect(try await SegsyncProcess.run(named, in: workspace.folder).status == 0)
        #expect(try await SegsyncProcess.run(arguments, in: workspace.folder).status == 0)
    }

    @Test(arguments: [("prod", Int32(0)), ("yes", 1)])
    func onATerminalTheNameIsTyped(answer: String, status: Int32) async throws {
        let workspace = try Workspace.samples()
        let terminal = try Terminal()
        terminal.ignoreWhatIsShown()
        let process = SegsyncProcess.start(["apply", "--sandbox", "local-prod"], in: workspace.folder)
        process.standardInput = terminal.device
        process.standardOutput = FileHandle.nullDevice
        process.standardError = terminal.device
        try terminal.type(answer)
        try await SegsyncProcess.runToEnd(process)
        #expect(process.terminationStatus == status)
    }

    private static func workspace(_ endpoint: String, sandbox: String, production: String?) throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write(
            "segsync.yaml",
            """
            version: 1
            project: e2e
            sandboxes:
              remote:
                endpoint: \(endpoint)
                sandbox: \(sandbox)
                tenant: _any
                segments: [segments]
                credentials: { clientID: E2E_CLIENT_ID, clientSecret: E2E_CLIENT_SECRET, orgID: E2E_ORG_ID }
            \(production.map { "    production: \($0)" } ?? "")
            """
        )
        try workspace.write("segments/a.yaml", "key: a\nname: A\nexpression: person.birthYear > 1980\n")
        return workspace
    }
}
