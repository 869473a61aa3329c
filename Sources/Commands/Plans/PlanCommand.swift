internal import ArgumentParser
internal import Reconciler
internal import Reports

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what apply would change in a sandbox. Changes nothing.",
        discussion: """
            Ends with 0, with 1 when the project has errors or the service fails, with 4 when a guard refuses the plan,
            and with 2 when changes are pending and --detailed-exitcode is given. With --out the plan is also saved, for
            'segsync apply FILE' to do exactly this later; a plan that a guard refuses is not.

            Example: segsync plan --sandbox local --out plan.json
            """
    )

    @OptionGroup var options: ProjectOptions
    @OptionGroup var planning: PlanningOptions

    @Option(help: "The sandbox, by its name in segsync.yaml.")
    var sandbox: String

    @Option(help: "Save the plan to this file.")
    var out: String?

    @Flag(help: "End with 2 when changes are pending.")
    var detailedExitcode = false

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            try await session.withPlan(sandbox: sandbox, planning) { open in
                try open.show(
                    PlanText(style: session.console.output),
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
