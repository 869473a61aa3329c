import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct AudiencePatchTests {
    private func patch(_ platform: TestPlatform, _ id: String, _ operations: JSONValue) async throws -> Answer {
        try await platform.send(.patch, PlatformRoute.audience(id), operations)
    }

    private func patch(
        _ platform: TestPlatform,
        _ id: String,
        _ member: String,
        _ value: JSONValue
    ) async throws -> Answer {
        let body = JSONPatchBody([JSONPatchOperation(member: member, value: value)])
        return try await patch(platform, id, body.json)
    }

    private func kept(_ platform: TestPlatform, _ id: String) async throws -> [String: JSONValue] {
        try #require(try await platform.get(PlatformRoute.definition(id)).json().object)
    }

    @Test(arguments: TestTransport.allCases)
    func oneMemberChangesAndTheOthersStay(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let more: [String: JSONValue] = ["description": "text", "labels": ["core/C1"], "ttlInDays": 90]
            let id = try await platform.created(draft("a", with: more))
            let before = try await kept(platform, id)
            platform.world.advance(milliseconds: 5000)
            let answer = try await patch(platform, id, "tags", ["t1", "audience_portal_x"])
            #expect(answer.status == 201)
            var expected = before
            expected["tags"] = ["t1", "audience_portal_x"]
            expected["updateTime"] = 1_770_000_005_123
            expected["updateEpoch"] = 1_770_000_005
            let after = try #require(try answer.json().object)
            #expect(after["_etag"] != before["_etag"])
            expected["_etag"] = after["_etag"]
            #expect(after == expected)
            #expect(try await kept(platform, id) == expected)
            #expect(try await platform.get(PlatformRoute.audience(id)).json() == .object(expected))
        }
    }

    @Test(
        arguments: [
            ("name", "b"), ("description", "new"), ("ttlInDays", 7), ("labels", ["core/C2"]), ("tags", ["t2"]),
            ("lifecycleState", "inactive"), ("ansibleDataModel", ["hash": "2"]),
            ("dataGovernancePolicy", ["excludeOptOut": false]), ("overridePerformanceWarnings", true),
            ("expression", ["type": "PQL", "format": "pql/text", "value": "person.gender = \"male\""]),
            (
                "evaluationInfo",
                [
                    "batch": ["enabled": false], "continuous": ["enabled": true], "synchronous": ["enabled": false],
                ]
            ),
        ] as [(String, JSONValue)]
    )
    func everyMemberOfTheClientCanChange(member: String, value: JSONValue) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        #expect(try await patch(platform, id, member, value).status == 201)
        #expect(try await kept(platform, id)[member] == value)
    }

    @Test func theMergePolicyIsHeldAgainstTheSchema() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let policies = try await platform.get(PlatformRoute.mergePolicies).json()["children"]?.array ?? []
        let ids = policies.compactMap { $0["id"] }
        #expect(try await patch(platform, id, "mergePolicyId", ids[0]).status == 201)
        try expectProblem(
            try await patch(platform, id, "mergePolicyId", ids[1]),
            status: 400,
            code: "UPAPI-113434-400",
            saying: "merge policy"
        )
    }

    @Test(
        arguments: [
            ("description", nil), ("labels", nil), ("tags", nil), ("ansibleDataModel", nil), ("ttlInDays", 30),
            ("lifecycleState", "published"),
        ] as [(String, JSONValue?)]
    )
    func nullClearsAMember(member: String, expected: JSONValue?) async throws {
        let platform = try await TestPlatform()
        let more: [String: JSONValue] = [
            "description": "text", "labels": ["core/C1"], "tags": ["x"], "ttlInDays": 90,
            "ansibleDataModel": ["hash": "1"], "lifecycleState": "inactive",
        ]
        let id = try await platform.created(draft("a", with: more))
        let before = try await kept(platform, id)
        #expect(before["ansibleDataModel"] == ["hash": "1"])
        #expect(try await patch(platform, id, member, .null).status == 201)
        let after = try await kept(platform, id)
        #expect(after[member] == expected)
        for other in more.keys where other != member { #expect(after[other] == before[other], "\(other)") }
    }

    /// The model is Segment Builder's: the service does not look into it, also when it no longer fits the rule.
    @Test func theBuildersModelOutlivesAChangeOfTheRule() async throws {
        let platform = try await TestPlatform()
        let model: JSONValue = ["dataModel": ["expression": ["items": []]], "version": "1.0.0", "hash": "-17"]
        let id = try await platform.created(draft("a", with: ["ansibleDataModel": model]))
        let rule: JSONValue = ["type": "PQL", "format": "pql/text", "value": "person.gender = \"male\""]
        #expect(try await patch(platform, id, "expression", rule).status == 201)
        #expect(try await kept(platform, id)["ansibleDataModel"] == model)
        #expect(try await platform.patch(id, draft("a")).status == 200)
        #expect(try await kept(platform, id)["ansibleDataModel"] == model)
    }

    @Test func operationsWorkTogetherAndTheLaterCounts() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let body = JSONPatchBody([
            JSONPatchOperation(path: "/name", value: "b"), JSONPatchOperation(path: "/description", value: "x"),
            JSONPatchOperation(path: "/name", value: "c"),
        ])
        #expect(try await patch(platform, id, body.json).status == 201)
        let after = try await kept(platform, id)
        #expect(after["name"] == "c")
        #expect(after["description"] == "x")
    }

    @Test(
        arguments: [
            (["op": "replace", "path": "/name", "value": "b"], "'add', found 'replace'"),
            (["op": "remove", "path": "/description", "value": .null], "'add', found 'remove'"),
            (["op": "add", "path": "/name"], "operation 1"), ("add", "operation 1"),
            (["op": "add", "path": "name", "value": "b"], "found 'name'"),
            (["op": "add", "path": "/id", "value": "b"], "found '/id'"),
            (["op": "add", "path": "/nothing", "value": "b"], "found '/nothing'"),
            (["op": "add", "path": "/expression/value", "value": "b"], "found '/expression/value'"),
            (["op": "add", "path": "/labels", "value": "core/C1"], "'labels'"),
            (["op": "add", "path": "/name", "value": .null], "not cleared"),
        ] as [(JSONValue, String)]
    )
    func aBadOperationSpoilsThemAll(operation: JSONValue, message: String) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let before = try await kept(platform, id)
        let good: JSONValue = ["op": "add", "path": "/description", "value": "new"]
        let answer = try await patch(platform, id, [good, operation])
        try expectProblem(answer, status: 400, code: "UPLIB-101206-500", saying: message)
        #expect(try await kept(platform, id) == before)
    }

    @Test(arguments: [["name": "b"], "add", .null] as [JSONValue])
    func aBodyThatIsNoListIsRefused(body: JSONValue) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        try expectProblem(
            try await patch(platform, id, body),
            status: 400,
            code: "UPLIB-101206-500",
            saying: "expected a list of operations"
        )
    }

    /// What is not said is never touched, whatever the other view does with it.
    @Test func membersThatAreNotNamedStayUnderEverySwitch() async throws {
        var switches = EmulatorSwitches()
        switches.clearsOmittedFieldsOnPatch = true
        let platform = try await TestPlatform(switches: switches)
        let id = try await platform.created(draft("a", with: ["description": "text", "labels": ["core/C1"]]))
        #expect(try await patch(platform, id, "tags", ["t1"]).status == 201)
        let after = try await kept(platform, id)
        #expect(after["description"] == "text")
        #expect(after["labels"] == ["core/C1"])
    }

    @Test(arguments: [
        ("draft", "published", 201), ("published", "inactive", 201), ("published", "draft", 400),
        ("inactive", "published", 201), ("inactive", "draft", 400), ("published", "archived", 201),
        ("published", "shelved", 400),
    ])
    func anAudienceChangesItsStateOnlyForwards(from: String, to: String, status: Int) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a", with: ["lifecycleState": .string(from)]))
        let answer = try await patch(platform, id, "lifecycleState", .string(to))
        #expect(answer.status == status, "\(answer.text)")
        let after = try await kept(platform, id)
        #expect(after["lifecycleState"] == .string(status == 201 ? to : from))
        #expect(after["lifecycle"] == after["lifecycleState"])
    }

    @Test func deletingIsNoChangeOfState() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        for member in ["lifecycleState", "lifecycle"] {
            try expectProblem(
                try await patch(platform, id, member, "deleted"),
                status: 400,
                code: "UPAPI-113434-400",
                saying: "lifecycle field can not be modified to Delete using Patch operation"
            )
        }
    }

    @Test func theRulesAreThoseOfDefinitions() async throws {
        let platform = try await TestPlatform()
        try await platform.created(draft("taken"))
        let base = try await platform.created(draft("base"))
        let user = try await platform.created(draft("user", "inSegment(\"\(base)\")"))
        func rule(_ value: String) -> JSONValue {
            ["type": "PQL", "format": "pql/text", "value": .string(value)]
        }
        try expectProblem(
            try await patch(platform, base, "name", "taken"),
            status: 422,
            code: "EMULATOR-100003-422"
        )
        for (member, value, message) in [
            ("expression", rule("person.gendre = \"female\""), "gendre"),
            ("expression", rule("person.gender ="), "column"),
            ("expression", rule("inSegment(\"\(user)\")"), "leads back"),
            ("lifecycleState", "inactive", "must stay published"), ("namespace", "AAM", "Namespace is immutable field"),
            ("type", "ExternalSegment", "SegmentDefinition"),
        ] as [(String, JSONValue, String)] {
            let answer = try await patch(platform, base, member, value)
            try expectProblem(answer, status: 400, code: "UPAPI-113434-400", saying: message)
        }
        try expectProblem(
            try await patch(platform, "missing", "name", "x"),
            status: 404,
            code: "UPAPI-113430-404",
            saying: "The audience entity missing is not found."
        )
    }
}
