import HTTPTypes
import JSONTree
import PlatformAPI
import TestSupport
import Testing
import XDM

@Suite struct RegistryTests {
    private func get(_ platform: TestPlatform, _ path: String, accept: String?) async throws -> Answer {
        var headers = platform.headers()
        headers[.accept] = accept
        return try await platform.call(.get, path, headers: headers)
    }

    @Test(arguments: [PlatformRoute.registryStats, PlatformRoute.registryStats + "/"])
    func theTenantIsNamedWithoutItsUnderscore(path: String) async throws {
        let json = try await TestPlatform().get(path).json()
        #expect(
            json == [
                "imsOrg": .string(TestPlatform.organisation), "tenantId": "wwfovlab011",
                "counts": ["schemas": 0, "mixins": 0, "datatypes": 0, "classes": 0, "unions": 2],
                "recentlyCreatedResources": [], "recentlyUpdatedResources": [], "classUsage": [:],
            ]
        )
        #expect(try await TestPlatform().get(path, sandbox: "prod").json()["tenantId"] == "lumaretail")
    }

    @Test func unionsAreListedInShort() async throws {
        let platform = try await TestPlatform()
        let answer = try await get(platform, PlatformRoute.unions, accept: RegistryMediaType.summaryList)
        #expect(answer.status == 200)
        #expect(
            try answer.json() == [
                "results": [
                    [
                        "title": "Events of the tests",
                        "$id": "https://ns.adobe.com/xdm/context/experienceevent__union",
                        "meta:altId": "_xdm.context.experienceevent__union", "version": "1.0",
                    ],
                    [
                        "title": "Profiles of the tests", "$id": "https://ns.adobe.com/xdm/context/profile__union",
                        "meta:altId": "_xdm.context.profile__union", "version": "1.0",
                    ],
                ]
            ]
        )
        let full = try await get(platform, PlatformRoute.unions, accept: RegistryMediaType.fullList)
        #expect(try full.json()["results"]?.array?.last?["properties"]?["_wwfovlab011"] != nil)
    }

    @Test(arguments: [
        nil, "", "application/json", "*/*", "application/vnd.adobe.xed+json; version=1",
        "application/vnd.adobe.xed-id+json;version=1", "application/vnd.adobe.xed-full+json",
    ])
    func aListTakesNoVersion(accept: String?) async throws {
        let answer = try await get(try await TestPlatform(), PlatformRoute.unions, accept: accept)
        let detail: JSONValue = .string(
            "The supplied Accept header is not valid: \(accept ?? "") - A valid Accept value should look like "
                + "application/vnd.adobe.'{xed|xdm'}+json"
        )
        let id = try #require(try answer.json()["report"]?["registryRequestId"])
        #expect(answer.status == 400)
        #expect(
            try answer.json() == [
                "type": "http://ns.adobe.com/aep/errors/XDM-1006-400", "title": "Accept header invalid",
                "status": 400,
                "report": [
                    "registryRequestId": id, "timestamp": "02-02-2026 02:40:00", "detailed-message": detail,
                    "sub-errors": [],
                ],
                "detail": detail,
            ]
        )
    }

    @Test(arguments: [
        "_xdm.context.profile__union", "https%3A%2F%2Fns.adobe.com%2Fxdm%2Fcontext%2Fprofile__union",
    ])
    func aUnionIsServedAsItStandsInTheSnapshot(id: String) async throws {
        for accept in [RegistryMediaType.full, "application/vnd.adobe.xed+json;version=1"] {
            let answer = try await get(try await TestPlatform(), PlatformRoute.unions + "/" + id, accept: accept)
            #expect(answer.status == 200)
            let catalog = try TestCatalog.make(tenant: "_wwfovlab011")
            #expect(try answer.json() == catalog.document(id: "_xdm.context.profile__union"))
        }
    }

    @Test(arguments: [
        nil, "application/json", "application/vnd.adobe.xed+json", "application/vnd.adobe.xed-full+json",
        "application/vnd.adobe.xed-full+json; version=one", "application/vnd.adobe.xed-nonsense+json; version=1",
        "application/vnd.adobe.xdm+json; version=1",
    ])
    func aLookUpNeedsAVersion(accept: String?) async throws {
        let path = PlatformRoute.union("_xdm.context.profile__union")
        let answer = try await get(try await TestPlatform(), path, accept: accept)
        #expect(answer.status == 400)
        let json = try answer.json()
        #expect(json["type"] == "http://ns.adobe.com/aep/errors/XDM-1007-400")
        #expect(json["detail"]?.string?.hasSuffix("+json; version=1 (Version should be specified)") == true)
        #expect(json["report"]?["detailed-message"] == json["detail"])
    }

    @Test(arguments: [("_xdm.context.nothing__union", 1), ("_xdm.context.profile__union", 2)])
    func whatIsNotThereIs404(id: String, version: Int) async throws {
        let accept = "application/vnd.adobe.xed-full+json; version=\(version)"
        let answer = try await get(try await TestPlatform(), PlatformRoute.union(id), accept: accept)
        #expect(answer.status == 404)
        #expect(try answer.json()["type"] == "http://ns.adobe.com/aep/errors/XDM-1012-404")
        #expect(try answer.json()["title"] == "Resource Not Found")
    }
}
