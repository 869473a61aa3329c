import Foundation
import HTTPTypes
import JSONTree
import Testing

/// Two sandboxes of one service, each with its own tenant, ids, merge policies and schemas; all that is sent to the
/// second is recorded.
final class PromoteProject {
    static let (source, target) = ("luma-dev", "luma-stage")

    let workspace: Workspace
    private(set) var emulator: EmulatorProcess
    /// One for each start of the service.
    private var relays: [RecordingRelay]
    private let folders: (dev: String, stage: String)

    /// `policies` are merge policies as `segsync emulate` takes them.
    init(
        manifests: [String: String],
        folders: (dev: String, stage: String) = ("segments/shared, segments/dev", "segments/shared, segments/stage"),
        stage: String = "{}",
        policies: [String]
    ) async throws {
        workspace = try Workspace.samples()
        self.folders = folders
        try workspace.remove("segments")
        for folder in (folders.dev + ", " + folders.stage).components(separatedBy: ", ") {
            try workspace.write("\(folder)/README.md", "Segments.\n")
        }
        for (path, text) in manifests { try workspace.write(path, text) }
        try workspace.write(
            "segsync.yaml",
            Self.configuration("http://127.0.0.1:1", "http://127.0.0.1:1", folders, stage)
        )
        emulator = try await EmulatorProcess(in: workspace.folder, policies.flatMap { ["--merge-policy", $0] })
        relays = [try RecordingRelay(to: emulator.port)]
        try configure(stage: stage)
    }

    /// Starts the service again, over the same data.
    func restart(policies: [String], stage: String) async throws {
        emulator.kill()
        emulator = try await EmulatorProcess(in: workspace.folder, policies.flatMap { ["--merge-policy", $0] })
        relays.append(try RecordingRelay(to: emulator.port))
        try configure(stage: stage)
    }

    /// Gives the second sandbox its variables.
    func configure(stage: String) throws {
        try workspace.write(
            "segsync.yaml",
            Self.configuration(emulator.endpoint, relays[relays.count - 1].endpoint, folders, stage)
        )
    }

    private static func configuration(
        _ dev: String,
        _ stage: String,
        _ folders: (dev: String, stage: String),
        _ variables: String
    ) -> String {
        func sandbox(
            _ name: String,
            _ endpoint: String,
            _ tenant: String,
            _ folders: String,
            _ schemas: String,
            _ variables: String
        )
            -> String
        {
            """
              \(name):
                endpoint: \(endpoint)
                sandbox: luma-\(name)
                tenant: \(tenant)
                segments: [\(folders)]
                schemas: schemas/\(schemas)
                variables: \(variables)
                credentials: { clientID: E2E_CLIENT_ID, clientSecret: E2E_CLIENT_SECRET, orgID: E2E_ORG_ID }

            """
        }
        return "version: 1\nproject: promote\nsandboxes:\n"
            + sandbox("dev", dev, "_wwfovlab011", folders.dev, "luma", "{ levels: [gold, platinum], city: Bonn }")
            + sandbox("stage", stage, "_lumaretail", folders.stage, "luma-prod", variables)
    }

    // MARK: Commands

    func segsync(_ arguments: String...) async throws -> SegsyncProcess.Output {
        try await SegsyncProcess.run(arguments, in: workspace.folder)
    }

    func promote(_ arguments: String...) async throws -> SegsyncProcess.Output {
        try await SegsyncProcess.run(["promote", "--from", "dev", "--to", "stage"] + arguments, in: workspace.folder)
    }

    func apply(_ sandbox: String) async throws {
        let apply = try await segsync("apply", "--sandbox", sandbox, "--auto-approve")
        #expect(apply.status == 0, "\(apply.output)\(apply.messages)")
        let plan = try await segsync("plan", "--sandbox", sandbox, "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)\(plan.messages)")
    }

    /// The definitions of a sandbox by name.
    func definitions(_ sandbox: String) async throws -> [String: JSONValue] {
        let all = try await emulator.definitions(sandbox: sandbox).map { ($0["name"]?.string ?? "", $0) }
        return Dictionary(all) { first, _ in first }
    }

    /// Changes a definition of the first sandbox, as somebody in its user interface would.
    func edit(_ name: String, _ change: (inout [String: JSONValue]) -> Void) async throws {
        let definition = try #require(try await definitions(Self.source)[name])
        var members: [String: JSONValue] = [:]
        for field in ["name", "description", "expression", "schema", "mergePolicyId", "ttlInDays"] {
            members[field] = definition[field]
        }
        change(&members)
        let id = try #require(definition["id"]?.string)
        let path = "/segment/definitions/\(id)"
        let answer = try await emulator.call(.patch, path, sandbox: Self.source, body: .object(members))
        try #require(answer.status == 200, "\(answer.json)")
    }

    /// All files of the project but for those that the tool keeps for itself.
    func files() throws -> [String: String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: workspace.folder.path)
        let own = paths.filter { $0.hasPrefix("segments/") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".pql")) }
        return Dictionary(uniqueKeysWithValues: try own.map { ($0, try workspace.read($0)) })
    }

    /// Nothing that was ever sent to the second sandbox names the first one's tenant or one of its ids.
    func expectNothingLeaked() async throws {
        let sent = relays.map(\.text).joined(separator: "\n")
        let policies = try await emulator.call(.get, "/config/mergePolicies", sandbox: Self.source).json["children"]
        let ids = (try await emulator.definitions(sandbox: Self.source) + (policies?.array ?? [])).compactMap {
            $0["id"]?.string
        }
        #expect(ids.count >= 3)
        #expect(sent.contains("POST ") && sent.contains("_lumaretail.loyalty"), "the relay was there")
        for id in ids { #expect(!sent.contains(id), "'\(id)' was sent") }
        #expect(!sent.contains("_wwfovlab011") && !sent.contains("wwfovlab011"))
    }
}
