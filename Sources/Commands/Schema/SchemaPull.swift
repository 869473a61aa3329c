internal import Diagnostics
internal import JSONTree
internal import Manifests
internal import XDM

/// What a sandbox's registry has, and what of its snapshot folder that changes.
struct SchemaPull: Sendable {
    /// The folder of the snapshot, as `segsync.yaml` names it.
    let folder: String
    /// In the order in which they are to be made: the record comes last, so that it never names what is not there.
    let changes: [FileChange]
    /// Files of the folder that no pull has made, and that are left alone.
    let foreign: [String]
    /// Schemas that relationships lead to and the registry does not have.
    let missing: [String]
    /// The snapshot that is there, and what the new record says besides the names of files.
    let state: SnapshotState
    let origin: SnapshotRecord
    /// The snapshot as it is, and as the registry is.
    let before: SchemaCatalog
    let after: SchemaCatalog
    /// What is wrong with the new snapshot, foreign files included.
    let diagnostics: [Diagnostic]
    /// The files of the new snapshot.
    let files: [SchemaSnapshotFile]

    /// What the snapshot says and the registry does not, so much that the registry's answers may have been short.
    var losses: [SchemaLoss] { before.losses(in: after) }

    /// Works out the files. A snapshot that already says what the registry says changes nothing but the record's day.
    ///
    /// `record` names the tenant, the sandbox and the day; the files that it names are not looked at.
    init(
        _ gathered: SnapshotGathering,
        into folder: String,
        over state: SnapshotState,
        from origin: SnapshotRecord,
        files: FileTree
    ) throws(FileTree.Failure) {
        let made = SnapshotFiles(gathered.snapshot, over: state.files, record: state.record)
        let present = Dictionary(state.files.map { ($0.id.path, $0.bytes) }) { first, _ in first }
        var changes: [FileChange] = []
        func add(_ name: String, _ before: [UInt8]?, _ after: [UInt8]?) {
            guard before != after else { return }
            changes.append(FileChange(path: SnapshotFolder.path(name, in: folder), before: before, after: after))
        }
        for (name, text) in made.texts.sorted(by: { $0.key < $1.key }) { add(name, present[name], Array(text.utf8)) }
        for name in made.gone { add(name, present[name], nil) }
        let record = SnapshotRecord(
            tenant: origin.tenant,
            sandbox: origin.sandbox,
            pulled: origin.pulled,
            files: made.texts.keys
        )
        add(SnapshotRecord.fileName, state.recordBytes, Array(JSONText.encodeIndented(record.json).utf8))
        self.folder = folder
        self.changes = changes
        foreign = made.foreign.map { SnapshotFolder.path($0, in: folder) }
        missing = gathered.missing
        before = SchemaCatalog.load(files: state.files).catalog
        self.state = state
        self.origin = origin
        self.files = try SnapshotFolder.files(in: folder, of: files.making(changes))
        (after, diagnostics) = SchemaCatalog.load(files: self.files)
    }
}
