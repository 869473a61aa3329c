internal import Diagnostics
internal import XDM

/// The schema snapshots of a project's folders, each folder loaded once.
struct SnapshotSet {
    private struct Loaded {
        let catalog: SchemaCatalog
        /// What it says of its tenant, and in which file: its record, and the first schema that names one.
        let tenants: [(name: String, file: SchemaSnapshotFile)]
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
        // One is enough: both say which organisation it was pulled from.
        let foreign = snapshot.tenants.lazy.compactMap { tenant in
            XDMDiagnostics.foreignSnapshot(
                tenant.name,
                tenant: sandbox.tenant,
                sandbox: sandbox.name.value,
                in: tenant.file
            )
        }
        if let foreign = foreign.first { found.append(foreign) }
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
        let document = catalog.documents.first {
            $0.tenantNamespace != nil && $0.tenantNamespace == catalog.tenantNamespace
        }
        let named = snapshot.first { $0.id == document?.file }
        let tenants = [
            record.map { ($0.1.tenant, $0.0) }, named.flatMap { file in catalog.tenantNamespace.map { ($0, file) } },
        ]
        return Loaded(catalog: catalog, tenants: tenants.compactMap(\.self))
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
