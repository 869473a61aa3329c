extension FileTree {
    /// The tree with some more files held in memory, or in place of those that it has.
    func adding(_ held: [String: [UInt8]]) -> FileTree {
        if held.isEmpty { return self }
        let (read, list) = (read, list)
        let paths = held.keys.sorted()
        return FileTree(
            read: { path throws(FileTree.Failure) in
                if let bytes = held[path] { return bytes }
                return try read(path)
            },
            list: { folder throws(FileTree.Failure) in
                let added = paths.filter { folder == "." || $0.hasPrefix(folder + "/") }
                return Set(try list(folder) + added).sorted()
            }
        )
    }
}
