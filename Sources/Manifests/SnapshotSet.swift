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
            for path in try files.list(folder.value) where path.hasSuffix(".json") {
                let bytes = try files.read(path)
                snapshot.append(SchemaSnapshotFile(id: FileID(path), bytes: bytes))
                sources[FileID(path)] = SourceFile(id: FileID(path), bytes: bytes)
            }
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
