internal import ArgumentParser
internal import Reconciler
internal import Reports

struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Plan the way back from a run, by its journal. Changes nothing.",
        discussion: """
            Shows an ordinary plan: what the run made is deleted, what it changed or deleted says again what it said
            before. Only segments that the run wrote are touched, and only where they still are as it left them.
            With --out the plan is also saved, for 'segsync apply FILE' to run. Runs are undone from the last to the
            first. The manifests stay as they are: the next apply makes the same changes again unless they go back too.
            Ends as 'segsync plan' does.

            Example: segsync rollback .segsync/journal/20261122T093005Z-local.jsonl --out back.json
            """
    )

    @Argument(help: "The journal of the run, under .segsync/journal.")
    var journal: String

    @OptionGroup var options: ProjectOptions

    @Option(help: "The sandbox, by its name in segsync.yaml, where it has another name now than in the journal.")
    var sandbox: String?

    @Option(help: "Save the plan to this file.")
    var out: String?

    @Flag(help: "End with 2 when changes are pending.")
    var detailedExitcode = false

    @OptionGroup var planning: PlanningOptions

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            try await session.withRollback(of: journal, sandbox: sandbox, planning) { open in
                try open.show(
                    PlanText(style: session.console.output, nothing: "has nothing of this run that could be undone."),
                    as: planning.format,
                    savingTo: out,
                    detailedExitcode: detailedExitcode,
                    in: session.folder,
                    session.console
                )
            }
        }
    }
}
