internal import ArgumentParser
internal import Diagnostics
internal import Manifests
internal import Reports

struct FormatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Lay out manifests and their expressions in the canonical way.",
        discussion: """
            Rewrites files in place and names those that changed. Comments, the order of keys and everything that does
            not have to move stay as they are. What cannot be read is left alone and told. Without paths, all files
            below the 'segments' folders of segsync.yaml are taken.

            Example: segsync fmt --check
            """
    )

    @OptionGroup var options: ProjectOptions

    @Argument(help: "Manifests (.yaml, .yml), expressions (.pql), or folders of them.")
    var paths: [String] = []

    @Flag(help: "Change nothing; name the files that would change, and end with 1 when there are any.")
    var check = false

    func run() async throws {
        let session = ProjectSession(options)
        try await session.console.run {
            let selection = try FormatSelection(session: session, paths: paths)
            var tally = Tally()
            for path in try selection.files() {
                // What is wrong with one file keeps no other from being laid out.
                do throws(CommandFailure) {
                    try format(path, in: session, &tally)
                } catch {
                    session.console.tell(failure: error)
                    tally.hasErrors = true
                }
            }
            let verb = check ? "would change" : "changed"
            session.console.tell("\(tally.changed) of \(tally.files) files \(verb)")
            return tally.hasErrors || check && tally.changed > 0 ? .failed : .done
        }
    }

    private struct Tally {
        var files = 0
        var changed = 0
        var hasErrors = false
    }

    private func format(_ path: String, in session: ProjectSession, _ tally: inout Tally) throws(CommandFailure) {
        let bytes = try session.folder.bytes(of: path)
        tally.files += 1
        let formatted =
            path.hasSuffix(".pql")
            ? ManifestFormatter.formatExpression(bytes, file: FileID(path))
            : ManifestFormatter(file: FileID(path)).format(bytes)
        if !formatted.diagnostics.isEmpty {
            var bag = DiagnosticBag()
            // Nobody formats the project file, and whoever names it here is told nothing of its credentials.
            let isProject = path.split(separator: "/").last.map(String.init) == Project.fileName
            let confidential = isProject ? ConfidentialLines(file: FileID(path), bytes: bytes) : nil
            bag.add(contentsOf: formatted.diagnostics.map { confidential?.withholding($0) ?? $0 })
            let source = confidential?.source ?? SourceFile(id: FileID(path), bytes: bytes)
            let report = DiagnosticsReport(bag, sources: [source.id: source])
            session.console.tell(DiagnosticsText(style: session.console.messages).render(report))
            tally.hasErrors = tally.hasErrors || bag.hasErrors
        }
        guard let text = formatted.text, Array(text.utf8) != bytes else { return }
        tally.changed += 1
        if !check { try session.folder.write(text, to: path) }
        try session.console.write(path + "\n")
    }
}

/// The files that a run formats: those that were named, or all manifests of the project.
private struct FormatSelection {
    let session: ProjectSession
    let paths: [String]

    init(session: ProjectSession, paths: [String]) throws {
        self.session = session
        self.paths = paths.isEmpty ? try Self.folders(of: session) : paths
    }

    /// The folders that the project's sandboxes read, each once.
    private static func folders(of session: ProjectSession) throws -> [String] {
        let validation = ProjectValidation(files: session.folder.files, sandboxes: [])
        guard let project = validation.project else {
            session.tell(validation.diagnostics, of: validation)
            throw CommandFailure("segsync.yaml has errors, so its manifests are not known; name files or folders")
        }
        var seen: Set<String> = []
        return project.sandboxes.flatMap(\.segmentFolders).map(\.value).filter { seen.insert($0).inserted }
    }

    /// Each file once, in the order of the paths and below them by name.
    func files() throws -> [String] {
        var seen: Set<String> = []
        return try paths.flatMap { path throws -> [String] in
            if Self.isFormatted(path), !session.folder.isFolder(path) { return [path] }
            do throws(FileTree.Failure) {
                return try session.folder.files.list(path).filter(Self.isFormatted)
            } catch {
                throw CommandFailure("the folder '\(path)' cannot be read: \(error.reason)")
            }
        }.filter { seen.insert($0).inserted }
    }

    private static func isFormatted(_ path: String) -> Bool {
        [".yaml", ".yml", ".pql"].contains { path.hasSuffix($0) }
    }
}
