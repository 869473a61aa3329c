internal import Diagnostics

/// The manifests of a project's folders, each file read and parsed once however many sandboxes share it.
struct ManifestSet {
    private let files: FileTree
    private var manifests: [String: [SegmentManifest]] = [:]
    private var paths: [String: [String]] = [:]
    private(set) var found: [Diagnostic] = []
    private(set) var sources: [FileID: SourceFile] = [:]

    init(files: FileTree) {
        self.files = files
    }

    /// Every manifest that was read, by the names of their files.
    var all: [SegmentManifest] {
        manifests.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    /// The manifests of a sandbox's folders, in the order of its folders and of the files' names.
    mutating func manifests(in folders: [Located<String>]) -> [SegmentManifest] {
        var seen: Set<String> = []
        return folders.flatMap { folder in
            paths(below: folder).flatMap { path in seen.insert(path).inserted ? manifests(at: path) : [] }
        }
    }

    /// Whether a file of a sandbox's folders holds manifests.
    static func isManifest(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

    private mutating func paths(below folder: Located<String>) -> [String] {
        if let known = paths[folder.value] { return known }
        var result: [String] = []
        do throws(FileTree.Failure) {
            result = try files.list(folder.value).filter(Self.isManifest)
        } catch {
            let what = "the folder '\(folder.value)'"
            found.append(
                ManifestDiagnostics.unreadable(what, error.reason, file: folder.file, span: folder.span)
            )
        }
        paths[folder.value] = result
        return result
    }

    private mutating func manifests(at path: String) -> [SegmentManifest] {
        if let known = manifests[path] { return known }
        let file = FileID(path)
        var result: [SegmentManifest] = []
        do throws(FileTree.Failure) {
            let bytes = try files.read(path)
            var reader = ManifestReader(file: file, files: files)
            result = reader.read(bytes)
            found += reader.found
            sources[file] = SourceFile(id: file, bytes: bytes)
            for source in reader.sources { sources[source.id] = source }
        } catch {
            sources[file] = SourceFile(id: file, bytes: [])
            found.append(ManifestDiagnostics.unreadable("'\(path)'", error.reason, file: file, span: .zero))
        }
        manifests[path] = result
        return result
    }
}
