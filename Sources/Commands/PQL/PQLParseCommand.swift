internal import ArgumentParser
internal import JSONTree
internal import PQLSyntax
internal import Reports

struct PQLParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Show the tree of an expression, each node with its place.",
        discussion: """
            Ends with 1 when the expression cannot be read; every mistake is told on stderr.

            Example: segsync pql parse rule.pql
            """
    )

    @OptionGroup var input: ExpressionInput
    @OptionGroup var streams: ConsoleOptions

    @Option(help: "How to write the tree: text or json.")
    var format = ReportFormat.text

    func run() async throws {
        let console = streams.console
        try await console.run {
            let read = try input.read()
            try read.requireReadable(console)
            let outline = ExpressionOutline(read.parsed.tree, in: read.source)
            switch format {
            case .text: try console.write(ExpressionOutlineText(style: console.output).render(outline))
            case .json: try console.write(JSONText.encodePretty(outline))
            }
            return .done
        }
    }
}
