package import Reconciler
internal import Segments

/// What a run did: what JSON writes, and what the text is made from. Version 1 of its shape.
package struct ApplyReport: Hashable, Sendable, Codable {
    package struct Outcome: Hashable, Sendable, Codable {
        package let verb: PlanReport.Verb
        package let key: String
        package let name: String
        package let id: String?
        package let status: ActionOutcome.Status
        package let message: String?
        /// Whether it was as planned before the run, so that nothing was written.
        package let doneBefore: Bool

        package init(_ outcome: ActionOutcome) {
            verb = PlanReport.Action(outcome.action).verb
            key = outcome.action.key.text
            name = outcome.action.name
            id = outcome.id?.text
            status = outcome.status
            message = outcome.message
            doneBefore = outcome.wasDoneBefore
        }
    }

    package let version: Int
    package let project: String
    package let sandbox: String
    /// The number of outcomes of each status.
    package let summary: [String: Int]
    package let outcomes: [Outcome]

    package init(_ result: ApplyResult) {
        version = 1
        project = result.plan.project
        sandbox = result.plan.sandbox
        outcomes = result.outcomes.map(Outcome.init)
        summary = Dictionary(
            uniqueKeysWithValues: ActionOutcome.Status.allCases.map { ($0.rawValue, result.count($0)) }
        )
    }
}
