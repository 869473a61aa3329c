import Foundation
import Reconciler
import Segments
import TestSupport
import Testing

/// Laws over random worlds; a failure names its seed. `SEGSYNC_FULL` makes it 10,000 of them.
@Suite struct ReconcilerLawTests {
    private static let isFull = ProcessInfo.processInfo.environment["SEGSYNC_FULL"] != nil

    private struct Tally {
        var worlds = 0
        var refused = 0
        var writes = 0
        var failures: [String] = []
    }

    @Test func worldsKeepTheLaws() async throws {
        let count = Self.isFull ? 10_000 : 300
        let shards = 4
        var total = Tally()
        let time = try await ContinuousClock().measure {
            try await withThrowingTaskGroup(of: Tally.self) { group in
                for shard in 0..<shards {
                    group.addTask { try await Self.tally(stride(from: shard, to: count, by: shards)) }
                }
                for try await tally in group {
                    total.worlds += tally.worlds
                    total.refused += tally.refused
                    total.writes += tally.writes
                    total.failures += tally.failures
                }
            }
        }
        for failure in total.failures.sorted().prefix(20) { Issue.record("\(failure)") }
        #expect(total.failures.isEmpty)
        #expect(total.worlds == count)
        #expect(total.refused * 2 < count, "most worlds can be applied")
        let rate = Int(Double(count) / (time / .seconds(1)))
        print("laws: \(count) worlds, \(total.refused) refused, \(total.writes) writes, \(rate) worlds/s")
    }

    private static func tally(_ seeds: StrideTo<Int>) async throws -> Tally {
        var tally = Tally()
        for seed in seeds {
            var laws = WorldLaws(try RandomWorld(seed: UInt64(seed), most: isFull ? 12 : 8))
            try await laws.check()
            tally.worlds += 1
            tally.refused += laws.wasRefused ? 1 : 0
            tally.writes += laws.writes
            tally.failures += laws.findings.map { "seed \(seed): \($0)" }
        }
        return tally
    }
}
