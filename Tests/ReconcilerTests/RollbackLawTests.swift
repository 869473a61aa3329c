import Foundation
import Reconciler
import Segments
import TestSupport
import Testing

/// Laws of undoing over random worlds; a failure names its seed. `SEGSYNC_FULL` makes it many more of them.
@Suite struct RollbackLawTests {
    private static let isFull = ProcessInfo.processInfo.environment["SEGSYNC_FULL"] != nil

    /// What may stand against undoing a run that nobody has touched since: the platform has no way back.
    private static let honest: Set<Block.Guard> = [.lifecycle, .dependents, .order, .unresolved]

    /// Conflicts are not overwritten: nobody has touched anything.
    private func options(_ world: RandomWorld) -> PlanOptions {
        PlanOptions(deleteProtected: true, deleteUsed: world.options.deleteUsed, allowDowngrade: true)
    }

    @Test func undoingRunsFromTheLastToTheFirstLeadsBackStepByStep() async throws {
        var (undone, refused) = (0, 0)
        // In the world of 132 a draft is to be made again where the service publishes whatever is new; in that of 448
        // what an early run made has another id by the time that run is undone.
        for seed in Self.isFull ? Array(0..<UInt64(1000)) : Array(0..<60) + [132, 448] {
            let world = try RandomWorld(seed: seed, most: 8)
            let repository = world.repository()
            var runs: [(journal: Journal, before: [ObservedSegment])] = []
            let others = try [10_000, 20_000].map { try RandomWorld(seed: seed + $0, most: 8).desired }
            for desired in [world.desired] + others {
                let before = await repository.all
                let plan = World.plan(desired, before, options: world.options)
                if !plan.isRefused { runs.append((try await RollbackWorld.run(plan, on: repository), before)) }
            }
            for (journal, before) in runs.reversed() {
                let plan = try await RollbackWorld.plan(undoing: journal, in: repository, options: options(world))
                let guards = Set((plan.blocks + plan.blocked.flatMap(\.blocks)).map(\.by))
                #expect(guards.isSubset(of: Self.honest), "seed \(seed): \(RollbackWorld.reasons(plan))")
                if plan.isRefused {
                    refused += 1
                    break
                }
                let result = await World.apply(plan, to: repository)
                let drafts = plan.changes.filter(\.makesDraft).map(\.key)
                if world.manners.ignoresLifecycleOfCreate, !drafts.isEmpty {
                    let failed = result.outcomes.filter { $0.status == .failed }
                    #expect(failed.map(\.action.key).sorted() == drafts.sorted(), "seed \(seed)")
                    #expect(failed.allSatisfy { $0.message?.hasSuffix("no way from there to 'draft'") == true })
                    #expect(result.count(.unknown) == 0, "seed \(seed)")
                    refused += 1
                    break
                }
                #expect(result.isComplete, "seed \(seed): \(result.outcomes.compactMap(\.message))")
                let differences = RollbackWorld.differences(before: before, after: await repository.all)
                #expect(differences == [], "seed \(seed)")
                undone += 1
                let again = try await RollbackWorld.plan(undoing: journal, in: repository, options: options(world))
                #expect(again.changes.isEmpty, "seed \(seed): \(again.verbs)")
            }
        }
        #expect(undone > 5 * refused)
        print("rollback: \(undone) runs undone, \(refused) without a way back")
    }

    /// A run whose journal ends after any of its lines, as a kill leaves it, and whose last write may have arrived or
    /// not.
    @Test func aRunThatWasCutOffAnywhereIsUndoneAsFarAsItCame() async throws {
        var undone = 0
        for seed in 0..<UInt64(Self.isFull ? 200 : 12) {
            let world = try RandomWorld(seed: seed, most: 6)
            let plan = world.plan()
            if plan.isRefused { continue }
            let whole = JournalDouble()
            _ = await PlanExecutor(repository: world.repository(), journal: whole, pause: { _ in })
                .run(plan, current: world.observed)
            for end in 0...(await whole.entries.count) {
                let repository = world.repository()
                let before = await repository.all
                let journal = CutJournal(after: end)
                _ = await PlanExecutor(repository: repository, journal: journal, concurrency: 1, pause: { _ in })
                    .run(plan, current: world.observed)
                // Time passes: what was written is to be seen.
                for segment in await repository.all { _ = try await repository.read(segment.id) }
                let undoing = try await RollbackWorld.plan(
                    undoing: try RollbackWorld.journal(of: plan, await journal.entries),
                    in: repository,
                    options: options(world)
                )
                let guards = Set(undoing.blocked.flatMap(\.blocks).map(\.by))
                #expect(guards.isSubset(of: Self.honest), "seed \(seed), \(end): \(RollbackWorld.reasons(undoing))")
                if undoing.isRefused { continue }
                let result = await World.apply(undoing, to: repository)
                #expect(result.isComplete, "seed \(seed), \(end): \(result.outcomes.compactMap(\.message))")
                let differences = RollbackWorld.differences(before: before, after: await repository.all)
                #expect(differences == [], "seed \(seed), cut off after \(end)")
                undone += 1
            }
        }
        #expect(undone > 100)
        print("rollback: \(undone) runs that were cut off undone")
    }
}

extension PlannedAction {
    fileprivate var makesDraft: Bool {
        if case .create(let desired) = kind { desired.lifecycle == .draft } else { false }
    }
}

/// A journal that takes so many entries and no more, as a full disk does.
private actor CutJournal: ApplyJournal {
    private(set) var entries: [JournalEntry] = []
    private let end: Int

    init(after end: Int) {
        self.end = end
    }

    func record(_ entry: JournalEntry) throws(JournalFailure) {
        guard entries.count < end else { throw JournalFailure(reason: "no space is left") }
        entries.append(entry)
    }
}
