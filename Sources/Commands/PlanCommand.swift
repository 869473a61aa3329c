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
                let report = PlanReport(open.plan)
                switch planning.format {
                case .text: try session.console.write(PlanText(style: session.console.output).render(report))
                case .json: try session.console.write(JSONText.encodePretty(report))
                }
                if open.plan.isRefused {
                    if let out { session.console.tell("The plan is refused by a guard; '\(out)' was not written.") }
                    return .refusedByGuard
                }
                if let out { try save(open, to: out, session.console) }
                return detailedExitcode && !open.plan.isEmpty ? .changesPending : .done
            }
        }
    }

    private func save(_ open: OpenPlan, to path: String, _ console: Console) throws {
        let file = open.file
        try ProjectFolder(".").write(file.text, to: path)
        let saved = PlainText.sanitised(path)
        console.tell("Saved as \(file.digest). To do exactly this: segsync apply \(saved)")
    }
}
