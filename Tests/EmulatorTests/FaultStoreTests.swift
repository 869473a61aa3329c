import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// Faults of what is kept and of what is shown of it.
@Suite struct FaultStoreTests {
    private static let streaming: JSONValue = [
        "batch": ["enabled": false], "continuous": ["enabled": true], "synchronous": ["enabled": false],
    ]
    private static let batch: JSONValue = [
        "batch": ["enabled": true], "continuous": ["enabled": false], "synchronous": ["enabled": false],
    ]

    private func names(_ platform: TestPlatform, _ list: String = PlatformRoute.definitions) async throws -> [String] {
        let json = try await platform.get(list).json()
        let rows = try #require((json["segments"] ?? json["children"])?.array)
        let total = (json["page"] ?? json["_page"])?["totalCount"]?.integer
        #expect(total == Int64(rows.count), "the count fits the rows")
        return rows.compactMap { $0["name"]?.string }.sorted()
    }

    @Test func aDowngradeIsSilent() async throws {
        let platform = try await TestPlatform()
        let body = draft("a", with: ["evaluationInfo": Self.streaming])
        let id = try await platform.created(body)
        try await platform.script(fault("update", "downgrade", nth: 2))
        #expect(try await platform.patch(id, body).json()["evaluationInfo"] == Self.streaming)
        let answer = try await platform.patch(id, body)
        #expect(answer.status == 200)
        #expect(try answer.json()["evaluationInfo"] == Self.batch)
        #expect(try await platform.get(PlatformRoute.definition(id)).json()["evaluationInfo"] == Self.batch)
        #expect(try await platform.patch(id, body).json()["evaluationInfo"] == Self.streaming)
    }

    @Test func aDowngradeBefallsJSONPatchToo() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a", with: ["evaluationInfo": Self.streaming]))
        try await platform.script(fault("patch", "downgrade"))
        let patch: JSONValue = [["op": "add", "path": "/description", "value": "new"]]
        let answer = try await platform.call(
            .patch,
            PlatformRoute.audience(id),
            JSONText.encode(patch),
            headers: platform.headers()
        )
        #expect(try answer.json()["description"] == "new")
        #expect(try answer.json()["evaluationInfo"] == Self.batch)
    }

    @Test func aPatchMayClearWhatItLeavesOut() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a", with: ["description": "kept"]))
        try await platform.script(fault("update", "clearOmitted", nth: 2))
        #expect(try await platform.patch(id, draft("b")).json()["description"] == "kept")
        #expect(try await platform.patch(id, draft("c")).json()["description"] == nil)
    }

    @Test(arguments: ["create", "update", "read"]) func whatACallTouchesCanBeHidden(call: String) async throws {
        let platform = try await TestPlatform()
        try await platform.created(draft("other"))
        var id = call == "create" ? "" : try await platform.created(draft("a"))
        try await platform.script(fault(call, "hide"))
        switch call {
        case "create": id = try await platform.created(draft("a"))
        case "update": #expect(try await platform.patch(id, draft("a")).status == 200)
        default: #expect(try await platform.get(PlatformRoute.definition(id)).status == 404)
        }
        #expect(try await names(platform) == ["other"])
        #expect(try await names(platform, PlatformRoute.audiences) == ["other"])
        #expect(try await platform.get(PlatformRoute.definition(id)).status == 404)
        #expect(try await platform.get(PlatformRoute.audience(id)).status == 404)
        #expect(try await platform.patch(id, draft("a")).status == 404)
        #expect(try await platform.delete(id).status == 404)
        // It is there all the same.
        #expect(try await platform.create(draft("a")).status == 422)
        #expect(try await platform.create(draft("user", "inSegment(\"\(id)\")")).status == 200)
        #expect(try await platform.total() == 3)
    }

    @Test(arguments: ["id", "name"]) func whatIsHiddenCanBeNamed(member: String) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let other = try await platform.created(draft("b"))
        try await platform.script(fault("list", "hide", [member: .string(member == "id" ? id : "a")]))
        #expect(try await platform.get(PlatformRoute.definition(id)).status == 200)
        #expect(try await names(platform) == ["b"])
        #expect(try await names(platform) == ["b"])
        #expect(try await platform.get(PlatformRoute.definition(id)).status == 404)
        let ids: JSONValue = ["ids": [["id": .string(id)], ["id": .string(other)]]]
        let bulk = try await platform.call(
            .post,
            PlatformRoute.definitionsBulkGet,
            JSONText.encode(ids),
            headers: platform.headers()
        )
        #expect(try bulk.json()["results"]?[id]?["errors"] != nil)
        #expect(try bulk.json()["results"]?[other]?["name"] == "b")
        try await platform.script()
        #expect(try await names(platform) == ["a", "b"])
    }

    @Test func whatIsCreatedMayBeSeenLate() async throws {
        let platform = try await TestPlatform()
        try await platform.script(fault("create", "delayVisibility", ["reads": 3]))
        let id = try await platform.created(draft("a"))
        #expect(try await platform.get(PlatformRoute.definition(id)).status == 404)
        #expect(try await names(platform) == [])
        // Writes look at nothing.
        #expect(try await platform.create(draft("a")).status == 422)
        #expect(try await platform.get(PlatformRoute.definition(id)).status == 404)
        #expect(try await platform.get(PlatformRoute.definition(id)).status == 200)
        #expect(try await names(platform) == ["a"])
    }

    @Test func aRefusedCallHidesNothing() async throws {
        let platform = try await TestPlatform()
        try await platform.created(draft("a"))
        try await platform.script(fault("create", "hide"), fault("create", "delayVisibility", ["reads": 9], nth: 2))
        #expect(try await platform.create(draft("a")).status == 422)
        #expect(try await platform.create(draft("a")).status == 422)
        #expect(try await names(platform) == ["a"])
    }
}
