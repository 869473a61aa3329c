import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct BulkGetTests {
    private func bulkGet(_ platform: TestPlatform, _ body: String, sandbox: String = "luma-dev") async throws -> Answer
    {
        let headers = platform.headers(sandbox: sandbox)
        return try await platform.call(.post, PlatformRoute.definitionsBulkGet, body, headers: headers)
    }

    private func bulkGet(
        _ platform: TestPlatform,
        ids: [String],
        sandbox: String = "luma-dev"
    ) async throws -> Answer {
        try await bulkGet(platform, JSONText.encode(BulkGetBody(ids: ids)), sandbox: sandbox)
    }

    @Test(arguments: TestTransport.allCases)
    func definitionsAreAnsweredByID(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let first = try await platform.created(draft("first"))
            let second = try await platform.created(draft("second", "inSegment(\"\(first)\")"))
            let answer = try await bulkGet(platform, ids: [second, first, first])
            #expect(answer.status == 207)
            let expected: JSONValue = [
                "results": [
                    first: try await platform.get(PlatformRoute.definition(first)).json(),
                    second: try await platform.get(PlatformRoute.definition(second)).json(),
                ].json
            ]
            #expect(try answer.json() == expected)
        }
    }

    @Test func whatIsMissingHasItsOwnError() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let results = try #require(try await bulkGet(platform, ids: ["gone", id]).json()["results"]?.object)
        #expect(results.keys.sorted() == [id, "gone"].sorted())
        #expect(results["gone"]?["errors"] == ["404": [["code": 404, "message": "Not found."]]])
        #expect(results["gone"]?["requestId"]?.string?.count == 32)
        #expect(results[id]?["name"] == "a")
    }

    @Test func noneFoundIs404() async throws {
        let platform = try await TestPlatform()
        let elsewhere = try await platform.created(draft("a"), sandbox: "prod")
        let answer = try await bulkGet(platform, ids: ["gone", elsewhere])
        let json = try answer.json()
        let message: JSONValue = .string("The entity gone,\(elsewhere) is not found.")
        let requestID = try #require(json["requestId"])
        #expect(answer.status == 404)
        #expect(
            json == [
                "requestId": requestID, "errors": ["404": [["code": "UPAPI-113000-404", "message": message]]],
                "type": "https://ns.adobe.com/aep/errors/UPAPI-113000-404", "title": message, "status": 404,
            ]
        )
    }

    @Test(arguments: [0, 101])
    func theNumberOfIDsIsBounded(count: Int) async throws {
        let platform = try await TestPlatform()
        let answer = try await bulkGet(platform, ids: (0..<count).map { "id-\($0)" })
        let message: JSONValue = "The number of requested IDs is invalid. Cannot be 0 or exceed 100."
        let json = try answer.json()
        let requestID = try #require(json["requestId"])
        #expect(answer.status == 400)
        #expect(
            json == [
                "requestId": requestID, "errors": ["400": [["code": "UPAPI-113015-400", "message": message]]],
                "type": "https://ns.adobe.com/aep/errors/UPAPI-113015-400", "title": message, "status": 400,
            ]
        )
    }

    @Test func aHundredIDsAreFine() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let answer = try await bulkGet(platform, ids: [id] + (1..<100).map { "id-\($0)" })
        #expect(answer.status == 207)
        #expect(try answer.json()["results"]?.object?.count == 100)
    }

    @Test(arguments: ["", "[]", "{}", #"{"ids":"x"}"#, #"{"ids":["x"]}"#, #"{"ids":[{"id":1}]}"#, "{"])
    func anotherBodyIs400(body: String) async throws {
        let platform = try await TestPlatform()
        try expectProblem(try await bulkGet(platform, body), status: 400, code: "UPLIB-101206-500")
    }
}

extension [String: JSONValue] {
    fileprivate var json: JSONValue { .object(self) }
}
