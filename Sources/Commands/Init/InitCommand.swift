internal import ArgumentParser
internal import Reports

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a new project.",
        discussion: """
            With --example it is a small one over two sandboxes of the embedded service, to try segsync with: no
            platform and no account is needed. No file is written over.

            Example: segsync init --example
            """
    )

    @OptionGroup var options: ProjectOptions

    @Flag(help: "Write the example.")
    var example = false

    func validate() throws {
        guard example else { throw ValidationError("--example is needed") }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            try session.folder.create(ExampleProject.files)
            let paths = ExampleProject.files.map { $0.path + "\n" }.joined()
            try session.console.write(paths + "Written. Next, in this folder: segsync plan --sandbox dev\n")
            return .done
        }
    }
}
