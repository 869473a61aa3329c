import HTTPTypes
import JSONTree
import PlatformClient
import Reconciler
import Testing

/// What the registry is asked, and what is made of its answers, odd ones too.
@Suite struct SchemaRegistryClientTests {
    private static let registry = "/data/foundation/schemaregistry"
    private static let schema: JSONValue = [
        "$id": "https://ns.adobe.com/acme/schemas/d1", "meta:class": "https://ns.adobe.com/acme/classes/c1",
    ]
    private static let union: JSONValue = [
        "$id": "https://ns.adobe.com/xdm/context/profile__union", "meta:altId": "_xdm.context.profile__union",
        "meta:class": "https://ns.adobe.com/xdm/context/profile", "properties": ["a": ["type": "string"]],
    ]

    private func client(_ service: ScriptedService) throws -> SchemaRegistryClient {
        SchemaRegistryClient(try .sample(service.transport, clock: TestClock().clock, retry: .threeTimes))
    }

    private func failure(_ body: () async throws(RepositoryFailure) -> Void) async -> RepositoryFailure? {
        do throws(RepositoryFailure) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["wwfovlab011", "_wwfovlab011"])
    func theTenantHasItsUnderscore(answered: String) async throws {
        let service = ScriptedService(answers: [.status(200, ["tenantId": .string(answered)])])
        #expect(try await client(service).tenant() == "_wwfovlab011")
        #expect(service.calls.map(\.path) == [Self.registry + "/stats"])
        #expect(service.calls.first?.request.headerFields[.accept] == "application/json")
    }

    @Test func eachCallAsksForItsMediaType() async throws {
        let service = ScriptedService(answers: [
            .status(200, ["results": [["meta:altId": "_xdm.context.profile__union"]]]), .status(200, Self.union),
            .status(200, Self.schema), .status(200, ["results": []]),
        ])
        let client = try client(service)
        #expect(try await client.unions() == ["_xdm.context.profile__union"])
        #expect(try await client.union("_xdm.context.profile__union", isListed: true) == Self.union)
        #expect(try await client.schema("https://ns.adobe.com/acme/schemas/d1") == Self.schema)
        #expect(try await client.descriptors() == [])
        #expect(
            service.calls.map { "\($0.path) \($0.request.headerFields[.accept] ?? "")" } == [
                "\(Self.registry)/tenant/unions application/vnd.adobe.xed-id+json",
                "\(Self.registry)/tenant/unions/_xdm.context.profile__union application/vnd.adobe.xed-full+json; version=1",
                "\(Self.registry)/tenant/schemas/https%3A%2F%2Fns.adobe.com%2Facme%2Fschemas%2Fd1 "
                    + "application/vnd.adobe.xed-full+json; version=1",
                "\(Self.registry)/tenant/descriptors application/vnd.adobe.xdm-v2+json",
            ]
        )
        #expect(service.calls.allSatisfy { $0.request.headerFields[HTTPField.Name("x-sandbox-name")!] == "luma-dev" })
    }

    @Test func whatIsNotThereIsNone() async throws {
        let service = ScriptedService(answers: [.status(404), .status(404)])
        let client = try client(service)
        #expect(try await client.union("x", isListed: false) == nil)
        #expect(try await client.schema("x") == nil)
    }

    @Test func aUnionThatIsListedAndNotThereIsAFailure() async throws {
        let client = try client(ScriptedService(answers: [.status(404)]))
        let failure = await failure { () throws(RepositoryFailure) in _ = try await client.union("x", isListed: true) }
        #expect(failure?.message == "could not read union schema 'x': the service lists it and answered 404; try again")
    }

    @Test func whatWasNotAskedForIsAFailure() async throws {
        let client = try client(ScriptedService(answers: [.status(200, Self.union), .status(200, Self.schema)]))
        let event = "_xdm.context.experienceevent__union"
        let union = await failure { () throws(RepositoryFailure) in _ = try await client.union(event, isListed: true) }
        #expect(
            union?.message == "could not read union schema '\(event)': the service answered "
                + "'https://ns.adobe.com/xdm/context/profile__union' instead"
        )
        let schema = await failure { () throws(RepositoryFailure) in _ = try await client.schema("d2") }
        #expect(schema?.message.hasSuffix("answered 'https://ns.adobe.com/acme/schemas/d1' instead") == true)
    }

    @Test(arguments: [nil, [:], .null, []] as [JSONValue?])
    func aUnionWithoutFieldsIsAFailure(properties: JSONValue?) async throws {
        var members = try #require(Self.union.object)
        members["properties"] = properties
        let client = try client(ScriptedService(answers: [.status(200, .object(members))]))
        let id = "_xdm.context.profile__union"
        let failure = await failure { () throws(RepositoryFailure) in _ = try await client.union(id, isListed: true) }
        #expect(failure?.message == "could not read union schema '\(id)': the service answered it without any field")
    }

    @Test func pagesAreWalkedToTheLast() async throws {
        let service = ScriptedService(answers: [
            .status(200, ["results": [["@id": "a"]], "_links": ["next": "/tenant/descriptors?orderby=%40id&start=a"]]),
            .status(200, ["results": [], "_page": ["next": "b", "orderby": "@id"]]),
            .status(200, ["results": [["@id": "c"]], "_page": ["next": .null], "_links": ["next": .null]]),
        ])
        #expect(try await client(service).descriptors() == [["@id": "a"], ["@id": "c"]])
        #expect(
            service.calls.map(\.path)
                == ["", "?orderby=%40id&start=a", "?orderby=%40id&start=b"].map {
                    Self.registry + "/tenant/descriptors" + $0
                }
        )
    }

    @Test(arguments: [400, 406])
    func aRegistryWithoutPagesOfDescriptorsGivesThemAtOnce(status: Int) async throws {
        let service = ScriptedService(answers: [
            .status(status, ["type": "http://ns.adobe.com/aep/errors/XDM-1008-400"]),
            .status(200, ["xdm:descriptorIdentity": [["@id": "a"]], "xdm:descriptorOneToOne": [["@id": "b"]]]),
        ])
        #expect(try await client(service).descriptors() == [["@id": "a"], ["@id": "b"]])
        #expect(service.calls.last?.request.headerFields[.accept] == "application/vnd.adobe.xdm+json")
    }

    @Test func aPageThatComesAgainIsAFailure() async throws {
        let service = ScriptedService { _, _ in
            .status(200, ["results": [["meta:altId": "a"]], "_links": ["next": ["href": "/x?start=a"]]])
        }
        let client = try client(service)
        let failure = await failure { () throws(RepositoryFailure) in _ = try await client.unions() }
        #expect(
            failure?.message
                == "could not list the union schemas of sandbox 'luma-dev': the service states a next page in "
                + "a form that is not understood"
        )
        #expect(service.calls.count == 2)
    }

    @Test func aRefusalNamesThePermission() async throws {
        let service = ScriptedService { _, _ in
            .status(
                403,
                [
                    "type": "http://ns.adobe.com/aep/errors/XDM-1521-403", "title": "Forbidden", "status": 403,
                    "report": ["registryRequestId": "r1"], "detail": "not allowed",
                ]
            )
        }
        let client = try client(service)
        let failure = await failure { () throws(RepositoryFailure) in _ = try await client.tenant() }
        #expect(failure?.outcome == .refused)
        #expect(
            failure?.message
                == "could not read the tenant of sandbox 'luma-dev': the service answered 403 XDM-1521-403 "
                + "'not allowed' (request id r1); the credential's role needs the permission 'View Schemas' and the "
                + "sandbox 'luma-dev'"
        )
    }

    /// Whatever comes, it is read or it is a failure that says what was asked for.
    @Test(arguments: [
        "", "null", "[]", "{}", "\"x\"", "{\"results\":null}", "{\"results\":[null]}", "{\"results\":[{}]}",
        "{\"results\":[{\"meta:altId\":7}]}", "{\"tenantId\":null}", "{\"tenantId\":\"\"}", "{\"tenantId\":5}",
        "{\"$id\":\"a\"}", "{\"$id\":5,\"meta:class\":\"x\"}", "{\"meta:class\":\"x\"}", "<html>", "{\"xdm:a\":5}",
        "[[[[", "1e999", "{\"results\":[1e999]}",
    ])
    func anOddAnswerIsAFailure(body: String) async throws {
        let client = try client(ScriptedService { _, _ in .raw(200, body) })
        let calls: [(String, () async throws(RepositoryFailure) -> Void)] = [
            ("read the tenant", { () throws(RepositoryFailure) in _ = try await client.tenant() }),
            ("list the union schemas", { () throws(RepositoryFailure) in _ = try await client.unions() }),
            ("read union schema", { () throws(RepositoryFailure) in _ = try await client.union("x", isListed: false) }),
            ("read schema", { () throws(RepositoryFailure) in _ = try await client.schema("x") }),
        ]
        for (words, call) in calls {
            let failure = await failure(call)
            #expect(failure?.message.hasPrefix("could not \(words)") == true, "\(words): \(body)")
        }
    }

    @Test func aDeepAnswerIsReadOrRefusedButNeverTraps() async throws {
        for depth in [500, 1_500, 100_000] {
            let deep = String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
            let text = "{\"$id\":\"a\",\"meta:class\":\"b\",\"properties\":\(deep)}"
            let client = try client(ScriptedService { _, _ in .raw(200, text) })
            let failure = await failure { () throws(RepositoryFailure) in _ = try await client.schema("a") }
            #expect((failure == nil) == (depth < 1_599))
        }
    }
}
