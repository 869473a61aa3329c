package import Diagnostics
package import PQLSemantics
package import Segments
package import XDM

/// A project read and checked as far as can be done without the service: what is wrong with it, and what it wants.
///
/// Everything is collected; nothing stops at the first. With errors among the diagnostics the desired state must not be
/// used, but by what removes them and knows that it `isWhole`.
package struct ProjectValidation: Sendable {
    package let project: Project?
    package let diagnostics: DiagnosticBag
    package let sources: [FileID: SourceFile]
    /// By the sandbox's name; the sandboxes that were asked for.
    package let desired: [String: [DesiredSegment]]
    /// By the sandbox's name, for each of its segments.
    package let entities: [String: [SegmentKey: EntityUse]]
    package let catalogs: [String: SchemaCatalog]
    /// By the sandbox's name, what is wrong with each of its segments there; segments without an error are left out.
    package let errors: [String: [SegmentKey: [Diagnostic]]]
    /// Whether every file was read, every manifest has its desired state, and every key means one of them.
    ///
    /// What may be wrong all the same is how they stand together, or a rule by itself: names that two have, circles,
    /// methods that a rule does not allow, fields that a schema does not have. That is also what a command leaves that
    /// was stopped between two files.
    package let isWhole: Bool
    /// Every manifest that was read, by the names of their files.
    let manifests: [SegmentManifest]

    package var manifestCount: Int { manifests.count }

    /// Reads and checks the project for the named sandboxes, or for all; names that it does not define are ignored.
    ///
    /// Without its manifests it tells of `segsync.yaml` and the schemas alone, and wants nothing. How old a snapshot is
    /// can be told only where the day is known.
    package init(
        files: FileTree,
        sandboxes wanted: Set<String>? = nil,
        readsManifests: Bool = true,
        today: SnapshotDay? = nil
    ) {
        var bag = DiagnosticBag()
        var sources: [FileID: SourceFile] = [:]
        var desired: [String: [DesiredSegment]] = [:]
        var entities: [String: [SegmentKey: EntityUse]] = [:]
        var catalogs: [String: SchemaCatalog] = [:]
        var errors: [String: [SegmentKey: [Diagnostic]]] = [:]
        var isWhole = true
        let project = Self.project(files, &bag, &sources)
        var manifests = ManifestSet(files: files)
        var snapshots = SnapshotSet(files: files, today: today)
        var verdicts = SandboxVerdicts()
        let names = project?.sandboxes.map(\.name.value) ?? []
        for sandbox in project?.sandboxes ?? [] where wanted?.contains(sandbox.name.value) ?? true {
            let catalog = snapshots.catalog(for: sandbox)
            catalogs[sandbox.name.value] = catalog
            guard readsManifests else { continue }
            let own = manifests.manifests(in: sandbox.segmentFolders).filter { $0.isFor(sandbox.name.value) }
            let assembly = SandboxAssembly(sandbox: sandbox, manifests: own, catalog: catalog)
            let evaluation = EvaluationRules(sandbox: sandbox.name.value, entries: assembly.entries)
            let rules = SetRules(entries: assembly.entries)
            let unclear = rules.keys()
            isWhole = isWhole && unclear.isEmpty && assembly.entries.allSatisfy { $0.desired != nil }
            let found =
                assembly.entries.map { ($0, $0.found) }
                + (unclear + rules.relations() + evaluation.check()).map { ($0, [$1]) }
            for (entry, diagnostics) in found {
                verdicts.add(diagnostics, of: entry.manifest, in: sandbox.name.value)
                let wrong = diagnostics.filter { $0.severity == .error }
                guard !wrong.isEmpty else { continue }
                errors[sandbox.name.value, default: [:]][entry.manifest.key.value, default: []] += wrong
            }
            bag.add(contentsOf: assembly.unusedVariables)
            if own.isEmpty { bag.add(ManifestDiagnostics.noManifests(sandbox.name)) }
            desired[sandbox.name.value] = assembly.entries.compactMap(\.desired)
            entities[sandbox.name.value] = assembly.entityUses(describedBy: catalog)
        }
        bag.add(contentsOf: manifests.all.flatMap { Self.sandboxNames($0, known: names, project: project) })
        bag.add(contentsOf: manifests.found)
        bag.add(contentsOf: snapshots.found)
        self.isWhole = isWhole && !bag.hasErrors
        bag.add(contentsOf: verdicts.merged)
        self.project = project
        self.diagnostics = bag
        self.sources = sources.merging(manifests.sources) { first, _ in first }
            .merging(snapshots.sources) { first, _ in first }
        self.desired = desired
        self.entities = entities
        self.catalogs = catalogs
        self.errors = errors
        self.manifests = manifests.all
    }

    /// The tags that manifests name for the sandboxes that were asked for.
    package var tagNames: Set<String> {
        Set(desired.values.joined().flatMap { $0.tags ?? [] })
    }

    private static func project(
        _ files: FileTree,
        _ bag: inout DiagnosticBag,
        _ sources: inout [FileID: SourceFile]
    ) -> Project? {
        let file = FileID(Project.fileName)
        do throws(FileTree.Failure) {
            let bytes = try files.read(Project.fileName)
            let confidential = ConfidentialLines(file: file, bytes: bytes)
            sources[file] = confidential.source
            var reader = ProjectReader(file: file)
            let project = reader.read(bytes)
            bag.add(contentsOf: reader.found.map(confidential.withholding))
            return project
        } catch {
            sources[file] = SourceFile(id: file, bytes: [])
            let what = "'\(Project.fileName)'"
            bag.add(ManifestDiagnostics.unreadable(what, error.reason, file: file, span: .zero))
            return nil
        }
    }

    /// Sandboxes that a manifest names but the project does not define, or that do not read its folder.
    private static func sandboxNames(
        _ manifest: SegmentManifest,
        known: [String],
        project: Project?
    ) -> [Diagnostic] {
        let unused = manifest.overrides.map(\.sandbox).filter { known.contains($0.value) && !manifest.isFor($0.value) }
        return unused.map(ManifestDiagnostics.overrideIsNeverUsed)
            + ((manifest.sandboxes ?? []) + manifest.overrides.map(\.sandbox)).compactMap { name in
                guard known.contains(name.value) else { return ManifestDiagnostics.unknownSandbox(name, known: known) }
                let isRead = project?.sandboxes.first { $0.name.value == name.value }?.reads(manifest.file)
                return isRead ?? false ? nil : ManifestDiagnostics.sandboxDoesNotRead(name)
            }
    }
}

extension SandboxConfiguration {
    /// Whether a file stands in one of its folders.
    func reads(_ file: FileID) -> Bool {
        segmentFolders.contains { file.path.hasPrefix($0.value + "/") || $0.value == "." }
    }
}

extension SegmentManifest {
    func isFor(_ sandbox: String) -> Bool {
        sandboxes.map { names in names.contains { $0.value == sandbox } } ?? true
    }
}
