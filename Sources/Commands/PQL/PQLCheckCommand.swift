internal import ArgumentParser
internal import Diagnostics
internal import JSONTree
internal import Manifests
internal import PQLSemantics
internal import PQLSyntax
internal import Reports
internal import XDM

struct PQLCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check an expression: fields, types, functions, and how it can be evaluated.",
        discussion: """
            Without --schemas every field is taken to exist, and of any type. Ends with 1 when there is an error.

            Example: segsync pql check --schemas schemas/luma rule.pql
            """
    )

    @OptionGroup var input: ExpressionInput
    @OptionGroup var streams: ConsoleOptions

    @Option(help: "A folder of XDM snapshots, as 'schemas' of a sandbox in segsync.yaml.")
    var schemas: String?

    @Option(help: "The class that the expression's bare names belong to.")
    var schema = "_xdm.context.profile"

    @Option(help: "Hold the rule against this evaluation too: batch, streaming or edge.")
    var evaluation: EvaluationMethod?

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    func run() async throws {
        let console = streams.console
        try await console.run {
            let read = try input.read()
            let catalog = try catalog(console)
            if schemas != nil, catalog.root(class: SchemaName.altID(of: schema)) == nil {
                throw CommandFailure("the schemas describe no class '\(schema)'")
            }
            let checked = ExpressionChecker(catalog: catalog).check(read.parsed, schema: schema)
            let eligibility = EligibilityChecker { _ in nil }
                .report(of: checked.tree, relationshipSteps: checked.relationshipSteps)
            let diagnostics = read.report(diagnostics(of: checked, eligibility, read.parsed))
            let report = ExpressionReport(
                checked,
                eligibility: eligibility,
                form: read.form,
                source: read.source,
                diagnostics: diagnostics
            )
            switch format {
            case .text: try console.write(ExpressionText(style: console.output).render(report))
            case .json: try console.write(JSONText.encodePretty(report))
            }
            return diagnostics.summary.errors > 0 ? .failed : .done
        }
    }

    private func diagnostics(
        of checked: CheckedExpression,
        _ eligibility: EligibilityReport,
        _ parsed: ParsedExpression
    ) -> [Diagnostic] {
        var found = checked.diagnostics + ExpressionLimits.diagnostics(of: checked.tree)
        if let evaluation, !parsed.hasErrors {
            found += EligibilityDiagnostics.diagnostics(of: eligibility, requested: evaluation)
        }
        return found
    }

    /// The snapshots; what is wrong with them is told on stderr, and errors stop the command.
    private func catalog(_ console: Console) throws -> SchemaCatalog {
        guard let schemas else { return .empty }
        let snapshots: [SchemaSnapshotFile]
        do throws(FileTree.Failure) {
            snapshots = try SnapshotFolder.files(in: schemas, of: ProjectFolder(".").files)
        } catch {
            throw CommandFailure("the schemas in '\(schemas)' cannot be read: \(error.reason)")
        }
        guard !snapshots.isEmpty else { throw CommandFailure("there are no snapshots (.json) in '\(schemas)'") }
        let (catalog, diagnostics) = SchemaCatalog.load(files: snapshots)
        guard !diagnostics.isEmpty else { return catalog }
        var bag = DiagnosticBag()
        bag.add(contentsOf: diagnostics)
        let sources = snapshots.map { ($0.id, SourceFile(id: $0.id, bytes: $0.bytes)) }
        let report = DiagnosticsReport(bag, sources: Dictionary(sources) { first, _ in first })
        console.tell(DiagnosticsText(style: console.messages).render(report))
        guard !bag.hasErrors else { throw CommandFailure("the schemas have errors") }
        return catalog
    }
}
