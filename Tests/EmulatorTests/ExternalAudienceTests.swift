import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// Audiences of other systems stand among audiences alone; so does the folder that an audience lies in.
@Suite struct ExternalAudienceTests {
    private func external(_ name: String, with more: [String: JSONValue] = [:]) -> JSONValue {
        let members: [String: JSONValue] = ["name": .string(name), "type": "ExternalSegment", "namespace": "AAM"]
        return .object(members.merging(more) { _, own in own })
    }

    private func made(_ platform: TestPlatform, _ body: JSONValue) async throws -> String {
        let answer = try await platform.send(.post, PlatformRoute.audiences, body)
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(try answer.json()["id"]?.string)
    }

    private func names(_ platform: TestPlatform, _ path: String) async throws -> [String] {
        let json = try await platform.get(path).json()
        return (json["children"] ?? json["segments"])?.array?.compactMap { $0["name"]?.string } ?? []
    }

    @Test(arguments: TestTransport.allCases)
    func itIsListedAndReadAsAnAudienceAlone(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let definition = try await platform.created(draft("ours"))
            platform.world.advance(milliseconds: 1000)
            let more: [String: JSONValue] = [
                "type": "ExternalAudience", "audienceId": "crm-7", "datasetId": "d", "labels": ["core/C1"],
                "audienceMeta": ["segmentStatus": "ACTIVE"], "linkedAudienceRef": ["flowId": "f"], "unknown": 1,
            ]
            let id = try await made(platform, external("theirs", with: more))
            let audience = try await platform.get(PlatformRoute.audience(id)).json()
            for (name, value) in more { #expect(audience[name] == (name == "unknown" ? nil : value), "\(name)") }
            for name in ["expression", "schema", "evaluationInfo", "ttlInDays", "mergePolicyId"] {
                #expect(audience[name] == nil, "\(name)")
            }
            #expect(audience["lifecycleState"] == "published" && audience["isSystem"] == false)
            #expect(try await names(platform, PlatformRoute.audiences) == ["theirs", "ours"])
            #expect(try await platform.get(PlatformRoute.audiences + "?limit=1").json()["_page"]?["totalCount"] == 2)
            #expect(
                try await names(platform, PlatformRoute.audiences + "?property=type==ExternalAudience") == ["theirs"]
            )
            #expect(try await names(platform, PlatformRoute.definitions) == ["ours"])
            #expect(try await platform.get(PlatformRoute.definitions).json()["page"]?["totalCount"] == 1)
            let ids: JSONValue = ["ids": [["id": .string(id)], ["id": .string(definition)]]]
            for (path, count) in [(PlatformRoute.audiencesBulkGet, 2), (PlatformRoute.definitionsBulkGet, 1)] {
                let results = try await platform.send(.post, path, ids).json()["results"]?.object ?? [:]
                #expect(results.values.count { $0["name"] != nil } == count, "\(path)")
            }
            for answer in [
                try await platform.get(PlatformRoute.definition(id)), try await platform.patch(id, draft("x")),
                try await platform.delete(id),
            ] { try expectProblem(answer, status: 404, code: "UPAPI-113430-404") }
            #expect(try await platform.get(PlatformRoute.audience(id), sandbox: "prod").status == 404)
            #expect(try await platform.send(.delete, PlatformRoute.audience(id)).status == 204)
            #expect(try await names(platform, PlatformRoute.audiences) == ["ours"])
        }
    }

    @Test func itHasANameOfItsOwnAndMembersOfTheirTypes() async throws {
        let platform = try await TestPlatform()
        _ = try await made(platform, external("theirs"))
        func post(_ body: JSONValue) async throws -> Answer {
            try await platform.send(.post, PlatformRoute.audiences, body)
        }
        #expect(try await post(external("theirs")).status == 422)
        #expect(try await platform.create(draft("theirs")).status == 422)
        let unreadable: [JSONValue] = [
            ["type": "ExternalSegment"], external("", with: [:]), external("x", with: ["linkedAudienceRef": "f"]),
            external("x", with: ["labels": "core/C1"]),
        ]
        for body in unreadable { try expectProblem(try await post(body), status: 400, code: "UPLIB-101206-500") }
        try expectProblem(
            try await platform.create(draft("x", with: ["type": "ExternalSegment"])),
            status: 400,
            code: "UPAPI-113434-400",
            saying: "expected the type 'SegmentDefinition'"
        )
    }

    @Test(
        arguments: [
            ("name", "renamed", nil), ("description", "text", nil), ("labels", ["core/C2"], nil),
            ("lifecycleState", "inactive", nil), ("linkedAudienceRef", ["audienceFolderId": "f"], nil),
            ("type", "ExternalSegment", nil), ("namespace", "AEPSegments", "Namespace is immutable field"),
            ("type", "SegmentDefinition", "the type cannot change"),
            ("ttlInDays", 7, "'ttlInDays' of an external audience cannot be changed"),
            ("name", .null, "name can be changed but not cleared"),
        ] as [(String, JSONValue, String?)]
    )
    func itIsChangedMemberByMember(member: String, value: JSONValue, refusal: String?) async throws {
        let platform = try await TestPlatform()
        let path = PlatformRoute.audience(try await made(platform, external("theirs")))
        let before = try await platform.get(path).json()
        let patch = JSONPatchBody([JSONPatchOperation(member: member, value: value)]).json
        let answer = try await platform.send(.patch, path, patch)
        if let refusal {
            #expect(answer.status == 400 && answer.text.contains(refusal), "\(answer.text)")
            #expect(try await platform.get(path).json() == before)
        } else {
            #expect(answer.status == 201, "\(answer.text)")
            #expect(try await platform.get(path).json()[member] == value)
        }
        #expect(try await platform.send(.put, path, draft("x")).status == 400)
    }

    @Test func theFolderOfADefinitionIsToldAmongAudiencesAlone() async throws {
        let platform = try await TestPlatform()
        let folder: JSONValue = ["audienceFolderId": "f"]
        // It cannot be said when the definition is made.
        let id = try await made(platform, draft("a", with: ["linkedAudienceRef": folder]))
        let path = PlatformRoute.audience(id)
        #expect(try await platform.get(path).json()["linkedAudienceRef"] == nil)
        let patch = JSONPatchBody([JSONPatchOperation(member: "linkedAudienceRef", value: folder)]).json
        #expect(try await platform.send(.patch, path, patch).status == 201)
        // What says nothing of it leaves it as it is, in either view.
        #expect(try await platform.send(.put, path, draft("b")).status == 201)
        #expect(try await platform.patch(id, draft("c", with: ["linkedAudienceRef": .null])).status == 200)
        var audience = try #require(try await platform.get(path).json().object)
        #expect(audience["linkedAudienceRef"] == folder && audience["name"] == "c")
        audience["linkedAudienceRef"] = nil
        #expect(try await platform.get(PlatformRoute.definition(id)).json() == .object(audience))
        #expect(try await platform.get(PlatformRoute.definitions).json()["segments"] == [.object(audience)])
        let out = JSONPatchBody([JSONPatchOperation(member: "linkedAudienceRef", value: .null)]).json
        #expect(try await platform.send(.patch, path, out).status == 201)
        #expect(try await platform.get(path).json()["linkedAudienceRef"] == nil)
    }
}
