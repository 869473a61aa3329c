import JSONTree
import PlatformAPI
import Testing

@Suite struct DefinitionListTests {
    private func platform(holding count: Int) async throws -> TestPlatform {
        let platform = try await TestPlatform()
        for number in 0..<count {
            try await platform.created(draft("segment \(number)"))
            platform.world.advance(milliseconds: 1000)
        }
        return platform
    }

    private func list(_ platform: TestPlatform, _ query: String = "") async throws -> JSONValue {
        let answer = try await platform.get(PlatformRoute.definitions + (query.isEmpty ? "" : "?" + query))
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.json()
    }

    private func names(_ list: JSONValue) -> [String] {
        (list["segments"]?.array ?? []).compactMap { $0["name"]?.string }
    }

    @Test func anEmptySandboxHasOneEmptyPage() async throws {
        let list = try await list(try await TestPlatform())
        #expect(
            list == [
                "segments": [], "link": [:],
                "page": [
                    "totalCount": 0, "totalPages": 0, "sortField": "creationTime", "sort": "DESC", "pageSize": 0,
                    "limit": 100, "start": "0", "pageOffset": "0",
                ],
            ]
        )
    }

    @Test(arguments: [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3)])
    func everyDefinitionIsOnExactlyOnePageTheNewestFirst(count: Int, pages: Int) async throws {
        let platform = try await platform(holding: count)
        var found: [String] = []
        for page in 0..<pages {
            let list = try await list(platform, "page=\(page)&limit=100")
            let isLast = page == pages - 1
            let size = isLast ? count - 100 * page : 100
            var expected: [String: JSONValue] = [
                "totalCount": .integer(Int64(count)), "totalPages": .integer(Int64(pages)),
                "sortField": "creationTime", "sort": "DESC", "pageSize": .integer(Int64(size)), "limit": 100,
                "start": .string(String(page)), "pageOffset": .string(String(page)),
            ]
            if !isLast { expected["next"] = .string(String(page + 1)) }
            #expect(list["page"] == .object(expected))
            let next = "@/segment/definitions?page=\(page + 1)&limit=100&totalCount=\(count)&sort=creationTime:DESC"
            #expect(list["link"] == (isLast ? [:] : ["next": .string(next)]))
            found += names(list)
        }
        #expect(found == (0..<count).reversed().map { "segment \($0)" })
        // A client that counts pages from 1 asks for one too many.
        let past = try await list(platform, "page=\(pages)&limit=100")
        #expect(past["segments"] == [])
        #expect(past["link"] == [:])
        #expect(past["page"]?["totalCount"] == .integer(Int64(count)))
        #expect(past["page"]?["next"] == nil)
    }

    @Test func definitionsOfTheSameMomentKeepTheirOrder() async throws {
        let platform = try await TestPlatform()
        for number in 0..<7 { try await platform.created(draft("segment \(number)")) }
        var found: [String] = []
        for page in 0..<4 { found += names(try await list(platform, "limit=2&page=\(page)")) }
        #expect(found == (0..<7).reversed().map { "segment \($0)" })
    }

    @Test func anUnknownParameterIsIgnoredAndRepeatedInTheLink() async throws {
        let platform = try await platform(holding: 4)
        let first = try await list(platform, "limit=3&orderBy=updateTime:desc&x=a%20b%22")
        #expect(
            first["link"]?["next"]
                == "@/segment/definitions?page=1&limit=3&totalCount=4&orderBy=updateTime:desc&x=a%20b%22&sort=creationTime:DESC"
        )
        let link = try #require(first["link"]?["next"]?.string)
        let second = try await list(platform, String(try #require(link.split(separator: "?").last)))
        #expect(names(second) == ["segment 0"])
        #expect(second["page"]?["totalCount"] == 4)
    }

    @Test(arguments: TestTransport.allCases)
    func startIsAPageNumberToo(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            for name in ["a", "b", "c"] { try await platform.created(draft(name)) }
            let list = try await platform.get(PlatformRoute.definitions + "?start=1&limit=2").json()
            #expect(list["page"]?["start"] == "1")
            #expect(list["segments"]?.array?.count == 1)
            let both = try await platform.get(PlatformRoute.definitions + "?start=7&page=0&limit=2").json()
            #expect(both["page"]?["pageOffset"] == "0")
        }
    }

    @Test(arguments: [
        "limit=101", "limit=0", "limit=-1", "limit=ten", "limit=", "page=-1", "page=first", "start=x",
        "limit=99999999999999999999", "sort=colour:asc", "sort=name:up", "sort=name:asc:desc", "sort=,",
        "evaluationInfo.continuous.enabled=maybe",
    ])
    func aParameterOutOfRangeIs400(query: String) async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.get(PlatformRoute.definitions + "?" + query)
        try expectProblem(answer, status: 400, code: "EMULATOR-100004-400")
    }

    @Test func aPageFarBeyondTheEndIsEmpty() async throws {
        let platform = try await platform(holding: 1)
        let list = try await list(platform, "page=\(Int.max)")
        #expect(list["segments"] == [])
    }

    @Test func theOrderIsTheOneAskedFor() async throws {
        let platform = try await TestPlatform()
        for name in ["b", "c", "a"] {
            try await platform.created(draft(name))
            platform.world.advance(milliseconds: 1000)
        }
        let byName = try await list(platform, "sort=name:asc&limit=2")
        #expect(names(byName) == ["a", "b"])
        #expect(byName["page"]?["sortField"] == "name")
        #expect(byName["page"]?["sort"] == "ASC")
        #expect(
            byName["link"]?["next"] == "@/segment/definitions?page=1&limit=2&totalCount=3&sort=name:ASC"
        )
        #expect(names(try await list(platform, "sort=creationTime:asc")) == ["b", "c", "a"])
        #expect(names(try await list(platform, "sort=createEpoch:asc,internalId:desc")) == ["b", "c", "a"])
    }

    @Test func definitionsCanBeFilteredByHowTheyAreEvaluated() async throws {
        let platform = try await TestPlatform()
        try await platform.created(draft("batch"))
        try await platform.created(draft("streaming", with: ["evaluationInfo": ["continuous": ["enabled": true]]]))
        try await platform.created(draft("edge", with: ["evaluationInfo": ["synchronous": ["enabled": true]]]))
        let streaming = try await list(platform, "evaluationInfo.continuous.enabled=True")
        #expect(names(streaming) == ["streaming"])
        #expect(streaming["page"]?["totalCount"] == 1)
        #expect(names(try await list(platform, "evaluationInfo.synchronous.enabled=true")) == ["edge"])
        #expect(names(try await list(platform, "evaluationInfo.batch.enabled=false")) == ["edge", "streaming"])
    }

    @Test func sandboxesDoNotSeeEachOther() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("shared name"))
        let other = try await platform.created(draft("shared name"), sandbox: "prod")
        #expect(id != other)
        for path in [PlatformRoute.definition(id)] {
            #expect(try await platform.get(path, sandbox: "prod").status == 404)
            #expect(try await platform.get(path).status == 200)
        }
        #expect(try await platform.delete(id, sandbox: "prod").status == 404)
        #expect(try await platform.patch(id, draft("x"), sandbox: "prod").status == 404)
        let list = try await platform.get(PlatformRoute.definitions, sandbox: "prod").json()
        #expect(list["segments"]?.array?.compactMap { $0["id"]?.string } == [other])
        // Another tenant's fields and another sandbox's audiences are unknown there.
        let foreignField = draft("y", #"_wwfovlab011.loyalty.level = "gold""#)
        #expect(try await platform.create(foreignField, sandbox: "prod").status == 400)
        let foreignAudience = draft("z", "inSegment(\"\(id)\")")
        #expect(try await platform.create(foreignAudience, sandbox: "prod").status == 400)
        #expect(try await platform.create(foreignAudience).status == 200)
    }
}
