internal import ArgumentParser
internal import JSONTree
internal import Manifests
internal import Reports
internal import Segments

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Write what a sandbox has into manifests.",
        discussion: """
            Definitions without a manifest get one each, named after their names. Of those that have one only the values
            that were changed in the sandbox alone are written; comments, order and layout stay, and what was changed in
            Git is kept unless --force is given. No other project's definition, none of the platform's own and no external
            audience is taken.

            Ends with 0, with 1 when the project has errors or the service fails, and with 3 when something could not be
            imported or written, each with its reason.

            Example: segsync import --sandbox local --name 'Luma*' --dry-run
            """
    )

    @OptionGroup var options: ProjectOptions

    @Option(help: "The sandbox, by its name in segsync.yaml.")
    var sandbox: String

    @Option(
        help:
            "Only definitions with this in their names, or with names that fit it where it has * or ?; may be repeated."
    )
    var name: [String] = []

    @Option(help: "Only definitions with this tag; may be repeated.")
    var tag: [String] = []

    @Option(help: "Only definitions with this label, such as core/C1; may be repeated.")
    var label: [String] = []

    @Option(help: "Only definitions in this state: draft, published or inactive; may be repeated.")
    var lifecycle: [String] = []

    @Option(
        help:
            "Only definitions in this folder of the sandbox or below it, by its name or a path such as Loyalty/Gold; may be repeated."
    )
    var folder: [String] = []

    @Option(help: "The folder of new manifests, one of those that segsync.yaml names for the sandbox.")
    var into: String?

    @Flag(help: "Take the sandbox's value also where Git was changed, or may have been.")
    var force = false

    @Flag(help: "Write nothing; show how files would differ.")
    var dryRun = false

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        let known = Lifecycle.known.map(\.text)
        if let state = lifecycle.first(where: { !known.contains($0) }) {
            throw ValidationError("--lifecycle takes \(known.joined(separator: ", ")), found '\(state)'")
        }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let request = ImportRequest(
                sandbox: sandbox,
                filter: ImportFilter(names: name, tags: tag, labels: label, lifecycles: lifecycle.map(Lifecycle.init)),
                audienceFolders: folder,
                folder: into,
                force: force,
                isDryRun: dryRun,
                timeouts: connection.timeouts
            )
            let run = try await session.imported(request)
            switch format {
            case .text:
                let style = session.console.output
                if dryRun {
                    let difference = FileDifferenceText(style: style)
                    for change in run.changes {
                        let text = difference.render(change.path, before: change.before, after: change.after)
                        try session.console.write(text)
                    }
                }
                try session.console.write(ImportText(style: style).render(run.report))
            case .json: try session.console.write(JSONText.encodePretty(run.report))
            }
            return run.report.count(.failed) > 0 ? .partlyApplied : .done
        }
    }
}
