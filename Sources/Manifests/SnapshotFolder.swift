internal import Diagnostics
internal import JSONTree
package import XDM

/// The JSON files of one folder of schema snapshots.
package enum SnapshotFolder {
    /// The subfolder for the JSON Schemas of segsync's own files, which are no snapshots.
    private static let ownSchemas = "segsync"

    /// Reads every `.json` file below the folder, at any depth, in the order of their paths, but for the schemas of
    /// segsync's own files and the record of the pull that made the snapshot.
    package static func files(
        in folder: String,
        of files: FileTree
    ) throws(FileTree.Failure) -> [SchemaSnapshotFile] {
        try read(folder, of: files).files
    }

    /// The same, with the record where there is one.
    static func read(
        _ folder: String,
        of files: FileTree
    ) throws(FileTree.Failure) -> (files: [SchemaSnapshotFile], record: SchemaSnapshotFile?) {
        var snapshot: [SchemaSnapshotFile] = []
        var record: SchemaSnapshotFile?
        for path in try files.list(folder)
        where path.hasSuffix(".json") && !path.hasPrefix(Self.path(ownSchemas + "/", in: folder)) {
            let file = SchemaSnapshotFile(id: FileID(path), bytes: try files.read(path))
            if path == Self.path(SnapshotRecord.fileName, in: folder), !isSchema(file.bytes) {
                record = file
            } else {
                snapshot.append(file)
            }
        }
        return (snapshot, record)
    }

    /// The path of a file of the folder, as a tree of files names it.
    package static func path(_ name: String, in folder: String) -> String {
        folder == "." ? name : folder + "/" + name
    }

    /// A schema may have been put into a file with the record's name before there were records.
    private static func isSchema(_ bytes: [UInt8]) -> Bool {
        (try? JSONText.decode(bytes))?["$id"] != nil
    }
}

/// The snapshot in a folder, for a pull to go on from.
package struct SnapshotState: Sendable {
    /// By their paths below the folder.
    package let files: [SchemaSnapshotFile]
    package let record: SnapshotRecord?
    /// The record's own bytes, nil where there is no such file.
    package let recordBytes: [UInt8]?

    package init(
        files: [SchemaSnapshotFile] = [],
        record: SnapshotRecord? = nil,
        recordBytes: [UInt8]? = nil
    ) {
        self.files = files
        self.record = record
        self.recordBytes = recordBytes
    }

    package init(_ folder: String, of tree: FileTree) throws(FileTree.Failure) {
        let (files, record) = try SnapshotFolder.read(folder, of: tree)
        let prefix = SnapshotFolder.path("", in: folder)
        self.files = files.map {
            SchemaSnapshotFile(id: FileID(String($0.id.path.dropFirst(prefix.count))), bytes: $0.bytes)
        }
        self.record = record.flatMap { SnapshotRecord($0.bytes) }
        recordBytes = record?.bytes
    }
}
