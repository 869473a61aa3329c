internal import Diagnostics
package import XDM

/// The JSON files of one folder of schema snapshots.
package enum SnapshotFolder {
    /// The subfolder for the JSON Schemas of segsync's own files, which are no snapshots.
    private static let ownSchemas = "segsync"

    /// Reads every `.json` file below the folder, at any depth, in the order of their paths, but for the schemas of
    /// segsync's own files.
    package static func files(
        in folder: String,
        of files: FileTree
    ) throws(FileTree.Failure) -> [SchemaSnapshotFile] {
        var snapshot: [SchemaSnapshotFile] = []
        let skipped = (folder == "." ? "" : folder + "/") + ownSchemas + "/"
        for path in try files.list(folder) where path.hasSuffix(".json") && !path.hasPrefix(skipped) {
            snapshot.append(SchemaSnapshotFile(id: FileID(path), bytes: try files.read(path)))
        }
        return snapshot
    }
}
