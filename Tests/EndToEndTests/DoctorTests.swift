import Foundation
import HTTPTypes
import JSONTree
import Testing

/// The real binary against a service that is wrong in one thing at a time.
@Suite(.serialized) struct DoctorTests {
    /// One thing that is wrong, the checks that fail for it, and those that then cannot be told.
    struct Row {
        let name: String
        var project = DoctorScene.Project()
        var environment: [String: String] = [:]
        var failed: [String] = []
        /// What the failed checks, and those that warn, say.
        var words: [String] = []
        /// What they do not say.
        var silentOn: [String] = []
        var skipped: [String] = []
        var warned: [String] = []
        /// Calls that go wrong, as a fault script says it.
        var faults: [JSONValue] = []
        /// What somebody answers who stands between the tool and the platform.
        var answers: [AnsweringRelay.Answer] = []
    }

    private static let inside = [
        "viewSchemas", "tenant", "schema", "viewSegments", "manageSegments", "viewMergePolicies", "mergePolicy",
    ]
    private static let afterSandbox = ["state", "type"] + inside
    private static let afterDoor = ["viewSandboxes", "sandbox"] + afterSandbox + ["viewTags"]
    private static let afterKey = ["organisation"] + afterDoor
    static let afterToken = ["apiKey"] + afterKey
    private static let afterEnvironment = ["token"] + afterToken
    static let afterEndpoint = afterToken + ["clock", "rate"]
    private static let afterProxy = ["endpoint"] + afterEnvironment + ["clock", "rate"]

    private static func client(_ id: String) -> [String: String] { ["E2E_CLIENT_ID": id] }

    private static func rows(_ endpoint: String) -> [Row] {
        credentials(endpoint) + permissions + sandboxes + network(endpoint) + faults + foreignAnswers + refusals
            + unions + alike + conversions + blockPages + snapshots
    }

    private static func credentials(_ endpoint: String) -> [Row] {
        [
            Row(name: "nothing"),
            Row(
                name: "client id",
                environment: client("stranger"),
                failed: ["token"],
                words: ["invalid_client", "the client id in E2E_CLIENT_ID"],
                skipped: afterToken
            ),
            Row(
                name: "client secret",
                environment: ["E2E_CLIENT_SECRET": #"another-poisoned+/=%&"secret"#],
                failed: ["token"],
                words: ["invalid_client", "the client secret in E2E_CLIENT_SECRET"],
                skipped: afterToken
            ),
            Row(
                name: "scope",
                environment: client("no-scopes"),
                failed: ["token"],
                words: ["invalid_scope", "read_organizations"],
                skipped: afterToken
            ),
            Row(
                name: "variables that are not set",
                environment: ["E2E_ORG_ID": "", "E2E_CLIENT_ID": ""],
                failed: ["environment"],
                words: ["'credentials.clientID' (segsync.yaml:11), 'credentials.orgID' (segsync.yaml:13)"],
                skipped: afterEnvironment
            ),
            Row(
                name: "a variable with a line break",
                environment: ["E2E_CLIENT_SECRET": "another-poisoned+/=%&\"secret\n"],
                failed: ["environment"],
                words: ["line break", "E2E_CLIENT_SECRET"],
                skipped: afterEnvironment
            ),
            Row(
                name: "API key",
                environment: client("no-api"),
                failed: ["apiKey"],
                words: ["403003", "Experience Platform API"],
                skipped: afterKey
            ),
            Row(
                name: "another organisation",
                environment: ["E2E_ORG_ID": "FFFF@AdobeOrg"],
                failed: ["organisation"],
                words: ["403025", "E2E_ORG_ID"],
                skipped: afterDoor
            ),
            Row(
                name: "no form of an organisation",
                environment: ["E2E_ORG_ID": "luma"],
                failed: ["organisation"],
                words: ["403027", "E2E_ORG_ID"],
                skipped: afterDoor
            ),
            Row(
                name: "the token of another environment",
                failed: ["token"],
                words: ["401", "same environment"],
                skipped: afterToken,
                // The first call without a token is the other one.
                faults: [["call": "other", "from": 2, "fault": ["kind": "status", "status": 401]]]
            ),
        ]
    }

    private static let permissions: [Row] = [
        ("view-segments", "viewSegments", [], "'View Segments'"),
        ("manage-segments", "manageSegments", [], "'Manage Segments'"),
        ("view-profile-configs", "viewMergePolicies", ["mergePolicy"], "'View Merge Policies'"),
        ("view-sandboxes", "viewSandboxes", ["sandbox", "state", "type"], "'View Sandboxes'"),
        ("view-schemas", "viewSchemas", ["tenant", "schema"], "'View Schemas'"),
        ("view-tags", "viewTags", [], "'View Tags'"),
    ].map { permission, check, skipped, words in
        Row(
            name: "permission " + permission,
            environment: client("no-" + permission),
            failed: [check],
            words: ["403", words],
            skipped: skipped
        )
    }

    private static let sandboxes = [
        Row(
            name: "a sandbox that is not there",
            project: DoctorScene.Project(sandbox: "luma-dve"),
            failed: ["sandbox"],
            words: ["'luma-dve'", "'luma-dev'", "'sandbox' in segsync.yaml"],
            skipped: afterSandbox
        ),
        Row(
            name: "a sandbox that the role does not have",
            environment: client("no-sandbox"),
            failed: ["sandbox"],
            words: ["'luma-dev'", "credential's role"],
            skipped: afterSandbox
        ),
        Row(
            name: "a sandbox that is not ready",
            project: DoctorScene.Project(sandbox: "fresh"),
            failed: ["state"],
            words: ["'creating'", "wait"],
            skipped: inside
        ),
        Row(
            name: "a sandbox of development that is said to be one of production",
            project: DoctorScene.Project(production: true),
            failed: ["type"],
            words: ["'development'", "production: true"]
        ),
        Row(
            name: "a sandbox of production that is said to be none",
            project: DoctorScene.Project(sandbox: "later", production: false),
            failed: ["type"],
            words: ["'production'", "production: false"]
        ),
        Row(
            name: "a sandbox of production that is not said to be one",
            project: DoctorScene.Project(sandbox: "later"),
            words: ["'production'", "write 'production: true'"],
            warned: ["type"]
        ),
        Row(
            name: "tenant",
            project: DoctorScene.Project(tenant: "_lumaretail"),
            failed: ["tenant"],
            words: ["'_wwfovlab011'", "'_lumaretail'"],
            // Its snapshot is of the right one.
            warned: ["snapshots"]
        ),
        Row(
            name: "no schema is enabled for Profile",
            project: DoctorScene.Project(sandbox: "bare"),
            failed: ["schema"],
            words: ["no union", "enable a schema"]
        ),
        Row(
            name: "no default merge policy yet",
            project: DoctorScene.Project(sandbox: "young"),
            failed: ["mergePolicy"],
            words: ["_xdm.context.profile", "wait"]
        ),
        Row(
            name: "no snapshots",
            project: DoctorScene.Project(schemas: "elsewhere"),
            failed: ["snapshots"],
            words: ["'elsewhere'", "'segsync schema pull --sandbox remote'"]
        ),
        Row(
            name: "segsync.yaml",
            project: DoctorScene.Project(more: "gaurds: {}"),
            failed: ["configuration"],
            words: ["'gaurds'", "segsync validate"]
        ),
    ]

    private static func network(_ endpoint: String) -> [Row] {
        [
            Row(
                name: "nobody at the endpoint",
                project: DoctorScene.Project(endpoint: "http://127.0.0.1:1", tokenURL: endpoint + "/ims/token/v3"),
                failed: ["endpoint"],
                words: ["127.0.0.1:1: the connection was refused", "'endpoint'"],
                skipped: afterEndpoint
            ),
            Row(
                name: "nobody at the host of both",
                project: DoctorScene.Project(endpoint: "http://127.0.0.1:1"),
                failed: ["endpoint"],
                words: ["127.0.0.1:1: the connection was refused"],
                skipped: ["token"] + afterEndpoint
            ),
            Row(
                name: "nobody at the token URL",
                project: DoctorScene.Project(tokenURL: "http://127.0.0.1:1/ims/token/v3"),
                failed: ["token"],
                words: ["127.0.0.1:1: the connection was refused", "'tokenURL'"],
                skipped: afterToken
            ),
            Row(
                name: "another path for tokens",
                project: DoctorScene.Project(tokenURL: endpoint + "/ims/token"),
                failed: ["token"],
                words: ["404", "'tokenURL'"],
                skipped: afterToken
            ),
            Row(
                name: "no TLS",
                project: DoctorScene.Project(
                    endpoint: endpoint.replacingOccurrences(of: "http:", with: "https:"),
                    tokenURL: endpoint + "/ims/token/v3"
                ),
                failed: ["endpoint"],
                words: ["does not speak TLS", "scheme"],
                skipped: afterEndpoint
            ),
            Row(
                name: "plain http to another machine",
                project: DoctorScene.Project(endpoint: "http://platform.example"),
                failed: ["addresses"],
                words: ["expected https"],
                skipped: ["proxy"] + afterProxy
            ),
            Row(
                name: "a proxy that is not there",
                project: DoctorScene.Project(
                    endpoint: "https://platform.example",
                    tokenURL: "https://ims.example/ims/token/v3"
                ),
                environment: ["https_proxy": "http://user:another-poisoned-secret@127.0.0.1:1"],
                failed: ["proxy"],
                words: ["through proxy 127.0.0.1:1", "https_proxy"],
                skipped: afterProxy
            ),
            Row(
                name: "a proxy that cannot be used",
                environment: ["https_proxy": "socks5://user:another-poisoned-secret@proxy.example"],
                failed: ["proxy"],
                words: ["https_proxy: expected a proxy that is called by http"],
                skipped: afterProxy
            ),
        ]
    }

    private static let faults = [
        Row(
            name: "no platform at the endpoint",
            failed: ["endpoint"],
            words: ["404", "'endpoint'"],
            skipped: afterEndpoint,
            faults: [["call": "other", "nth": 1, "fault": ["kind": "status", "status": 404]]]
        ),
        Row(
            name: "429 once",
            warned: ["rate"],
            faults: [["call": "list", "nth": 1, "fault": ["kind": "tooManyRequests", "retryAfter": 0]]]
        ),
        Row(
            name: "429 always",
            failed: ["rate"],
            words: ["1 of 10 calls were answered 429 twice (retry-after: 0)"],
            skipped: ["viewSegments"],
            faults: [["call": "list", "fault": ["kind": "tooManyRequests", "retryAfter": 0]]]
        ),
        Row(
            name: "a server that fails",
            failed: ["viewSegments"],
            words: ["503", "try again later"],
            faults: [["call": "list", "fault": ["kind": "status", "status": 503]]]
        ),
        Row(
            name: "a server that fails when it writes",
            failed: ["manageSegments"],
            words: ["the service answered 500"],
            faults: [["call": "create", "fault": ["kind": "status", "status": 500]]]
        ),
    ]

    private func doctor(
        _ workspace: Workspace,
        _ environment: [String: String] = [:]
    ) async throws -> SegsyncProcess.Output {
        try await SegsyncProcess.run(
            ["doctor", "--sandbox", "remote", "--format", "json"],
            in: workspace.folder,
            environment: environment
        )
    }

    /// Told as `rows`, and nothing besides: what is neither wrong nor rests on it passes.
    @Test func eachThingThatIsWrongIsNamedAndNothingElse() async throws {
        let (emulator, served) = try await DoctorScene.emulator()
        let relay = try AnsweringRelay(to: emulator.port)
        let rows = Self.rows(emulator.endpoint)
        for row in rows {
            let faults = try await emulator.admin(.put, "faults", body: ["faults": .array(row.faults)])
            #expect(faults.status == 200, "\(row.name): \(faults.json)")
            relay.replace(with: row.answers)
            let endpoint = row.answers.isEmpty ? emulator.endpoint : relay.endpoint
            let workspace = try DoctorScene.workspace(row.project, at: endpoint)
            let output = try await doctor(workspace, row.environment)
            #expect(!(output.output + output.messages).contains("another-poisoned"), "\(row.name)")
            #expect(output.messages.isEmpty, "\(row.name): \(output.messages)")
            let answer = try DoctorAnswer(output)
            #expect(answer.status == (row.failed.isEmpty ? 0 : 1), "\(row.name)")
            #expect(answer.ids("failed") == row.failed, "\(row.name): \(output.output)")
            #expect(Set(answer.ids("skipped")) == Set(row.skipped), "\(row.name): \(output.output)")
            #expect(answer.ids("warning") == row.warned, "\(row.name): \(output.output)")
            #expect(answer.ids("notTried") == ["evaluateSegments", "exportAudience"], "\(row.name)")
            let said = (row.failed + row.warned).compactMap { answer[$0]?.text }.joined(separator: " ")
            for words in row.words { #expect(said.contains(words), "\(row.name): '\(words)' is not in \(said)") }
            for words in row.silentOn { #expect(!said.contains(words), "\(row.name): '\(words)' is in \(said)") }
            let titles = row.failed.compactMap { answer[$0]?.title }
            for id in row.skipped {
                let text = answer[id]?.text ?? ""
                #expect(titles.contains { text.contains("'\($0)'") }, "\(row.name), \(id): \(text)")
            }
        }
        emulator.kill()
        _ = served
        let wrong = rows.count { !$0.failed.isEmpty || !$0.warned.isEmpty }
        print("doctor: \(wrong) things wrong in turn, each named and nothing else")
    }

    @Test(arguments: [(0, "passed"), (20, "passed"), (-100, "warning"), (400, "failed")])
    func aClockThatGoesWrongIsToldInSeconds(offset: Int64, status: String) async throws {
        let (emulator, served) = try await DoctorScene.emulator(clockOffset: offset)
        let output = try await doctor(try DoctorScene.workspace(DoctorScene.Project(), at: emulator.endpoint))
        let answer = try DoctorAnswer(output)
        let clock = try #require(answer["clock"])
        #expect(clock.status == status)
        #expect(answer.ids("failed") == (status == "failed" ? ["clock"] : []))
        if status != "passed" {
            let seconds = try #require(clock.text.split(separator: " ").compactMap { Int64($0) }.first)
            // A second may end between the answer and the look at the clock.
            #expect(abs(seconds - abs(offset)) <= 2, "\(clock.text)")
            #expect(clock.text.contains(offset > 0 ? "behind" : "ahead of"))
        }
        emulator.kill()
        _ = served
    }

    @Test func nothingIsChangedByIt() async throws {
        let (emulator, served) = try await DoctorScene.emulator()
        let workspace = try DoctorScene.workspace(DoctorScene.Project(), at: emulator.endpoint)
        let headers = try await onlooker(emulator)
        let body = """
            {"name": "by hand", "schema": {"name": "_xdm.context.profile"}, "expression":
            {"type": "PQL", "format": "pql/text", "value": "_wwfovlab011.loyalty.points > 1"}}
            """
        let path = "/data/core/ups/segment/definitions"
        #expect(try await emulator.send(.post, path, body: body, headers: headers).status == 200)
        let before = try await emulator.send(.get, path, body: nil, headers: headers).json
        let calls = try await emulator.calls {
            let run = try await doctor(workspace)
            #expect(run.status == 0)
        }
        #expect(try await emulator.send(.get, path, body: nil, headers: headers).json == before)
        #expect(before["segments"]?.array?.count == 1)
        // The one write is the definition made from nothing, which is refused.
        #expect(calls.writes == 1 && calls["create"] == 1)
        emulator.kill()
        _ = served
    }

    /// The embedded service takes any secret, also a short one that stands in all that it answers.
    @Test(arguments: ["luma-dev", "active", "development", "a", "_wwfovlab011", "1"])
    func aSecretThatStandsInTheAnswersMakesNoneOfThemWrong(secret: String) async throws {
        let (emulator, served) = try await DoctorScene.emulator(knowsClients: false)
        let workspace = try DoctorScene.workspace(DoctorScene.Project(), at: emulator.endpoint)
        let answer = try DoctorAnswer(try await doctor(workspace, ["E2E_CLIENT_SECRET": secret]))
        #expect(answer.status == 0)
        #expect(answer.ids("passed").count == 23, "\(answer.checks)")
        emulator.kill()
        _ = served
    }

    @Test func aSandboxThatIsNotDefinedEndsIt() async throws {
        let workspace = try Workspace.samples()
        let answer = try DoctorAnswer(
            try await workspace.segsync("doctor", "--sandbox", "locla", "--format", "json")
        )
        #expect(answer.status == 1)
        #expect(answer.ids("failed") == ["configuration"])
        #expect(answer["configuration"]?.text.contains("'local', 'local-prod'") == true)
        #expect(answer.ids("skipped").count == answer.checks.count - 1)
    }

    @Test func theEmbeddedServiceNeedsNoNetwork() async throws {
        let workspace = try Workspace.samples()
        let answer = try DoctorAnswer(
            try await workspace.segsync("doctor", "--sandbox", "local", "--format", "json")
        )
        #expect(answer.status == 0)
        #expect(
            answer.ids("notNeeded") == [
                "environment", "addresses", "proxy", "token", "apiKey", "organisation", "clock", "rate",
            ]
        )
        #expect(answer.ids("notTried") == ["evaluateSegments", "exportAudience"])
        #expect(answer.ids("passed").count == 15)
    }

    @Test func withoutTagsInManifestsTheirPermissionIsNotMissed() async throws {
        let (emulator, served) = try await DoctorScene.emulator()
        let workspace = try DoctorScene.workspace(DoctorScene.Project(), at: emulator.endpoint)
        try workspace.write("segments/one.yaml", "key: one\nname: One\nexpression: ${tenant}.loyalty.points > 1\n")
        let answer = try DoctorAnswer(try await doctor(workspace, ["E2E_CLIENT_ID": "no-view-tags"]))
        #expect(answer.status == 0)
        #expect(answer.ids("warning") == ["viewTags"])
        #expect(answer["viewTags"]?.text.contains("no manifest names a tag") == true)
        emulator.kill()
        _ = served
    }

    /// Documentation/Doctor.md shows what is said when all is right, and when one permission is missing.
    @Test(arguments: [("tester", Int32(0)), ("no-manage-segments", 1)])
    func thePageShowsWhatTheTextSays(client: String, status: Int32) async throws {
        let (emulator, served) = try await DoctorScene.emulator()
        let workspace = try DoctorScene.workspace(DoctorScene.Project(), at: emulator.endpoint)
        let run = try await SegsyncProcess.run(
            ["doctor", "--sandbox", "remote"],
            in: workspace.folder,
            environment: ["E2E_CLIENT_ID": client]
        )
        #expect(run.status == status)
        let said = run.output
            .replacing("127.0.0.1:\(emulator.port)", with: "127.0.0.1:8080")
            .replacing("E2E_", with: "AEP_").replacing("'remote'", with: "'dev'")
            .replacing(/request id [0-9A-F]+/, with: "request id 24696FF9550346459EE3F8E926404F0E")
        let page = try String(
            contentsOf: Workspace.repository.appendingPathComponent("Documentation/Doctor.md"),
            encoding: .utf8
        )
        #expect(page.contains("\n\(said)```"), "the page should show:\n\(said)")
        emulator.kill()
        _ = served
    }

    @Test func mistakesInTheDescriptionOfAccessAreToldWithoutItsSecrets() async throws {
        let workspace = try Workspace.samples()
        let text = #"{"clients": [{"id": "a", "secret": {"x": "e2e-poisoned-secret"}, "permissions": ["all"]}]}"#
        try workspace.write("access.json", text)
        let run = try await workspace.segsync("emulate", "--access", "access.json")
        #expect(run.status == 1)
        #expect(run.messages.contains("client 1: expected 'secret' to be a text that is not empty"))
        #expect(run.messages.contains("client 1: expected 'permissions' to be a list of view-segments"))
    }

    private func onlooker(_ emulator: EmulatorProcess) async throws -> HTTPFields {
        let token = try await emulator.send(
            .post,
            "/ims/token/v3",
            body: "grant_type=client_credentials&client_id=onlooker&client_secret=any&scope=openid",
            headers: [.contentType: "application/x-www-form-urlencoded"]
        ).json
        return [
            .authorization: "Bearer " + (try #require(token["access_token"]?.string)),
            try #require(HTTPField.Name("x-api-key")): "onlooker",
            try #require(HTTPField.Name("x-gw-ims-org-id")): "0000000000000000LOCAL000@AdobeOrg",
            try #require(HTTPField.Name("x-sandbox-name")): "luma-dev", .contentType: "application/json",
        ]
    }
}
