internal import Diagnostics

/// Which definitions are imported, and how.
package struct ImportOptions: Sendable {
    package let filter: ImportFilter
    /// The folder of new manifests.
    package let folder: String
    /// Whether also what was changed in Git, or may have been, is replaced by what the sandbox has.
    package let force: Bool

    package init(filter: ImportFilter = ImportFilter(), folder: String, force: Bool = false) {
        self.filter = filter
        self.folder = folder
        self.force = force
    }
}

extension Project {
    /// The folder in which new manifests of a sandbox are made: the one that is asked for, nil where that is none of the
    /// sandbox's; else the last of its folders that no other sandbox reads; else its last.
    package func importFolder(of sandbox: SandboxConfiguration, asked: String?) -> String? {
        let folders = sandbox.segmentFolders.map(\.value)
        if let asked {
            let folder = ProjectReader.normalised(asked)
            return folders.contains(folder) ? folder : nil
        }
        return folders.last { readers(of: $0) == [sandbox.name.value] } ?? folders.last
    }

    /// The sandboxes that read the manifests of a folder.
    package func readers(of folder: String) -> Set<String> {
        let file = FileID(folder.path(of: "x"))
        return Set(sandboxes.filter { $0.reads(file) }.map(\.name.value))
    }
}

extension String {
    /// The path of a file in this folder.
    func path(of file: String) -> String { self == "." ? file : self + "/" + file }
}
