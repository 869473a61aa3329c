import Foundation
import Reconciler
import Segments
import TestSupport
import Testing

/// Two runs at the same time on one sandbox.
@Suite struct ConcurrentApplyTests {
    private static let isFull = ProcessInfo.processInfo.environment["SEGSYNC_FULL"] != nil

    private func runBoth(
        _ plans: (Plan, Plan),
        on repository: RepositoryDouble,
        current: [ObservedSegment]
    ) async -> [ApplyResult] {
        await withTaskGroup(of: (Int, ApplyResult).self) { group in
            for (index, plan) in [plans.0, plans.1].enumerated() {
                group.addTask {
                    // Whoever pauses lets the other go first.
                    let executor = PlanExecutor(
                        repository: repository,
                        journal: JournalDouble(),
                        pause: { _ in await Task.yield() }
                    )
                    return (index, await executor.run(plan, current: current))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    @Test func twoRunsOfOnePlanMakeNoDuplicateAndReachItsEnd() async throws {
        var ran = 0
        let seeds = UInt64(Self.isFull ? 1000 : 40)
        for seed in 0..<seeds {
            let world = try RandomWorld(seed: seed, most: 10, mistakes: 0)
            let plan = world.plan()
            guard !plan.isRefused else { continue }
            ran += 1
            var manners = world.manners
            // Without a name of one's own or a tag of the state nobody can keep two runs apart.
            manners.honoursETags = true
            manners.keepsNamesApart = true
            let observed = world.observed.map { $0.with($0.content, etag: "v-\($0.id)") }
            let repository = RepositoryDouble(observed, manners: manners)
            let results = await runBoth((plan, plan), on: repository, current: observed)
            for outcome in results.flatMap(\.outcomes) {
                #expect(outcome.status == .done, "seed \(seed): '\(outcome.action.key)': \(outcome.message ?? "")")
            }
            let after = await Array(repository.segments.values)
            #expect(World.plan(world.desired, after, options: world.options).isEmpty, "seed \(seed)")
        }
        #expect(ran * 2 > seeds, "most worlds can be applied")
    }

    @Test func whatAnotherRunOfThePlanHasFinishedMeanwhileIsDone() async throws {
        // The labels have drifted: what the stamp says of them is the same before the second write and after it.
        let base = try World.observed("1", key: "a", name: "Segment a", labels: ["C1"]).content
        let observed = try World.observed("1", key: "a", name: "Segment a", applied: [.labels], base: base)
        let plan = World.plan([try World.desired("a", "a = 1", labels: ["C1"])], [observed])
        let whole = RepositoryDouble([observed])
        #expect(await World.apply(plan, to: whole).isComplete)
        let finished = try #require(await whole.segments[observed.id])
        let repository = RepositoryDouble([observed])
        await repository.put(finished, afterWrite: 1)
        #expect(await World.apply(plan, to: repository).isComplete)
        #expect(await repository.log == [.update])
    }

    @Test func twoRunsOfDifferentPlansLoseNoUpdateAndTheLoserIsTold() async throws {
        for round in 0..<20 {
            let observed = try (0..<8).map { index in
                let segment = try World.observed(
                    "r\(index)",
                    key: "k\(index)",
                    name: "Segment k\(index)",
                    labels: ["C1"]
                )
                return segment.with(segment.content, etag: "v\(index)")
            }
            // Two branches: the same segments, each otherwise; one is new in both, one is deleted by the second.
            let first = try (0..<8).map { try World.desired("k\($0)", "a = \(round)", labels: ["C2"]) }
            let second = try (0..<7).map { try World.desired("k\($0)", "b = \(round)", labels: ["C3"]) }
            let news = [try World.desired("new", "a = 1"), try World.desired("new", "b = 1")]
            let options = PlanOptions(overwriteConflicts: true)
            let plans = (
                World.plan(first + [news[0]], observed, options: options),
                World.plan(second + [news[1]], observed, options: options)
            )
            let repository = RepositoryDouble(observed)
            let results = await runBoth(plans, on: repository, current: observed)
            let after = await repository.segments
            #expect(after.values.count { $0.stamp?.key.text == "new" } == 1)
            for key in (0..<8).map({ "k\($0)" }) + ["new"] {
                let outcomes = results.compactMap { $0.outcomes.first { $0.action.key.text == key } }
                let winners = outcomes.indices.filter { outcomes[$0].status == .done }
                #expect(winners.count == 1, "'\(key)': \(outcomes.map { $0.message ?? "done" })")
                guard let winner = winners.first else { continue }
                let segment = after.values.first { $0.stamp?.key.text == key }
                let desired = outcomes[winner].action.desired
                #expect(segment?.content.expression == desired?.expression)
                #expect(segment?.content.labels ?? [] == desired?.labels ?? [])
                let loser = outcomes[1 - winner]
                #expect(loser.status == .failed)
                let message = loser.message ?? ""
                #expect(message.contains("since the plan was made") && message.hasSuffix("plan again"), "\(message)")
            }
        }
    }
}
