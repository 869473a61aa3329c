import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct TagTests {
    private let tags = ["Cool", "Seasonal", "Loyalty", "Test", "Über"].enumerated().map { number, name in
        EmulatedTag(id: "66666666-0000-4000-8000-00000000000\(number)", name: name)
    }

    private func get(_ platform: TestPlatform, _ query: String = "") async throws -> Answer {
        // Tags belong to the organisation: no sandbox is named.
        var headers = platform.headers()
        headers[.sandbox] = nil
        return try await platform.call(.get, PlatformRoute.tags + query, headers: headers)
    }

    @Test func anOrganisationHasNoTagsUnlessTheyAreGiven() async throws {
        let answer = try await get(try await TestPlatform())
        #expect(answer.status == 200)
        #expect(try answer.json() == ["_page": ["count": 0, "limit": 20, "next": .null], "tags": []])
    }

    @Test func aTagIsShapedLikeTheLiveOnes() async throws {
        let json = try await get(try await TestPlatform(tags: [tags[0]])).json()
        let organisation = TestPlatform.organisation
        #expect(
            json["tags"] == [
                [
                    "id": .string(tags[0].id), "name": "Cool", "org": .string(organisation),
                    "uname": .string("\(organisation):Uncategorized-\(organisation):cool"),
                    "tagCategoryId": .string("Uncategorized-" + organisation), "tagCategoryName": "Uncategorized",
                    "archived": false, "createdBy": "system", "createdAt": 1_770_000_000_123, "modifiedBy": "system",
                    "modifiedAt": 1_770_000_000_123,
                ]
            ]
        )
    }

    @Test(arguments: [1, 2, 4, 5, 20])
    func everyTagIsOnOnePage(limit: Int) async throws {
        let platform = try await TestPlatform(tags: tags)
        var found: [String] = []
        var query = "?limit=\(limit)"
        while true {
            let json = try await get(platform, query).json()
            #expect(json["_page"]?["count"] == 5)
            #expect(json["_page"]?["limit"] == .integer(Int64(limit)))
            found += json["tags"]?.array?.compactMap { $0["name"]?.string } ?? []
            guard let next = json["_page"]?["next"]?.string else { break }
            #expect(Int(next) == nil)
            try #require(found.count < tags.count)
            query = "?limit=\(limit)&start=" + PathSegment.encode(next)
        }
        #expect(found == tags.map(\.name))
    }

    @Test(arguments: ["limit=0", "limit=101", "limit=x", "start=1", "start=bm90aGluZw==", "start=YWZ0ZXIgLTE="])
    func aPlaceThatNobodyWasToldIsRefused(query: String) async throws {
        let platform = try await TestPlatform(tags: tags)
        try expectProblem(try await get(platform, "?" + query), status: 400, code: "EMULATOR-100004-400")
    }

    @Test func theGatewayLooksAtTheHeaders() async throws {
        let platform = try await TestPlatform(tags: tags)
        for (header, status) in [(HTTPField.Name.authorization, 403), (.apiKey, 403), (.organisation, 400)] {
            var headers = platform.headers()
            headers[header] = nil
            #expect(try await platform.call(.get, PlatformRoute.tags, headers: headers).status == status)
        }
    }
}
