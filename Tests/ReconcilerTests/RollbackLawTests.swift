import Reconciler
import Segments
import TestSupport
import Testing

/// Laws of undoing over random worlds; a failure names its seed.
@Suite struct RollbackLawTests {
    /// A desired state in which also labels and tags are named.
    private func desired(_ random: inout SeededRandom) throws -> [DesiredSegment] {
        try RandomWorld.desired(&random, count: Int.random(in: 0...10, using: &random)).map { segment in
            DesiredSegment(
                key: segment.key,
                name: segment.name,
                description: segment.description,
                expression: segment.expression,
                evaluation: segment.evaluation,
                mergePolicy: segment.mergePolicy,
                ttlInDays: segment.ttlInDays,
                labels: Bool.random(using: &random) ? ["C\(Int.random(in: 1...3, using: &random))"] : nil,
                tags: Bool.random(using: &random)
                    ? [["loyalty"], ["Summer", "VIP"], []].randomElement(using: &random) : nil,
                lifecycle: segment.lifecycle,
                protect: segment.protect
            )
        }
    }

    @Test(arguments: 0..<100)
    func undoingRunsFromTheLastToTheFirstLeadsBackStepByStep(seed: Int) async throws {
        var random = SeededRandom(seed: UInt64(seed))
        let first = try desired(&random)
        let repository = RepositoryDouble(try RandomWorld.observed(&random, like: first))
        var states = [try await RollbackWorld.state(of: repository)]
        var journals: [Journal] = []
        for wanted in [first, try desired(&random), try desired(&random)] {
            journals.append(try await RollbackWorld.apply(wanted, to: repository))
            states.append(try await RollbackWorld.state(of: repository))
        }
        for (journal, before) in zip(journals, states).reversed() {
            let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
            let isRefused = plan.isRefused
            try #require(!isRefused, "\(plan.blocks) \(plan.blocked.map(\.blocks))")
            #expect(await World.apply(plan, to: repository).isComplete)
            let after = try await RollbackWorld.state(of: repository)
            #expect(after.subtracting(before) == [] && before.subtracting(after) == [])
            let again = try await RollbackWorld.plan(undoing: journal, in: repository)
            #expect(again.changes.isEmpty, "\(again.verbs)")
        }
    }

    /// A run that was cut off after any line of its journal, with what the service may have done meanwhile.
    @Test(arguments: 0..<25)
    func aRunThatWasCutOffAnywhereIsUndoneAsFarAsItCame(seed: Int) async throws {
        var random = SeededRandom(seed: UInt64(seed))
        let wanted = try desired(&random)
        let observed = try RandomWorld.observed(&random, like: wanted)
        let plan = World.plan(wanted, observed, options: RollbackWorld.allowed)
        let whole = JournalDouble()
        _ = await PlanExecutor(repository: RepositoryDouble(observed), journal: whole, pause: { _ in })
            .run(plan, current: observed)
        let count = await whole.entries.count
        for end in 0...count {
            let repository = RepositoryDouble(observed)
            let before = try await RollbackWorld.state(of: repository)
            let journal = CutJournal(after: end)
            _ = await PlanExecutor(repository: repository, journal: journal, concurrency: 1, pause: { _ in })
                .run(plan, current: observed)
            let undoing = try await RollbackWorld.plan(
                undoing: try RollbackWorld.journal(of: plan, await journal.entries),
                in: repository
            )
            let isRefused = undoing.isRefused
            try #require(!isRefused, "\(end): \(undoing.blocks) \(undoing.blocked.map(\.blocks))")
            #expect(await World.apply(undoing, to: repository).isComplete)
            let after = try await RollbackWorld.state(of: repository)
            #expect(after.subtracting(before) == [] && before.subtracting(after) == [], "cut off after \(end)")
        }
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
