internal import Segments

/// Manifests that are there already, brought to what the sandbox has where nobody else has a say in it.
///
/// A field that somebody changed in the sandbox alone is written; what was changed in Git, or may have been, and what
/// the manifest does not name is the user's, unless `force` says otherwise.
struct ManifestUpdates {
    /// A definition with its manifest's key and the fields that differ.
    struct Entry {
        let observed: ObservedSegment
        let key: SegmentKey
        let differences: [ImportedDifference]
    }

    let files: [FileChange]
    let outcomes: [ImportOutcome]

    /// None.
    init() { (files, outcomes) = ([], []) }

    init(
        _ entries: [Entry],
        in sandbox: String,
        names: SandboxNames,
        project: ProjectValidation,
        files tree: FileTree,
        force: Bool
    ) {
        let named = Dictionary((project.desired[sandbox] ?? []).map { ($0.key, Set($0.namedFields)) }) { first, _ in
            first
        }
        let entries = entries.map { entry in
            let known = named[entry.key] ?? []
            let unnamed = entry.observed.content.fieldsToName(names).filter { !known.contains($0) }
            return Entry(
                observed: entry.observed,
                key: entry.key,
                differences: entry.differences + unnamed.map { ImportedDifference($0, .notNamed) }
            )
        }
        let adopted = entries.compactMap { entry -> AdoptedSegment? in
            let fields = entry.differences.filter { force || $0.origin == .drifted }.map(\.field)
            return fields.isEmpty
                ? nil : AdoptedSegment(key: entry.key, fields: fields, content: entry.observed.content)
        }
        guard !adopted.isEmpty else {
            files = []
            outcomes = entries.map { Self.outcome($0, [:]) }
            return
        }
        let adoption = ManifestAdoption(
            of: adopted,
            in: sandbox,
            names: names,
            sources: project.sources,
            files: tree
        )
        files = adoption.files
        let results = Dictionary(grouping: adoption.outcomes, by: \.key)
        outcomes = entries.map { entry in
            let fields = (results[entry.key] ?? []).map { ($0.field, $0) }
            return Self.outcome(entry, Dictionary(fields) { first, _ in first })
        }
    }

    private static func outcome(_ entry: Entry, _ adopted: [ManagedField: AdoptionOutcome]) -> ImportOutcome {
        let fields = entry.differences.map { difference -> ImportOutcome.Field in
            let result: ImportOutcome.Field.Result
            switch adopted[difference.field] {
            case nil: result = .kept
            case let outcome?: result = outcome.file.map { .written(file: $0) } ?? .refused(outcome.refusal ?? "")
            }
            return ImportOutcome.Field(difference: difference, result: result)
        }
        return ImportOutcome(entry.observed, key: entry.key, .managed, fields: fields)
    }
}
