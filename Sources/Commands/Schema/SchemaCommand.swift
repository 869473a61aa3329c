internal import ArgumentParser

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Keep the snapshot of a sandbox's schemas current.",
        discussion: """
            Example: segsync schema pull --sandbox local
            """,
        subcommands: [SchemaPullCommand.self, SchemaDiffCommand.self]
    )
}
