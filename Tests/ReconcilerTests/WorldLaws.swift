import PQLSemantics
import Reconciler
import Segments

/// What holds of every world, whatever is in it: each finding is a sentence.
struct WorldLaws {
    let world: RandomWorld
    private(set) var findings: [String] = []
    private(set) var wasRefused = false
    private(set) var writes = 0

    init(_ world: RandomWorld) {
        self.world = world
    }

    private mutating func hold(_ condition: Bool, _ finding: @autoclosure () -> String) {
        if !condition { findings.append(finding()) }
    }

    mutating func check() async throws {
        let plan = world.plan()
        let other = World.plan(world.desired.reversed(), world.observed.reversed(), options: world.options)
        hold(plan == other, "the order of the input changes the plan")
        wasRefused = plan.isRefused
        if wasRefused { return }

        let repository = world.repository()
        let journal = JournalDouble()
        let executor = PlanExecutor(repository: repository, journal: journal, pause: { _ in })
        let result = await executor.run(plan, current: world.observed)
        for outcome in result.outcomes where outcome.status != .done {
            findings.append(
                "\(outcome.action.verb) '\(outcome.action.key)' is \(outcome.status): \(outcome.message ?? "")"
            )
        }
        hold(result.outcomes.map(\.action.key) == plan.changes.map(\.key), "not every change has one outcome")
        if let fault = await journal.fault(for: result.outcomes) { findings.append("journal: \(fault)") }
        writes = await repository.writes
        let before = Dictionary(uniqueKeysWithValues: world.observed.map { ($0.id, $0) })
        let after = await repository.segments
        checkStrangers(plan, before, after)
        for action in plan.actions { check(action, after: after, names: plan.names) }
        checkInventory(plan, before, after)
        try await checkRest(plan, repository)
    }

    /// Nothing is left to do, by a new plan and by the same one.
    private mutating func checkRest(_ plan: Plan, _ repository: RepositoryDouble) async throws {
        let now = await Array(repository.segments.values)
        let second = World.plan(world.desired, now, options: world.options)
        hold(second.isEmpty, "a second plan is not empty: \(second.verbs.filter { $0.value != "noChange" })")
        let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
        let again = await executor.run(plan, current: now)
        hold(again.isComplete, "the same plan again fails: \(again.outcomes.compactMap(\.message))")
        hold(await repository.writes == writes, "the same plan again writes")
        hold(
            await repository.segments == Dictionary(uniqueKeysWithValues: now.map { ($0.id, $0) }),
            "it changes something"
        )
    }

    private mutating func checkStrangers(
        _ plan: Plan,
        _ before: [SegmentID: ObservedSegment],
        _ after: [SegmentID: ObservedSegment]
    ) {
        let touched = Set(plan.changes.compactMap(\.id))
        for (id, segment) in before where !touched.contains(id) {
            hold(after[id] == segment, "definition \(id), which the plan leaves alone, is another now")
        }
        for action in plan.actions {
            guard let observed = action.observed else { continue }
            let isOurs = observed.stamp?.project == "luma"
            if case .adopt = action.kind { continue }
            hold(isOurs && !observed.isSystem, "definition \(observed.id) is planned for and not ours")
        }
    }

    private mutating func check(_ action: PlannedAction, after: [SegmentID: ObservedSegment], names: SandboxNames) {
        guard let desired = action.desired else { return }
        let mine = after.values.filter { $0.stamp?.project == "luma" && $0.stamp?.key == action.key }
        hold(mine.count == 1, "'\(action.key)' is there \(mine.count) times")
        guard let segment = mine.first else { return }
        let stamp = segment.stamp
        hold(stamp?.protect == desired.protect, "'\(action.key)' forgets whether it is protected")
        for field in ManagedField.ofContent {
            let isNamed = desired.namedFields.contains(field)
            let digest = isNamed ? FieldDigest(of: segment.content.canonicalText(of: field)) : nil
            hold(stamp?.base?[field] == digest, "the stamp of '\(action.key)' is wrong about \(field)")
            guard let observed = action.observed, !isNamed else { continue }
            hold(segment.content.isSame(field, in: observed.content), "'\(action.key)' has another \(field), unnamed")
        }
        guard let observed = action.observed else { return }
        hold(segment.id == observed.id, "'\(action.key)' has another id")
        hold(Set(segment.systemTags) == Set(observed.systemTags), "'\(action.key)' lost the platform's marks")
        let keepsRule = segment.content.isSame(.expression, in: observed.content)
        let loses = action.effects.contains(.losesBuilderEditing)
        hold(segment.builderModel == (keepsRule ? observed.builderModel : nil), "'\(action.key)': the wrong model")
        hold(
            loses == (observed.builderModel != nil && !keepsRule),
            "'\(action.key)': its end in Segment Builder is mistold"
        )
        if let old = observed.stamp, old.version == 2 {
            let text = stamp?.base?.text ?? ""
            hold(stamp?.version == 2 && stamp?.unknownMembers == old.unknownMembers, "what is newer was not kept")
            hold(old.base == nil || text.contains("zQWERTY"), "a newer digest was not kept")
        }
    }

    /// Everything that was there is there still, but for what was to be deleted; nothing else came up.
    private mutating func checkInventory(
        _ plan: Plan,
        _ before: [SegmentID: ObservedSegment],
        _ after: [SegmentID: ObservedSegment]
    ) {
        let deleted = Set(plan.changes.filter(\.isDelete).compactMap(\.id))
        let kept = Set(before.keys).subtracting(deleted)
        let creates = plan.changes.count { $0.observed == nil }
        hold(kept.isSubset(of: after.keys), "lost: \(kept.subtracting(after.keys))")
        hold(deleted.isDisjoint(with: after.keys), "not deleted: \(deleted.intersection(after.keys))")
        hold(
            after.count == kept.count + creates,
            "\(after.count) definitions are there instead of \(kept.count + creates)"
        )
        let names = after.values.filter { $0.stamp?.project == "luma" }.map(\.content.name)
        hold(Set(names).count == names.count, "two of ours have one name")
    }
}
