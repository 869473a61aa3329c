internal import ArgumentParser
internal import JSONTree
internal import PQLSyntax

struct PQLConvertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write an expression in its other form: pql/text as pql/json, pql/json as pql/text.",
        discussion: """
            What a tree says and text has no words for is written in marked forms that segsync reads back, such as
            __json("…"), and told on stderr: no other tool understands them.

            Example: segsync pql convert --pretty rule.pql
            """
    )

    /// The form of the output.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var input: ExpressionInput
    @OptionGroup var streams: ConsoleOptions

    @Option(help: "The form to write: text or json. Without it, the one that was not read.")
    var to: Form?

    @Flag(help: "Indent JSON.")
    var pretty = false

    func run() async throws {
        let console = streams.console
        try await console.run {
            let read = try input.read()
            try read.requireReadable(console)
            switch to ?? (read.form == .text ? .json : .text) {
            case .text: try console.write(text(of: read, console))
            case .json: try console.write(json(of: read))
            }
            return .done
        }
    }

    private func text(of read: ReadExpression, _ console: Console) -> String {
        if !read.parsed.tree.isText {
            console.tell("pql/text has no words for a part of this; it stands in a form that only segsync reads")
        }
        return PQLPrinter.print(read.parsed.tree, templates: input.templates) + "\n"
    }

    private func json(of read: ReadExpression) throws -> String {
        do throws(PQLEncodingError) {
            let value = try PQLJSONCodec.encode(read.parsed.tree)
            return pretty ? JSONText.encodePretty(value) : JSONText.encode(value) + "\n"
        } catch {
            throw CommandFailure("the expression has no pql/json form: \(error)")
        }
    }
}
