import PlatformClient
import Testing

@Suite struct ProxySettingsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let environment: [String: String]
        let url: (scheme: String, host: String, port: Int)
        let proxy: String?

        var testDescription: String { "\(environment) \(url.scheme)://\(url.host):\(url.port)" }

        init(_ environment: [String: String], _ scheme: String, _ host: String, _ port: Int, _ proxy: String?) {
            self.environment = environment
            url = (scheme, host, port)
            self.proxy = proxy
        }
    }

    private static let https = "http://p.example:3128"

    static let rows: [Row] =
        [
            Row([:], "https", "a.example", 443, nil),
            Row(["https_proxy": https], "https", "a.example", 443, "p.example:3128"),
            Row(["HTTPS_PROXY": https], "https", "a.example", 443, "p.example:3128"),
            Row(["https_proxy": "http://low:1", "HTTPS_PROXY": "http://up:2"], "https", "a.example", 443, "low:1"),
            Row(["https_proxy": "", "HTTPS_PROXY": "http://up:2"], "https", "a.example", 443, nil),
            Row(["http_proxy": https], "https", "a.example", 443, nil),
            Row(["http_proxy": https], "http", "a.example", 80, "p.example:3128"),
            Row(["HTTP_PROXY": https], "http", "a.example", 80, "p.example:3128"),
            Row(["https_proxy": "p.example:3128"], "https", "a.example", 443, "p.example:3128"),
            Row(["https_proxy": "p.example"], "https", "a.example", 443, "p.example:80"),
            Row(["https_proxy": "http://[fe80::1]:8/"], "https", "a.example", 443, "fe80::1:8"),
            // This machine is never called through a proxy.
            Row(["https_proxy": https], "https", "localhost", 443, nil),
            Row(["http_proxy": https], "http", "127.0.0.1", 8080, nil),
            Row(["http_proxy": https], "http", "::1", 8080, nil),
        ]
        + [
            ("*", true), ("a.example", true), (".a.example", true), ("example", true), (".example", true),
            ("*.example", true), ("A.EXAMPLE", true), ("x,a.example", true), ("x a.example", true),
            ("x , a.example", true),
            ("a.example:443", true), ("a.example:80", false), ("a.example:x", false), ("b.a.example", false),
            ("ample", false), ("aa.example", false), ("10.0.0.0/8", false), ("", false), (",", false), (".", false),
        ].flatMap { list, isDirect in
            ["no_proxy", "NO_PROXY"].map { name in
                Row(
                    ["https_proxy": https, name: list],
                    "https",
                    "a.example",
                    443,
                    isDirect ? nil : "p.example:3128"
                )
            }
        } + [
            Row(["https_proxy": https, "no_proxy": "fe80::1"], "https", "fe80::1", 443, nil),
            Row(["https_proxy": https, "no_proxy": "[fe80::1]:443"], "https", "fe80::1", 443, nil),
            Row(["https_proxy": https, "no_proxy": "[fe80::1]:80"], "https", "fe80::1", 443, "p.example:3128"),
            Row(
                ["https_proxy": https, "no_proxy": "b.example", "NO_PROXY": "*"],
                "https",
                "a.example",
                443,
                "p.example:3128"
            ),
        ]

    @Test(arguments: rows) func theProxyIsTheOneThatTheEnvironmentNames(row: Row) throws {
        let settings = try ProxySettings(environment: row.environment)
        let server = settings.server(scheme: row.url.scheme, host: row.url.host, port: row.url.port)
        #expect(server.map { "\($0.host):\($0.port)" } == row.proxy)
    }

    @Test func userNameAndPasswordAreDecodedAndNotShown() throws {
        let settings = try ProxySettings(environment: ["https_proxy": "http://me%40x:\(secretText)%2F@p.example:1"])
        let server = try #require(settings.server(scheme: "https", host: "a.example", port: 443))
        #expect(server.user == "me@x")
        #expect(server.password?.revealed == secretText + "/")
        var dumped = ""
        dump(settings, to: &dumped)
        for text in [dumped, "\(settings)", String(reflecting: server)] { #expect(!text.contains(secretText)) }
    }

    @Test(arguments: [
        (
            "https_proxy", "https://\(secretText)@p.example:1",
            "https_proxy: expected a proxy that is called by http, found scheme 'https'"
        ),
        (
            "HTTPS_PROXY", "socks5://p.example:1",
            "HTTPS_PROXY: expected a proxy that is called by http, found scheme 'socks5'"
        ),
        (
            "http_proxy", "http://u:\(secretText)@",
            "http_proxy: expected an address such as 'http://proxy.example:8080'"
        ),
        ("http_proxy", "http://p.example:99999", "http_proxy: expected an address such as 'http://proxy.example:8080'"),
        ("http_proxy", "http://p.example:0", "http_proxy: expected an address such as 'http://proxy.example:8080'"),
        ("http_proxy", "http://p.example/path", "http_proxy: expected an address such as 'http://proxy.example:8080'"),
        (
            "http_proxy", "http://u:%zz\(secretText)@p.example",
            "http_proxy: user name and password are not percent-encoded as they must"
        ),
    ])
    func aProxyThatCannotBeUsedIsAnError(name: String, value: String, message: String) {
        let error = #expect(throws: InvalidAddress.self) { try ProxySettings(environment: [name: value]) }
        #expect(error?.message == message)
        #expect(error?.message.contains(secretText) == false)
    }
}
