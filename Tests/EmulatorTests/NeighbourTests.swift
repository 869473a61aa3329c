import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct NeighbourTests {
    @Test(arguments: TestTransport.allCases)
    func aSandboxHasItsTwoDefaultMergePolicies(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let answer = try await platform.get(PlatformRoute.mergePolicies)
            #expect(answer.status == 200)
            let json = try answer.json()
            #expect(json["_page"] == ["totalCount": 2, "pageSize": 2])
            #expect(json["_links"] == ["next": [:]])
            let profile = try #require(json["children"]?.array?.first?.object)
            let sandbox = try await platform.create(draft("a")).json()["sandbox"]
            #expect(
                profile.filter { !["id", "_etag"].contains($0.key) } == [
                    "sandbox": try #require(sandbox), "imsOrgId": .string(TestPlatform.organisation),
                    "name": "Default Timebased", "schema": ["name": "_xdm.context.profile"], "version": 1,
                    "identityGraph": ["type": "pdg"], "attributeMerge": ["type": "timestampOrdered"],
                    "updateEpoch": 1_770_000_000, "systemDataSets": [], "isActiveOnEdge": true, "default": true,
                ]
            )
            let other = try #require(json["children"]?.array?.last)
            #expect(other["schema"]?["name"] == "_xdm.context.segmentdefinition")
            #expect(other["name"] == "Default Timebased")
            #expect(other["isActiveOnEdge"] == false)
            #expect(other["identityGraph"]?["type"] == "none")
        }
    }

    @Test func idsAreTheSameAfterEveryStartAndDifferBetweenSandboxes() async throws {
        func ids(_ sandbox: String) async throws -> [String] {
            let list = try await TestPlatform().get(PlatformRoute.mergePolicies, sandbox: sandbox).json()
            return list["children"]?.array?.compactMap { $0["id"]?.string } ?? []
        }
        let development = try await ids("luma-dev")
        #expect(try await ids("luma-dev") == development)
        let both = Set(development + (try await ids("prod")))
        #expect(both.count == 4)
        for id in both {
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        }
    }

    @Test(arguments: [
        ("schema.name=_xdm.context.profile", 1), ("identityGraph.type=none", 1), ("default=true", 2),
        ("default=false", 0), ("attributeMerge.type=dataSetPrecedence", 0), ("schema.name=other", 0),
        ("limit=10&orderBy=x", 2),
    ])
    func mergePoliciesCanBeFiltered(query: String, count: Int) async throws {
        let json = try await TestPlatform().get(PlatformRoute.mergePolicies + "?" + query).json()
        #expect(json["children"]?.array?.count == count)
        #expect(json["_page"]?["totalCount"] == .integer(Int64(count)))
    }

    @Test func mergePoliciesComeInPages() async throws {
        let platform = try await TestPlatform()
        let first = try await platform.get(PlatformRoute.mergePolicies + "?limit=1").json()
        #expect(first["_page"] == ["totalCount": 2, "pageSize": 1])
        #expect(first["_links"] == ["next": ["href": "@/config/mergePolicies?start=1&limit=1"]])
        let second = try await platform.get(PlatformRoute.mergePolicies + "?start=1&limit=1").json()
        #expect(second["_links"] == ["next": [:]])
        #expect(second["children"]?.array?.first?["schema"]?["name"] == "_xdm.context.segmentdefinition")
        for query in ["limit=0", "limit=x", "start=-1", "start=x"] {
            let answer = try await platform.get(PlatformRoute.mergePolicies + "?" + query)
            try expectProblem(answer, status: 400, code: "EMULATOR-100004-400")
        }
    }

    @Test func sandboxesAreListedWithoutTheirIDs() async throws {
        let platform = try await TestPlatform()
        var headers = platform.headers()
        headers[.sandbox] = nil
        let answer = try await platform.call(.get, PlatformRoute.sandboxes, headers: headers)
        #expect(answer.status == 200)
        func sandbox(_ name: String, _ title: String, _ type: String, isDefault: Bool) -> JSONValue {
            [
                "name": .string(name), "title": .string(title), "state": "active", "type": .string(type),
                "region": "LOCAL", "isDefault": .boolean(isDefault), "etag": 1,
                "createdDate": "2026-02-02 02:40:00", "lastModifiedDate": "2026-02-02 02:40:00",
                "createdBy": "system", "modifiedBy": "system",
            ]
        }
        #expect(
            try answer.json() == [
                "sandboxes": [
                    sandbox("luma-dev", "Luma development", "development", isDefault: true),
                    sandbox("prod", "Luma", "production", isDefault: false),
                ],
                "_page": ["limit": 200, "count": 2],
                "_links": ["next": ["href": ""], "page": ["href": ""]],
            ]
        )
        headers[.authorization] = nil
        #expect(try await platform.call(.get, PlatformRoute.sandboxes, headers: headers).status == 403)
    }
}
