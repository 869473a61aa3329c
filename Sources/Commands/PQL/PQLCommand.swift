internal import ArgumentParser

/// Work on one expression, without a project.
struct PQLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pql",
        abstract: "Parse, check, format or convert one PQL expression, without a project.",
        discussion: """
            Reads pql/text or pql/json from a file or from stdin.

            Example: echo 'person.gender = "female"' | segsync pql convert
            """,
        subcommands: [PQLParseCommand.self, PQLCheckCommand.self, PQLFormatCommand.self, PQLConvertCommand.self]
    )
}
