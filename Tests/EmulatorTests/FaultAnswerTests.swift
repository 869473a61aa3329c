import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// Faults that answer something else than the service would have.
@Suite struct FaultAnswerTests {
    @Test(arguments: [400, 404, 422, 500, 503]) func aStatusIsAnsweredAndNothingIsDone(status: Int64) async throws {
        let platform = try await TestPlatform()
        try await platform.script(fault("create", "status", ["status": .integer(status)], nth: 2))
        #expect(try await platform.create(draft("a")).status == 200)
        let answer = try await platform.create(draft("b"))
        try expectProblem(answer, status: Int(status), code: "EMULATOR-100006-\(status)", saying: "fault script")
        #expect(try await platform.create(draft("c")).status == 200)
        #expect(try await platform.total() == 2)
    }

    @Test func aStatusAfterTheWriteHidesThatItWasDone() async throws {
        let platform = try await TestPlatform()
        try await platform.script(fault("write", "status", ["status": 503, "afterWrite": true], nth: nil))
        #expect(try await platform.create(draft("a")).status == 503)
        // Refused by itself, and told otherwise.
        #expect(try await platform.create(draft("a")).status == 503)
        #expect(try await platform.total() == 1)
    }

    @Test(arguments: [nil, 7] as [Int64?]) func tooManyRequestsDoesNothing(retryAfter: Int64?) async throws {
        let platform = try await TestPlatform()
        let more: [String: JSONValue] = retryAfter.map { ["retryAfter": .integer($0)] } ?? [:]
        try await platform.script(fault("create", "tooManyRequests", more))
        let answer = try await platform.create(draft("a"))
        #expect(answer.status == 429)
        #expect(answer.headers[.retryAfter] == retryAfter.map(String.init))
        #expect(try answer.json()["status"] == 429)
        #expect(try await platform.total() == 0)
    }

    @Test func anEmptyPageSaysThatThereIsNothing() async throws {
        let platform = try await TestPlatform()
        for name in ["a", "b", "c"] { try await platform.created(draft(name)) }
        try await platform.script(fault("list", "emptyPage"))
        let empty = try await platform.get(PlatformRoute.definitions + "?limit=2").json()
        #expect(empty["segments"] == [])
        #expect(empty["page"]?["totalCount"] == 0)
        #expect(empty["page"]?["pageSize"] == 0)
        #expect(empty["page"]?["next"] == nil)
        #expect(empty["link"] == [:])
        #expect(try await platform.get(PlatformRoute.definitions).json()["segments"]?.array?.count == 3)
    }

    @Test(arguments: [(nil, 1), (0, 0), (2, 2), (9, 3)] as [(Int64?, Int)])
    func aShortPageKeepsItsTotal(rows: Int64?, expected: Int) async throws {
        let platform = try await TestPlatform()
        for name in ["a", "b", "c"] { try await platform.created(draft(name)) }
        let more: [String: JSONValue] = rows.map { ["rows": .integer($0)] } ?? [:]
        try await platform.script(fault("list", "shortPage", more))
        let page = try await platform.get(PlatformRoute.definitions).json()
        #expect(page["segments"]?.array?.count == expected)
        #expect(page["page"]?["pageSize"]?.integer == Int64(expected))
        #expect(page["page"]?["totalCount"] == 3)
    }

    @Test func aShortPageMayHideItsTotal() async throws {
        let platform = try await TestPlatform()
        for name in ["a", "b", "c"] { try await platform.created(draft(name)) }
        try await platform.script(fault("list", "shortPage", ["rows": 1, "hideTotal": true]))
        let page = try await platform.get(PlatformRoute.definitions + "?limit=2").json()
        #expect(page["segments"]?.array?.count == 1)
        #expect(page["page"]?["totalCount"] == nil)
        #expect(page["page"]?["totalPages"] == nil)
        #expect(page["page"]?["next"] == "1")
    }

    @Test func aListThatIsRefusedIsRefused() async throws {
        let platform = try await TestPlatform()
        try await platform.script(fault("list", "emptyPage", nth: nil))
        #expect(try await platform.get(PlatformRoute.definitions + "?limit=900").status == 400)
    }

    @Test func tokensCanBeRefused() async throws {
        let platform = try await TestPlatform()
        try await platform.script(fault("token", "status", ["status": 503]))
        let form = "grant_type=client_credentials&client_id=a&client_secret=b"
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        #expect(try await platform.call(.post, PlatformRoute.token, form, headers: headers).status == 503)
        #expect(try await platform.call(.post, PlatformRoute.token, form, headers: headers).status == 200)
    }
}
