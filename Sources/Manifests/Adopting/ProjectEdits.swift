internal import Diagnostics
internal import PQLSyntax
internal import Segments
internal import YAMLSyntax

/// The files of a project with some fields brought to what a sandbox has, each file proved by itself.
struct ProjectEdits {
    /// The files that change, with their new bytes.
    private(set) var files: [FileID: [UInt8]] = [:]
    private(set) var outcomes: [AdoptionOutcome] = []

    private let sandbox: SandboxConfiguration
    private let project: ProjectValidation
    private let keys: Set<SegmentKey>
    /// How many rules of the project stand in each file.
    private let ruleFiles: [FileID: Int]
    private let keepsOthers: Bool

    init(
        _ segments: [AdoptedSegment],
        in sandbox: String,
        names: SandboxNames,
        project: ProjectValidation,
        keepsOthers: Bool = true
    ) {
        let wanted = segments.map { segment in
            WantedFields(key: segment.key, fields: segment.fields) { field, keys throws(AdoptionRefusal) in
                try AdoptedValue(of: field, in: segment.content, names: names, keys: keys)
            }
        }
        self.init(wanted, in: sandbox, project: project, keepsOthers: keepsOthers)
    }

    /// A manifest that other sandboxes read too is changed in its overrides for this one alone, unless what the others
    /// say need not be kept.
    init(
        _ segments: [WantedFields],
        in sandbox: String,
        project: ProjectValidation,
        keepsOthers: Bool = true
    ) {
        guard let configuration = project.project?.sandboxes.first(where: { $0.name.value == sandbox }) else {
            preconditionFailure("what is written is of a sandbox of the project")
        }
        self.sandbox = configuration
        self.project = project
        self.keepsOthers = keepsOthers
        let own = project.manifests.filter { configuration.reads($0.file) && $0.isFor(sandbox) }
        let manifests = Dictionary(own.map { ($0.key.value, $0) }) { first, _ in first }
        keys = Set(manifests.keys)
        ruleFiles = project.manifests.reduce(into: [:]) { counts, manifest in
            for fields in [manifest.fields] + manifest.overrides.map(\.fields) {
                if let file = fields.expression?.file { counts[file, default: 0] += 1 }
            }
        }
        var byFile: [FileID: [(WantedFields, SegmentManifest)]] = [:]
        for segment in segments {
            if let manifest = manifests[segment.key] {
                byFile[manifest.file, default: []].append((segment, manifest))
            } else {
                outcomes += segment.fields.map { .refused(segment.key, $0, "its manifest is gone") }
            }
        }
        for (file, segments) in byFile.sorted(by: { $0.key < $1.key }) { edit(file, segments) }
    }

    /// Those of the segments' fields that are written.
    func adopted(of segments: [AdoptedSegment]) -> [AdoptedSegment] {
        let done = Dictionary(grouping: outcomes.filter { $0.refusal == nil }, by: \.key)
        return segments.sorted { $0.key < $1.key }.compactMap { segment in
            done[segment.key].map { outcomes in
                AdoptedSegment(key: segment.key, fields: outcomes.map(\.field), content: segment.content)
            }
        }
    }

    private mutating func edit(_ file: FileID, _ segments: [(segment: WantedFields, manifest: SegmentManifest)]) {
        guard let bytes = project.sources[file]?.bytes, let breaks = LineBreaks(bytes) else {
            for (segment, _) in segments {
                let reason = "the lines of '\(file)' end in several ways"
                outcomes += segment.fields.map { .refused(segment.key, $0, reason) }
            }
            return
        }
        let original = ReadManifest(bytes, file: file)
        let source = breaks.unified == bytes ? original : ReadManifest(breaks.unified, file: file)
        let places = Dictionary(source.places.map { ($0.node.span.start, $0) }) { first, _ in first }
        let indices = Dictionary(
            original.documents.enumerated().compactMap { index, document in
                document.root.map { ($0.span.start, index) }
            }
        ) { first, _ in first }
        var changes: [DocumentChange] = []
        for (segment, manifest) in segments {
            guard let index = indices[manifest.span.start], index < source.documents.count,
                let root = source.documents[index].root
            else { preconditionFailure("a manifest is a document of its file") }
            let edits = SegmentEdits(
                segment,
                of: manifest,
                in: ManifestDocument(bytes: source.bytes, root: root, index: index),
                places: places,
                sandbox: sandbox,
                keys: keys,
                isShared: keepsOthers && isShared(manifest)
            )
            changes += edits.changes
            outcomes += edits.refused
            if let (file, rule) = edits.ruleOfFile { edit(ruleFile: file, to: rule, of: segment.key) }
        }
        var trials = EditTrials { DocumentChange.applied($0, to: source) }
        let accepted = trials.accepted(changes)
        if let accepted { files[file] = breaks.restored(accepted.result.bytes) }
        for (index, change) in changes.enumerated() {
            let isMade = accepted?.indices.contains(index) ?? false
            outcomes += change.fields.map { field in
                isMade
                    ? .adopted(change.key, field, file: file.path)
                    : .refused(change.key, field, "'\(file)' would say something else then")
            }
        }
    }

    private mutating func edit(ruleFile file: FileID, to rule: PQLExpression, of key: SegmentKey) {
        guard ruleFiles[file] == 1 else {
            outcomes.append(.refused(key, .expression, "'\(file)' holds the rule of other segments or sandboxes too"))
            return
        }
        do throws(AdoptionRefusal) {
            files[file] = try RuleEdit.file(project.sources[file]?.bytes ?? [], saying: rule)
            outcomes.append(.adopted(key, .expression, file: file.path))
        } catch {
            outcomes.append(.refused(key, .expression, error.reason))
        }
    }

    private func isShared(_ manifest: SegmentManifest) -> Bool {
        let readers = project.project?.sandboxes.filter { $0.reads(manifest.file) && manifest.isFor($0.name.value) }
        return (readers?.count ?? 0) > 1
    }
}
