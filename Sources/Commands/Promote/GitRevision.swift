internal import Foundation
internal import Manifests

/// The files of a project as they were at a revision of its Git repository.
///
/// Only what differs from the revision is read from Git, file by file; the rest is as it is on disk.
struct GitRevision {
    private let folder: ProjectFolder
    /// The commit's hash.
    private let commit: String
    /// The paths of all files in the project's folder, relative to it.
    private let paths: Set<String>
    /// Those of them that are no longer as they were.
    private let changed: Set<String>

    /// `name` is what Git takes for a commit: a branch, a tag, `HEAD~1`.
    init(_ name: String, of folder: ProjectFolder) throws(CommandFailure) {
        let wanted = "revision '\(name)'"
        guard !name.isEmpty, !name.hasPrefix("-") else { throw CommandFailure("\(wanted) is none that Git knows") }
        let hash = try Self.git(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"], in: folder, for: wanted)
        commit = String(decoding: hash, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        paths = Set(Self.names(try Self.git(["ls-tree", "-r", "-z", "--name-only", commit], in: folder, for: wanted)))
        let difference = ["diff", "--name-only", "-z", "--no-renames", "--relative", commit]
        changed = Set(Self.names(try Self.git(difference, in: folder, for: wanted)))
        self.folder = folder
    }

    var files: FileTree {
        let (folder, commit, paths, changed) = (folder, commit, paths, changed)
        return FileTree(
            read: { path throws(FileTree.Failure) in
                guard paths.contains(path) else { throw FileTree.Failure(reason: "there is no such file") }
                guard changed.contains(path) else { return try folder.files.read(path) }
                do throws(CommandFailure) {
                    return try Self.git(["show", "\(commit):./\(path)"], in: folder, for: "'\(path)' of \(commit)")
                } catch {
                    throw FileTree.Failure(reason: error.description)
                }
            },
            list: { below throws(FileTree.Failure) in
                let found = paths.filter { Self.isListed($0, below: below) }.sorted()
                guard !found.isEmpty else { throw FileTree.Failure(reason: "there is no such folder") }
                return found
            }
        )
    }

    private static func isListed(_ path: String, below folder: String) -> Bool {
        guard folder == "." || path.hasPrefix(folder + "/") else { return false }
        let rest = folder == "." ? path[...] : path.dropFirst(folder.count + 1)
        return !rest.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    private static func names(_ output: [UInt8]) -> [String] {
        output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// What a call of Git writes.
    private static func git(
        _ arguments: [String],
        in folder: ProjectFolder,
        for wanted: String
    ) throws(CommandFailure) -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder.path] + arguments
        let (output, messages) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = messages
        do {
            try process.run()
        } catch {
            throw CommandFailure("git cannot be run: \((error as NSError).localizedDescription)")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        // Git tells little there, far less than a pipe holds.
        let reason = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let line = reason.split(separator: "\n").first.map { ": \($0)" } ?? ""
            throw CommandFailure("Git has no \(wanted)\(line)")
        }
        return Array(data)
    }
}
