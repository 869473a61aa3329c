internal import ArgumentParser
internal import Reports

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a new project.",
        discussion: """
            Asks for the platform and its sandboxes, or takes the flags; without a terminal all are needed. The way to
            every sandbox is checked, the environment variables of the credentials included, and nothing is written
            before all is well. Then it writes segsync.yaml, the schemas, and a manifest for each definition, and shows a
            plan that takes these over without changing one. No file is written over. Where it is stopped after it began
            to write, it names the commands that do the rest.
            Ends with 0, with 1 when a check or the service fails, and with 3 when something could not be imported.

            With --example it writes a small project over two sandboxes of the embedded service instead, to try segsync
            with: no platform and no account is needed.

            Example: segsync init --example
            Example: segsync init --project acme --endpoint https://platform.adobe.io --sandbox dev --sandbox live=prod \
            --client-id-variable AEP_CLIENT_ID --client-secret-variable AEP_CLIENT_SECRET --org-id-variable AEP_ORG_ID
            """
    )

    @OptionGroup var options: ProjectOptions

    @Flag(help: "Write the example.")
    var example = false

    @Option(help: "The project's name, which the stamps of its definitions carry.")
    var project: String?

    @Option(help: "Where the platform is, such as https://platform.adobe.io.")
    var endpoint: String?

    @Option(name: .customLong("client-id-variable"), help: "The environment variable with the client id.")
    var clientIDVariable: String?

    @Option(help: "The environment variable with the client secret.")
    var clientSecretVariable: String?

    @Option(name: .customLong("org-id-variable"), help: "The environment variable with the organisation's id.")
    var orgIDVariable: String?

    @Option(name: .customLong("token-url"), help: "Where tokens are given, where that is not Adobe's own place.")
    var tokenURL: String?

    @Option(
        help:
            "A sandbox by the platform's name, or NAME=SANDBOX where it shall have another name here; may be repeated."
    )
    var sandbox: [String] = []

    @OptionGroup var connection: ConnectionOptions

    private var questions: InitQuestions {
        InitQuestions(
            project: project,
            endpoint: endpoint,
            clientIDVariable: clientIDVariable,
            clientSecretVariable: clientSecretVariable,
            orgIDVariable: orgIDVariable,
            tokenURL: tokenURL,
            sandboxes: sandbox
        )
    }

    func validate() throws {
        let others = [project, endpoint, clientIDVariable, clientSecretVariable, orgIDVariable, tokenURL]
        guard !example || others.allSatisfy({ $0 == nil }) && sandbox.isEmpty else {
            throw ValidationError("--example takes nothing but the folder")
        }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            guard example else {
                let new = try questions.answered(
                    on: session.console,
                    folder: options.directory,
                    environment: session.environment
                )
                return try await session.initialise(new, over: connection)
            }
            try session.folder.create(ExampleProject.files)
            let paths = ExampleProject.files.map { $0.path + "\n" }.joined()
            try session.console.write(paths + "Written. Next, in this folder: segsync plan --sandbox dev\n")
            return .done
        }
    }
}
