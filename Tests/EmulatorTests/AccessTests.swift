import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// A service that does not let everybody do everything.
@Suite struct AccessTests {
    private static let clientsOfTests = #"""
        {"id": "test-client", "secret": "s"}, {"id": "reader", "secret": "r", "permissions": ["view-segments"]},
        {"id": "nothing", "secret": "n", "permissions": []}, {"id": "other", "secret": "o", "sandboxes": ["prod"]},
        {"id": "closed", "secret": "c", "platformAPI": false}, {"id": "narrow", "secret": "w", "scopes": ["openid"]}
        """#

    private func service(_ more: String = "") throws -> EmulatorService {
        let access = try EmulatorAccess(#"{"clients": [\#(Self.clientsOfTests)]\#(more)}"#.utf8)
        return try TestPlatform.service(world: TestWorld()) { $0.access = access }
    }

    private func call(
        _ service: EmulatorService,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = "",
        headers: HTTPFields
    ) async throws -> Answer {
        try await Answer(to: method, path, body, headers: headers) {
            try await service.respond(to: $0, body: $1)
        }
    }

    private func token(
        _ service: EmulatorService,
        _ id: String,
        _ secret: String,
        scope: String = "openid,session"
    ) async throws -> Answer {
        let body = "grant_type=client_credentials&client_id=\(id)&client_secret=\(secret)&scope=\(scope)"
        let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        return try await call(service, .post, PlatformRoute.token, body, headers: form)
    }

    private func headers(_ service: EmulatorService, _ id: String, _ secret: String) async throws -> HTTPFields {
        let token = try await token(service, id, secret, scope: "openid").json()["access_token"]?.string
        return [
            .authorization: "Bearer " + (try #require(token)), .apiKey: id,
            .organisation: TestPlatform.organisation, .sandbox: "luma-dev", .contentType: "application/json",
        ]
    }

    @Test(arguments: [
        ("test-client", "s", 200, nil), ("test-client", "wrong", 400, "invalid_client"),
        ("stranger", "s", 400, "invalid_client"), ("narrow", "w", 400, "invalid_scope"),
    ])
    func aTokenIsGivenToTheClientsThatThereAre(id: String, secret: String, status: Int, error: String?) async throws {
        let answer = try await token(try service(), id, secret)
        #expect(answer.status == status)
        #expect(try answer.json()["error"]?.string == error)
    }

    @Test func everyCallNeedsItsPermission() async throws {
        let calls: [(method: HTTPRequest.Method, path: String, isReading: Bool)] = [
            (.get, PlatformRoute.definitions, true), (.get, PlatformRoute.definition("x"), true),
            (.post, PlatformRoute.definitionsBulkGet, true), (.get, PlatformRoute.audiences, true),
            (.post, PlatformRoute.audiencesBulkGet, true), (.post, PlatformRoute.definitions, false),
            (.patch, PlatformRoute.definition("x"), false), (.delete, PlatformRoute.definition("x"), false),
            (.put, PlatformRoute.audience("x"), false), (.post, PlatformRoute.conversion, false),
            (.get, PlatformRoute.mergePolicies, false), (.get, PlatformRoute.registryStats, false),
            (.get, PlatformRoute.unions, false), (.get, PlatformRoute.sandboxes, false),
            (.get, PlatformRoute.tags, false), (.get, PlatformRoute.subfolders(of: "root"), true),
            (.post, PlatformRoute.folders, false),
        ]
        let service = try service()
        let reader = try await headers(service, "reader", "r")
        let nothing = try await headers(service, "nothing", "n")
        let all = try await headers(service, "test-client", "s")
        for (method, path, isReading) in calls {
            let name = "\(method) \(path)"
            #expect(try await call(service, method, path, headers: nothing).status == 403, "\(name)")
            let read = try await call(service, method, path, headers: reader).status
            #expect((read == 403) != isReading, "\(name)")
            #expect(try await call(service, method, path, headers: all).status != 403, "\(name)")
        }
    }

    /// The body would be refused as well, but is not looked at.
    @Test func permissionComesBeforeTheBody() async throws {
        let service = try service()
        var headers = try await headers(service, "reader", "r")
        headers[.contentType] = nil
        let answer = try await call(service, .post, PlatformRoute.definitions, "{", headers: headers)
        try expectProblem(answer, status: 403, code: "UPAPI-113752-403", saying: #""action":"WRITE""#)
        let text = try answer.json()["title"]?.string ?? ""
        #expect(text.contains("/orgs/\(TestPlatform.organisation)/sandboxes/luma-dev/segments"))
    }

    @Test func aSandboxThatARoleDoesNotHaveIsNotThere() async throws {
        let service = try service()
        let headers = try await headers(service, "other", "o")
        let answer = try await call(service, .get, PlatformRoute.definitions, headers: headers)
        try expectProblem(answer, status: 403, code: "EMULATOR-100001-403", saying: "'luma-dev'")
        let list = try await call(service, .get, PlatformRoute.sandboxes, headers: headers).json()
        #expect(list["sandboxes"]?.array?.compactMap { $0["name"]?.string } == ["prod"])
    }

    @Test func aProjectWithoutTheAPIHasNoGoodKey() async throws {
        let service = try service()
        let headers = try await headers(service, "closed", "c")
        let answer = try await call(service, .get, PlatformRoute.sandboxes, headers: headers)
        #expect(try answer.json()["error_code"] == "403003")
    }

    @Test func aSandboxIsInTheStateThatIsSaid() async throws {
        let service = try service(
            #", "sandboxes": {"luma-dev": {"state": "resetting", "type": "production"}, "prod": {"defaultMergePolicy": false}}"#
        )
        var headers = try await headers(service, "test-client", "s")
        let list = try await call(service, .get, PlatformRoute.sandboxes, headers: headers).json()
        #expect(list["sandboxes"]?.array?.first?["state"] == "resetting")
        #expect(list["sandboxes"]?.array?.first?["type"] == "production")
        let answer = try await call(service, .get, PlatformRoute.definitions, headers: headers)
        try expectProblem(answer, status: 403, code: "EMULATOR-100007-403", saying: "resetting")
        headers[.sandbox] = "prod"
        let policies = try await call(service, .get, PlatformRoute.mergePolicies, headers: headers).json()
        #expect(
            policies["children"]?.array?.compactMap { $0["schema"]?["name"]?.string }
                == ["_xdm.context.segmentdefinition"]
        )
        let made = try await call(
            service,
            .post,
            PlatformRoute.definitions,
            JSONText.encode(draft("a")),
            headers: headers
        )
        #expect(made.status == 400)
    }

    @Test(arguments: [
        ("[]", "the access: expected an object, found []"),
        (#"{"clints": []}"#, "the access: expected 'clients', 'clockOffset', 'sandboxes', found 'clints'"),
        (
            #"{"clockOffset": "x"}"#,
            #"the access: expected 'clockOffset' to be a number from -86400 to 86400, found "x""#
        ),
        (#"{"clients": ["s3cret"]}"#, "client 1: expected an object with 'id' and 'secret'"),
        (#"{"clients": [{"id": "a"}]}"#, "client 1: expected 'secret', a text"),
        (
            #"{"clients": [{"id": "a", "secret": 5}]}"#,
            "client 1: expected 'secret' to be a text that is not empty"
        ),
        (
            #"{"clients": [{"id": "a", "secret": "b"}, {"id": "a", "secret": "b"}]}"#,
            "client 2: expected another 'id' than a client before has"
        ),
        (
            #"{"sandboxes": {"x": {"state": "gone"}}}"#,
            #"sandbox 'x': expected 'state' to be one of creating, active, deleting, resetting, deleted, failed, found "gone""#
        ),
        ("{", "expected JSON"),
    ])
    func aMistakeInTheDescriptionIsNamed(text: String, mistake: String) throws {
        let error = #expect(throws: EmulatorAccessError.self) { try EmulatorAccess(text.utf8) }
        let mistakes = try #require(error?.mistakes)
        #expect(mistakes.count == 1)
        #expect(mistakes.first?.hasPrefix(mistake) == true, "\(mistakes)")
    }
}
