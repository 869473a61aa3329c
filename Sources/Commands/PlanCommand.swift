internal import ArgumentParser
internal import JSONTree
internal import Reconciler
internal import Reports

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what apply would change in a sandbox. Changes nothing.",
        discussion: """
            Ends with 0, with 1 when the project has errors or the service fails, with 4 when a guard refuses the plan,
            and with 2 when changes are pending and --detailed-exitcode is given.

            Example: segsync plan --sandbox local --detailed-exitcode
            """
    )

    @OptionGroup var options: ProjectOptions
    @OptionGroup var planning: PlanningOptions

    @Flag(help: "End with 2 when changes are pending.")
    var detailedExitcode = false

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            try await session.withPlan(planning) { plan, _, _, _ in
                let report = PlanReport(plan)
                switch planning.format {
                case .text: try session.console.write(PlanText(style: session.console.output).render(report))
                case .json: try session.console.write(JSONText.encodePretty(report))
                }
                if plan.isRefused { return .refusedByGuard }
                return detailedExitcode && !plan.isEmpty ? .changesPending : .done
            }
        }
    }
}
