internal import Diagnostics
package import XDM

/// The JSON files of one folder of schema snapshots.
package enum SnapshotFolder {
    /// Reads every `.json` file below the folder, at any depth, in the order of their paths.
    package static func files(
        in folder: String,
        of files: FileTree
    ) throws(FileTree.Failure) -> [SchemaSnapshotFile] {
        var snapshot: [SchemaSnapshotFile] = []
        for path in try files.list(folder) where path.hasSuffix(".json") {
            snapshot.append(SchemaSnapshotFile(id: FileID(path), bytes: try files.read(path)))
        }
        return snapshot
    }
}
