import HTTPTypes
import PlatformClient
import Segments
import Synchronization
import Testing

@Suite struct GateTests {
    @Test(arguments: [1, 3, 8])
    func noMoreRequestsThanTheLimitAreInFlight(limit: Int) async throws {
        let service = ScriptedService(together: 0..<limit) { _, _ in .status(404) }
        let client = try SegmentationClient.scripted(service, limit: limit)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask { _ = try? await client.read(SegmentID("\(number)")) }
            }
        }
        #expect(service.calls.count == 60)
        #expect(service.mostInFlight == limit)
    }

    @Test func aPauseThatTheServiceAsksForHoldsForEverybody() async throws {
        let clock = TestClock()
        let times = Mutex<[Duration]>([])
        let service = ScriptedService { _, index in
            times.withLock { $0.append(clock.now) }
            return index == 0 ? .status(429, headers: [.retryAfter: "30"]) : .status(404)
        }
        let client = try SegmentationClient.scripted(service, clock: clock, limit: 1)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask { _ = try? await client.read(SegmentID("\(number)")) }
            }
        }
        let sent = times.withLock { $0 }
        #expect(sent.count == 6)
        #expect(sent.first == .seconds(1000))
        // One may have passed the gate before the pause was known; from then on nobody does.
        #expect(sent.dropFirst(2).allSatisfy { $0 >= .seconds(1030) })
    }

    @Test func aCancelledTaskInTheQueueGivesItsPlaceBack() async throws {
        let service = ScriptedService { _, _ in .status(404) }
        let client = try SegmentationClient.scripted(service, limit: 1)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    if number.isMultiple(of: 2) { withUnsafeCurrentTask { $0?.cancel() } }
                    _ = try? await client.read(SegmentID("\(number)"))
                }
            }
        }
        #expect(service.calls.count == 10)
        #expect(try await client.read(SegmentID("after")) == nil)
    }
}
