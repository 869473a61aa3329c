import Foundation
import Reconciler
import Segments
import TestSupport
import Testing

/// A run that dies before or after any of its writes, and is begun again with the same plan.
@Suite struct ResumptionTests {
    private static let isFull = ProcessInfo.processInfo.environment["SEGSYNC_FULL"] != nil

    private func run(_ plan: Plan, on repository: RepositoryDouble, concurrency: Int = 1) async -> ApplyResult {
        let current = await Array(repository.segments.values)
        return await PlanExecutor(
            repository: repository,
            journal: JournalDouble(),
            concurrency: concurrency,
            pause: { _ in }
        )
        .run(plan, current: current)
    }

    /// The plans of some random worlds that are neither refused nor empty.
    private func worlds(_ seeds: Range<UInt64>) throws -> [(world: RandomWorld, plan: Plan)] {
        try seeds.lazy.map { try RandomWorld(seed: $0, most: 8, mistakes: 0) }.map { ($0, $0.plan()) }
            .filter { !$0.1.isRefused && !$0.1.changes.isEmpty }
    }

    private func killed(
        _ world: RandomWorld,
        _ plan: Plan,
        at write: Int,
        _ trouble: RepositoryDouble.Trouble,
        concurrency: Int = 1
    ) async -> [ObservedSegment] {
        let repository = world.repository()
        await repository.fail(write: write, with: trouble)
        _ = await run(plan, on: repository, concurrency: concurrency)
        return await Array(repository.segments.values)
    }

    @Test func aRunThatDiesAtAnyWriteIsCarriedOnToItsEnd() async throws {
        var points = 0
        for (world, plan) in try worlds(Self.isFull ? 0..<600 : 0..<24) {
            let whole = world.repository()
            #expect(await run(plan, on: whole).isComplete)
            let end = EndState(await whole.segments.values)
            for write in 1...(await whole.writes) {
                for trouble in [RepositoryDouble.Trouble.killBefore, .killAfter] {
                    points += 1
                    let rest = await killed(world, plan, at: write, trouble, concurrency: points % 3 == 0 ? 8 : 1)
                    let second = RepositoryDouble(rest, manners: world.manners)
                    let result = await run(plan, on: second)
                    #expect(result.isComplete, "\(result.outcomes.compactMap(\.message))")
                    #expect(EndState(await second.segments.values).differences(from: end) == [])
                    let writes = await second.writes
                    #expect(await run(plan, on: second).isComplete)
                    #expect(await second.writes == writes, "a third time writes nothing")
                }
            }
        }
        print("resumption: \(points) points of death")
    }

    @Test func aNewPlanAfterAnyDeathReachesTheSameEnd() async throws {
        for (world, plan) in try worlds(Self.isFull ? 1000..<1300 : 1000..<1010) {
            let whole = world.repository()
            #expect(await run(plan, on: whole).isComplete)
            for write in 1...(await whole.writes) {
                let rest = await killed(world, plan, at: write, .killAfter)
                let next = World.plan(world.desired, rest, options: world.options)
                guard !next.isRefused else {
                    // What a service publishes though it shall be inactive stays so for a new plan in which others come
                    // to use it; the old plan makes it inactive before they do.
                    let guards = Set(next.blocked.flatMap(\.blocks).map(\.by))
                    #expect(world.manners.ignoresLifecycleOfCreate && guards == [.lifecycle, .order], "\(next.verbs)")
                    continue
                }
                let second = RepositoryDouble(rest, manners: world.manners)
                #expect(await run(next, on: second).isComplete)
                let last = World.plan(world.desired, await Array(second.segments.values), options: world.options)
                #expect(last.isEmpty)
            }
        }
    }

    @Test func anEditOfSomethingElseIsNoHindrance() async throws {
        for (world, plan) in try worlds(2000..<2020) {
            let touched = Set(plan.changes.compactMap(\.id))
            let used = Set(plan.changes.compactMap(\.desired).flatMap(\.expression.referencedIDs))
            guard
                let other = world.observed.first(where: { segment in
                    !touched.contains(segment.id) && !used.contains(segment.id) && !segment.isSystem
                })
            else { continue }
            let repository = world.repository()
            var content = other.content
            content.labels.append("EDITED")
            let edited = other.with(content, by: "somebody", etag: "edited")
            await repository.put(edited)
            await repository.put(try World.observed("fresh", name: "Fresh"))
            #expect(await run(plan, on: repository).isComplete)
            #expect(await repository.segments[other.id] == edited)
        }
    }

    @Test func anEditOfWhatIsToBeWrittenStopsItAndItsDependentsAlone() async throws {
        var tried = 0
        for (world, plan) in try worlds(3000..<3040) {
            for action in plan.changes {
                guard let observed = action.observed else { continue }
                tried += 1
                let repository = world.repository()
                var content = observed.content
                content.ttlInDays = 4711
                let edited = observed.with(content, by: "somebody", etag: "edited")
                await repository.put(edited)
                let result = await run(plan, on: repository)
                let waiting = dependents(of: action.key, in: plan)
                for outcome in result.outcomes {
                    if outcome.action.key == action.key {
                        #expect(outcome.status == .failed)
                        #expect(outcome.message?.contains("was changed by somebody since the plan was made") == true)
                    } else if waiting.contains(outcome.action.key) {
                        #expect(outcome.status == .skipped)
                    } else {
                        #expect(outcome.status == .done, "\(outcome.message ?? "")")
                    }
                }
                #expect(await repository.segments[observed.id] == edited)
            }
        }
        #expect(tried > 50)
    }

    private func dependents(of key: SegmentKey, in plan: Plan) -> Set<SegmentKey> {
        var result: Set<SegmentKey> = []
        var stack = [key]
        while let next = stack.popLast() {
            for action in plan.changes where action.after.contains(next) {
                if result.insert(action.key).inserted { stack.append(action.key) }
            }
        }
        return result
    }

    @Test func anEditBetweenTheWritesOfOneDefinitionIsNotOverwritten() async throws {
        let observed = try World.observed("1", key: "a", name: "Segment a", labels: ["C1"], applied: [.name, .labels])
        let plan = World.plan([try World.desired("a", "person.birthYear = 1", labels: ["C2"])], [observed])
        for honours in [true, false] {
            var manners = ServiceManners()
            manners.honoursETags = honours
            let repository = RepositoryDouble([observed], manners: manners)
            var content = observed.content
            content.labels = ["C3"]
            let edited = observed.with(content, by: "somebody", etag: "edited")
            // The definition is overwritten first; then somebody restores it with other labels.
            await repository.put(edited, afterWrite: 1)
            let result = await run(plan, on: repository)
            #expect(result.count(.failed) == 1)
            #expect(await repository.log == [.update])
            #expect(await repository.segments[observed.id] == edited)
        }
    }
}
