/// Files of a project as they shall be, over those that are there.
struct FileOverlay {
    private let files: FileTree
    private var written: [String: [UInt8]] = [:]
    private var removed: Set<String> = []

    init(files: FileTree) {
        self.files = files
    }

    /// nil where there is no such file.
    func bytes(of path: String) -> [UInt8]? {
        written[path] ?? (removed.contains(path) ? nil : try? files.read(path))
    }

    mutating func write(_ bytes: [UInt8], to path: String) {
        written[path] = bytes
        removed.remove(path)
    }

    mutating func remove(_ path: String) {
        written[path] = nil
        removed.insert(path)
    }

    /// What must be done on disk, where the files are those of `base`.
    ///
    /// The order loses nothing where it ends in the middle, and lets the same be worked out again from there: files are
    /// made before others are taken away, rules before the manifests that name them, and a rule that goes goes while its
    /// manifest is still there to tell of it.
    func changes(over base: FileTree) -> [FileChange] {
        let all =
            written.map { FileChange(path: $0.key, before: try? base.read($0.key), after: $0.value) }
            + removed.map { FileChange(path: $0, before: try? base.read($0), after: nil) }
        func rank(_ change: FileChange) -> Int {
            let isManifest = ManifestSet.isManifest(change.path)
            if change.before == nil { return isManifest ? 1 : 0 }
            if change.after == nil { return isManifest ? 5 : 3 }
            return isManifest ? 4 : 2
        }
        return all.filter { $0.before != $0.after }.sorted { (rank($0), $0.path) < (rank($1), $1.path) }
    }

    /// The project as it would be.
    var tree: FileTree {
        let (files, written, removed) = (files, written, removed)
        return FileTree(
            read: { path throws(FileTree.Failure) in
                if let bytes = written[path] { return bytes }
                guard !removed.contains(path) else { throw FileTree.Failure(reason: "there is no such file") }
                return try files.read(path)
            },
            list: { folder throws(FileTree.Failure) in
                let added = written.keys.filter { folder == "." || $0.hasPrefix(folder + "/") }
                var found: Set<String> = []
                do throws(FileTree.Failure) {
                    found = Set(try files.list(folder))
                } catch {
                    // A folder that is to be made holds what is to be made in it.
                    if added.isEmpty { throw error }
                }
                return found.subtracting(removed).union(added).sorted()
            }
        )
    }
}
