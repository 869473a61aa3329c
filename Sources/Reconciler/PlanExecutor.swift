internal import Segments

/// Runs a plan: every change after those it waits for, as many at once as is allowed, each proved by a read.
///
/// An action that ends other than done stops those that wait for it; the others go on. When the service cannot be
/// reached three times in a row, or the run is to stop, nothing further is begun: what is in flight is finished, with
/// its proof, and the rest is skipped.
package struct PlanExecutor: Sendable {
    package static let defaultConcurrency = 8
    private static let unreachableLimit = 3

    private let repository: any SegmentRepository
    private let concurrency: Int
    private let pause: @Sendable (Duration) async -> Void
    private let shouldStop: @Sendable () -> Bool
    private let report: @Sendable (ActionOutcome) -> Void

    /// `pause` waits between looks for something that is not visible yet; `shouldStop` is asked before each action is
    /// begun; `report` hears of each outcome at once.
    package init(
        repository: any SegmentRepository,
        concurrency: Int = defaultConcurrency,
        pause: @escaping @Sendable (Duration) async -> Void,
        shouldStop: @escaping @Sendable () -> Bool = { false },
        report: @escaping @Sendable (ActionOutcome) -> Void = { _ in }
    ) {
        precondition(concurrency > 0, "at least one action runs at a time")
        self.repository = repository
        self.concurrency = concurrency
        self.pause = pause
        self.shouldStop = shouldStop
        self.report = report
    }

    package func run(_ plan: Plan) async -> ApplyResult {
        precondition(plan.blocked.isEmpty, "a plan with blocked actions is never run")
        var schedule = ActionSchedule(plan.changes)
        var ids = plan.knownIDs
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
                    let needed = action.desired?.expression.referencedKeys ?? []
                    let own = Dictionary(uniqueKeysWithValues: needed.compactMap { key in ids[key].map { (key, $0) } })
                    let runner = ActionRunner(repository: repository, plan: plan, ids: own, pause: pause)
                    group.addTask { await runner.run(action) }
                    running += 1
                }
                guard let (outcome, isUnreachable) = await group.next() else { break }
                running -= 1
                unreachable = isUnreachable ? unreachable + 1 : 0
                record(outcome)
                if outcome.status == .done {
                    if let id = outcome.id { ids[outcome.action.key] = id }
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
}
