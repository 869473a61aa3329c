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
            Where a schema, most of its fields or all descriptors would go, nothing is written and the command ends
            with 4, unless --allow-shrinking is given.

            Example: segsync schema pull --sandbox local --dry-run
            """
    )

    @OptionGroup var options: ProjectOptions
    @OptionGroup var connection: ConnectionOptions

    @Option(help: "The sandbox, by its name in segsync.yaml.")
    var sandbox: String

    @Flag(help: "Show what would be written, and write nothing.")
    var dryRun = false

    @Flag(help: "Also write where a schema, most of its fields or all descriptors would go.")
    var allowShrinking = false

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let (pull, project) = try await session.pulledSchemas(sandbox: sandbox, timeouts: connection.timeouts)
            let broken = session.broken(by: pull, in: project)
            try session.requireWritable(pull, in: project)
            let isRefused = !pull.losses.isEmpty && !allowShrinking
            let isWritten = !dryRun && !isRefused
            if isWritten { try session.write(pull) }
            let report = pull.report(sandbox: sandbox, broken: broken, pull: pull.files(areWritten: isWritten))
            try session.show(report, as: format)
            guard isRefused else { return .done }
            session.console.tell(SchemaText(style: session.console.messages).refusal(report.losses))
            return .refusedByGuard
        }
    }
}
