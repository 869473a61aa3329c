import HTTPTypes
import JSONTree
import PlatformClient
import Reconciler
import Segments
import Testing

@Suite struct FailureWordingTests {
    @Test(arguments: [
        (
            403,
            #"{"requestId":"r1","errors":{"403":[{"code":"UPAPI-113752-403","message":"Permission denied"}]},"type":"x/y","title":"t","status":403}"#,
            "403 UPAPI-113752-403 'Permission denied' (request id r1); the credential's role needs the permission "
                + "'Manage Segments' ('Manage Profiles' in older roles) and the sandbox 'luma-dev'"
        ),
        (
            400,
            #"{"type":"/placeholder/type/uri","status":400,"title":"BadRequestError","detail":"A valid content-type must be specified"}"#,
            "400 'A valid content-type must be specified'"
        ),
        (
            401, #"{"error_code":"401013","message":"Oauth token is not valid"}"#,
            "401 401013 'Oauth token is not valid'; the access token is not accepted, a new one neither: check the "
                + "client id, the client secret and the token URL"
        ),
        (
            403, #"{"error_code":"403003","message":"Api Key is invalid"}"#,
            "403 403003 'Api Key is invalid'; the API key is not accepted: check the client id and that its project "
                + "has the Experience Platform API"
        ),
        (
            400, #"{"error_code":"400003","message":"Missing header"}"#,
            "400 400003 'Missing header'; the organisation is not accepted: check the organisation id, and that the "
                + "credential belongs to it and has a product profile"
        ),
        (
            404,
            #"{"type":"http://ns.adobe.com/aep/errors/XDM-1012-404","title":"Resource Not Found","status":404,"report":{"registryRequestId":"r3"},"detail":"gone"}"#,
            "404 XDM-1012-404 'gone' (request id r3); it is not there any more, or the credential may not see it: plan again"
        ),
        (
            400, #"{"errorCode":"1354-400","errorMessage":"not supported"}"#,
            "400 1354-400 'not supported'"
        ),
        (
            404, #"{"title":"Sandbox luma-dev not found","status":404}"#,
            "404 'Sandbox luma-dev not found'; check that sandbox 'luma-dev' exists and that the credential's role has it"
        ),
        (
            400,
            #"{"requestId":"r4","errors":{"400":[{"code":"UPAPI-113434-400","message":"inSegment(\"x\") names an audience that does not exist in this sandbox"}]},"type":"x/y","title":"t","status":400}"#,
            "400 UPAPI-113434-400 'inSegment(\"x\") names an audience that does not exist in this sandbox' (request id r4)"
        ),
        (
            412, #"{"title":"Precondition Failed","status":412}"#,
            "412 'Precondition Failed'; it was changed since it was read: plan again"
        ),
        (
            422, #"{"title":"exists","status":422}"#,
            "422 'exists'; another segment has this name: rename one of them, or adopt the other"
        ),
        (
            302, "", "302 'no explanation was given'; redirects are not followed: check the endpoint"
        ),
    ])
    func anAnswerIsToldWithWhatToDo(status: Int, body: String, text: String) async throws {
        let service = ScriptedService { _, _ in .raw(status, body) }
        let failure = try await SegmentationClient.scripted(service).failure(of: .update)
        let opening = "could not update segment 'Luma Bronze Customer' (id 'a/b'): the service answered "
        #expect(failure?.message == opening + text)
    }

    @Test func theRequestIDMayComeAsAHeader() async throws {
        let name = try #require(HTTPField.Name("x-request-id"))
        let service = ScriptedService(answers: [.status(400, headers: [name: "from-header"])])
        let failure = try await SegmentationClient.scripted(service).failure(of: .delete)
        #expect(failure?.message.hasSuffix("(request id from-header)") == true)
    }

    @Test func textOfTheServiceCannotReachTheTerminal() async throws {
        let service = ScriptedService(answers: [
            .status(
                400,
                [
                    "requestId": "r\u{7}1",
                    "errors": ["400": [["code": "C\u{1B}[2J", "message": "a\u{1B}[31mb\nc\u{202E}d\u{9B}e\u{2028}f"]]],
                ]
            )
        ])
        let failure = try await SegmentationClient.scripted(service).failure(of: .delete)
        #expect(
            failure?.message
                == "could not delete segment 'a/b': the service answered 400 C [2J 'a [31mb c d e f' (request id r 1)"
        )
    }

    @Test func aLongTextIsCut() async throws {
        let long = String(repeating: "é", count: 100_000)
        let service = ScriptedService(answers: [.status(400, ["title": .string(long)])])
        let failure = try await SegmentationClient.scripted(service).failure(of: .delete)
        #expect(failure?.message.count ?? 0 < 600)
        #expect(failure?.message.contains("é…'") == true)
    }
}

@Suite struct SecretTests {
    @Test func aSecretIsNeverShown() {
        let secret = Secret(secretText)
        let credentials = PlatformCredentials(clientID: "c", clientSecret: secret, organisation: "o")
        for rendering in Self.renderings(of: secret) + Self.renderings(of: credentials) + Self.renderings(of: [secret])
        {
            #expect(rendering.contains("<secret>"))
            #expect(!rendering.contains(secretText))
        }
        #expect(secret.revealed == secretText)
    }

    private static func renderings(of value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return ["\(value)", String(describing: value), String(reflecting: value), dumped]
    }

    /// The service repeats whatever it was sent, in every place of every error; nothing of it comes out.
    @Test(arguments: Operation.allCases, [400, 401, 403, 422, 429, 500, 503])
    func noFailureHoldsASecret(operation: Operation, status: Int) async throws {
        let echo: ScriptedService.Script = { received, _ in
            let sent =
                (received.request.headerFields[.authorization] ?? "") + String(decoding: received.body, as: UTF8.self)
            return .status(
                status,
                [
                    "requestId": .string(sent), "error": .string(sent), "title": .string(sent),
                    "errors": ["400": [["code": .string(sent), "message": .string(sent)]]],
                ]
            )
        }
        let token = "t0ken-0f-p0is0n"
        for service in [
            ScriptedService(token: echo) { _, _ in .status(404) },
            ScriptedService(
                token: { _, _ in .status(200, ["access_token": .string(token), "expires_in": 9, "token_type": "b"]) },
                echo
            ),
            ScriptedService(token: { _, _ in
                .status(200, ["access_token": .string(token), "expires_in": 9, "token_type": "b"])
            }) { _, _ in
                .failure(TransportFailure(.unclear, "Bearer \(token) \(clientSecretText)"))
            },
        ] {
            let failure = try #require(try await SegmentationClient.scripted(service).failure(of: operation))
            for rendering in Self.renderings(of: failure) {
                #expect(!rendering.contains(token))
                #expect(!rendering.showsClientSecret)
            }
        }
    }
}
