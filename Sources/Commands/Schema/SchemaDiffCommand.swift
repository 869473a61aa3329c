internal import ArgumentParser
internal import Manifests
internal import Reports
internal import XDM

struct SchemaDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say how a sandbox's schemas differ from their snapshot, or one snapshot from another.",
        discussion: """
            Tells of fields that were added, removed and changed, of values and relationships, and which segments would
            have errors that they do not have now. Ends with 0, with 1 when the service fails, and with 2 when there are
            differences and --detailed-exitcode is given. Two folders are compared without calling anything;
            one that has errors or no schema ends with 1.

            Example: segsync schema diff --sandbox local --detailed-exitcode
            Example: segsync schema diff schemas/luma schemas/luma-prod
            """
    )

    @OptionGroup var options: ProjectOptions
    @OptionGroup var connection: ConnectionOptions

    @Argument(help: "Two folders of snapshots, in place of a sandbox.")
    var folders: [String] = []

    @Option(help: "The sandbox, by its name in segsync.yaml.")
    var sandbox: String?

    @Flag(help: "End with 2 when there are differences.")
    var detailedExitcode = false

    @Option(help: "How to write the result: text or json.")
    var format = ReportFormat.text

    func validate() throws {
        guard folders.count == (sandbox == nil ? 2 : 0) else {
            throw ValidationError("give --sandbox, or two folders")
        }
    }

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let report = try await report(session)
            try session.show(report, as: format)
            return detailedExitcode && !report.differences.isEmpty ? .changesPending : .done
        }
    }

    private func report(_ session: ProjectSession) async throws -> SchemaReport {
        guard let sandbox else {
            let (old, new) = (try catalog(folders[0], session), try catalog(folders[1], session))
            return SchemaReport(
                from: folders[0],
                to: folders[1],
                old.differences(to: new),
                losses: old.losses(in: new)
            )
        }
        let (pull, project) = try await session.pulledSchemas(sandbox: sandbox, timeouts: connection.timeouts)
        return pull.report(sandbox: sandbox, broken: session.broken(by: pull, in: project), pull: nil)
    }

    /// The snapshot of a folder; errors in it, or no schema at all, stop the command.
    private func catalog(_ folder: String, _ session: ProjectSession) throws(CommandFailure) -> SchemaCatalog {
        let files: [SchemaSnapshotFile]
        do throws(FileTree.Failure) {
            files = try SnapshotFolder.files(in: folder, of: session.folder.files)
        } catch {
            throw CommandFailure("the folder '\(folder)' cannot be read: \(error.reason)")
        }
        let (catalog, diagnostics) = SchemaCatalog.load(files: files)
        guard !session.tellErrors(diagnostics, in: files) else {
            throw CommandFailure("the snapshot in '\(folder)' has errors")
        }
        guard !catalog.documents.isEmpty else { throw CommandFailure("the folder '\(folder)' holds no schema") }
        return catalog
    }
}
