internal import Reconciler

/// The place that a file names, a plan or a journal, and what is said where the project means another now.
struct RecordedPlace {
    /// What the file is of, to go before the name of what differs: `'plan.json' is a plan for`.
    let words: String
    let project: String
    let target: PlanRecord.Target

    /// Stops the command where the project or its sandbox is no longer the file's.
    func check(project: String, _ target: PlanRecord.Target) throws(CommandFailure) {
        try expect("project", self.project, project)
        try expect("endpoint", self.target.endpoint, target.endpoint)
        try expect("the platform's sandbox", self.target.sandbox, target.sandbox)
    }

    /// The same for the organisation, which is known once the credentials are known to be there.
    func checkOrganisation(_ target: PlanRecord.Target) throws(CommandFailure) {
        try expect("organisation", self.target.organisation, target.organisation)
    }

    func expect(_ what: String, _ recorded: String, _ found: String) throws(CommandFailure) {
        guard recorded != found else { return }
        throw CommandFailure("\(words) \(what) '\(recorded)', found '\(found)'; nothing was sent")
    }
}
