internal import Foundation
internal import Manifests

extension ProjectFolder {
    /// Writes files of which none may be there yet; with one in the way, or a file where a folder is needed, all of these
    /// are named and nothing is written.
    func create(_ files: [(path: String, text: String)]) throws(CommandFailure) {
        try requireFree(files.map(\.path))
        for file in files {
            try make(FileChange(path: file.path, before: nil, after: Array(file.text.utf8)))
        }
    }

    /// Stops the command where a file of these paths could not be made without touching another.
    func requireFree(_ paths: [String]) throws(CommandFailure) {
        let taken = Set(
            paths.flatMap { path in isTaken(path) ? [path] : parents(of: path).filter { isFile($0) || isLink($0) } }
        )
        guard taken.isEmpty else {
            let names = taken.sorted().map { "'\(file($0))'" }.joined(separator: ", ")
            throw CommandFailure("\(names) would be written over; nothing was written. An empty folder is needed")
        }
    }

    /// A link counts wherever it leads, also to nothing.
    private func isTaken(_ relative: String) -> Bool {
        exists(relative) || isLink(relative)
    }

    private func isFile(_ relative: String) -> Bool { isTaken(relative) && !isFolder(relative) }

    /// The folders that a path stands in, from the outermost, without the project's own.
    private func parents(of relative: String) -> [String] {
        let parts = relative.split(separator: "/").dropLast()
        return parts.indices.map { parts[...$0].joined(separator: "/") }
    }
}
