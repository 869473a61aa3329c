import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct MalformedBodyTests {
    private static let bodies: [String] = [
        "", " ", "{", "[]", "null", "7", "\"name\"", "{\"name\": }", "{\"name\": \"a\"", "{'name': 'a'}", "\u{0}",
        "{\"name\":\"\\ud800\"}", String(repeating: "[", count: 10_000),
        String(repeating: "{\"a\":", count: 5000) + "1" + String(repeating: "}", count: 5000),
    ]

    @Test(arguments: bodies.indices, TestTransport.allCases)
    func aBodyThatIsNoObjectIs400(index: Int, transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let headers = platform.headers()
            let body = Self.bodies[index]
            let answer = try await platform.call(.post, PlatformRoute.definitions, body, headers: headers)
            try expectProblem(
                answer,
                status: 400,
                code: "UPLIB-101206-500",
                saying: "There is a problem extracting the user JSON, field(s) missing or invalid."
            )
        }
    }

    @Test func bytesThatAreNoTextAre400() async throws {
        let platform = try await TestPlatform()
        let request = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "localhost",
            path: PlatformRoute.definitions,
            headerFields: platform.headers()
        )
        for bytes: [UInt8] in [[0xFF, 0xFE], [0x7B, 0x22, 0xC3, 0x22, 0x7D], Array(0...255)] {
            let (response, _) = try await platform.send(request, bytes)
            #expect(response.status == .badRequest)
        }
    }

    @Test(arguments: TestTransport.allCases)
    func aBodyThatIsTooLargeIs413(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let body = JSONText.encode(
                draft("a", with: ["description": .string(String(repeating: "x", count: 2 << 20))])
            )
            let answer = try await platform.call(
                .post,
                PlatformRoute.definitions,
                body,
                headers: platform.headers()
            )
            #expect(answer.status == 413)
            #expect(try answer.json()["title"] == "PayloadTooLargeError")
        }
    }

    @Test func aDescriptionJustBelowTheLimitIsKept() async throws {
        let platform = try await TestPlatform()
        let text = String(repeating: "\u{1F600}", count: 400_000)
        let json = try await platform.create(draft("a", with: ["description": .string(text)])).json()
        #expect(json["description"] == .string(text))
    }
}
