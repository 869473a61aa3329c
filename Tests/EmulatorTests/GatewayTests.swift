import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct GatewayTests {
    private struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout HTTPFields) -> Void
        let status: Int
        let body: JSONValue

        init(_ name: String, _ status: Int, _ body: JSONValue, _ change: @escaping @Sendable (inout HTTPFields) -> Void)
        {
            testDescription = name
            self.status = status
            self.body = body
            self.change = change
        }
    }

    /// Every header that is wrong from here on, so that each case also shows the order.
    private static let cases = [
        Case("no token", 403, ["error_code": "403010", "message": "Oauth token is missing."]) {
            $0[.authorization] = nil
            $0[.apiKey] = nil
            $0[.organisation] = nil
            $0[.sandbox] = nil
        },
        Case("a token that was never issued", 401, ["error_code": "401013", "message": "Oauth token is not valid"]) {
            $0[.authorization] = "Bearer forged"
            $0[.apiKey] = nil
            $0[.organisation] = nil
        },
        Case("no bearer", 401, ["error_code": "401013", "message": "Oauth token is not valid"]) {
            $0[.authorization] = "Basic abc"
        },
        Case("no key", 403, ["error_code": "403000", "message": "Api Key is required"]) {
            $0[.apiKey] = nil
            $0[.organisation] = nil
        },
        Case("the key of another client", 403, ["error_code": "403003", "message": "Api Key is invalid"]) {
            $0[.apiKey] = "other"
            $0[.organisation] = nil
        },
        Case("no organisation", 400, ["error_code": "400003", "message": "Missing header"]) {
            $0[.organisation] = nil
            $0[.sandbox] = "nowhere"
        },
        Case("no organisation's form", 403, ["error_code": "403027", "message": "User region is missing"]) {
            $0[.organisation] = "luma"
        },
        Case("a foreign organisation", 403, ["error_code": "403025", "message": "Profile is not valid"]) {
            $0[.organisation] = "FFFF@AdobeOrg"
            $0[.sandbox] = nil
        },
        Case("no sandbox", 400, ["error_code": "400003", "message": "Missing header"]) { $0[.sandbox] = nil },
    ]

    @Test(arguments: cases.indices, TestTransport.allCases)
    func aBadHeaderIsAnsweredByTheGateway(index: Int, transport: TestTransport) async throws {
        let test = Self.cases[index]
        try await TestPlatform.with(transport) { platform in
            for path in [PlatformRoute.definitions, PlatformRoute.mergePolicies, PlatformRoute.registryStats] {
                var headers = platform.headers()
                test.change(&headers)
                let answer = try await platform.call(.get, path, headers: headers)
                #expect(answer.status == test.status, "\(test.testDescription)")
                #expect(try answer.json() == test.body, "\(test.testDescription)")
            }
        }
    }

    @Test func anUnknownSandboxIsForbidden() async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.get(PlatformRoute.definitions, sandbox: "nowhere")
        try expectProblem(answer, status: 403, code: "EMULATOR-100001-403", saying: "'nowhere'")
    }

    @Test(arguments: [nil, "text/plain", "application/x-www-form-urlencoded"])
    func aWriteThatIsNotJSONByItsTypeIsRefused(type: String?) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        var headers = platform.headers()
        headers[.contentType] = type
        let calls: [(HTTPRequest.Method, String)] = [
            (.post, PlatformRoute.definitions), (.post, PlatformRoute.definitionsBulkGet),
            (.patch, PlatformRoute.definition(id)),
        ]
        for (method, path) in calls {
            let answer = try await platform.call(method, path, JSONText.encode(draft("b")), headers: headers)
            #expect(answer.status == 400)
            #expect(
                try answer.json() == [
                    "type": "/placeholder/type/uri", "status": 400, "title": "BadRequestError",
                    "detail": "A valid content-type must be specified",
                ]
            )
        }
    }

    @Test func theTypeMayCarryACharacterSet() async throws {
        let platform = try await TestPlatform()
        var headers = platform.headers()
        headers[.contentType] = "Application/JSON; charset=utf-8"
        let answer = try await platform.call(
            .post,
            PlatformRoute.definitions,
            JSONText.encode(draft("a")),
            headers: headers
        )
        #expect(answer.status == 200)
    }

    @Test func anUnknownRouteIs404() async throws {
        let platform = try await TestPlatform()
        for path in ["/", "/data/core/ups/export/jobs", "/data/core/ups/segment/jobs", "/nothing"] {
            let answer = try await platform.get(path)
            #expect(answer.status == 404)
            #expect(try answer.json()["title"] == "NotFoundError")
        }
        let put = try await platform.call(.put, PlatformRoute.definitions, headers: platform.headers())
        #expect(put.status == 404)
    }

    @Test func everyAnswerCarriesARequestID() async throws {
        let platform = try await TestPlatform()
        #expect(try await platform.get(PlatformRoute.definitions).headers[.requestID]?.count == 32)
        var headers = platform.headers()
        headers[.requestID] = "mine"
        let answer = try await platform.call(.get, "/nothing", headers: headers)
        #expect(answer.headers[.requestID] == "mine")
    }
}
