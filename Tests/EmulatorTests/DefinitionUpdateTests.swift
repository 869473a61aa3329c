import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct DefinitionUpdateTests {
    @Test(arguments: TestTransport.allCases)
    func aChangeIsMergedAndStamped(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let more: [String: JSONValue] = [
                "description": "before", "evaluationInfo": ["continuous": ["enabled": true]], "labels": ["core/C1"],
            ]
            let before = try #require(try await platform.create(draft("a", with: more)).json().object)
            let id = try #require(before["id"]?.string)
            platform.world.advance(milliseconds: 5000)
            let change = draft("b", "person.gender = \"female\"", with: ["description": "after"])
            let answer = try await platform.patch(id, change)
            #expect(answer.status == 200)
            #expect(answer.headers[try #require(HTTPField.Name("X-Location"))] == PlatformRoute.definition(id))
            let after = try #require(try answer.json().object)
            #expect(after["updateTime"] == 1_770_000_005_123)
            #expect(after["updateEpoch"] == 1_770_000_005)
            #expect(after["_etag"] != before["_etag"])
            var expected = before
            expected["name"] = "b"
            expected["description"] = "after"
            expected["expression"] = ["type": "PQL", "format": "pql/text", "value": "person.gender = \"female\""]
            expected["dataRefPaths"] = ["_xdm.context.profile": ["person.gender"]]
            for name in ["updateTime", "updateEpoch", "_etag"] { expected[name] = after[name] }
            #expect(after == expected)
            #expect(try await platform.get(PlatformRoute.definition(id)).json() == .object(expected))
        }
    }

    @Test func theTimeOfAChangeAlwaysGrows() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        var times: [Int64] = []
        for _ in 0..<3 {
            times.append(try #require(try await platform.patch(id, draft("a")).json()["updateTime"]?.integer))
        }
        platform.world.advance(milliseconds: -60_000)
        times.append(try #require(try await platform.patch(id, draft("a")).json()["updateTime"]?.integer))
        #expect(times == [1_770_000_000_124, 1_770_000_000_125, 1_770_000_000_126, 1_770_000_000_127])
    }

    @Test func theAuthorOfAChangeIsItsCaller() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let form = "grant_type=client_credentials&client_id=other&client_secret=x"
        let token = try #require(
            try await platform.call(
                .post,
                PlatformRoute.token,
                form,
                headers: [.contentType: "application/x-www-form-urlencoded"]
            ).json()["access_token"]?.string
        )
        var headers = platform.headers()
        headers[.authorization] = "Bearer " + token
        headers[.apiKey] = "other"
        let body = JSONText.encode(draft("a"))
        let json = try await platform.call(.patch, PlatformRoute.definition(id), body, headers: headers).json()
        #expect(json["lastModifiedBy"] == "other@techacct.adobe.com")
        #expect(json["createdBy"] == "test-client@techacct.adobe.com")
    }

    @Test func membersOfTheServiceStayAsTheyAre() async throws {
        let platform = try await TestPlatform()
        let before = try await platform.create(draft("a")).json()
        let id = try #require(before["id"]?.string)
        // What the docs' own sample sends along: the id and times set to zero.
        let more: [String: JSONValue] = [
            "id": .string(id), "creationTime": 0, "updateTime": 0, "updateEpoch": 0, "createdBy": "x",
            "imsOrgId": "x@AdobeOrg", "sandbox": [:], "profileInstanceId": "x", "payloadSchema": "string",
            "dependencies": ["x"], "namespace": "AEPSegments", "type": "SegmentDefinition", "_etag": "old",
        ]
        let after = try await platform.patch(id, draft("a", with: more)).json()
        let stable = ["id", "creationTime", "createEpoch", "createdBy", "imsOrgId", "sandbox", "profileInstanceId"]
        for name in stable { #expect(after[name] == before[name], "\(name)") }
        #expect(after["dependencies"] == [])
        #expect(after["payloadSchema"] == nil)
    }

    @Test(arguments: ["name", "expression", "schema"])
    func aChangeMustCarryWhatTheDescriptionRequires(member: String) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        var members = try #require(draft("a").object)
        members[member] = nil
        try expectProblem(
            try await platform.patch(id, .object(members)),
            status: 400,
            code: "UPLIB-101206-500",
            saying: "'\(member)'"
        )
    }

    @Test func aChangeMayBePartialWhereTheSwitchSaysSo() async throws {
        var switches = EmulatorSwitches()
        switches.requiresFullPatch = false
        let platform = try await TestPlatform(switches: switches)
        let before = try await platform.create(draft("a")).json()
        let id = try #require(before["id"]?.string)
        let after = try await platform.patch(id, ["description": "new"]).json()
        #expect(after["description"] == "new")
        #expect(after["expression"] == before["expression"])
        try expectProblem(
            try await platform.patch(id, ["name": .null]),
            status: 400,
            code: "UPLIB-101206-500",
            saying: "not cleared"
        )
    }

    @Test func omittedMembersAreClearedWhereTheSwitchSaysSo() async throws {
        var switches = EmulatorSwitches()
        switches.clearsOmittedFieldsOnPatch = true
        let platform = try await TestPlatform(switches: switches)
        let more: [String: JSONValue] = [
            "description": "text", "labels": ["core/C1"], "ttlInDays": 90,
            "evaluationInfo": ["continuous": ["enabled": true]],
        ]
        let id = try await platform.created(draft("a", with: more))
        let after = try await platform.patch(id, draft("a")).json()
        #expect(after["description"] == nil)
        #expect(after["labels"] == nil)
        #expect(after["ttlInDays"] == 30)
        #expect(after["evaluationInfo"]?["batch"]?["enabled"] == true)
        #expect(after["evaluationInfo"]?["continuous"]?["enabled"] == false)
    }

    @Test func nullClearsAMember() async throws {
        let platform = try await TestPlatform()
        let more: [String: JSONValue] = ["description": "text", "tags": ["x"], "ttlInDays": 90]
        let id = try await platform.created(draft("a", with: more))
        let nulls: [String: JSONValue] = ["description": .null, "tags": .null, "ttlInDays": .null]
        let after = try await platform.patch(id, draft("a", with: nulls)).json()
        #expect(after["description"] == nil)
        #expect(after["tags"] == nil)
        #expect(after["ttlInDays"] == 30)
    }

    @Test func theNamespaceCannotChange() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        try expectProblem(
            try await platform.patch(id, draft("a", with: ["namespace": "AAM"])),
            status: 400,
            code: "UPAPI-113434-400",
            saying: "Namespace is immutable field"
        )
    }

    @Test func aNameThatIsTakenIs422AndChangesNothing() async throws {
        let platform = try await TestPlatform()
        try await platform.created(draft("taken"))
        let id = try await platform.created(draft("mine"))
        let before = try await platform.get(PlatformRoute.definition(id)).text
        try expectProblem(try await platform.patch(id, draft("taken")), status: 422, code: "EMULATOR-100003-422")
        #expect(try await platform.get(PlatformRoute.definition(id)).text == before)
        #expect(try await platform.patch(id, draft("mine")).status == 200)
    }

    @Test func aDefinitionThatIsNotThereIs404() async throws {
        let platform = try await TestPlatform()
        try expectProblem(
            try await platform.patch("nothing", draft("a")),
            status: 404,
            code: "UPAPI-113430-404",
            saying: "The audience entity nothing is not found. Use a valid entity and try again."
        )
    }

    @Test func aBadExpressionChangesNothing() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        try expectProblem(
            try await platform.patch(id, draft("a", "workAddress.country =")),
            status: 400,
            code: "UPAPI-113434-400"
        )
        let kept = try await platform.get(PlatformRoute.definition(id)).json()
        #expect(kept["expression"]?["value"] == "workAddress.country = \"US\"")
    }

    @Test(arguments: [
        ("draft", "published", 200), ("published", "inactive", 200), ("published", "draft", 400),
        ("inactive", "published", 200), ("inactive", "draft", 400), ("published", "deleted", 400),
        ("published", "archived", 200),
    ])
    func aDefinitionChangesItsStateOnlyForwards(from: String, to: String, status: Int) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a", with: ["lifecycleState": .string(from)]))
        let answer = try await platform.patch(id, draft("a", with: ["lifecycleState": .string(to)]))
        #expect(answer.status == status, "\(answer.text)")
        let kept = try await platform.get(PlatformRoute.definition(id)).json()
        #expect(kept["lifecycleState"] == .string(status == 200 ? to : from))
        #expect(kept["lifecycle"] == kept["lifecycleState"])
    }
}
