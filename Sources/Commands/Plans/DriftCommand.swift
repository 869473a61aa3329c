internal import ArgumentParser
internal import Diagnostics
internal import JSONTree
internal import Manifests
internal import Reconciler
internal import Reports
internal import Segments

struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "List what was changed in a sandbox outside Git.",
        discussion: """
            Ends with 0, with 1 when the project has errors, the service fails or something could not be compared, and
            with 5 when drift is found and --detailed-exitcode is given. With --adopt the manifests are changed to say
            what the sandbox has, in the values that drifted alone; it ends with 1 when none of them could be, and with
            3 when some could not, each with its reason.

            Example: segsync drift --sandbox local --detailed-exitcode
            """
    )

    @OptionGroup var options: ProjectOptions

    @Option(help: "The sandbox, by its name in segsync.yaml.")
    var sandbox: String

    @Flag(help: "Write the sandbox's values into the manifests.")
    var adopt = false

    @Flag(help: "End with 5 when drift is found.")
    var detailedExitcode = false

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let (project, sandbox, validation) =
                try adopt ? adoptable(session) : session.validated(sandbox: sandbox)
            let planner = SegmentPlanner(project: project.name, sandbox: self.sandbox, options: PlanOptions())
            let connection = SandboxConnection(session: session, timeouts: connection.timeouts)
            let plan = try await connection.withRepository(sandbox, in: validation) {
                let (plan, list) = try await session.plan(planner, validation, $0)
                guard list.isWhole else {
                    throw CommandFailure("the list of definitions is not whole, so drift cannot be told")
                }
                return plan
            }
            let drift = Drift(plan)
            let adoptions = try adopt ? adoptions(of: drift, validation, project, session) : nil
            let report = DriftReport(drift, adoptions: adoptions)
            try show(report, session)
            if !drift.uncompared.isEmpty { return .failed }
            if adopt { return Self.status(adopted: report.count("adopted"), not: report.count("notAdopted")) }
            return detailedExitcode && !drift.isEmpty ? .driftFound : .done
        }
    }

    private static func status(adopted: Int, not refused: Int) -> ExitStatus {
        if refused == 0 { return .done }
        return adopted > 0 ? .partlyApplied : .failed
    }

    /// The project as `validated` gives it, but for errors that an adoption might remove.
    private func adoptable(
        _ session: ProjectSession
    ) throws -> (project: Project, sandbox: SandboxConfiguration, ProjectValidation) {
        let validation = ProjectValidation(files: session.folder.files, sandboxes: [sandbox], today: .today)
        guard let project = validation.project, validation.isWhole else {
            throw session.refusal(of: validation, "nothing was sent")
        }
        if !validation.diagnostics.hasErrors { session.tell(validation.diagnostics, of: validation) }
        return (project, try session.sandbox(sandbox, of: project), validation)
    }

    /// Writes the manifests, those files that are still as they were read. A project that has errors now and would have
    /// some then stops it.
    private func adoptions(
        of drift: Drift,
        _ validation: ProjectValidation,
        _ project: Project,
        _ session: ProjectSession
    ) throws(CommandFailure) -> [DriftReport.Adoption] {
        let adoption = ManifestAdoption(
            of: drift.segments.map { segment in
                AdoptedSegment(
                    key: segment.key,
                    fields: segment.fields.map(\.field),
                    content: segment.observed.content
                )
            },
            in: sandbox,
            names: drift.names,
            sources: validation.sources,
            files: session.folder.files
        )
        if validation.diagnostics.hasErrors {
            let after = ProjectValidation(files: session.folder.files.making(adoption.files), sandboxes: [sandbox])
            if after.diagnostics.hasErrors { throw session.refusal(of: validation, "nothing was adopted") }
        }
        var failures: [String: String] = [:]
        let links = ProjectLinks(in: session.folder, of: project)
        for file in adoption.files {
            if let reason = links.obstacle(to: file.path) {
                failures[file.path] = "'\(file.path)' cannot be written: \(reason)"
                continue
            }
            do throws(CommandFailure) {
                try session.folder.make(file)
            } catch {
                failures[file.path] = error.description
            }
        }
        return adoption.outcomes.map { outcome in
            let failure = outcome.file.flatMap { failures[$0] }
            return DriftReport.Adoption(
                key: outcome.key.text,
                field: outcome.field,
                file: failure == nil ? outcome.file : nil,
                reason: outcome.refusal ?? failure
            )
        }
    }

    private func show(_ report: DriftReport, _ session: ProjectSession) throws {
        switch format {
        case .text: try session.console.write(DriftText(style: session.console.output).render(report))
        case .json: try session.console.write(JSONText.encodePretty(report))
        }
    }
}
