internal import Diagnostics
package import Segments

/// The folders of a sandbox, found by what a user calls them.
///
/// A name takes every folder that is called so. A path, its names joined by `/`, takes those that it is the end of, and
/// one that begins with `/` is the whole of it.
package struct ImportFolders: Sendable {
    private let folders: [AudienceFolder]
    /// The names on the way to each, its own the last, by its id.
    private let paths: [String: [String]]

    /// Each folder stands behind the one that it lies in.
    package init(_ folders: [AudienceFolder]) {
        self.folders = folders
        var paths: [String: [String]] = [:]
        for folder in folders {
            paths[folder.id] = (folder.parentID.flatMap { paths[$0] } ?? []) + [folder.name]
        }
        self.paths = paths
    }

    package func contains(_ id: String) -> Bool { paths[id] != nil }

    /// The ids of the folders that are meant and of all that lie in them; nil where none is.
    package func ids(of asked: String) -> Set<String>? {
        var ids: Set<String> = []
        for folder in folders where folder.parentID.map(ids.contains) ?? false || isMeant(folder, by: asked) {
            ids.insert(folder.id)
        }
        return ids.isEmpty ? nil : ids
    }

    /// What may have been meant instead.
    package func suggestions(for asked: String) -> [String] {
        let known = asked.contains("/") ? paths.values.map { $0.joined(separator: "/") } : folders.map(\.name)
        return NearestName.suggestions(for: asked, among: Set(known))
    }

    private func isMeant(_ folder: AudienceFolder, by asked: String) -> Bool {
        guard let path = paths[folder.id] else { return false }
        return asked == "/" + path.joined(separator: "/")
            || (1...path.count).contains { path.suffix($0).joined(separator: "/") == asked }
    }
}
