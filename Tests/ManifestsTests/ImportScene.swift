import Diagnostics
import Manifests
import PQLSemantics
import Segments
import Testing

/// A project into which definitions of its sandbox `dev` are imported.
struct ImportScene {
    static let names = SandboxNames(
        mergePolicies: AdoptingProject.names.mergePolicies,
        tags: AdoptingProject.names.tags
    )

    let files: [String: String]

    init(_ files: [String: String] = [:]) {
        self.files = ["segsync.yaml": AdoptingProject.configuration].merging(files) { _, own in own }
    }

    /// A folder that is not there is empty.
    private var tree: FileTree {
        let tree = FileTree.memory(files)
        let files = files
        return FileTree(
            read: tree.read,
            list: { folder throws(FileTree.Failure) in
                files.keys.contains { $0.hasPrefix(folder + "/") } ? try tree.list(folder) : []
            }
        )
    }

    var validation: ProjectValidation { ProjectValidation(files: tree) }

    func importing(
        _ definitions: [ImportedDefinition],
        project: ProjectValidation? = nil,
        names: SandboxNames = names,
        filter: ImportFilter = ImportFilter(),
        folder: String = "segments/dev",
        force: Bool = false
    ) -> ManifestImport {
        ManifestImport(
            of: definitions,
            in: "dev",
            names: names,
            project: project
                ?? ProjectValidation(files: tree, sandboxes: folder == "segments/dev" ? ["dev"] : ["dev", "prod"]),
            files: tree,
            options: ImportOptions(filter: filter, folder: folder, force: force)
        )
    }

    /// The project after an import; no file that was there is replaced by a new one.
    func after(_ result: ManifestImport) -> ImportScene {
        var files = files
        for change in result.files {
            #expect(change.before == files[change.path].map { Array($0.utf8) })
            files[change.path] = change.after.map { String(decoding: $0, as: UTF8.self) }
        }
        return ImportScene(files)
    }

    /// The project after those files are written that `isWritten` lets through, by their number.
    func after(
        _ result: ManifestImport,
        isWritten: (Int) -> Bool
    ) -> (scene: ImportScene, failures: [String: String]) {
        var files = files
        var count = 0
        let failures = result.written { change in
            defer { count += 1 }
            guard isWritten(count) else { return "the disk is full" }
            files[change.path] = change.after.map { String(decoding: $0, as: UTF8.self) }
            return nil
        }
        return (ImportScene(files), failures)
    }

    /// A definition that nobody manages, with what the service gives by itself.
    static func definition(
        _ id: String,
        _ name: String = "Name",
        _ rule: String = "a = 1",
        format: String = "pql/text",
        description: String = "",
        isSystem: Bool = false,
        change: (inout SegmentContent) -> Void = { _ in }
    ) -> ObservedSegment {
        var content = SegmentContent(
            name: name,
            expression: SegmentExpression(format: format, value: rule),
            mergePolicyID: "p1",
            ttlInDays: 30
        )
        change(&content)
        let description = StampedDescription(remote: description)
        return ObservedSegment(id: SegmentID(id), content: content, description: description, isSystem: isSystem)
    }

    static func new(_ observed: ObservedSegment) -> ImportedDefinition { ImportedDefinition(observed, .new(key: nil)) }
}

extension ManifestImport {
    /// The text of a file that it makes or changes.
    func text(_ path: String) -> String? {
        files.first { $0.path == path }?.after.map { String(decoding: $0, as: UTF8.self) }
    }

    func outcome(_ id: String) -> ImportOutcome? { outcomes.first { $0.id.text == id } }

    /// Why a definition was left out, or failed.
    func reason(_ id: String) -> String? {
        switch outcome(id)?.result {
        case .leftOut(let reason), .failed(let reason): reason
        case .imported, .managed, nil: nil
        }
    }
}
