internal import Diagnostics
internal import XDM

/// The schema snapshots of a project's folders, each folder loaded once.
struct SnapshotSet {
    private struct Loaded {
        let catalog: SchemaCatalog
        let record: (file: SchemaSnapshotFile, value: SnapshotRecord)?
    }

    private let files: FileTree
    /// The day to which the age of a snapshot is told; nil for no age.
    private let today: SnapshotDay?
    private var loaded: [String: Loaded] = [:]
    private(set) var found: [Diagnostic] = []
    private(set) var sources: [FileID: SourceFile] = [:]

    init(files: FileTree, today: SnapshotDay?) {
        self.files = files
        self.today = today
    }

    /// The catalog of a sandbox; an empty one, which accepts every field, where it names no folder.
    mutating func catalog(for sandbox: SandboxConfiguration) -> SchemaCatalog {
        guard let folder = sandbox.schemaFolder else {
            found.append(ManifestDiagnostics.noSchemas(sandbox.name))
            return .empty
        }
        let snapshot = loaded[folder.value] ?? load(folder)
        loaded[folder.value] = snapshot
        if let record = snapshot.record {
            found += [
                XDMDiagnostics.foreignSnapshot(
                    record.value,
                    tenant: sandbox.tenant,
                    sandbox: sandbox.name.value,
                    in: record.file
                )
            ].compactMap { $0 }
        }
        return snapshot.catalog
    }

    private mutating func load(_ folder: Located<String>) -> Loaded {
        var snapshot: [SchemaSnapshotFile] = []
        var record: (SchemaSnapshotFile, SnapshotRecord)?
        do throws(FileTree.Failure) {
            let (files, recordFile) = try SnapshotFolder.read(folder.value, of: files)
            snapshot = files
            for file in files + [recordFile].compactMap({ $0 }) {
                sources[file.id] = SourceFile(id: file.id, bytes: file.bytes)
            }
            if let recordFile { record = read(recordFile) }
        } catch {
            let what = "the schema folder '\(folder.value)'"
            found.append(
                ManifestDiagnostics.unreadable(what, error.reason, file: folder.file, span: folder.span)
            )
        }
        let (catalog, diagnostics) = SchemaCatalog.load(files: snapshot)
        found += diagnostics
        return Loaded(catalog: catalog, record: record)
    }

    private mutating func read(_ file: SchemaSnapshotFile) -> (SchemaSnapshotFile, SnapshotRecord)? {
        guard let record = SnapshotRecord(file.bytes) else {
            found.append(XDMDiagnostics.badRecord(in: file.id))
            return nil
        }
        if let today, let old = XDMDiagnostics.oldSnapshot(record, today: today, in: file) { found.append(old) }
        return (file, record)
    }
}
