extension FileTree {
    /// The tree as it would be with some changes made.
    package func making(_ changes: some Sequence<FileChange>) -> FileTree {
        let changed = Dictionary(changes.map { ($0.path, $0.after) }) { _, last in last }
        let (read, list) = (read, list)
        return FileTree(
            read: { path throws(FileTree.Failure) in
                guard let after = changed[path] else { return try read(path) }
                guard let after else { throw FileTree.Failure(reason: "there is no such file or folder") }
                return after
            },
            list: { folder throws(FileTree.Failure) in
                let isBelow = { (path: String) in folder == "." || path.hasPrefix(folder + "/") }
                let made = changed.filter { $0.value != nil && isBelow($0.key) }.map(\.key)
                var paths = Set(made)
                do throws(FileTree.Failure) {
                    paths.formUnion(try list(folder).filter { changed[$0] == nil })
                } catch {
                    // A folder that the changes make is there.
                    if made.isEmpty { throw error }
                }
                return paths.sorted()
            }
        )
    }
}
