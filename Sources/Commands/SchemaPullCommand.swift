internal import ArgumentParser
internal import Manifests
internal import Reports

struct SchemaPullCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Write a sandbox's schemas into its folder of snapshots.",
        discussion: """
            Reads the unions of profiles and of events, the schemas that relationships lead to, and the descriptors of
            all these, and writes them in an order that stays, so that Git shows what changed. Shows first which fields
            that adds, removes and changes, and which segments it breaks. Files that no pull has made are left alone.

            Example: segsync schema pull --sandbox local --dry-run
            """
    )

    @OptionGroup var options: ProjectOptions
    @OptionGroup var connection: ConnectionOptions

    @Option(help: "The sandbox, by its name in segsync.yaml.")
    var sandbox: String

    @Flag(help: "Show what would be written, and write nothing.")
    var dryRun = false

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let (pull, project) = try await session.pulledSchemas(sandbox: sandbox, timeouts: connection.timeouts)
            let broken = session.broken(by: pull, in: project)
            if !dryRun { try session.write(pull) }
            try session.show(
                pull.report(sandbox: sandbox, broken: broken, pull: pull.files(areWritten: !dryRun)),
                as: format
            )
            return .done
        }
    }
}
