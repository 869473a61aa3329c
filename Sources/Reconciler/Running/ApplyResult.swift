/// What a run did: an outcome for every change of its plan, in the plan's order.
package struct ApplyResult: Hashable, Sendable {
    package let plan: Plan
    package let outcomes: [ActionOutcome]

    package init(plan: Plan, outcomes: [ActionOutcome]) {
        self.plan = plan
        self.outcomes = outcomes
    }

    package func count(_ status: ActionOutcome.Status) -> Int {
        outcomes.count { $0.status == status }
    }

    package var isComplete: Bool { count(.done) == outcomes.count }
}
