import Diagnostics
import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing
import XDM

/// Schemas and descriptors of the registry, and what each call must accept.
@Suite struct RegistrySchemaTests {
    /// A service whose development sandbox has so many schemas, each with a descriptor, beside its unions.
    private func platform(schemas count: Int = 3) async throws -> TestPlatform {
        let world = TestWorld()
        let catalog = try Self.catalog(count)
        let service = try TestPlatform.service(world: world) { configuration in
            configuration.sandboxes[0] = EmulatedSandbox(
                name: "luma-dev",
                title: "Luma development",
                isDefault: true,
                tenant: "_wwfovlab011",
                catalog: catalog
            )
        }
        return try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
    }

    private static func catalog(_ count: Int) throws -> SchemaCatalog {
        let unions = try TestCatalog.make(tenant: "_wwfovlab011").documents.map { ($0.file, JSONText.encode($0.value)) }
        let schemas = (0..<count).map { number -> (FileID, String) in
            let tag = number == 0 ? #""meta:immutableTags":["union","x"],"# : ""
            return (
                FileID("s\(number).json"),
                """
                {"$id":"https://ns.adobe.com/wwfovlab011/schemas/\(number)","meta:altId":"_wwfovlab011.schemas.\(number)",
                 \(tag)"meta:class":"https://ns.adobe.com/wwfovlab011/classes/\(number % 2)","version":"1.\(number)",
                 "title":"Schema \(number % 2)","properties":{"sku":{"type":"string"}}}
                """
            )
        }
        let descriptors = (0..<count).map { number in
            """
            {"@id":"d\(number)","@type":"xdm:descriptor\(number % 2 == 0 ? "Identity" : "ReferenceIdentity")",
             "xdm:sourceSchema":"https://ns.adobe.com/wwfovlab011/schemas/\(number)","xdm:sourceProperty":"/sku"}
            """
        }
        let files = unions + schemas + [(FileID("zz.json"), "[\(descriptors.joined(separator: ","))]")]
        let (catalog, diagnostics) = SchemaCatalog.load(
            files: files.map { SchemaSnapshotFile(id: $0.0, bytes: Array($0.1.utf8)) }
        )
        try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
        return catalog
    }

    private func get(_ platform: TestPlatform, _ path: String, _ accept: String?) async throws -> Answer {
        var headers = platform.headers()
        headers[.accept] = accept
        return try await platform.call(.get, path, headers: headers)
    }

    private static let short = "application/vnd.adobe.xed-id+json"
    private static let full = "application/vnd.adobe.xed-full+json; version=1"
    private static let paged = "application/vnd.adobe.xdm-v2+json"

    enum Place: String, Sendable {
        case schemas, schema, descriptors, descriptor

        var path: String {
            switch self {
            case .schemas: PlatformRoute.schemas
            case .schema: PlatformRoute.schema("_wwfovlab011.schemas.0")
            case .descriptors: PlatformRoute.descriptors
            case .descriptor: PlatformRoute.descriptor("d0")
            }
        }

        var code: String {
            switch self {
            case .schemas: "XDM-1006-400"
            case .schema: "XDM-1007-400"
            case .descriptors: "XDM-1008-400"
            case .descriptor: "XDM-1009-400"
            }
        }
    }

    @Test(
        arguments: [
            (Place.schemas, [short, "application/vnd.adobe.xed+json"]),
            (
                .schema,
                [
                    full, "application/vnd.adobe.xed+json; version=1",
                    "application/vnd.adobe.xed-notext+json;version=1",
                    "application/vnd.adobe.xed-full-notext+json; version=1",
                    "application/vnd.adobe.xed-full-desc+json;version=1",
                ]
            ),
            (
                .descriptors,
                [
                    "application/vnd.adobe.xdm+json", "application/vnd.adobe.xdm-id+json",
                    "application/vnd.adobe.xdm-link+json", paged, "application/vnd.adobe.xdm-v2-id+json",
                    "application/vnd.adobe.xdm-v2-link+json",
                ]
            ),
            (.descriptor, [nil, "*/*", "application/vnd.adobe.xdm+json"]),
        ] as [(Place, [String?])]
    )
    func eachCallTakesItsMediaTypes(place: Place, accepts: [String?]) async throws {
        let platform = try await platform()
        for accept in accepts {
            #expect(try await get(platform, place.path, accept).status == 200, "\(accept ?? "none")")
        }
    }

    @Test(
        arguments: [
            (
                Place.schemas,
                [
                    nil, "", "*/*", "application/json", full, "application/vnd.adobe.xed+json;version=1",
                    "application/vnd.adobe.xed-full+json", "application/vnd.adobe.xdm+json",
                ]
            ),
            (
                .schema,
                [
                    nil, "application/json", short, "application/vnd.adobe.xed+json",
                    "application/vnd.adobe.xdm+json; version=1",
                    "application/vnd.adobe.xed-full+json; version=x",
                ]
            ),
            (
                .descriptors,
                [
                    nil, "*/*", "application/json", "application/vnd.adobe.xed+json",
                    "application/vnd.adobe.xdm-full+json",
                    "application/vnd.adobe.xdm+json; version=1", "application/vnd.adobe.xdm-v2-id-link+json",
                ]
            ),
            (
                .descriptor,
                ["application/json", "application/vnd.adobe.xed+json;version=1", "application/vnd.adobe.xdm-id+json"]
            ),
        ] as [(Place, [String?])]
    )
    func anotherMediaTypeIsRefusedWithTheCodeOfTheCall(place: Place, accepts: [String?]) async throws {
        let platform = try await platform()
        for accept in accepts {
            let answer = try await get(platform, place.path, accept)
            #expect(answer.status == 400, "\(accept ?? "none")")
            let json = try answer.json()
            #expect(json["type"] == .string("http://ns.adobe.com/aep/errors/" + place.code), "\(accept ?? "none")")
            #expect(json["title"] == "Accept header invalid")
            #expect(json["report"]?["detailed-message"] == json["detail"])
        }
    }

    @Test func aSchemaIsFoundByEitherName() async throws {
        let platform = try await platform()
        for id in ["_wwfovlab011.schemas.1", "https://ns.adobe.com/wwfovlab011/schemas/1"] {
            let json = try await get(platform, PlatformRoute.schema(id), Self.full).json()
            #expect(json["$id"] == "https://ns.adobe.com/wwfovlab011/schemas/1")
            #expect(json["properties"] == ["sku": ["type": "string"]])
        }
        // A union stands among the schemas, too; a schema is no union.
        let union = "_xdm.context.profile__union"
        #expect(try await get(platform, PlatformRoute.schema(union), Self.full).json()["meta:altId"] == .string(union))
        let missing = [PlatformRoute.union("_wwfovlab011.schemas.1"), PlatformRoute.schema("_wwfovlab011.schemas.9")]
        for path in missing {
            let answer = try await get(platform, path, Self.full)
            #expect(answer.status == 404)
            #expect(try answer.json()["type"] == "http://ns.adobe.com/aep/errors/XDM-1012-404")
        }
        let answer = try await get(platform, PlatformRoute.descriptor("d9"), nil)
        #expect(answer.status == 404)
    }

    @Test(arguments: [
        ("", ["0", "1", "2", "3", "4"]), ("?property=meta:immutableTags==union", ["0"]),
        ("?property=meta:immutableTags==union&property=meta:class==https://ns.adobe.com/wwfovlab011/classes/0", ["0"]),
        ("?property=meta:immutableTags==union,meta:class==https://ns.adobe.com/wwfovlab011/classes/1", []),
        ("?property=meta:class==https%3A%2F%2Fns.adobe.com%2Fwwfovlab011%2Fclasses%2F1", ["1", "3"]),
        ("?property=meta:immutableTags", ["0"]), ("?property=nothing==1", []),
        ("?orderby=-version", ["4", "3", "2", "1", "0"]),
        ("?orderby=title", ["0", "2", "4", "1", "3"]), ("?filter=x", ["0", "1", "2", "3", "4"]),
        ("?orderby=version&start=1.2", ["3", "4"]), ("?orderby=version&start=1.9", []),
    ])
    func schemasAreFilteredAndOrdered(query: String, numbers: [String]) async throws {
        let platform = try await platform(schemas: 5)
        let json = try await get(platform, PlatformRoute.schemas + query, Self.short).json()
        let found = try #require(json["results"]?.array).compactMap {
            $0["meta:altId"]?.string?.split(separator: ".").last
        }
        #expect(found.map(String.init) == numbers)
        #expect(json["_page"]?["count"]?.integer == Int64(numbers.count))
        #expect(json["_page"]?["next"] == .null && json["_links"]?["next"] == .null)
    }

    /// The walk that the docs describe: the last value of the sorted property begins the next page.
    @Test(arguments: [
        (7, 2, "", 4), (7, 3, "orderby=version&", 3), (7, 7, "", 1), (7, 500, "", 1), (7, 0, "", 7),
        // Rows that share a title are never parted, so the page is longer than asked for.
        (7, 2, "orderby=title&", 2),
    ])
    func pagesTogetherAreTheList(count: Int, limit: Int, order: String, pages: Int) async throws {
        let platform = try await platform(schemas: count)
        var query: String? = "\(order)limit=\(limit)"
        var ids: [String] = []
        var walked = 0
        while let current = query {
            let json = try await get(platform, "\(PlatformRoute.schemas)?\(current)", Self.short).json()
            let page = try #require(RegistryPage(json))
            ids += page.results.compactMap { $0["$id"]?.string }
            #expect(!page.results.isEmpty)
            query = page.nextQuery
            walked += 1
        }
        #expect(walked == pages)
        #expect(ids.count == count && Set(ids).count == count)
    }

    @Test(arguments: ["-1", "501", "many"]) func aLimitHasBounds(limit: String) async throws {
        let platform = try await platform()
        #expect(try await get(platform, PlatformRoute.schemas + "?limit=\(limit)", Self.short).status == 400)
    }

    @Test func descriptorsAreGroupedByTypeOrInPages() async throws {
        let platform = try await platform()
        let path = PlatformRoute.descriptors
        let whole = try await get(platform, path, "application/vnd.adobe.xdm+json").json()
        #expect(whole["xdm:descriptorIdentity"]?.array?.map { $0["@id"] } == ["d0", "d2"])
        #expect(whole["xdm:descriptorReferenceIdentity"]?.array?.map { $0["xdm:sourceProperty"] } == ["/sku"])
        #expect(
            try await get(platform, path, "application/vnd.adobe.xdm-id+json").json() == [
                "xdm:descriptorIdentity": ["d0", "d2"], "xdm:descriptorReferenceIdentity": ["d1"],
            ]
        )
        #expect(
            try await get(platform, path, "application/vnd.adobe.xdm-link+json").json()[
                "xdm:descriptorReferenceIdentity"
            ]
                == ["/tenant/descriptors/d1"]
        )
        let page = try await get(platform, path + "?limit=2", Self.paged).json()
        #expect(page["results"]?.array?.map { $0["@id"] } == ["d0", "d1"])
        #expect(page["_page"] == ["orderby": "@id", "next": "d1", "count": 2])
        #expect(page["_links"] == ["next": "/tenant/descriptors?orderby=%40id&start=d1&limit=2"])
        let last = try await get(platform, path + "?orderby=@id&start=d1", "application/vnd.adobe.xdm-v2-id+json")
            .json()
        #expect(
            last == [
                "results": ["d2"], "_page": ["orderby": "@id", "next": .null, "count": 1], "_links": ["next": .null],
            ]
        )
        #expect(try await get(platform, PlatformRoute.descriptor("d1"), nil).json()["@id"] == "d1")
    }

    @Test(arguments: [
        ("property=@type==xdm:descriptorIdentity", ["d0", "d2"]),
        ("property=@type==xdm:descriptorIdentity,xdm:sourceSchema==https://ns.adobe.com/wwfovlab011/schemas/2", ["d2"]),
        ("property=xdm:sourceSchema==https://ns.adobe.com/wwfovlab011/schemas/1", ["d1"]), ("property=@type==x", []),
    ])
    func descriptorsAreFiltered(query: String, ids: [String]) async throws {
        let platform = try await platform()
        let json = try await get(platform, PlatformRoute.descriptors + "?" + query, Self.paged).json()
        #expect(json["results"]?.array?.compactMap { $0["@id"]?.string } == ids)
    }

    @Test func anEmptyRegistryHasEmptyLists() async throws {
        let world = TestWorld()
        let service = try TestPlatform.service(world: world) { configuration in
            configuration.sandboxes[0] = EmulatedSandbox(
                name: "luma-dev",
                title: "Luma",
                tenant: "_wwfovlab011",
                catalog: .empty
            )
        }
        let platform = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        #expect(try await get(platform, PlatformRoute.unions, Self.short).json() == ["results": []])
        #expect(try await get(platform, PlatformRoute.descriptors, "application/vnd.adobe.xdm+json").json() == [:])
        #expect(try await get(platform, PlatformRoute.schemas, Self.short).json()["results"] == [])
    }
}
