package import Segments

/// Runs a plan: every change after those it waits for, as many at once as is allowed, each proved by a read.
///
/// An action that ends other than done stops those that wait for it; the others go on. When the service cannot be
/// reached three times in a row, or the run is to stop, nothing further is begun: what is in flight is finished, with
/// its proof, and the rest is skipped.
package struct PlanExecutor: Sendable {
    package static let defaultConcurrency = 8
    private static let unreachableLimit = 3

    private let repository: any SegmentRepository
    private let journal: any ApplyJournal
    private let concurrency: Int
    private let pause: @Sendable (Duration) async -> Void
    private let shouldStop: @Sendable () -> Bool
    private let report: @Sendable (ActionOutcome) -> Void

    /// `pause` waits between looks for something that is not visible yet; `shouldStop` is asked before each action is
    /// begun; `report` hears of each outcome at once.
    package init(
        repository: any SegmentRepository,
        journal: any ApplyJournal,
        concurrency: Int = defaultConcurrency,
        pause: @escaping @Sendable (Duration) async -> Void,
        shouldStop: @escaping @Sendable () -> Bool = { false },
        report: @escaping @Sendable (ActionOutcome) -> Void = { _ in }
    ) {
        precondition(concurrency > 0, "at least one action runs at a time")
        self.repository = repository
        self.journal = journal
        self.concurrency = concurrency
        self.pause = pause
        self.shouldStop = shouldStop
        self.report = report
    }

    /// `current` is what the sandbox lists now: the plan may be older, and a run of it may have been cut off before.
    package func run(_ plan: Plan, current: [ObservedSegment]) async -> ApplyResult {
        precondition(!plan.isRefused, "a plan that a guard refuses is never run")
        let remote = RemoteState(project: plan.project, observed: current)
        let touched = Set(plan.changes.compactMap(\.id))
        var schedule = ActionSchedule(plan.changes)
        var ids = plan.names
        var outcomes: [SegmentKey: ActionOutcome] = [:]
        var unreachable = 0

        func record(_ outcome: ActionOutcome) {
            outcomes[outcome.action.key] = outcome
            report(outcome)
        }

        await withTaskGroup(of: (ActionOutcome, isUnreachable: Bool).self) { group in
            var running = 0
            while true {
                while running < concurrency, unreachable < Self.unreachableLimit, !shouldStop(),
                    let action = schedule.next()
                {
                    // Only the ids it needs: a copy of them all for each action would be quadratic.
                    let runner = ActionRunner(
                        repository: repository,
                        journal: journal,
                        drafts: DraftFactory(project: plan.project, names: ids.knowing(action)),
                        pause: pause
                    )
                    let obstacle = Self.obstacle(to: action, remote, touched: touched)
                    let existing = remote.owned[action.key]?.first
                    group.addTask { await Self.outcome(of: action, runner, obstacle: obstacle, existing: existing) }
                    running += 1
                }
                guard let (outcome, isUnreachable) = await group.next() else { break }
                running -= 1
                unreachable = isUnreachable ? unreachable + 1 : 0
                record(outcome)
                if outcome.status == .done {
                    if let id = outcome.id { ids.note(id, of: outcome.action.key) }
                    schedule.finished(outcome.action.key)
                } else {
                    for skipped in schedule.abandon(outcome.action.key) {
                        let message = "it waits for '\(outcome.action.key)', which is not done"
                        record(ActionOutcome(action: skipped, status: .skipped, id: skipped.id, message: message))
                    }
                }
            }
        }
        let isGone = unreachable >= Self.unreachableLimit
        let reason = isGone ? "the service cannot be reached" : "the run was stopped"
        for action in schedule.remaining() {
            record(ActionOutcome(action: action, status: .skipped, id: action.id, message: reason))
        }
        return ApplyResult(plan: plan, outcomes: plan.changes.compactMap { outcomes[$0.key] })
    }

    private static func outcome(
        of action: PlannedAction,
        _ runner: ActionRunner,
        obstacle: String?,
        existing: ObservedSegment?
    ) async -> (ActionOutcome, isUnreachable: Bool) {
        var end: ActionRunner.End
        if let obstacle {
            end = ActionRunner.End(status: .failed, id: action.id, message: obstacle)
        } else {
            end = await runner.run(action, existing: existing)
        }
        let outcome = ActionOutcome(
            action: action,
            status: end.status,
            id: end.id,
            message: end.message,
            wasDoneBefore: end.wasDoneBefore
        )
        do throws(JournalFailure) {
            try await runner.journal.record(.ended(outcome, after: end.after))
            return (outcome, end.isUnreachable)
        } catch {
            let message = [end.message, "the journal cannot be written: \(error.reason)"].compactMap { $0 }
            let known = ActionOutcome(
                action: action,
                status: end.status,
                id: end.id,
                message: message.joined(separator: "; "),
                wasDoneBefore: end.wasDoneBefore
            )
            return (known, end.isUnreachable)
        }
    }

    /// What has come up in the sandbox since the plan was made and stands in the way of an action.
    private static func obstacle(to action: PlannedAction, _ remote: RemoteState, touched: Set<SegmentID>) -> String? {
        let same = remote.owned[action.key] ?? []
        if same.count > 1 {
            let list = same.map(\.id.text).sorted().joined(separator: ", ")
            return "\(same.count) definitions carry the stamp of key '\(action.key)': \(list)"
        }
        guard case .delete(let observed) = action.kind else { return nil }
        let users = remote.dependents(of: observed.id)
            .filter { !touched.contains($0.id) && !action.usedBy.contains($0.id) }
        guard !users.isEmpty else { return nil }
        let names = users.map { "'\($0.content.name)' (\($0.id))" }.sorted().joined(separator: ", ")
        return "definition \(observed.id) has come to be used by \(names) since the plan was made; plan again"
    }
}

extension SandboxNames {
    /// These names with the ids of those segments alone that an action needs.
    fileprivate func knowing(_ action: PlannedAction) -> SandboxNames {
        let needed = action.desired?.expression.referencedKeys ?? []
        return restricted(to: needed.union([action.key]))
    }
}
