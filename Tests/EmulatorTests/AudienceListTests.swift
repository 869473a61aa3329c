import Emulator
import GRDB
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct AudienceListTests {
    private func list(_ platform: TestPlatform, _ query: String = "") async throws -> JSONValue {
        let answer = try await platform.get(PlatformRoute.audiences + (query.isEmpty ? "" : "?" + query))
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.json()
    }

    private func names(_ list: JSONValue) -> [String] {
        (list["children"]?.array ?? []).compactMap { $0["name"]?.string }
    }

    private func platform(holding names: [String]) async throws -> TestPlatform {
        let platform = try await TestPlatform()
        for name in names {
            try await platform.created(draft(name))
            platform.world.advance(milliseconds: 1000)
        }
        return platform
    }

    @Test func anEmptySandboxHasOneEmptyPage() async throws {
        let list = try await list(try await TestPlatform())
        #expect(
            list == [
                "children": [], "_links": [:],
                "_page": [
                    "totalCount": 0, "totalPages": 0, "pageSize": 0, "limit": 100, "start": "0", "pageOffset": "0",
                ],
            ]
        )
    }

    @Test(arguments: TestTransport.allCases)
    func startCountsPagesAndTheNewestComeFirst(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            for number in 0..<5 { try await platform.created(draft("segment \(number)")) }
            var found: [String] = []
            for page in 0..<3 {
                let list = try await list(platform, "start=\(page)&limit=2")
                var expected: [String: JSONValue] = [
                    "totalCount": 5, "totalPages": 3, "pageSize": page == 2 ? 1 : 2, "limit": 2,
                    "start": .string(String(page)), "pageOffset": .string(String(page)),
                ]
                if page < 2 { expected["next"] = .string(String(page + 1)) }
                #expect(list["_page"] == .object(expected))
                let next = JSONValue.string("@/audiences?start=\(page + 1)&limit=2&totalCount=5")
                #expect(list["_links"] == (page < 2 ? ["next": ["href": next]] : [:]))
                found += names(list)
            }
            #expect(found == (0..<5).reversed().map { "segment \($0)" })
            #expect(try await list(platform, "start=3&limit=2")["children"] == [])
        }
    }

    /// `page` is a field of the other list alone.
    @Test func theOrderIsToldOnlyWhereItWasAskedFor() async throws {
        let platform = try await platform(holding: ["b", "a", "c"])
        let list = try await list(platform, "limit=2&page=1&sort=name:asc")
        #expect(names(list) == ["a", "b"])
        #expect(list["_page"]?["sortField"] == "name")
        #expect(list["_page"]?["sort"] == "ASC")
        #expect(
            list["_links"]?["next"]?["href"] == "@/audiences?start=1&limit=2&totalCount=3&page=1&sort=name:ASC"
        )
    }

    @Test func anAudienceIsTheDefinition() async throws {
        let platform = try await platform(holding: ["a", "b"])
        let definitions = try await platform.get(PlatformRoute.definitions).json()["segments"]
        #expect(try await list(platform)["children"] == definitions)
    }

    @Test(arguments: [
        ("name=LUMA", ["Luma gold", "Über luma"]), ("name=%C3%BCBER", ["Über luma"]),
        ("name=", ["Luma gold", "Über luma", "other"]),
        ("description=gone", []), ("description=NOTE", ["other"]), ("property=name==other", ["other"]),
        ("property=name==Other", []), ("property=name==", []),
        ("property=isSystem==false", ["Luma gold", "Über luma", "other"]),
        ("property=ttlInDays==90", ["other"]), ("property=evaluationInfo.batch.enabled==false", ["other"]),
        ("property=nothing==1", []), ("property=name==other&property=ttlInDays==30", []),
        ("entityType=_xdm.context.profile", ["Luma gold", "Über luma", "other"]),
        ("entityType=_xdm.context.account", []),
        ("name=luma&property=name==Luma%20gold", ["Luma gold"]),
    ])
    func audiencesAreFiltered(query: String, expected: [String]) async throws {
        let platform = try await platform(holding: ["Luma gold", "Über luma"])
        let more: [String: JSONValue] = [
            "description": "a note", "ttlInDays": 90, "evaluationInfo": ["continuous": ["enabled": true]],
        ]
        try await platform.created(draft("other", with: more))
        let list = try await list(platform, query)
        #expect(names(list).sorted() == expected.sorted())
        #expect(list["_page"]?["totalCount"] == .integer(Int64(expected.count)))
    }

    @Test(arguments: [
        ("destinationId==%3Cx%3E", "==<"), ("name=other", "="), ("name%3Eother", ">"), ("name!=other", "!="),
        ("name", ""),
    ])
    func anOperatorThatIsNotKnownIsRefused(property: String, found: String) async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.get(PlatformRoute.audiences + "?property=" + property)
        #expect(answer.status == 400)
        #expect(
            try answer.json() == [
                "type": "https://ns.adobe.com/aep/errors/NEBULA-100058-400", "title": "Unknown operator",
                "errors": [
                    "400": [
                        [
                            "code": "NEBULA-100058-400", "message": .string("Unknown operator: " + found),
                            "value": .string(found),
                        ]
                    ]
                ], "status": 400, "instance": "/audiences",
            ]
        )
    }

    @Test(arguments: ["limit=0", "limit=101", "limit=x", "start=-1", "start=x", "sort=colour:asc", "property=a..b==1"])
    func aFieldThatMakesNoSenseIsRefused(query: String) async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.get(PlatformRoute.audiences + "?" + query)
        try expectProblem(answer, status: 400, code: "EMULATOR-100004-400")
    }

    /// The service makes none itself, so one is put into its file.
    @Test func definitionsOfTheSystemAreListedAmongDefinitionsAlone() async throws {
        try await withDatabase(onDisk: true) { database in
            guard case .file(let path) = database else { return }
            let world = TestWorld()
            do {
                let platform = try await TestPlatform(database, world: world)
                try await platform.created(draft("ours"))
                try await platform.created(draft("theirs"))
            }
            try await DatabaseQueue(path: path).write { database in
                try database.execute(
                    sql: """
                        UPDATE definition SET body = json_set(body, '$.isSystem', json('true')) WHERE name = 'theirs'
                        """
                )
            }
            let platform = try await TestPlatform(database, world: world)
            let list = try await list(platform)
            #expect(names(list) == ["ours"])
            #expect(list["_page"]?["totalCount"] == 1)
            let definitions = try await platform.get(PlatformRoute.definitions).json()
            #expect(definitions["segments"]?.array?.map { $0["isSystem"] } == [true, false])
        }
    }
}
