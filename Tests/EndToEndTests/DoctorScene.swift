import Foundation
import JSONTree
import Testing

/// A served project with clients that each lack one thing, and projects of users that are wrong in one thing each.
struct DoctorScene {
    /// What segsync.yaml says of the sandbox `remote`; the address of the service where nothing else is said.
    struct Project {
        var endpoint: String?
        var tokenURL: String?
        var sandbox = "luma-dev"
        var tenant = "_wwfovlab011"
        var schemas = "schemas"
        var production: Bool?
        /// The text of the snapshot's record; none for nil.
        var record: String?
        /// The text of the snapshot's profile union, where it is another.
        var union: String?
        /// Lines that follow.
        var more = ""
    }

    static let permissions = [
        "view-segments", "manage-segments", "view-profile-configs", "view-sandboxes", "view-schemas", "view-tags",
    ]

    private static let secret = JSONValue.string(SegsyncProcess.credentials["E2E_CLIENT_SECRET"] ?? "")

    /// Everything is right for `tester`; who lacks something is named for it.
    static func access(clockOffset: Int64 = 0) -> JSONValue {
        func client(_ id: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
            .object(["id": .string(id), "secret": secret].merging(more) { _, new in new })
        }
        let lacking = permissions.map { missing in
            client("no-" + missing, ["permissions": .array(permissions.filter { $0 != missing }.map { .string($0) })])
        }
        return [
            "clockOffset": .integer(clockOffset),
            "clients": .array(
                [
                    client("tester"), client("no-api", ["platformAPI": false]),
                    client("no-scopes", ["scopes": ["openid"]]), client("no-sandbox", ["sandboxes": ["young"]]),
                    // Who looks at the service beside the tests.
                    ["id": "onlooker", "secret": "any"],
                ] + lacking
            ),
            "sandboxes": [
                "fresh": ["state": "creating"], "young": ["defaultMergePolicy": false],
                "later": ["type": "production"],
            ],
        ]
    }

    /// Serves five sandboxes: what is wrong with each is in the access, but for `bare`, which has no schemas.
    static func emulator(
        clockOffset: Int64 = 0,
        knowsClients: Bool = true
    ) async throws -> (EmulatorProcess, Workspace) {
        let workspace = try Workspace.samples()
        let sandboxes = ["luma-dev", "fresh", "young", "later", "bare"].map { name in
            """
              \(name):
                endpoint: embedded
                sandbox: \(name)
                tenant: _wwfovlab011
                segments: [segments/shared]
            \(name == "bare" ? "" : "    schemas: schemas/luma\n")
            """
        }
        try workspace.write("segsync.yaml", "version: 1\nproject: served\nsandboxes:\n" + sandboxes.joined())
        try workspace.write("access.json", JSONText.encode(access(clockOffset: clockOffset)))
        let access = knowsClients ? ["--access", "access.json"] : []
        return (try await EmulatorProcess(in: workspace.folder, access), workspace)
    }

    /// The project of a user, with one manifest that names a tag.
    static func workspace(_ project: Project, at endpoint: String) throws -> Workspace {
        let workspace = try Workspace()
        try FileManager.default.copyItem(
            at: Workspace.repository.appendingPathComponent("schemas/luma"),
            to: workspace.folder.appendingPathComponent("schemas")
        )
        try workspace.write(
            "segments/one.yaml",
            "key: one\nname: One\nexpression: ${tenant}.loyalty.points > 1\ntags: [Loyalty]\n"
        )
        if let record = project.record { try workspace.write("schemas/snapshot.json", record) }
        if let union = project.union { try workspace.write("schemas/profile-union.json", union) }
        let tokenURL = project.tokenURL.map { "\n      tokenURL: " + $0 } ?? ""
        let production = project.production.map { "\n    production: \($0)" } ?? ""
        try workspace.write(
            "segsync.yaml",
            """
            version: 1
            project: user
            sandboxes:
              remote:
                endpoint: \(project.endpoint ?? endpoint)
                sandbox: \(project.sandbox)
                tenant: \(project.tenant)
                segments: [segments]
                schemas: \(project.schemas)\(production)
                credentials:
                  clientID: E2E_CLIENT_ID
                  clientSecret: E2E_CLIENT_SECRET
                  orgID: E2E_ORG_ID\(tokenURL)
            \(project.more)
            """
        )
        return workspace
    }
}

/// What doctor said, check by check.
struct DoctorAnswer {
    struct Check {
        let id: String
        let title: String
        let status: String
        /// Detail and remedy.
        let text: String
    }

    let status: Int32
    let checks: [Check]

    init(_ output: SegsyncProcess.Output) throws {
        status = output.status
        let json = try JSONText.decode(output.output)
        try #require(json["version"] == 1)
        checks = try #require(json["checks"]?.array).map { check in
            Check(
                id: check["id"]?.string ?? "",
                title: check["title"]?.string ?? "",
                status: check["status"]?.string ?? "",
                text: (check["detail"]?.string ?? "") + " → " + (check["remedy"]?.string ?? "")
            )
        }
    }

    func ids(_ status: String) -> [String] { checks.filter { $0.status == status }.map(\.id) }

    subscript(id: String) -> Check? { checks.first { $0.id == id } }
}
