internal import Diagnostics
internal import XDM

/// The schema snapshots of a project's folders, each folder loaded once.
struct SnapshotSet {
    private let files: FileTree
    private var catalogs: [String: SchemaCatalog] = [:]
    private(set) var found: [Diagnostic] = []
    private(set) var sources: [FileID: SourceFile] = [:]

    init(files: FileTree) {
        self.files = files
    }

    /// The catalog of a sandbox; an empty one, which accepts every field, where it names no folder.
    mutating func catalog(for sandbox: SandboxConfiguration) -> SchemaCatalog {
        guard let folder = sandbox.schemaFolder else {
            found.append(ManifestDiagnostics.noSchemas(sandbox.name))
            return .empty
        }
        if let known = catalogs[folder.value] { return known }
        var snapshot: [SchemaSnapshotFile] = []
        do throws(FileTree.Failure) {
            snapshot = try SnapshotFolder.files(in: folder.value, of: files)
            for file in snapshot { sources[file.id] = SourceFile(id: file.id, bytes: file.bytes) }
        } catch {
            let what = "the schema folder '\(folder.value)'"
            found.append(
                ManifestDiagnostics.unreadable(what, error.reason, file: folder.file, span: folder.span)
            )
        }
        let (catalog, diagnostics) = SchemaCatalog.load(files: snapshot)
        found += diagnostics
        catalogs[folder.value] = catalog
        return catalog
    }
}
