import HTTPTypes
import JSONTree
import PlatformClient
import Reconciler
import Segments
import Synchronization
import Testing

/// A page in the live service's shape.
func page(
    _ ids: some Sequence<String>,
    total: Int?,
    pages: Int?,
    changes: [String: [String: JSONValue]] = [:]
) -> ScriptedAnswer {
    var page: [String: JSONValue] = ["sort": "DESC", "limit": 100, "start": "0", "pageOffset": "0"]
    page["totalCount"] = total.map { .integer(Int64($0)) }
    page["totalPages"] = pages.map { .integer(Int64($0)) }
    return .status(
        200,
        ["segments": .array(ids.map { definition($0, changes[$0] ?? [:]) }), "page": .object(page), "link": [:]]
    )
}

@Suite struct ListingTests {
    /// Answers any page of `count` definitions; `change` may put another answer in its place.
    private static func service(
        of count: Int,
        together: Range<Int> = 0..<0,
        change: @escaping @Sendable (_ page: Int, _ index: Int) -> ScriptedAnswer? = { _, _ in nil }
    ) -> ScriptedService {
        ScriptedService(together: together) { received, index in
            let query = received.path.split(separator: "?").last ?? ""
            let number = query.split(separator: "&").first { $0.hasPrefix("page=") }.flatMap { Int($0.dropFirst(5)) }
            guard let number, query.contains("limit=100") else { return .status(400) }
            return change(number, index) ?? rows(of: count, on: number)
        }
    }

    private static func rows(of count: Int, on number: Int) -> ScriptedAnswer {
        let pages = (count + 99) / 100
        return page(
            (number * 100..<max(number * 100, min(count, number * 100 + 100))).map { "\($0)" },
            total: count,
            pages: pages
        )
    }

    @Test(arguments: [0, 1, 99, 100, 101, 250, 4000]) func oneCallForEachHundred(count: Int) async throws {
        let service = Self.service(of: count)
        let segments = try await SegmentationClient.scripted(service).list().segments
        #expect(segments.map(\.id.text) == (0..<count).map { "\($0)" })
        #expect(service.calls.count == max(1, (count + 99) / 100))
        #expect(service.tokenCalls.count == 1)
    }

    @Test func thePagesAfterTheFirstAreFetchedTogetherWithinTheLimit() async throws {
        let service = Self.service(of: 4000, together: 1..<6)
        _ = try await SegmentationClient.scripted(service, limit: 5).list().segments
        #expect(service.mostInFlight == 5)
    }

    @Test func countsMayBeStringsAndTotalPagesMayBeMissing() async throws {
        let service = ScriptedService(answers: [
            .status(200, ["segments": [definition("a")], "page": ["totalCount": "1"]])
        ])
        #expect(try await SegmentationClient.scripted(service).list().segments.map(\.id.text) == ["a"])
    }

    @Test func aDefinitionThatComesTwiceIsListedOnce() async throws {
        // Somebody made one while we read: the last row of the first page came again on the second.
        let service = Self.service(of: 150) { number, _ in
            number == 1 ? page((99..<150).map { "\($0)" }, total: 150, pages: 2) : nil
        }
        let segments = try await SegmentationClient.scripted(service).list().segments
        #expect(segments.map(\.id.text) == (0..<150).map { "\($0)" })
        #expect(service.calls.count == 2)
    }

    @Test func aWalkThatFallsShortIsMadeOnceMore() async throws {
        let service = Self.service(of: 150) { number, index in
            index < 2 && number == 1 ? page((101..<150).map { "\($0)" }, total: 150, pages: 2) : nil
        }
        #expect(try await SegmentationClient.scripted(service).list().segments.count == 150)
        #expect(service.calls.count == 4)
    }

    @Test func aListThatIsShortTwiceIsGivenWithItsCount() async throws {
        let service = Self.service(of: 150) { number, _ in
            number == 1 ? page((101..<150).map { "\($0)" }, total: 150, pages: 2) : nil
        }
        let list = try await SegmentationClient.scripted(service).list()
        #expect(list.segments.count == 149 && list.statedCount == 150 && !list.isWhole)
        #expect(service.calls.count == 4)
    }

    @Test func aCountThatGrowsWhileWeReadIsTheOneToReach() async throws {
        let service = Self.service(of: 150) { number, index in
            index < 2 && number == 1 ? page((100..<150).map { "\($0)" }, total: 151, pages: 2) : nil
        }
        #expect(try await SegmentationClient.scripted(service).list().segments.count == 150)
        #expect(service.calls.count == 4)
    }

    @Test func anEmptyPageWhereRowsAreDueIsNotTakenForTheEnd() async throws {
        let service = Self.service(of: 250) { number, _ in number == 2 ? page([], total: 250, pages: 3) : nil }
        let list = try await SegmentationClient.scripted(service).list()
        #expect(list.segments.count == 200 && list.statedCount == 250)
    }

    @Test func aPageThatFailsLeavesTheListIncomplete() async throws {
        let service = Self.service(of: 250) { number, _ in number == 1 ? .status(500) : nil }
        let failure = try await SegmentationClient.scripted(service).listFailure()
        #expect(failure?.outcome == .unavailable)
        #expect(failure?.message.contains("150 of 250 came (could not list") == true)
        #expect(failure?.message.contains("(page 1): the service answered 500") == true)
        // Two walks: the first page once each, the last once each, the bad one three times each.
        #expect(service.calls.count == 10)
    }

    @Test func aPageThatFailsOnceIsAskedForAgainAlone() async throws {
        let service = Self.service(of: 250) { number, index in number == 2 && index == 2 ? .unclear : nil }
        #expect(try await SegmentationClient.scripted(service, limit: 1).list().segments.count == 250)
        #expect(service.calls.count == 4)
    }

    @Test func aPageThatIsRefusedIsAskedForOnce() async throws {
        let service = Self.service(of: 250) { number, _ in number == 1 ? .status(403) : nil }
        let failure = try await SegmentationClient.scripted(service).listFailure()
        #expect(failure?.outcome == .refused)
        #expect(failure?.message.contains("'View Segments'") == true)
        #expect(service.calls.count == 3)
    }

    @Test(arguments: [
        #"{"segments":[]}"#, #"{"segments":[],"page":{}}"#, #"{"segments":[],"page":{"totalCount":-1}}"#,
    ])
    func aListWithoutACountIsNeverWhole(body: String) async throws {
        let service = ScriptedService { _, _ in .raw(200, body) }
        let list = try await SegmentationClient.scripted(service).list()
        #expect(list == SegmentList([], statedCount: nil) && !list.isWhole)
        #expect(service.calls.count == 2)
    }

    @Test(arguments: [
        #"{"segments":[],"page":{"totalCount":1,"totalPages":999999999}}"#,
        #"{"segments":[],"page":{"totalCount":9223372036854775807}}"#, #"{"children":[]}"#, "[]", "",
    ])
    func anAnswerThatIsNoListIsAFailure(body: String) async throws {
        let service = ScriptedService { _, _ in .raw(200, body) }
        let failure = try await SegmentationClient.scripted(service).listFailure()
        #expect(failure?.outcome == .unavailable)
        #expect(service.calls.count <= 2)
    }

    @Test(
        arguments: [
            (["id": .null], "could not read segment 'Segment 7': the service answered it without 'id'"),
            (["id": ""], "could not read segment 'Segment 7': the service answered it without 'id'"),
            (
                ["id": .null, "name": .null],
                "could not read segment without name: the service answered it without 'id'"
            ),
            (["name": .null], "could not read segment '7': the service answered it without 'name'"),
            (
                ["expression": .null],
                "could not read segment 'Segment 7' (id '7'): the service answered it without 'expression'"
            ),
            (
                ["expression": ["type": "PQL", "value": "a = 1"]],
                "could not read segment 'Segment 7' (id '7'): the service answered it without 'expression'"
            ),
        ] as [([String: JSONValue], String)]
    )
    func aDefinitionThatLacksSomethingIsNamed(changes: [String: JSONValue], message: String) async throws {
        for ids in [["7"], (100..<200).map { "\($0)" } + ["7"]] {
            let isSecondPage = ids.count > 1
            let service = Self.service(of: ids.count) { number, _ in
                number == (isSecondPage ? 1 : 0)
                    ? page(["7"], total: ids.count, pages: isSecondPage ? 2 : 1, changes: ["7": changes]) : nil
            }
            let failure = try await SegmentationClient.scripted(service).listFailure()
            #expect(failure?.message == message)
            #expect(service.calls.count == (isSecondPage ? 2 : 1))
        }
    }

    @Test func theServicesOwnSegmentsAreKeptAndMarked() async throws {
        let changes: [String: [String: JSONValue]] = ["s": ["isSystem": true, "expression": .null]]
        let service = ScriptedService(answers: [page(["s", "t"], total: 2, pages: 1, changes: changes)])
        let segments = try await SegmentationClient.scripted(service).list().segments
        #expect(segments.map(\.isSystem) == [true, false])
    }

    @Test func aCancelledListIsNotWalkedAgain() async throws {
        let service = Self.service(of: 150) { number, _ in number == 1 ? .status(500) : nil }
        let clock = TestClock(cancelsOnSleep: true)
        let client = try SegmentationClient.scripted(service, clock: clock)
        let failure = await withTaskGroup(of: RepositoryFailure?.self) { group in
            group.addTask {
                let failure = await client.listFailure()
                return failure
            }
            return await group.next() ?? nil
        }
        #expect(failure?.outcome == .unavailable)
    }
}

@Suite struct MergePolicyTests {
    private static func policies(_ ids: [String], next: JSONValue?) -> ScriptedAnswer {
        var body: [String: JSONValue] = [
            "_page": ["totalCount": 2, "pageSize": 2],
            "children": .array(
                ids.map {
                    [
                        "id": .string($0), "name": "Default Timebased", "schema": ["name": "_xdm.context.profile"],
                        "default": true, "version": 1,
                    ]
                }
            ),
        ]
        body["_links"] = next.map { ["next": $0] }
        return .status(200, .object(body))
    }

    @Test(arguments: [nil, [:], ["href": ""]] as [JSONValue?])
    func theLastPageSaysSoInSeveralWays(next: JSONValue?) async throws {
        let service = ScriptedService(answers: [Self.policies(["p"], next: next)])
        let policies = try await SegmentationClient.scripted(service).mergePolicies()
        #expect(
            policies == [
                MergePolicy(id: "p", name: "Default Timebased", schema: "_xdm.context.profile", isDefault: true)
            ]
        )
    }

    @Test func allPagesAreReadByTheirOpaquePlaces() async throws {
        let service = ScriptedService(answers: [
            Self.policies(["a"], next: ["href": "@/mergePolicies?orderBy=&start=K1%2B%3D&limit=20"]),
            Self.policies(["b"], next: ["href": "@/mergePolicies?start=K2"]), Self.policies(["c"], next: [:]),
        ])
        let policies = try await SegmentationClient.scripted(service).mergePolicies()
        #expect(policies.map(\.id) == ["a", "b", "c"])
        #expect(
            service.calls.map(\.path) == [
                "/data/core/ups/config/mergePolicies?limit=20",
                "/data/core/ups/config/mergePolicies?limit=20&start=K1%2B%3D",
                "/data/core/ups/config/mergePolicies?limit=20&start=K2",
            ]
        )
    }

    @Test(arguments: ["@/mergePolicies", "@/mergePolicies?limit=2", "@/mergePolicies?start=", "x?start=%zz"])
    func aNextPageThatCannotBeReadIsAFailure(link: String) async throws {
        let service = ScriptedService(answers: [Self.policies(["a"], next: ["href": .string(link)])])
        await #expect(throws: RepositoryFailure.self) {
            try await SegmentationClient.scripted(service).mergePolicies()
        }
    }

    @Test func aNextPageThatWasReadAlreadyIsAFailure() async throws {
        let service = ScriptedService { _, _ in Self.policies(["a"], next: ["href": "@/m?start=1"]) }
        await #expect(throws: RepositoryFailure.self) {
            try await SegmentationClient.scripted(service).mergePolicies()
        }
        #expect(service.calls.count == 2)
    }
}
