import HTTPTypes
import PlatformClient
import Segments
import Testing

@Suite struct PlatformEndpointTests {
    @Test(
        arguments: [
            (
                "https://platform.adobe.io", nil, "https://platform.adobe.io",
                "https://ims-na1.adobelogin.com/ims/token/v3"
            ),
            (
                "HTTPS://Platform.Adobe.io/", nil, "https://platform.adobe.io",
                "https://ims-na1.adobelogin.com/ims/token/v3"
            ),
            (
                "https://platform.example:8443", "https://ims.example/t", "https://platform.example:8443",
                "https://ims.example/t"
            ),
            ("http://localhost:8080", nil, "http://localhost:8080", "http://localhost:8080/ims/token/v3"),
            ("http://127.0.0.1:1", nil, "http://127.0.0.1:1", "http://127.0.0.1:1/ims/token/v3"),
            ("http://127.9.8.7", nil, "http://127.9.8.7", "http://127.9.8.7/ims/token/v3"),
            ("http://[::1]:8080", nil, "http://[::1]:8080", "http://[::1]:8080/ims/token/v3"),
            ("https://localhost", nil, "https://localhost", "https://localhost/ims/token/v3"),
            ("http://localhost:1", "https://ims.example", "http://localhost:1", "https://ims.example/"),
        ] as [(String, String?, String, String)]
    )
    func callsGoWhereTheEndpointSays(text: String, tokenURL: String?, api: String, token: String) async throws {
        let service = ScriptedService { _, _ in .status(404) }
        // A token call elsewhere than at the usual path is one of the calls of the script.
        let all = ScriptedService(token: ScriptedService.freshToken) { received, index in
            received.path.hasPrefix("/data") ? .status(404) : ScriptedService.freshToken(received, index)
        }
        let chosen = tokenURL == nil ? service : all
        let client = try SegmentationClient.scripted(chosen, endpoint: text, tokenURL: tokenURL)
        _ = try await client.read(SegmentID("a"))
        let urls = (chosen.tokenCalls + chosen.calls).map {
            "\($0.request.scheme ?? "")://\($0.request.authority ?? "")\($0.path)"
        }
        #expect(urls == [token, api + "/data/core/ups/segment/definitions/a"])
    }

    @Test(
        arguments: [
            (
                "http://platform.adobe.io", nil,
                "endpoint: expected https, found plain http to 'platform.adobe.io', which is not this machine"
            ),
            (
                "http://127.0.0.1.evil.example", nil,
                "endpoint: expected https, found plain http to '127.0.0.1.evil.example', which is not this machine"
            ),
            (
                "http://127.0.1", nil,
                "endpoint: expected https, found plain http to '127.0.1', which is not this machine"
            ),
            (
                "http://0.0.0.0", nil,
                "endpoint: expected https, found plain http to '0.0.0.0', which is not this machine"
            ),
            ("http://[::2]", nil, "endpoint: expected https, found plain http to '::2', which is not this machine"),
            ("ftp://localhost", nil, "endpoint: expected https, found scheme 'ftp'"),
            (
                "https://user:\(secretText)@platform.adobe.io", nil,
                "endpoint: expected an address without user name and password"
            ),
            ("https://platform.adobe.io/data", nil, "endpoint: expected scheme and host alone, found a path"),
            ("platform.adobe.io", nil, "endpoint: expected an address such as 'https://platform.adobe.io'"),
            ("https://", nil, "endpoint: expected an address such as 'https://platform.adobe.io'"),
            ("https://:\(secretText)", nil, "endpoint: expected an address such as 'https://platform.adobe.io'"),
            ("https://a:99999", nil, "endpoint: expected an address such as 'https://platform.adobe.io'"),
            ("https://a:0", nil, "endpoint: expected a port from 1 to 65535, found 0"),
            ("https://a b", nil, "endpoint: expected an address such as 'https://platform.adobe.io'"),
            ("https://[::1", nil, "endpoint: expected an address such as 'https://platform.adobe.io'"),
            ("", nil, "endpoint: expected an address such as 'https://platform.adobe.io'"),
            (
                "https://a", "http://ims.example/t",
                "token URL: expected https, found plain http to 'ims.example', which is not this machine"
            ),
            (
                "https://a", "https://ims.example/t?client_secret=\(secretText)",
                "token URL: expected an address without query and fragment"
            ),
        ] as [(String, String?, String)]
    )
    func anEndpointThatCannotBeUsedIsRefused(text: String, tokenURL: String?, message: String) {
        let error = #expect(throws: InvalidAddress.self) { try PlatformEndpoint(text, tokenURL: tokenURL) }
        #expect(error?.message == message)
        #expect(error?.message.contains(secretText) == false)
    }

    @Test func theEmbeddedServiceIsOnThisMachine() async throws {
        #expect(PlatformEndpoint.embedded == (try PlatformEndpoint("http://localhost")))
    }
}
