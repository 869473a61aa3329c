internal import ArgumentParser
internal import Diagnostics
internal import JSONTree
internal import Manifests
internal import Reports

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check segsync.yaml, the manifests and their expressions without calling anything.",
        discussion: """
            Reports every mistake at once, with its place and what was expected. Ends with 1 when there is an error.

            Example: segsync validate --sandbox local
            """
    )

    @OptionGroup var options: ProjectOptions

    @Option(help: "Check for this sandbox alone; may be given more than once. All are checked without it.")
    var sandbox: [String] = []

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let validation = ProjectValidation(
                files: session.folder.files,
                sandboxes: sandbox.isEmpty ? nil : Set(sandbox),
                today: .today
            )
            if let project = validation.project {
                for name in sandbox { try session.sandbox(name, of: project) }
            }
            let report = validation.report(validation.diagnostics)
            switch format {
            case .text: try session.console.write(DiagnosticsText(style: session.console.output).render(report))
            case .json: try session.console.write(JSONText.encodePretty(report))
            }
            return validation.diagnostics.hasErrors ? .failed : .done
        }
    }
}
