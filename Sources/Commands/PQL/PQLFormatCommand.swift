internal import ArgumentParser
internal import PQLSyntax

struct PQLFormatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Write an expression as pql/text in its canonical layout.",
        discussion: """
            Example: segsync pql format --width 80 rule.pql
            """
    )

    @OptionGroup var input: ExpressionInput
    @OptionGroup var streams: ConsoleOptions

    @Option(help: "The longest line, in characters, where a break can make it so.")
    var width = 100

    func validate() throws {
        guard width > 0 else { throw ValidationError("--width takes a number from 1") }
    }

    func run() async throws {
        let console = streams.console
        try await console.run {
            let read = try input.read()
            try read.requireReadable(console)
            try console.write(PQLLayout.text(of: read.parsed.tree, width: width, templates: input.templates) + "\n")
            return .done
        }
    }
}
