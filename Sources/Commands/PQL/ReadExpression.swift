internal import Diagnostics
internal import PQLSyntax
internal import Reports

/// An expression as it was read from a file or stdin.
struct ReadExpression {
    let parsed: ParsedExpression
    let form: PQLForm
    let source: SourceFile

    /// The report of diagnostics that stand in the expression.
    func report(_ diagnostics: [Diagnostic]) -> DiagnosticsReport {
        let offsets = OffsetMap.shift(by: 0, length: source.bytes.count)
        var bag = DiagnosticBag()
        bag.add(contentsOf: diagnostics.map { $0.relocated(to: source.id, by: offsets) })
        return DiagnosticsReport(bag, sources: [source.id: source])
    }

    /// Tells what reading found on stderr; errors stop the command.
    func requireReadable(_ console: Console) throws {
        guard !parsed.diagnostics.isEmpty else { return }
        console.tell(DiagnosticsText(style: console.messages).render(report(parsed.diagnostics)))
        if parsed.hasErrors { throw CommandFailure("the expression cannot be read") }
    }
}
