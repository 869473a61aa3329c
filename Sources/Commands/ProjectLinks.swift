internal import Foundation
internal import Manifests

/// The symbolic links in a project's folders, so that nothing is written to a file that has a second name.
///
/// What is read may be read through links. But a file with two names may be the manifest, or the rule, of two sandboxes,
/// and a link may lead out of the project: so files are changed by their own names alone, and only where they have one.
struct ProjectLinks {
    private let folder: ProjectFolder
    /// The project's folder without links.
    private let root: String
    /// By what it leads to, a link.
    private let links: [String: String]

    /// Looks through the folders of manifests and schemas once; links in them are not followed.
    init(in folder: ProjectFolder, of project: Project) {
        let folders = project.sandboxes.flatMap {
            $0.segmentFolders.map(\.value) + [$0.schemaFolder?.value].compactMap(\.self)
        }
        var links: [String: String] = [:]
        func note(_ link: String) { links[folder.place(of: link)] = link }
        for path in Set(folders).sorted() {
            if let link = folder.link(on: path) { note(link) }
            var open = [path]
            while let next = open.popLast() {
                // A folder that is not there, or cannot be read, has no link that anybody reads through.
                let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.file(next))) ?? []
                for path in names.map({ next == "." ? $0 : next + "/" + $0 }) {
                    if folder.isLink(path) {
                        note(path)
                    } else if folder.isFolder(path) {
                        open.append(path)
                    }
                }
            }
        }
        self.folder = folder
        self.links = links
        root = folder.place(of: ".")
    }

    /// Why a file must not be written; nil where it has one name.
    func obstacle(to path: String) -> String? {
        if let link = folder.link(on: path) { return ProjectFolder.isWrittenThrough(link) }
        var place = root + "/" + path
        while place.count > root.count {
            if let link = links[place] { return "the symbolic link '\(link)' leads to it as well" }
            place = String(place[..<(place.lastIndex(of: "/") ?? place.startIndex)])
        }
        return nil
    }
}
