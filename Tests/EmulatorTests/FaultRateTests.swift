import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// At most so many requests in any second.
@Suite struct FaultRateTests {
    private func statuses(_ platform: TestPlatform, _ count: Int) async throws -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(try await platform.get(PlatformRoute.mergePolicies).status) }
        return statuses
    }

    @Test func moreInAnySecondAreRefused() async throws {
        let platform = try await TestPlatform()
        try await platform.script(with: ["requestsPerSecond": 3])
        #expect(try await statuses(platform, 2) == [200, 200])
        platform.world.advance(milliseconds: 600)
        #expect(try await statuses(platform, 2) == [200, 429])
        // The first two are a second ago now, the third is not.
        platform.world.advance(milliseconds: 400)
        #expect(try await statuses(platform, 3) == [200, 200, 429])
        platform.world.advance(milliseconds: 599)
        #expect(try await statuses(platform, 1) == [429])
        platform.world.advance(milliseconds: 1)
        #expect(try await statuses(platform, 2) == [200, 429])
    }

    /// No window of a second holds more than the limit, whenever the calls come.
    @Test func noWindowHoldsMore() async throws {
        let platform = try await TestPlatform()
        try await platform.script(with: ["requestsPerSecond": 5])
        var admitted: [Int64] = []
        for step in 0..<300 {
            platform.world.advance(milliseconds: Int64((step * 37) % 90))
            if try await statuses(platform, 1) == [200] { admitted.append(platform.world.now()) }
        }
        #expect(admitted.count > 50)
        for (first, sixth) in zip(admitted, admitted.dropFirst(5)) { #expect(sixth - first >= 1_000) }
    }

    @Test func aRefusalDoesNothingIsCountedAndIsNoTurnOfTheScript() async throws {
        let platform = try await TestPlatform()
        _ = try await platform.admin(.delete, "calls")
        try await platform.script(
            fault("create", "status", ["status": 503], nth: 2),
            with: ["requestsPerSecond": 1, "retryAfter": 2]
        )
        #expect(try await platform.create(draft("a")).status == 200)
        let refused = try await platform.create(draft("b"))
        #expect(refused.status == 429)
        #expect(refused.headers[.retryAfter] == "2")
        platform.world.advance(milliseconds: 1_000)
        #expect(try await platform.create(draft("b")).status == 503)
        let counts = try await platform.calls()
        #expect(counts["calls"] == ["create": 3])
        #expect(counts["faulted"] == ["create": 1])
        #expect(counts["refusedByRate"] == 1)
        #expect(try await platform.total() == 1)
    }

    @Test func theServicesOwnRateHoldsWhereTheScriptNamesNone() async throws {
        let world = TestWorld()
        let service = try TestPlatform.service(world: world) { $0.rate = RequestRate(requestsPerSecond: 1) }
        // The token call counts for nothing: the platform answers it elsewhere.
        let platform = try await TestPlatform(world: world) { try await service.respond(to: $0, body: $1) }
        #expect(try await statuses(platform, 2) == [200, 429])
        try await platform.script(with: ["requestsPerSecond": 2])
        #expect(try await statuses(platform, 3) == [200, 200, 429])
        try await platform.script()
        #expect(try await statuses(platform, 2) == [200, 429])
    }

    @Test func aClockThatIsSetBackHoldsNobodyUp() async throws {
        let platform = try await TestPlatform()
        try await platform.script(with: ["requestsPerSecond": 2])
        #expect(try await statuses(platform, 3) == [200, 200, 429])
        platform.world.advance(milliseconds: -3_600_000)
        #expect(try await statuses(platform, 3) == [200, 200, 429])
    }
}
