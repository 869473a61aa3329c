import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct TokenTests {
    private let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    @Test func aTokenIsIssuedInTheShapeOfTheIdentityService() async throws {
        let platform = try await TestPlatform()
        let body = "client_id=a%2Bb&client_secret=x&grant_type=client_credentials&scope=openid,session"
        let answer = try await platform.call(.post, PlatformRoute.token, body, headers: form)
        #expect(answer.status == 200)
        let json = try answer.json()
        #expect(json["token_type"] == "bearer")
        #expect(json["expires_in"] == 86_399)
        let token = try #require(json["access_token"]?.string)
        #expect(token.count >= 32)

        var headers = platform.headers()
        headers[.authorization] = "bearer " + token
        headers[.apiKey] = "a+b"
        let list = try await platform.call(.get, PlatformRoute.definitions, headers: headers)
        #expect(list.status == 200)
    }

    @Test(arguments: [
        ("grant_type=password&client_id=a&client_secret=b", "unsupported_grant_type"),
        ("client_id=a&client_secret=b", "invalid_request"),
        ("grant_type=client_credentials&client_secret=b", "invalid_client"),
        ("grant_type=client_credentials&client_id=&client_secret=b", "invalid_client"),
        ("grant_type=client_credentials&client_id=a&client_secret=", "invalid_client"),
        ("", "invalid_request"),
    ])
    func aRequestWithoutWhatIsNeededIsRefused(body: String, error: String) async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.call(.post, PlatformRoute.token, body, headers: form)
        #expect(answer.status == 400)
        #expect(try answer.json()["error"] == .string(error))
        #expect(try answer.json()["error_description"]?.string?.isEmpty == false)
    }

    @Test func aBodyThatIsNoFormIsRefused() async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.call(
            .post,
            PlatformRoute.token,
            #"{"grant_type":"client_credentials"}"#,
            headers: [.contentType: "application/json"]
        )
        #expect(answer.status == 400)
        #expect(try answer.json()["error"] == "invalid_request")
    }

    @Test func aTokenRunsOut() async throws {
        var switches = EmulatorSwitches()
        switches.tokenLifetime = 60
        let platform = try await TestPlatform(switches: switches)
        platform.world.advance(milliseconds: 59_999)
        #expect(try await platform.get(PlatformRoute.definitions).status == 200)
        platform.world.advance(milliseconds: 1)
        let answer = try await platform.get(PlatformRoute.definitions)
        #expect(answer.status == 401)
        #expect(try answer.json()["error_code"] == "401013")
    }
}
