internal import Foundation
internal import Manifests

/// The project's folder on disk.
struct ProjectFolder: Sendable {
    let path: String

    init(_ directory: String) {
        path = directory
    }

    func file(_ relative: String) -> String {
        path == "." ? relative : path + "/" + relative
    }

    var files: FileTree {
        FileTree(
            read: { path throws(FileTree.Failure) in try read(path) },
            list: { path throws(FileTree.Failure) in
                try list(path)
            }
        )
    }

    func isFolder(_ relative: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: file(relative), isDirectory: &isFolder) && isFolder.boolValue
    }

    /// The bytes of a file.
    func bytes(of relative: String) throws(CommandFailure) -> [UInt8] {
        do throws(FileTree.Failure) {
            return try read(relative)
        } catch {
            throw CommandFailure("'\(relative)' cannot be read: \(error.reason)")
        }
    }

    /// Replaces a file at once, so that a reader, or a kill, finds the old text or the new one; one that is not there is
    /// made.
    ///
    /// A link stays a link: what it points to is replaced. The file keeps its permissions.
    func write(_ text: String, to relative: String) throws(CommandFailure) {
        let url = URL(fileURLWithPath: file(relative)).resolvingSymlinksInPath()
        let exists = FileManager.default.fileExists(atPath: url.path)
        guard !exists || FileManager.default.isWritableFile(atPath: url.path) else {
            throw CommandFailure("'\(relative)' cannot be written: it is read-only")
        }
        do {
            let permissions =
                exists ? try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] : nil
            try Data(text.utf8).write(to: url, options: .atomic)
            if let permissions {
                try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: url.path)
            }
        } catch {
            throw CommandFailure("'\(relative)' cannot be written: \(Self.reason(error))")
        }
    }

    /// Makes a change to a file that still is as it was read; folders that are missing are made. No link is followed.
    func make(_ change: FileChange) throws(CommandFailure) {
        if let link = link(on: change.path) {
            throw CommandFailure("'\(change.path)' cannot be written: \(Self.isWrittenThrough(link))")
        }
        let now = exists(change.path) ? try bytes(of: change.path) : nil
        guard now == change.before else {
            throw CommandFailure("'\(change.path)' was changed meanwhile; run the command again")
        }
        guard let after = change.after else { return try remove(change.path) }
        try makeFolder(of: change.path)
        try write(String(decoding: after, as: UTF8.self), to: change.path)
    }

    /// Whether the path itself is a symbolic link, dangling or not.
    func isLink(_ relative: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: file(relative))) != nil
    }

    /// The first part of a path that is a symbolic link; none of those beside the project's folder counts.
    func link(on relative: String) -> String? {
        let parts = relative.split(separator: "/")
        return parts.indices.lazy.map { parts[...$0].joined(separator: "/") }.first(where: isLink)
    }

    /// Where a path leads once every link is followed.
    func place(of relative: String) -> String {
        URL(fileURLWithPath: file(relative)).resolvingSymlinksInPath().standardizedFileURL.path
    }

    /// What is said of a file that could be written through a link alone.
    static func isWrittenThrough(_ link: String) -> String {
        "'\(link)' is a symbolic link, and only plain files are written"
    }

    func exists(_ relative: String) -> Bool {
        FileManager.default.fileExists(atPath: file(relative))
    }

    private func remove(_ relative: String) throws(CommandFailure) {
        do {
            try FileManager.default.removeItem(atPath: file(relative))
        } catch {
            throw CommandFailure("'\(relative)' cannot be removed: \(Self.reason(error))")
        }
    }

    private func makeFolder(of relative: String) throws(CommandFailure) {
        let parent = URL(fileURLWithPath: file(relative)).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure("the folder of '\(relative)' cannot be made: \(Self.reason(error))")
        }
    }

    private func read(_ relative: String) throws(FileTree.Failure) -> [UInt8] {
        if isFolder(relative) { throw FileTree.Failure(reason: "it is a folder") }
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: file(relative))))
        } catch {
            throw FileTree.Failure(reason: Self.reason(error))
        }
    }

    private func list(_ relative: String) throws(FileTree.Failure) -> [String] {
        do {
            var paths: [String] = []
            try collect(relative, into: &paths)
            return paths.sorted()
        } catch {
            throw FileTree.Failure(reason: Self.reason(error))
        }
    }

    /// A linked file is read; a linked folder is not entered, since it may lead back to where it stands.
    private func collect(_ relative: String, into paths: inout [String]) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: file(relative)) where !name.hasPrefix(".") {
            let path = relative == "." ? name : relative + "/" + name
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file(path), isDirectory: &isFolder) else { continue }
            if !isFolder.boolValue {
                paths.append(path)
            } else if !isLink(path) {
                try collect(path, into: &paths)
            }
        }
    }

    /// Why the system could not do it, in words.
    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file or folder"
        case .fileReadNoPermission: "permission is denied"
        default: (error as NSError).localizedDescription
        }
    }
}
