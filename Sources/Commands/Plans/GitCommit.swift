internal import Foundation

/// The commit that is checked out in a folder, read from Git's own files, so that no program need be there.
enum GitCommit {
    /// Its hash; nil outside a repository, before the first commit, and where Git keeps its references in a way that
    /// is not known here.
    static func current(in folder: String) -> String? {
        var place = URL(fileURLWithPath: folder).standardizedFileURL
        while true {
            if let repository = repository(at: place.appendingPathComponent(".git")) { return head(of: repository) }
            guard place.path != "/" else { return nil }
            place.deleteLastPathComponent()
        }
    }

    /// Where Git's files are: a folder, or for a worktree or a submodule the folder that a file names.
    private static func repository(at url: URL) -> URL? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return nil }
        if isFolder.boolValue { return url }
        guard let line = text(url), line.hasPrefix("gitdir: ") else { return nil }
        return URL(fileURLWithPath: String(line.dropFirst(8)), relativeTo: url.deletingLastPathComponent())
    }

    private static func head(of repository: URL) -> String? {
        guard let head = text(repository.appendingPathComponent("HEAD")) else { return nil }
        guard head.hasPrefix("ref: ") else { return hash(head) }
        let reference = String(head.dropFirst(5))
        // A worktree has its own HEAD; branches are kept where the repository itself is.
        let common = text(repository.appendingPathComponent("commondir")).map { path in
            URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: repository.path, isDirectory: true))
        }
        let shared = common ?? repository
        for folder in [repository, shared] {
            if let line = text(folder.appendingPathComponent(reference)) { return hash(line) }
        }
        let packed = text(shared.appendingPathComponent("packed-refs"))?.split(separator: "\n") ?? []
        return packed.first { $0.hasSuffix(" " + reference) }.flatMap { hash(String($0.prefix { $0 != " " })) }
    }

    private static func hash(_ text: String) -> String? {
        let isHash =
            [40, 64].contains(text.utf8.count) && text.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
        return isHash ? text : nil
    }

    private static func text(_ file: URL) -> String? {
        (try? String(contentsOf: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
