import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// Which calls a fault befalls, and how calls are counted.
@Suite struct FaultCountTests {
    @Test(
        arguments: [
            (["nth": 3], [3]), (["from": 2, "to": 4], [2, 3, 4]), (["from": 5], [5, 6]), (["to": 2], [1, 2]),
            (["every": 3], [3, 6]), (["every": 1], [1, 2, 3, 4, 5, 6]), ([:], [1, 2, 3, 4, 5, 6]),
        ] as [([String: JSONValue], [Int])]
    )
    func aFaultBefallsTheCallsThatItNames(turns: [String: JSONValue], expected: [Int]) async throws {
        let platform = try await TestPlatform()
        let entry: [String: JSONValue] = ["call": "list", "fault": ["kind": "status", "status": 503]]
        try await platform.script(.object(entry.merging(turns) { $1 }))
        var faulted: [Int] = []
        for number in 1...6 {
            let sandbox = number.isMultiple(of: 2) ? "prod" : "luma-dev"
            if try await platform.get(PlatformRoute.definitions, sandbox: sandbox).status == 503 {
                faulted.append(number)
            }
        }
        #expect(faulted == expected)
    }

    @Test func callsAreToldApartByMethodAndPath() async throws {
        let platform = try await TestPlatform()
        _ = try await platform.admin(.delete, "calls")
        let one = PlatformRoute.definition("x")
        let audiences = PlatformRoute.audiences
        let calls: [(HTTPRequest.Method, String, String)] = [
            (.post, PlatformRoute.definitions, "create"), (.get, one, "read"), (.patch, one, "update"),
            (.delete, one, "delete"), (.get, PlatformRoute.definitions + "?limit=1", "list"),
            (.post, PlatformRoute.definitionsBulkGet, "bulkGet"), (.post, PlatformRoute.token, "token"),
            (.get, audiences, "listAudiences"), (.post, audiences, "create"), (.get, audiences + "/x", "read"),
            (.patch, audiences + "/x", "patch"), (.put, audiences + "/x", "update"),
            (.delete, audiences + "/x", "delete"), (.post, audiences + "/bulk-get", "bulkGet"),
            (.get, PlatformRoute.mergePolicies, "other"), (.put, one, "update"), (.get, one + "/y", "other"),
            (.get, PlatformRoute.token, "other"), (.get, "/", "other"), (.get, "/_segsyncs", "other"),
        ]
        for (method, path, _) in calls { _ = try await platform.call(method, path, headers: [:]) }
        let expected = Dictionary(calls.map { ($0.2, 1) }, uniquingKeysWith: +)
        let counts = try await platform.calls()["calls"]
        #expect(counts == .object(expected.mapValues { .integer(Int64($0)) }))
    }

    @Test func writesAndAnyCallsAreCountedTogether() async throws {
        let platform = try await TestPlatform()
        try await platform.script(
            fault("write", "status", ["status": 503], nth: 3),
            fault("any", "status", ["status": 418], nth: 5)
        )
        let id = try await platform.created(draft("a"))
        var statuses = [try await platform.patch(id, draft("b")).status]
        statuses.append(try await platform.get(PlatformRoute.definition(id)).status)
        statuses.append(try await platform.delete(id).status)
        statuses.append(try await platform.get(PlatformRoute.mergePolicies).status)
        statuses.append(try await platform.delete(id).status)
        #expect(statuses == [200, 200, 503, 418, 200])
    }

    @Test func theFirstFaultThatFitsIsTheOne() async throws {
        let platform = try await TestPlatform()
        try await platform.script(
            fault("list", "status", ["status": 500], nth: 2),
            fault("list", "status", ["status": 503], nth: nil)
        )
        var statuses: [Int] = []
        for _ in 0..<3 { statuses.append(try await platform.get(PlatformRoute.definitions).status) }
        #expect(statuses == [503, 500, 503])
    }

    @Test func aNewScriptCountsFromTheStartAndTheTotalsGoOn() async throws {
        let platform = try await TestPlatform()
        _ = try await platform.admin(.delete, "calls")
        for _ in 0..<2 {
            try await platform.script(fault("list", "status", ["status": 503], nth: 2))
            #expect(try await platform.get(PlatformRoute.definitions).status == 200)
            #expect(try await platform.get(PlatformRoute.definitions).status == 503)
        }
        let counts = try await platform.calls()
        #expect(counts == ["calls": ["list": 4], "faulted": ["list": 2], "refusedByRate": 0, "hanging": []])
        #expect(try await platform.admin(.delete, "calls").status == 204)
        #expect(try await platform.calls()["calls"] == [:])
    }

    @Test func theScriptCanBeReadReplacedAndTakenAway() async throws {
        let platform = try await TestPlatform()
        #expect(try await platform.admin(.get, "faults").json() == ["faults": []])
        let entry = fault("list", "status", ["status": 503], nth: nil)
        try await platform.script(entry)
        #expect(try await platform.admin(.get, "faults").json() == ["faults": [entry]])
        #expect(try await platform.admin(.delete, "faults").status == 204)
        #expect(try await platform.admin(.get, "faults").json() == ["faults": []])
        #expect(try await platform.get(PlatformRoute.definitions).status == 200)
    }

    @Test func aScriptWithMistakesIsRefusedAndTheOldOneStays() async throws {
        let platform = try await TestPlatform()
        let entry = fault("list", "status", ["status": 503], nth: nil)
        try await platform.script(entry)
        let answer = try await platform.admin(.put, "faults", ["faults": [["call": "list"], ["call": "x"]]])
        #expect(answer.status == 400)
        #expect(try answer.json()["mistakes"]?.array?.count == 3)
        #expect(try await platform.admin(.get, "faults").json() == ["faults": [entry]])
    }

    @Test(arguments: TestTransport.allCases) func theServiceStartsWithAScript(_ transport: TestTransport) async throws {
        let world = TestWorld()
        let script = try FaultScript(#"{"faults":[{"call":"token","nth":2,"fault":{"kind":"status","status":500}}]}"#)
        let service = try TestPlatform.service(world: world) { $0.faults = script }
        @Sendable func test(_ platform: TestPlatform) async throws {
            #expect(try await platform.admin(.get, "faults").json() == script.json)
            #expect(try await platform.calls()["calls"] == ["token": 1])
        }
        switch transport {
        case .inProcess:
            try await test(TestPlatform(world: world) { try await service.respond(to: $0, body: $1) })
        case .socket:
            try await TestPlatform.withLive(service) { send in try await test(TestPlatform(world: world, send: send)) }
        }
    }
}
