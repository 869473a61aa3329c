import HTTPTypes
import JSONTree
import PlatformAPI
import PlatformClient
import Synchronization
import Testing

/// The questions that tell what is wrong with a connection.
@Suite struct ProbeTests {
    private func ask(
        _ service: ScriptedService,
        clock: TestClock = TestClock(),
        withCredentials: Bool = true
    ) async throws -> PlatformProbeAnswers {
        let connection = try PlatformConnection.sample(service.transport, clock: clock.clock)
        return await PlatformProbe(connection).ask(withCredentials: withCredentials)
    }

    @Test func eachQuestionIsOneCallThatChangesNothing() async throws {
        let service = ScriptedService { _, _ in .status(200, [:]) }
        _ = try await ask(service)
        #expect(service.tokenCalls.count == 1)
        let calls = service.calls.map { "\($0.request.method) \($0.path)" }
        #expect(
            calls == [
                "GET /data/foundation/sandbox-management/", "GET /data/foundation/sandbox-management/",
                "GET /data/foundation/schemaregistry/stats",
                "GET /data/foundation/schemaregistry/tenant/unions/_xdm.context.profile__union",
                "GET /data/core/ups/segment/definitions?page=0&limit=1",
                "POST /data/core/ups/segment/definitions", "POST /data/core/ups/segment/conversion",
                "GET /data/core/ups/config/mergePolicies?limit=20", "GET /unifiedtags/tags?limit=1",
            ]
        )
        let made = try #require(service.calls.first { $0.path == PlatformRoute.definitions })
        #expect(made.json == [:])
    }

    @Test func headersGoWithAllCallsButTheFirst() async throws {
        let service = ScriptedService { _, _ in .status(200, [:]) }
        _ = try await ask(service)
        for (index, call) in service.calls.enumerated() {
            let headers = call.request.headerFields
            #expect(headers[.authorization] == (index == 0 ? nil : "Bearer token-0"))
            #expect(headers[.apiKey] == (index == 0 ? nil : "client-id"))
            #expect(headers[.organisation] == (index == 0 ? nil : "ORG@AdobeOrg"))
            let isInSandbox = call.path.hasPrefix("/data/core") || call.path.contains("schemaregistry")
            #expect(headers[.sandbox] == (isInSandbox ? "luma-dev" : nil), "\(call.path)")
            #expect((headers[.contentType] != nil) == (call.request.method == .post || call.path.contains("tags")))
            let isVendor = headers[.accept]?.hasPrefix("application/vnd.adobe.xed") ?? false
            #expect(isVendor == call.path.contains("schemaregistry"))
        }
    }

    @Test func withoutCredentialsOnlyTheDoorIsTried() async throws {
        let service = ScriptedService { _, _ in .status(403) }
        let answers = try await ask(service, withCredentials: false)
        #expect(service.calls.count == 1 && service.tokenCalls.isEmpty)
        #expect(answers[.token] == nil && answers[.door]?.answer?.status == 403)
    }

    @Test(arguments: ["403003", "403025", "401013"])
    func whatIsStoppedAtTheDoorIsAskedNoFurther(code: String) async throws {
        let service = ScriptedService { _, index in
            let status = Int(code.prefix(3)) ?? 0
            return index == 0 ? .status(403) : .status(status, ["error_code": .string(code), "message": "no"])
        }
        let answers = try await ask(service)
        #expect(service.calls.count == 2)
        #expect(answers[.sandboxes]?.answer?.isFromTheDoor == true && answers[.definitions] == nil)
    }

    @Test(arguments: [(429, 2), (503, 2), (403, 1), (404, 1), (200, 1)])
    func aCallIsSentOnceMoreAtMost(status: Int, times: Int) async throws {
        let service = ScriptedService { received, _ in
            received.path.contains("limit=1") && received.path.contains("definitions")
                ? .status(status, headers: [.retryAfter: "3600"]) : .status(200, [:])
        }
        let clock = TestClock()
        let answers = try await ask(service, clock: clock)
        #expect(service.calls.count { $0.path.contains("definitions?") } == times)
        #expect(answers[.definitions]?.answer?.status == status)
        #expect(answers[.definitions]?.answer?.timesTurnedAway == (status == 429 ? 2 : 0))
        #expect(answers[.definitions]?.answer?.limitHeaders == ["retry-after: 3600"] || status == 200)
        // An hour is not waited for.
        #expect(clock.sleeps.allSatisfy { $0 <= .seconds(5) } && clock.sleeps.count == times - 1)
    }

    @Test func noSecretIsLeftInAnAnswer() async throws {
        let service = ScriptedService { received, _ in
            let token = received.request.headerFields[.authorization]?.dropFirst("Bearer ".count) ?? ""
            return .status(
                400,
                headers: [.retryAfter: clientSecretText],
                ["title": .string("\(token) \(clientSecretText)"), "body": .string("\(token) \(clientSecretText)")]
            )
        }
        let answers = try await ask(service)
        for answer in answers.all {
            let texts = [answer.code, answer.message, answer.requestID, answer.shown(JSONText.encode(answer.body))]
            let text = texts.compactMap(\.self).joined() + answer.limitHeaders.joined()
            #expect(!text.showsClientSecret && !text.contains("token-0"))
        }
    }

    /// As a service repeats it: as it is, as a form, as a URL in small letters, as texts of JSON, and in part as each.
    @Test(arguments: [
        clientSecretText, "p0is0n+%2B%2F%3D%25%26%22%5C%C3%BC+s3cret", "p0is0n%20%2b%2f%3d%25%26%22%5c%c3%bc%20s3cret",
        #"p0is0n +/=%&\"\\ü s3cret"#, #"p0is0n +\/=%\u0026\u0022\u005C\u00fc s3cret"#,
        #"p0is0n%20+%2F=%25&"\ü+s3cret"#,
    ])
    func noFormOfASecretIsLeft(form: String) async throws {
        let lost = ScriptedService { _, _ in .failure(TransportFailure(.unclear, "lost client_secret=\(form)&scope=a"))
        }
        guard case .failed(let failure) = try await ask(lost)[.sandboxes] else {
            Issue.record("the call was lost")
            return
        }
        #expect(failure.reason == "lost client_secret=<secret>&scope=a")
        let service = ScriptedService(token: { _, _ in
            .status(400, ["error": "invalid_client", "error_description": .string("\(form) \(form)")])
        }) { _, _ in .status(403) }
        let answer = try #require(try await ask(service)[.token]?.answer)
        #expect(answer.message == "<secret> <secret>")
        // What only resembles it stays.
        let other = ScriptedService { _, _ in .failure(TransportFailure(.unclear, "lost \(form.dropLast())")) }
        guard case .failed(let kept) = try await ask(other)[.sandboxes] else { return }
        #expect(kept.reason.contains("p0is0n"))
    }

    /// In the order of the questions, without the token's.
    private static let whole: [JSONValue] = [
        ["sandboxes": []], ["sandboxes": []], ["tenantId": "luma"], ["$id": "union", "meta:class": "profile"],
        ["segments": []], ["id": "made"], ["expression": [:]], ["children": []], ["tags": []],
    ]

    @Test(
        arguments: [
            (nil, true), (.status(200, ["foo": 1]), false), (.status(200, []), false), (.raw(200, "<html>"), false),
            (.status(204), false), (.raw(404, "<html>"), false), (.status(403, ["title": "no"]), true),
            (.status(403), true), (.raw(503, "<html>"), true), (.raw(429, "<html>"), true),
        ] as [(ScriptedAnswer?, Bool)]
    )
    func onlyWhatThePlatformMayAnswerIsAnAnswer(given: ScriptedAnswer?, isAnswer: Bool) async throws {
        let answers = try await ask(ScriptedService { _, index in given ?? .status(200, Self.whole[index]) })
        for question in PlatformProbeAnswers.Question.allCases where question != .token {
            switch answers[question] {
            case .answered: #expect(isAnswer, "\(question)")
            case .unreadable: #expect(!isAnswer, "\(question)")
            case nil, .failed: Issue.record("\(question) was not answered")
            }
        }
    }

    @Test func anAnswerOfSuccessWithoutATokenIsNone() async throws {
        let service = ScriptedService(token: { _, _ in .raw(200, "<html>") }) { _, _ in .status(403) }
        let answers = try await ask(service)
        guard case .unreadable = answers[.token] else {
            Issue.record("there was no token")
            return
        }
        #expect(service.calls.count == 1)
    }
}
