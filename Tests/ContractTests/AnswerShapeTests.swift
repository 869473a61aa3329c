import JSONTree
import PlatformAPI
import Testing

/// Answers against recorded and documented ones: every member of ours in theirs and the other way round.
@Suite(.enabled(if: ReferenceData.folder != nil, ReferenceData.absence), .recordedTour)
struct AnswerShapeTests {
    /// What a definition may lack: only a segment job makes metrics, and none has run.
    private static let optional: Set<String> = ["-/segments/*/metrics"]

    private func answer(_ scene: Scene, _ exchanges: [Exchange]) throws -> JSONValue {
        let exchange = try #require(
            exchanges.first { $0.scene == scene && $0.status < 300 && $0.path != PlatformRoute.token }
        )
        return try #require(exchange.json)
    }

    @Test func aListIsShapedLikeTheLiveOne() throws {
        let exchanges = RecordedTour.exchanges
        let whole = try ReferenceData.example("live:def:list:single").answer
        #expect(ShapeDifference.between(try answer(.listOne, exchanges), whole) == Self.optional)
        let first = try ReferenceData.example("live:def:list:page0").answer
        let pages = exchanges.filter { $0.scene == .listPages && $0.path == PlatformRoute.definitions }
        #expect(pages.count == 3)
        for page in pages {
            let isLast = page.target.contains("page=2")
            let expected = isLast ? Self.optional.union(["-/page/next", "-/link/next"]) : Self.optional
            #expect(ShapeDifference.between(try #require(page.json), first) == expected, "\(page.summary)")
        }
        // Strings among numbers, and a link that is no object: what a reader of JSON trips over.
        let ours = try answer(.listPages, exchanges)
        #expect(ours["page"]?["next"]?.string == "1")
        #expect(
            ours["link"]?["next"]?.string?.hasPrefix("@/segment/definitions?page=1&limit=100&totalCount=250") == true
        )
    }

    @Test func writtenAndReadDefinitionsAreShapedLikeListedOnes() throws {
        let exchanges = RecordedTour.exchanges
        let live = try #require(
            try ReferenceData.example("live:def:list:page0").answer["segments"]?.array?.first
        )
        for scene in [Scene.create, .createFromTree, .read, .update] {
            #expect(ShapeDifference.between(try answer(scene, exchanges), live) == ["-/metrics"], "\(scene)")
        }
        let bulk = try #require(try answer(.bulkGet, exchanges)["results"]?.object?.values.first)
        #expect(ShapeDifference.between(bulk, live) == ["-/metrics"])
    }

    @Test func audiencesAreShapedLikeLiveOnes() throws {
        let exchanges = RecordedTour.exchanges
        let list = try ReferenceData.example("live:aud:list").answer
        let pages = exchanges.filter { $0.scene == .audiencePages }
        for (page, expected) in zip(
            pages,
            [
                [], ["-/_page/next", "-/_links/next", "+/_page/sort", "+/_page/sortField"],
                ["-/_page/next", "-/_links/next"],
            ] as [Set<String>]
        ) {
            let found = ShapeDifference.between(try #require(page.json), list)
            #expect(found.subtracting(["-/children/*/metrics"]) == expected, "\(page.summary)")
        }
        #expect(
            try answer(.audiencePages, exchanges)["_links"]
                == ["next": ["href": "@/audiences?start=1&limit=100&totalCount=250"]]
        )
        let live = try #require(list["children"]?.array?.first)
        for scene in [Scene.audienceCreate, .audienceRead, .audiencePatch, .audiencePut] {
            let found = ShapeDifference.between(try answer(scene, exchanges), live)
            #expect(found == ["-/metrics", "+/labels"], "\(scene)")
        }
    }

    /// The client says nothing that the live service does not answer, and nothing in another type.
    @Test func sentDefinitionsAreTypedLikeLiveOnes() throws {
        let live = try #require(
            try ReferenceData.example("live:def:list:page0").answer["segments"]?.array?.first
        )
        let sent = RecordedTour.exchanges.filter { $0.scene == .create || $0.scene == .update }
            .filter { $0.path != PlatformRoute.token }
        #expect(sent.count > 250)
        for exchange in sent {
            let differences = ShapeDifference.between(try #require(exchange.requestJSON), live)
            #expect(differences.filter { !$0.hasPrefix("-") } == [], "\(exchange.summary)")
        }
    }

    /// The members that the table of undocumented ones calls live are live.
    @Test func undocumentedMembersOfDefinitionsWereSeenLive() throws {
        let live = try #require(
            try ReferenceData.example("live:def:list:page0").answer["segments"]?.array?.first?.object
        )
        #expect(Set(UndocumentedMembers.ofDefinition).subtracting(live.keys) == [])
        let audience = try #require(
            try ReferenceData.example("live:aud:list").answer["children"]?.array?.first?.object
        )
        #expect(Set(UndocumentedMembers.ofAudience).subtracting(audience.keys) == [])
    }

    @Test func neighboursAreShapedLikeTheirExamples() throws {
        let exchanges = RecordedTour.exchanges
        let cases: [(Scene, String, Set<String>)] = [
            (.mergePolicies, "live:mergePolicies", []),
            (.stats, "doc:stats", []),
            (.unionSummaries, "doc:unions:list", []),
            (.token, "ims:oauth:v3", []),
            (.tags, "live:tags", []),
            // The description of the list for users, and the docs, say `modifiedBy`; the other is of the list for
            // administrators.
            (.sandboxes, "spec:sandboxes", ["+/sandboxes/*/modifiedBy", "-/sandboxes/*/lastModifiedBy"]),
        ]
        for (scene, id, expected) in cases {
            let example = try ReferenceData.example(id)
            let exchange = try #require(exchanges.last { $0.scene == scene })
            #expect(exchange.status == example.status, "\(scene)")
            #expect(ShapeDifference.between(try #require(exchange.json), example.answer) == expected, "\(scene)")
        }
    }

    /// The examples are of the raw form, ours is the full one: what both have is alike.
    @Test func aUnionHasTheHeadOfThePublishedOne() throws {
        let ours = try answer(.union, RecordedTour.exchanges)
        let head = [
            "$id", "meta:altId", "meta:class", "meta:containerId", "meta:extends", "meta:resourceType", "title", "type",
            "version",
        ]
        for id in ["sr:unions:get", "doc:unions:get"] {
            let theirs = try ReferenceData.example(id).answer
            #expect(ShapeDifference.between(ours, theirs).filter { $0.hasPrefix("!") } == [], "\(id)")
            for name in head {
                #expect(ours[name] != nil, "\(name)")
                #expect(theirs[name] != nil, "\(name)")
            }
            for name in ["$id", "meta:altId", "meta:class", "meta:containerId", "meta:resourceType"] {
                #expect(ours[name] == theirs[name], "\(name)")
            }
        }
    }
}
