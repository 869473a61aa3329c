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
        let listed = Dictionary(current.map { ($0.id, $0) }) { first, _ in first }
        let obstacles = PlanObstacles(plan, remote, current: listed)
        var schedule = ActionSchedule(plan.changes)
        var ids = plan.names
        var outcomes: [SegmentKey: ActionOutcome] = [:]
        var unreachable = 0

        func record(_ outcome: ActionOutcome) {
            outcomes[outcome.action.key] = outcome
            report(outcome)
        }

        func skip(_ action: PlannedAction, _ reason: String) async {
            let end = ActionRunner.End(status: .skipped, id: action.id, message: reason)
            record(await Self.kept(end, of: action, journal))
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
                    let obstacle = obstacles.obstacle(to: action)
                    let own = action.id.map { listed[$0] } ?? remote.owned[action.key]?.first
                    group.addTask { await Self.outcome(of: action, runner, obstacle: obstacle, listed: own) }
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
                    let reason = "it waits for '\(outcome.action.key)', which is not done"
                    for action in schedule.abandon(outcome.action.key) { await skip(action, reason) }
                }
            }
        }
        let isGone = unreachable >= Self.unreachableLimit
        let reason = isGone ? "the service cannot be reached" : "the run was stopped"
        for action in schedule.remaining() {
            await skip(action, reason)
        }
        return ApplyResult(plan: plan, outcomes: plan.changes.compactMap { outcomes[$0.key] })
    }

    private static func outcome(
        of action: PlannedAction,
        _ runner: ActionRunner,
        obstacle: String?,
        listed: ObservedSegment?
    ) async -> (ActionOutcome, isUnreachable: Bool) {
        var end = ActionRunner.End(status: .failed, id: action.id, message: obstacle)
        if obstacle == nil { end = await runner.run(action, listed: listed) }
        return (await kept(end, of: action, runner.journal), end.isUnreachable)
    }

    /// The outcome of an action, once the journal has it; that it has not is told with it.
    private static func kept(
        _ end: ActionRunner.End,
        of action: PlannedAction,
        _ journal: any ApplyJournal
    ) async -> ActionOutcome {
        let outcome = ActionOutcome(
            action: action,
            status: end.status,
            id: end.id,
            message: end.message,
            wasDoneBefore: end.wasDoneBefore,
            hasWritten: end.hasWritten
        )
        do throws(JournalFailure) {
            try await journal.record(.ended(outcome, after: end.after))
            return outcome
        } catch {
            let messages = [end.message, "the journal cannot be written: \(error.reason)"].compactMap { $0 }
            let message = messages.joined(separator: "; ")
            return ActionOutcome(
                action: action,
                status: end.status,
                id: end.id,
                message: message,
                wasDoneBefore: end.wasDoneBefore,
                hasWritten: end.hasWritten
            )
        }
    }
}

extension SandboxNames {
    /// These names with the ids of those segments alone that an action needs.
    fileprivate func knowing(_ action: PlannedAction) -> SandboxNames {
        let needed = action.desired?.expression.referencedKeys ?? []
        return restricted(to: needed.union([action.key]))
    }
}
