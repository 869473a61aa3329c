import HTTPTypes
import JSONTree
import PlatformClient
import Reconciler
import Segments
import Testing

@Suite struct RepetitionTests {
    /// How often a call is sent of at most three times, and what it then means; no outcome is success.
    struct Expected: Sendable {
        let calls: Int
        let outcome: RepositoryFailure.Outcome?

        init(_ calls: Int, _ outcome: RepositoryFailure.Outcome?) {
            self.calls = calls
            self.outcome = outcome
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let answer: ScriptedAnswer
        let expected: [Operation: Expected]
        let testDescription: String

        init(
            _ name: String,
            _ answer: ScriptedAnswer,
            read: Expected,
            create: Expected,
            update: Expected,
            delete: Expected
        ) {
            testDescription = name
            self.answer = answer
            expected = [.read: read, .create: create, .update: update, .delete: delete]
        }

        init(_ status: Int, read: Expected, create: Expected, update: Expected, delete: Expected) {
            self.init("\(status)", .status(status), read: read, create: create, update: update, delete: delete)
        }

        init(_ status: Int, all: Expected) {
            self.init(status, read: all, create: all, update: all, delete: all)
        }
    }

    static let rows: [Row] =
        [
            Row(302, all: Expected(1, .refused)),
            Row(400, all: Expected(1, .refused)),
            Row(401, all: Expected(2, .refused)),
            Row(403, all: Expected(1, .refused)),
            Row(
                404,
                read: Expected(1, nil),
                create: Expected(1, .refused),
                update: Expected(1, .refused),
                delete: Expected(1, nil)
            ),
            Row(409, all: Expected(1, .refused)),
            Row(
                412,
                read: Expected(1, .refused),
                create: Expected(1, .refused),
                update: Expected(1, .changedMeanwhile),
                delete: Expected(1, .changedMeanwhile)
            ),
            Row(
                422,
                read: Expected(1, .refused),
                create: Expected(1, .nameTaken),
                update: Expected(1, .nameTaken),
                delete: Expected(1, .refused)
            ),
            Row(
                500,
                read: Expected(3, .unavailable),
                create: Expected(1, .unclear),
                update: Expected(1, .unclear),
                delete: Expected(1, .unclear)
            ),
            Row(
                501,
                read: Expected(1, .unavailable),
                create: Expected(1, .unclear),
                update: Expected(1, .unclear),
                delete: Expected(1, .unclear)
            ),
        ]
        + [408, 502, 503, 504].map { status in
            Row(
                status,
                read: Expected(3, .unavailable),
                create: Expected(1, .unclear),
                update: Expected(1, .unclear),
                delete: Expected(1, .unclear)
            )
        } + [
            Row(
                "not sent",
                .notSent,
                read: Expected(3, .unavailable),
                create: Expected(3, .unavailable),
                update: Expected(3, .unavailable),
                delete: Expected(3, .unavailable)
            ),
            Row(
                "lost",
                .unclear,
                read: Expected(3, .unavailable),
                create: Expected(1, .unclear),
                update: Expected(1, .unclear),
                delete: Expected(1, .unclear)
            ),
        ]

    @Test(arguments: rows, Operation.allCases)
    func whatIsRepeatedAndWhatItMeansDependsOnTheOperation(row: Row, operation: Operation) async throws {
        let service = ScriptedService { _, _ in row.answer }
        let failure = try await SegmentationClient.scripted(service).failure(of: operation)
        let expected = try #require(row.expected[operation])
        #expect(service.calls.count == expected.calls)
        #expect(failure?.outcome == expected.outcome)
        if let failure {
            let name = operation == .create || operation == .update ? "Luma Bronze Customer" : "a/b"
            #expect(failure.message.hasPrefix("could not \(operation) segment '\(name)'"))
            #expect(failure.message.contains("whether it was done is not known") == (expected.outcome == .unclear))
            if expected.calls == 3 { #expect(failure.message.contains("3 times tried")) }
        }
    }

    @Test(arguments: [Operation.create, .update, .delete])
    func aWriteIsSentAgainOnlyUntilItMayHaveBeenDone(operation: Operation) async throws {
        let service = ScriptedService(answers: [.notSent, .status(429), .unclear])
        let failure = try await SegmentationClient.scripted(service).failure(of: operation)
        #expect(failure?.outcome == .unclear)
        #expect(service.calls.count == 3)
    }

    @Test(arguments: [200, 201, 202, 204, 207])
    func anyAnswerOfTheTwoHundredsIsSuccessAlsoWithoutABody(status: Int) async throws {
        let service = ScriptedService { _, _ in .status(status) }
        let client = try SegmentationClient.scripted(service)
        #expect(await client.failure(of: .delete) == nil)
        #expect(await client.failure(of: .update) == nil)
    }

    @Test func aCreateThatWasTurnedAwayAtFirstIsMadeOnce() async throws {
        let service = ScriptedService(answers: [.notSent, .status(429), .status(200, definition("new"))])
        let id = try await SegmentationClient.scripted(service).create(.sample())
        #expect(id == SegmentID("new"))
    }

    @Test(arguments: ["", "[]", "{}", #"{"id":""}"#, "<html>"])
    func aCreateWhoseAnswerHoldsNoIDMayHaveBeenDone(body: String) async throws {
        let service = ScriptedService(answers: [.raw(200, body)])
        let failure = try await SegmentationClient.scripted(service).failure(of: .create)
        #expect(failure?.outcome == .unclear)
    }

    @Test func aReadWhoseAnswerMakesNoSenseIsNoVerdict() async throws {
        let service = ScriptedService(answers: [.raw(200, "<html>captive portal</html>")])
        let failure = try await SegmentationClient.scripted(service).failure(of: .read)
        #expect(failure?.outcome == .unavailable)
        #expect(failure?.message.contains("captive") == false)
    }
}

@Suite struct WaitTests {
    @Test func waitsDoubleUpToTheCapAndJitterStaysInTheUpperHalf() {
        let policy = RetryPolicy(
            attempts: 9,
            base: .seconds(1),
            cap: .seconds(6),
            longestWait: .seconds(60),
            patience: .zero
        )
        let steps = (1...5).map { policy.delay(afterAttempt: $0, retryAfter: nil, random: 0.999_999) }
        #expect(zip(steps, [1, 2, 4, 6, 6]).allSatisfy { abs(($0 ?? .zero) / .seconds(1) - $1) < 0.001 })
        #expect(policy.delay(afterAttempt: 1, retryAfter: nil, random: 0) == .milliseconds(500))
        #expect(policy.delay(afterAttempt: 400, retryAfter: nil, random: 0) == .seconds(3))
    }

    @Test func aWaitThatTheServiceAsksForIsNeverShortened() {
        let policy = RetryPolicy.standard
        #expect(policy.delay(afterAttempt: 1, retryAfter: .seconds(7), random: 0) == .seconds(7))
        #expect(policy.delay(afterAttempt: 1, retryAfter: .seconds(7), random: 0.5) == .milliseconds(7250))
        #expect(policy.delay(afterAttempt: 1, retryAfter: .seconds(121), random: 0) == nil)
    }

    @Test(
        arguments: [
            // Seconds; a date from the answer's own date; a date from our clock; what cannot be read is not there.
            (["Retry-After": "7"], 7),
            (["Retry-After": "0"], 0),
            (["Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT", "Date": "Sun, 06 Nov 1994 08:49:57 GMT"], 10),
            (["Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT"], 30),
            (["Retry-After": "Thu, 29 Feb 2024 00:01:00 GMT", "Date": "Wed, 28 Feb 2024 23:59:30 GMT"], 90),
            (["Retry-After": "Fri, 01 Mar 2024 00:00:05 GMT", "Date": "Thu, 29 Feb 2024 23:59:55 GMT"], 10),
            (["Retry-After": "Sat, 01 Jan 2000 00:00:00 GMT", "Date": "Sun, 02 Jan 2000 00:00:00 GMT"], 0),
            (["Retry-After": "soon"], 1),
            (["Retry-After": "-5"], 1),
            (["Retry-After": "Sun, 06 Nov 1994 08:50 GMT"], 1),
            (["Retry-After": "Sun, 41 Nov 1994 08:50:07 GMT"], 1),
            ([:], 1),
        ] as [([String: String], Int)]
    )
    func theServiceSaysHowLongToWait(headers: [String: String], seconds: Int) async throws {
        for status in [429, 503] where status == 503 || seconds > 1 {
            var fields = HTTPFields()
            for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
            let service = ScriptedService(answers: [.status(status, headers: fields), .status(404)])
            let clock = TestClock()
            let client = try SegmentationClient.scripted(service, clock: clock)
            #expect(try await client.read(SegmentID("a")) == nil)
            #expect(clock.now - .seconds(1000) == .seconds(seconds))
        }
    }

    @Test(arguments: Operation.allCases)
    func whatIsTurnedAwayIsSentAgainAndIsNoAttempt(operation: Operation) async throws {
        let service = ScriptedService { _, index in
            index < 20 ? .status(429, headers: index == 9 ? [.retryAfter: "0"] : [:]) : .status(200, definition("a/b"))
        }
        #expect(try await SegmentationClient.scripted(service).failure(of: operation) == nil)
        #expect(service.calls.count == 21)
    }

    @Test func whoIsAlwaysTurnedAwayGivesUpWhenThePatienceIsOver() async throws {
        for pause in [nil, "0", "7"] {
            let service = ScriptedService { _, _ in
                .status(429, headers: pause.map { [.retryAfter: $0] } ?? [:], ["title": "too many"])
            }
            let clock = TestClock()
            let failure = try await SegmentationClient.scripted(service, clock: clock).failure(of: .create)
            #expect(failure?.outcome == .unavailable)
            #expect(failure?.message.contains("the service answered 429 'too many'") == true)
            #expect(failure?.message.contains("\(service.calls.count) times tried") == true)
            #expect(failure?.message.hasSuffix("the service wants fewer calls: try again later") == true)
            #expect(clock.now - .seconds(1000) >= .seconds(300))
            #expect(clock.now - .seconds(1000) < .seconds(310))
        }
    }

    @Test(arguments: ["121", "99999999999999999999", "Sun, 06 Nov 1994 09:49:37 GMT"])
    func aWaitThatIsTooLongIsNotMade(text: String) async throws {
        let service = ScriptedService(answers: [.status(429, headers: [.retryAfter: text])])
        let clock = TestClock()
        let failure = try await SegmentationClient.scripted(service, clock: clock).failure(of: .read)
        #expect(failure?.outcome == .unavailable)
        #expect(clock.sleeps.isEmpty)
    }

    @Test func retryAfterOnOtherAnswersMeansNothing() async throws {
        let service = ScriptedService(answers: [.status(502, headers: [.retryAfter: "50"]), .status(404)])
        let clock = TestClock()
        _ = try await SegmentationClient.scripted(service, clock: clock).read(SegmentID("a"))
        #expect(clock.sleeps == [.seconds(1)])
    }

    @Test func aCancelledTaskStopsBetweenAttempts() async throws {
        for (answer, operation) in [
            (ScriptedAnswer.unclear, Operation.read), (.notSent, .update),
        ] {
            let service = ScriptedService(answers: [answer])
            let clock = TestClock(cancelsOnSleep: true)
            let client = try SegmentationClient.scripted(service, clock: clock)
            let failure = await withTaskGroup(of: RepositoryFailure?.self) { group in
                group.addTask { await client.failure(of: operation) }
                return await group.next() ?? nil
            }
            #expect(failure?.outcome == .unavailable)
            #expect(service.calls.count == 1)
        }
    }

    @Test func aCancelledTaskSendsNothingMore() async throws {
        let service = ScriptedService(answers: [])
        let client = try SegmentationClient.scripted(service)
        let failure = await withTaskGroup(of: RepositoryFailure?.self) { group in
            group.addTask {
                withUnsafeCurrentTask { $0?.cancel() }
                return await client.failure(of: .create)
            }
            return await group.next() ?? nil
        }
        #expect(failure?.outcome == .unavailable)
        #expect(service.tokenCalls.isEmpty)
    }
}
