internal import ArgumentParser
internal import JSONTree
internal import Manifests
internal import Reports

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the way to a sandbox: credentials, permissions, tenant, schema. Changes nothing.",
        discussion: """
            Checks segsync.yaml, the environment variables, proxy, TLS, token, organisation, sandbox, tenant, schema, each
            permission, the clock and the rate of calls, and says what to do where something is wrong. Ends with 0, and
            with 1 when a check failed. Documentation/Doctor.md describes each check.

            Example: segsync doctor --sandbox local
            """
    )

    @OptionGroup var options: ProjectOptions

    @Option(help: "The sandbox, by its name in segsync.yaml.")
    var sandbox: String

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let validation = ProjectValidation(files: session.folder.files, sandboxes: [sandbox], today: .today)
            let run = DoctorRun(
                session: session,
                validation: validation,
                sandbox: sandbox,
                timeouts: connection.timeouts
            )
            let report = try await run.report()
            switch format {
            case .text: try session.console.write(DoctorText(style: session.console.output).render(report))
            case .json: try session.console.write(JSONText.encodePretty(report))
            }
            return report.count(.failed) == 0 ? .done : .failed
        }
    }
}
