import Diagnostics
import Foundation
import Manifests

extension FileTree {
    /// Files held in memory, by path.
    static func memory(_ files: [String: String]) -> FileTree {
        FileTree(
            read: { path throws(FileTree.Failure) in
                guard let text = files[path] else { throw FileTree.Failure(reason: "there is no such file") }
                return Array(text.utf8)
            },
            list: { folder throws(FileTree.Failure) in
                let found = files.keys.filter { $0.hasPrefix(folder + "/") }.sorted()
                guard !found.isEmpty else { throw FileTree.Failure(reason: "there is no such folder") }
                return found
            }
        )
    }

    /// A folder on disk.
    static func disk(_ root: URL) -> FileTree {
        FileTree(
            read: { path throws(FileTree.Failure) in
                guard let data = try? Data(contentsOf: root.appendingPathComponent(path)) else {
                    throw FileTree.Failure(reason: "there is no such file or folder")
                }
                return Array(data)
            },
            list: { folder throws(FileTree.Failure) in
                let path = root.appendingPathComponent(folder).path
                guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
                    throw FileTree.Failure(reason: "there is no such file or folder")
                }
                return names.sorted().map { folder + "/" + $0 }
            }
        )
    }
}

/// One line for each diagnostic: file, line, column, code.
func lines(_ validation: ProjectValidation) -> [String] {
    validation.diagnostics.sorted.map { diagnostic in
        let place = validation.sources[diagnostic.file]?.position(at: diagnostic.span.start)
        return "\(diagnostic.file):\(place?.line ?? 0):\(place?.column ?? 0) \(diagnostic.rule.code)"
    }
}

enum Sample {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A project of one sandbox `dev` and one manifest file, without schemas.
    static func project(
        _ manifest: String,
        variables: String = "{}",
        more: [String: String] = [:]
    ) -> ProjectValidation {
        let files = [
            "segsync.yaml": """
            version: 1
            project: luma
            sandboxes:
              dev:
                endpoint: embedded
                sandbox: dev
                tenant: _acme
                segments: [segments]
                variables: \(variables)
            """,
            "segments/a.yaml": manifest,
        ]
        return ProjectValidation(files: .memory(files.merging(more) { _, last in last }))
    }
}
