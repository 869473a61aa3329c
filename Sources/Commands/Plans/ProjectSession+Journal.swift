internal import Reconciler
internal import Reports

extension ProjectSession {
    /// Runs a plan with a journal of its own, and tells where that is. A plan without changes has none.
    func withJournal(
        of open: OpenPlan,
        _ run: (any ApplyJournal) async -> ApplyResult
    ) async throws(CommandFailure) -> ApplyResult {
        if open.plan.changes.isEmpty { return ApplyResult(plan: open.plan, outcomes: []) }
        let journal = try JournalFile(of: open, in: folder, environment: environment)
        let result = await run(journal)
        do throws(JournalFailure) {
            try await journal.finish(result)
            console.tell("The journal of this run is \(folder.file(journal.path)).")
        } catch {
            console.tell("The journal \(folder.file(journal.path)) ends early: \(PlainText.sanitised(error.reason)).")
        }
        return result
    }
}
