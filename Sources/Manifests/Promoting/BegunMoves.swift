internal import Diagnostics
package import Segments

/// The moves that a promotion between two sandboxes seems to have begun and not ended.
///
/// A move makes the new file before it takes the old document away, so that a stop in the middle loses nothing; it
/// leaves a key in two files, which is an error of the project. Here the new files are taken out again, and the files
/// of rules that are gone from beside the old document put back, in memory. Whether it was a promotion that made them is
/// for the same promotion to tell: it must make them again byte for byte.
package struct BegunMoves: Sendable {
    package struct Move: Hashable, Sendable {
        package let key: SegmentKey
        /// The file that the manifest is still in, and the one that was made for it.
        package let origin: String
        package let file: String
    }

    /// By key.
    package let moves: [Move]
    /// What they did already to the project as it was.
    package let changes: [FileChange]
    /// The project as it was before them.
    package let files: FileTree

    /// `found` is the project as it is, checked for the sandbox that is promoted from; a move that `isPossible` does not
    /// let pass is none.
    package init(
        from source: String,
        to target: String,
        in found: ProjectValidation,
        files: FileTree,
        where isPossible: (Move) -> Bool = { _ in true }
    ) {
        let sandboxes = found.project?.sandboxes ?? []
        guard let from = sandboxes.first(where: { $0.name.value == source }),
            let to = sandboxes.first(where: { $0.name.value == target })
        else {
            (moves, changes, self.files) = ([], [], files)
            return
        }
        let own = found.manifests.filter { from.reads($0.file) && $0.isFor(source) }
        var moves: [Move] = []
        var changes: [String: FileChange] = [:]
        for (key, pair) in Dictionary(grouping: own, by: \.key.value) where pair.count == 2 {
            guard let old = pair.first(where: { !to.reads($0.file) }),
                let new = pair.first(where: { to.reads($0.file) && $0.isFor(target) })
            else { continue }
            let move = Move(key: key, origin: old.file.path, file: new.file.path)
            guard isPossible(move) else { continue }
            moves.append(move)
            let made = found.sources[new.file]?.bytes
            changes[new.file.path] = FileChange(path: new.file.path, before: nil, after: made)
            for rule in new.ruleFiles(withOverrides: true) {
                let place = FolderPath.path(of: rule.path, from: FolderPath.folder(of: new.file.path))
                let path = FolderPath.path(of: place, in: FolderPath.folder(of: old.file.path))
                guard (try? files.read(path)) == nil else { continue }
                changes[path] = FileChange(path: path, before: found.sources[rule]?.bytes, after: nil)
            }
        }
        self.moves = moves.sorted { $0.key < $1.key }
        self.changes = changes.values.sorted { $0.path < $1.path }
        self.files = files.making(self.changes.map { FileChange(path: $0.path, before: $0.after, after: $0.before) })
    }
}
