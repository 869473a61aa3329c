import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct AudienceWriteTests {
    @Test(arguments: [true, false])
    func theStatusOfAWriteIsTheDescriptionsOrThatOfTheDocs(described: Bool) async throws {
        var switches = EmulatorSwitches()
        switches.answersAudienceWritesWith201 = described
        let platform = try await TestPlatform(switches: switches)
        let status = described ? 201 : 200
        let created = try await platform.send(.post, PlatformRoute.audiences, draft("a"))
        #expect(created.status == status)
        let path = PlatformRoute.audience(try #require(try created.json()["id"]?.string))
        let operations: JSONValue = [["op": "add", "path": "/name", "value": "b"]]
        #expect(try await platform.send(.patch, path, operations).status == status)
        #expect(try await platform.send(.put, path, draft("c")).status == status)
        #expect(try await platform.send(.delete, path).status == 204)
    }

    @Test(arguments: TestTransport.allCases)
    func whatOneViewMakesTheOtherHas(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let more: [String: JSONValue] = [
                "type": "SegmentDefinition", "profileInstanceId": "ups", "labels": ["core/C1"], "tags": ["t1"],
            ]
            let created = try await platform.send(.post, PlatformRoute.audiences, draft("a", with: more))
            #expect(created.status == 201, "\(created.text)")
            let audience = try created.json()
            let id = try #require(audience["id"]?.string)
            #expect(audience["audienceId"] == .string(id))
            #expect(audience["labels"] == ["core/C1"])
            #expect(audience["tags"] == ["t1"])
            #expect(try await platform.get(PlatformRoute.definition(id)).json() == audience)
            #expect(try await platform.get(PlatformRoute.audience(id)).json() == audience)
            #expect(try await platform.create(draft("a")).status == 422)
            let deleted = try await platform.send(.delete, PlatformRoute.audience(id))
            #expect(deleted.status == 204)
            #expect(deleted.text.isEmpty)
            for path in [PlatformRoute.definition(id), PlatformRoute.audience(id)] {
                try expectProblem(try await platform.get(path), status: 404, code: "UPAPI-113430-404")
            }
        }
    }

    @Test func sandboxesAreApart() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let path = PlatformRoute.audience(id)
        for (method, body) in [
            (.get, nil), (.patch, [["op": "add", "path": "/name", "value": "b"]]), (.put, draft("b")), (.delete, nil),
        ] as [(HTTPRequest.Method, JSONValue?)] {
            let answer = try await platform.send(method, path, body, sandbox: "prod")
            try expectProblem(answer, status: 404, code: "UPAPI-113430-404")
        }
        #expect(try await platform.get(path).status == 200)
    }

    @Test func aWholeAudienceIsOverwritten() async throws {
        let platform = try await TestPlatform()
        let more: [String: JSONValue] = [
            "description": "text", "labels": ["core/C1"], "ttlInDays": 90, "ansibleDataModel": ["hash": "1"],
            "evaluationInfo": ["continuous": ["enabled": true]],
        ]
        let before = try await platform.create(draft("a", with: more)).json()
        let id = try #require(before["id"]?.string)
        let after = try await platform.send(.put, PlatformRoute.audience(id), draft("b")).json()
        for name in ["id", "creationTime", "createdBy", "imsOrgId", "sandbox", "expression"] {
            #expect(after[name] == before[name], "\(name)")
        }
        #expect(after["name"] == "b")
        for name in ["description", "labels", "ansibleDataModel"] { #expect(after[name] == nil, "\(name)") }
        #expect(after["ttlInDays"] == 30)
        #expect(after["evaluationInfo"]?["batch"]?["enabled"] == true)
        #expect(after["evaluationInfo"]?["continuous"]?["enabled"] == false)
    }

    /// One client fetches an audience and sends all of it back, with what the server owns.
    @Test func whatWasReadCanBeSentBack() async throws {
        let platform = try await TestPlatform()
        let more: [String: JSONValue] = ["description": "text", "labels": ["core/C1"], "tags": ["t1"]]
        var sent = try #require(try await platform.create(draft("a", with: more)).json().object)
        let id = try #require(sent["id"]?.string)
        let answer = try await platform.send(.put, PlatformRoute.audience(id), .object(sent))
        #expect(answer.status == 201, "\(answer.text)")
        var after = try #require(try answer.json().object)
        for name in ["_etag", "updateTime", "updateEpoch"] {
            sent[name] = nil
            after[name] = nil
        }
        #expect(after == sent)
    }

    @Test(arguments: ["name", "expression", "schema"])
    func aWholeAudienceHasWhatACreateNeeds(member: String) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        var members = try #require(draft("a").object)
        members[member] = nil
        for (method, path) in [(.post, PlatformRoute.audiences), (.put, PlatformRoute.audience(id))]
            as [(HTTPRequest.Method, String)]
        {
            try expectProblem(
                try await platform.send(method, path, .object(members)),
                status: 400,
                code: "UPLIB-101206-500",
                saying: "'\(member)'"
            )
        }
    }

    @Test func anExternalAudienceIsNotMadeFromADefinition() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        try expectProblem(
            try await platform.send(.put, PlatformRoute.audience(id), draft("a", with: ["namespace": "aam"])),
            status: 400,
            code: "UPAPI-113434-400",
            saying: "Namespace is immutable field"
        )
    }

    @Test func anAudienceThatIsUsedCannotBeDeleted() async throws {
        let platform = try await TestPlatform()
        let base = try await platform.created(draft("base"))
        let user = try await platform.created(draft("user", "inSegment(\"\(base)\")"))
        try expectProblem(
            try await platform.send(.delete, PlatformRoute.audience(base)),
            status: 400,
            code: "UPAPI-113631-403",
            saying: "The audience cannot be deleted."
        )
        #expect(try await platform.get(PlatformRoute.audience(base)).json()["dependents"] == [.string(user)])
        #expect(try await platform.send(.delete, PlatformRoute.audience(user)).status == 204)
        #expect(try await platform.send(.delete, PlatformRoute.audience(base)).status == 204)
        try expectProblem(
            try await platform.send(.delete, PlatformRoute.audience(base)),
            status: 404,
            code: "UPAPI-113430-404"
        )
    }

    @Test func bulkGetAnswersBothViewsAlike() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        func answers(_ ids: [String]) async throws -> (audiences: Answer, definitions: Answer) {
            let body = JSONValue.object(["ids": .array(ids.map { ["id": .string($0)] })])
            return (
                try await platform.send(.post, PlatformRoute.audiencesBulkGet, body),
                try await platform.send(.post, PlatformRoute.definitionsBulkGet, body)
            )
        }
        let found = try await answers([id])
        #expect(found.audiences.status == 207)
        #expect(found.audiences.text == found.definitions.text)
        let some = try await answers([id, "gone"])
        #expect(some.audiences.status == 207)
        #expect(try some.audiences.json()["results"]?["gone"]?["errors"]?["404"] != nil)
        try expectProblem(try await answers([]).audiences, status: 400, code: "UPAPI-113015-400")
        try expectProblem(try await answers(["gone"]).audiences, status: 404, code: "UPAPI-113000-404")
    }

    @Test func everyWriteNeedsItsContentType() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        var headers = platform.headers()
        headers[.contentType] = "application/json-patch+json"
        for (method, path) in [
            (.post, PlatformRoute.audiences), (.patch, PlatformRoute.audience(id)), (.put, PlatformRoute.audience(id)),
        ] as [(HTTPRequest.Method, String)] {
            let answer = try await platform.call(method, path, "[]", headers: headers)
            #expect(answer.status == 400)
            #expect(try answer.json()["detail"] == "A valid content-type must be specified")
        }
    }
}
