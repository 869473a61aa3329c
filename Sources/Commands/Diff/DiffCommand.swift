internal import ArgumentParser
internal import JSONTree
internal import Reconciler
internal import Reports
internal import Segments

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two sandboxes, or manifests with a sandbox, by meaning. Changes nothing.",
        discussion: """
            A and B are names of sandboxes in segsync.yaml: 'prod' is the sandbox as it runs, 'git:prod' is what the
            manifests want there, for which nothing is called. Tenants and ids make no difference.

            Ends with 0, with 1 when the project has errors, the service fails or a list of definitions is not whole,
            and with 2 when A and B differ and --detailed-exitcode is given.

            Example: segsync diff git:prod prod --detailed-exitcode
            Example: segsync diff dev prod --only gold-members --format markdown
            """
    )

    @OptionGroup var options: ProjectOptions

    @Argument(help: "One side: a sandbox, or 'git:' and its name.")
    var a: DiffSide

    @Argument(help: "The other side.")
    var b: DiffSide

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Compare these segments alone.", valueName: "key"))
    var only: [String] = []

    @Flag(help: "End with 2 when A and B differ.")
    var detailedExitcode = false

    @Option(help: "How to write the result: text, json or markdown.")
    var format = DiffFormat.text

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if let text = only.first(where: { SegmentKey($0) == nil }) {
            throw ValidationError("--only takes keys of segments, and '\(PlainText.sanitised(text))' is none")
        }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let reader = DiffSideReader(session: session, timeouts: connection.timeouts)
            let (project, sideA, sideB) = try await reader.sides(a, b)
            let keys = only.isEmpty ? nil : Set(only.compactMap(SegmentKey.init))
            let difference = SandboxDifference(project: project, sideA, sideB, only: keys)
            guard difference.unknownKeys.isEmpty else {
                let keys = difference.unknownKeys.map { "'\($0)'" }.joined(separator: ", ")
                throw CommandFailure("neither '\(a.title)' nor '\(b.title)' has a segment with key \(keys)")
            }
            try show(SandboxDiffReport(difference), session.console)
            return detailedExitcode && !difference.isEmpty ? .changesPending : .done
        }
    }

    private func show(_ report: SandboxDiffReport, _ console: Console) throws {
        switch format {
        case .text: try console.write(SandboxDiffText(style: console.output).render(report))
        case .json: try console.write(JSONText.encodePretty(report))
        case .markdown: try console.write(SandboxDiffMarkdown().render(report))
        }
    }
}

/// How a difference is written.
enum DiffFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
}
