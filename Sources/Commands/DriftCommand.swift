internal import ArgumentParser
internal import JSONTree
internal import Manifests
internal import Reconciler
internal import Reports

struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "List what was changed in a sandbox outside Git.",
        discussion: """
            Ends with 0, with 1 when the project has errors, the service fails or something could not be compared, and
            with 5 when drift is found and --detailed-exitcode is given.

            Example: segsync drift --sandbox local --detailed-exitcode
            """
    )

    @OptionGroup var options: ProjectOptions

    @Option(help: "The sandbox, by its name in segsync.yaml.")
    var sandbox: String

    @Flag(help: "End with 5 when drift is found.")
    var detailedExitcode = false

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let (project, sandbox, validation) = try session.validated(sandbox: sandbox)
            let planner = SegmentPlanner(project: project.name, sandbox: self.sandbox, options: PlanOptions())
            let plan = try await SandboxConnection(session: session).withRepository(sandbox, in: validation) {
                let (plan, list) = try await session.plan(planner, validation, $0)
                guard list.isWhole else {
                    throw CommandFailure("the list of definitions is not whole, so drift cannot be told")
                }
                return plan
            }
            let drift = Drift(plan)
            try show(DriftReport(drift), session)
            if !drift.uncompared.isEmpty { return .failed }
            return detailedExitcode && !drift.isEmpty ? .driftFound : .done
        }
    }

    private func show(_ report: DriftReport, _ session: ProjectSession) throws {
        switch format {
        case .text: try session.console.write(DriftText(style: session.console.output).render(report))
        case .json: try session.console.write(JSONText.encodePretty(report))
        }
    }
}
