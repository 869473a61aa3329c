import HTTPTypes
import JSONTree
import PlatformClient
import Reconciler
import Segments
import Testing

@Suite struct TokenTests {
    private static func token(lasting seconds: Int64) -> ScriptedService.Script {
        { _, index in
            .status(
                200,
                ["access_token": .string("token-\(index)"), "expires_in": .integer(seconds), "token_type": "bearer"]
            )
        }
    }

    @Test(
        arguments: [
            // A day: 500 seconds before the end; an hour: a tenth of it.
            (86_400, 85_899, 1), (86_400, 85_900, 2), (3_600, 3_239, 1), (3_600, 3_240, 2), (0, 0, 2), (-5, 0, 2),
        ] as [(Int64, Int, Int)]
    )
    func aTokenIsRenewedBeforeItEnds(lifetime: Int64, wait: Int, tokenCalls: Int) async throws {
        let service = ScriptedService(token: Self.token(lasting: lifetime)) { _, _ in .status(404) }
        let clock = TestClock()
        let client = try SegmentationClient.scripted(service, clock: clock)
        _ = try await client.read(SegmentID("a"))
        clock.advance(by: .seconds(wait))
        _ = try await client.read(SegmentID("a"))
        #expect(service.tokenCalls.count == tokenCalls)
        #expect(service.calls.last?.request.headerFields[.authorization] == "Bearer token-\(tokenCalls - 1)")
    }

    @Test func manyCallersShareOneRequestForAToken() async throws {
        let service = ScriptedService { _, _ in .status(404) }
        let client = try SegmentationClient.scripted(service, limit: 50)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 { group.addTask { _ = try? await client.read(SegmentID("\(number)")) } }
        }
        #expect(service.tokenCalls.count == 1)
        #expect(service.calls.count == 50)
    }

    @Test func manyCallersShareOneRefusalOfAToken() async throws {
        let service = ScriptedService(token: { _, _ in .status(401, ["error": "invalid_client"]) }) { _, _ in
            .status(404)
        }
        let client = try SegmentationClient.scripted(service, limit: 50)
        let failures = await withTaskGroup(of: RepositoryFailure?.self) { group in
            for _ in 0..<20 { group.addTask { await client.failure(of: .create) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(failures.allSatisfy { $0?.outcome == .refused })
        #expect(service.tokenCalls.count < 20)
        #expect(service.calls.isEmpty)
    }

    @Test(arguments: Operation.allCases)
    func aTokenThatIsNotAcceptedIsRenewedOnce(operation: Operation) async throws {
        let service = ScriptedService { received, _ in
            if received.request.headerFields[.authorization] == "Bearer token-0" {
                return .status(401, ["error_code": "401013", "message": "Oauth token is not valid"])
            }
            return operation == .create ? .status(200, definition("new")) : .status(200, definition("a/b"))
        }
        let client = try SegmentationClient.scripted(service)
        #expect(await client.failure(of: operation) == nil)
        #expect(service.tokenCalls.count == 2)
        #expect(service.calls.count == 2)
        #expect(await client.failure(of: operation) == nil)
        #expect(service.tokenCalls.count == 2)
    }

    @Test func oneRejectedTokenIsRenewedOnceForAllWhoHadIt() async throws {
        let service = ScriptedService { received, _ in
            received.request.headerFields[.authorization] == "Bearer token-0" ? .status(401) : .status(404)
        }
        let client = try SegmentationClient.scripted(service, limit: 20)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 { group.addTask { _ = try? await client.read(SegmentID("\(number)")) } }
        }
        #expect(service.tokenCalls.count == 2)
    }

    @Test func eightWhoseTokenEndsAtTheSameMomentGetOneNewToken() async throws {
        let service = ScriptedService(together: 0..<8) { received, _ in
            received.request.headerFields[.authorization] == "Bearer token-0"
                ? .status(401) : .status(200, definition("new"))
        }
        let client = try SegmentationClient.scripted(service)
        let failures = await withTaskGroup(of: RepositoryFailure?.self) { group in
            for _ in 0..<8 { group.addTask { await client.failure(of: .create) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(failures == Array(repeating: nil, count: 8))
        #expect(service.tokenCalls.count == 2)
        #expect(service.calls.count == 16)
    }

    @Test func aServiceThatIsIllIsAskedAgainForAToken() async throws {
        let service = ScriptedService(
            token: { received, index in
                index < 2 ? (index == 0 ? .status(503) : .unclear) : ScriptedService.freshToken(received, index)
            },
            answers: [.status(404)]
        )
        #expect(try await SegmentationClient.scripted(service).read(SegmentID("a")) == nil)
        #expect(service.tokenCalls.count == 3)
    }

    @Test(
        arguments: [
            (
                .raw(400, #"{"error":"invalid_client","error_description":"no such client"}"#), .refused,
                "invalid_client 'no such client'"
            ),
            (.raw(401, ""), .refused, "check the client id and the client secret"),
            (.raw(200, "{}"), .unavailable, "holds no token"),
            (.raw(200, #"{"access_token":"","expires_in":1,"token_type":"bearer"}"#), .unavailable, "holds no token"),
            (.raw(500, ""), .unavailable, "3 times tried"),
            (.notSent, .unavailable, "was not reached: connection refused"),
        ] as [(ScriptedAnswer, RepositoryFailure.Outcome, String)]
    )
    func withoutATokenNothingIsSent(
        answer: ScriptedAnswer,
        outcome: RepositoryFailure.Outcome,
        text: String
    ) async throws {
        let service = ScriptedService(token: { _, _ in answer }, answers: [])
        let failure = try await SegmentationClient.scripted(service).failure(of: .create)
        #expect(failure?.outcome == outcome)
        #expect(failure?.message.hasPrefix("could not get an access token from platform.example: ") == true)
        #expect(failure?.message.contains(text) == true)
    }

    @Test func aWriteThatIsTurnedAwayForItsTokenWasNotDoneWhenNoOtherIsToBeHad() async throws {
        let service = ScriptedService(
            token: { received, index in index == 0 ? ScriptedService.freshToken(received, index) : .status(400) },
            answers: [.status(401)]
        )
        let failure = try await SegmentationClient.scripted(service).failure(of: .update)
        #expect(failure?.outcome == .refused)
        #expect(failure?.message.contains("could not get an access token") == true)
    }

    @Test func aCancelledFetchDoesNotFailTheOthers() async throws {
        let service = ScriptedService(
            token: { received, index in index == 0 ? .status(503) : ScriptedService.freshToken(received, index) }
        ) { _, _ in .status(404) }
        // The first to sleep, which is the one that fetches, is cancelled.
        let clock = TestClock(cancelsOnSleep: true)
        let client = try SegmentationClient.scripted(service, clock: clock, limit: 20)
        let failures = await withTaskGroup(of: RepositoryFailure?.self) { group in
            for _ in 0..<10 { group.addTask { await client.failure(of: .delete) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(failures.count { $0 != nil } == 1)
        #expect(service.calls.count == 9)
    }
}
