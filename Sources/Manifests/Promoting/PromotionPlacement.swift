internal import Diagnostics
internal import Segments

/// Where the manifest of a promoted segment stands afterwards: the one rule of promotion.
enum PromotionPlacement {
    /// It is for both sandboxes already.
    case there
    /// The other sandbox reads its folder and is added to its `sandboxes`.
    case listed
    /// It goes to a folder that all who have it and the other sandbox read; `sandboxes` is what it must list, nil
    /// where nobody else reads that folder.
    case moved(folder: String, sandboxes: [String]?)
    /// It is copied to a folder of the other sandbox.
    case copied(folder: String, sandboxes: [String]?)
    /// The other sandbox has a manifest of its own.
    case updated(SegmentManifest)
    /// The other sandbox reads no folder.
    case impossible

    /// `own` are the manifests of the two sandboxes by key.
    init(
        of manifest: SegmentManifest,
        from source: SandboxConfiguration,
        to target: SandboxConfiguration,
        among sandboxes: [SandboxConfiguration],
        own: (source: [SegmentKey: SegmentManifest], target: [SegmentKey: SegmentManifest])
    ) {
        let name = target.name.value
        if target.reads(manifest.file), manifest.isFor(name) {
            self = .there
        } else if let counterpart = Self.counterpart(of: manifest, own) {
            self = .updated(counterpart)
        } else if target.reads(manifest.file) {
            self = .listed
        } else {
            let readers = sandboxes.filter { sandbox in
                sandbox.name.value == name || sandbox.reads(manifest.file) && manifest.isFor(sandbox.name.value)
            }
            let folders = (source.segmentFolders + target.segmentFolders).map(\.value)
            if let shared = folders.first(where: { folder in readers.allSatisfy { $0.reads(folder: folder) } }) {
                self = .moved(folder: shared, sandboxes: Self.list(readers, in: shared, among: sandboxes))
            } else if let folder = Self.ownFolder(of: target, among: sandboxes) {
                self = .copied(folder: folder, sandboxes: Self.list([target], in: folder, among: sandboxes))
            } else {
                self = .impossible
            }
        }
    }

    /// The target's manifest of the same key, or of the key that the segment had before where nobody has that any more.
    private static func counterpart(
        of manifest: SegmentManifest,
        _ own: (source: [SegmentKey: SegmentManifest], target: [SegmentKey: SegmentManifest])
    ) -> SegmentManifest? {
        if let same = own.target[manifest.key.value] { return same }
        guard let old = manifest.movedFrom?.value, own.source[old] == nil else { return nil }
        return own.target[old]
    }

    /// The first folder that the sandbox alone reads, or else its first.
    private static func ownFolder(
        of sandbox: SandboxConfiguration,
        among sandboxes: [SandboxConfiguration]
    ) -> String? {
        let folders = sandbox.segmentFolders.map(\.value)
        return folders.first { folder in sandboxes.count { $0.reads(folder: folder) } == 1 } ?? folders.first
    }

    private static func list(
        _ readers: [SandboxConfiguration],
        in folder: String,
        among sandboxes: [SandboxConfiguration]
    ) -> [String]? {
        sandboxes.count { $0.reads(folder: folder) } > readers.count ? readers.map(\.name.value) : nil
    }
}

extension SandboxConfiguration {
    /// Whether all files of a folder stand in one of its folders.
    func reads(folder: String) -> Bool { reads(FileID(FolderPath.path(of: "x", in: folder))) }
}

/// Paths below a folder of `segsync.yaml`.
enum FolderPath {
    static func path(of name: String, in folder: String) -> String { folder == "." ? name : folder + "/" + name }

    /// The folder that a file stands in.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// A file's path from a folder that it stands below.
    static func path(of file: String, from folder: String) -> String {
        folder == "." ? file : String(file.dropFirst(folder.count + 1))
    }
}
