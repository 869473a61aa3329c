internal import ArgumentParser
internal import Emulator
internal import Manifests
internal import Reports

struct EmulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emulate",
        abstract: "Serve the embedded Segmentation Service on loopback.",
        discussion: """
            Plays every sandbox of segsync.yaml, by its 'sandbox' name, with its tenant and schemas. Any client id and
            secret get a token. What was answered is on disk; stop it with Ctrl-C or kill it, and start it again.

            Example: segsync emulate --port 8080
            """
    )

    @OptionGroup var options: ProjectOptions

    @Option(help: "The port; 0 takes any that is free.")
    var port = 0

    @Option(help: "The database file; \(EmulatedProject.databasePath) in the project's folder without it.")
    var database: String?

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535") }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.run {
            let validation = ProjectValidation(files: session.folder.files)
            guard let project = validation.project else {
                throw CommandFailure("segsync.yaml cannot be read; 'segsync validate' tells why")
            }
            let service = try EmulatedProject(folder: session.folder).service(
                database: database,
                project.sandboxes,
                catalogs: validation.catalogs
            )
            do throws(EmulatorError) {
                try await service.serve(port: port) { port in
                    session.console.write(
                        """
                        endpoint: http://127.0.0.1:\(port)
                        organisation: \(EmulatedProject.organisation)
                        sandboxes: \(project.sandboxes.map(\.sandbox).joined(separator: ", "))

                        """
                    )
                }
            } catch {
                throw CommandFailure("\(error)")
            }
            return .done
        }
    }
}
