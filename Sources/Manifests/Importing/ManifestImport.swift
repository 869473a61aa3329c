internal import Diagnostics
package import Segments

/// A sandbox's definitions as manifests: new ones for those that have none, and the others brought to what the sandbox
/// has.
///
/// Only the bytes of values that somebody changed in the sandbox alone change in files that are there (`ManifestAdoption`);
/// no file is replaced by a new one. All is proved on the whole project before it is handed out. How often that is
/// checked does not depend on how many definitions there are.
package struct ManifestImport: Sendable {
    /// By path.
    package let files: [FileChange]
    /// One for each definition that passes the filter, by their ids.
    package let outcomes: [ImportOutcome]
    /// Whether the project had errors and has some with these files as well; then none of them may be written.
    package let leavesErrors: Bool
    /// By the path of a file, the new files whose keys its rules name.
    private let needs: [String: Set<String>]

    /// `project` is checked for the sandboxes that read the folder, and whole; `files` are those it was read from, and give
    /// an empty list for a folder that is still to be made.
    package init(
        of definitions: [ImportedDefinition],
        in sandbox: String,
        names: SandboxNames,
        project: ProjectValidation,
        files tree: FileTree,
        options: ImportOptions
    ) {
        guard let configuration = project.project?.sandboxes.first(where: { $0.name.value == sandbox }),
            project.isWhole
        else { preconditionFailure("what is imported into is whole and has the sandbox") }
        var new: [(observed: ObservedSegment, key: SegmentKey?)] = []
        var updates: [ManifestUpdates.Entry] = []
        var outcomes: [ImportOutcome] = []
        for definition in definitions {
            let observed = definition.observed
            let isWanted = options.filter.passes(observed, names: names)
            if let reason = Self.reasonToLeave(definition, project: project.project?.name ?? "") {
                if isWanted { outcomes.append(ImportOutcome(observed, .leftOut(reason))) }
                continue
            }
            switch definition.standing {
            // Keys do not depend on what else is imported, so those that are passed over get one as well.
            case .new(let key): new.append((observed, key))
            case .managed(let key, let differences):
                let entry = ManifestUpdates.Entry(observed: observed, key: key, differences: differences)
                if isWanted { updates.append(entry) }
            case .undecided(let reason):
                if isWanted { outcomes.append(ImportOutcome(observed, .failed(reason))) }
            }
        }
        let candidates = Self.candidates(new, names: names, project: project, files: tree, folder: options.folder)
            .filter { options.filter.passes($0.observed, names: names) }
        let made = NewManifests(
            candidates,
            besides: updates,
            in: configuration,
            names: names,
            project: project,
            files: tree,
            force: options.force
        )
        let newFiles = made.files.map { FileChange(path: $0.key, before: nil, after: $0.value) }
        let files = (newFiles + made.updates.files).sorted { $0.path < $1.path }
        self.files = files
        leavesErrors =
            project.diagnostics.hasErrors
            && ProjectValidation(files: tree.making(files), sandboxes: Set(project.desired.keys)).diagnostics.hasErrors
        self.outcomes = (outcomes + made.outcomes + made.updates.outcomes).sorted { $0.id < $1.id }
        needs = Self.needs(of: definitions, self.outcomes)
    }

    /// Hands the files out one by one, each behind the new ones whose keys it names, and tells by their paths why some
    /// were not written.
    ///
    /// `write` gives the reason where it could not. What names a file that was not written is not handed out, so that
    /// the project is whole whenever it stops, and the same import goes on from there.
    package func written(_ write: (FileChange) -> String?) -> [String: String] {
        var failures: [String: String] = [:]
        let changes = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
        for path in WritingOrder(of: files.map(\.path), needs: needs).paths {
            guard let change = changes[path] else { continue }
            if let missing = needs[path, default: []].filter({ failures[$0] != nil }).min() {
                failures[path] = "it names the key of '\(missing)', which was not written"
            } else if let failure = write(change) {
                failures[path] = failure
            }
        }
        return failures
    }

    private static func needs(
        of definitions: [ImportedDefinition],
        _ outcomes: [ImportOutcome]
    ) -> [String: Set<String>] {
        let rules = Dictionary(definitions.map { ($0.observed.id, $0.observed.content.expression) }) { first, _ in first
        }
        var made: [SegmentID: String] = [:]
        for outcome in outcomes { if case .imported(let file) = outcome.result { made[outcome.id] = file } }
        var needs: [String: Set<String>] = [:]
        for outcome in outcomes {
            for file in outcome.filesOfRule {
                let named = rules[outcome.id]?.referencedIDs.compactMap { made[$0] } ?? []
                if !named.isEmpty { needs[file, default: []].formUnion(named) }
            }
        }
        return needs
    }

    /// Why a definition is not for this project to manage; nil where it may be.
    private static func reasonToLeave(_ definition: ImportedDefinition, project: String) -> String? {
        let observed = definition.observed
        if observed.isSystem { return "it is the platform's own" }
        if let stamp = observed.stamp, stamp.project != project {
            return "it belongs to project '\(stamp.project)', key '\(stamp.key)'"
        }
        if observed.description.hasUnreadableStamp { return "it has a stamp that cannot be read" }
        if case .other(let state) = observed.content.lifecycle, case .new = definition.standing {
            return "no manifest can ask for the state '\(state)'"
        }
        return nil
    }

    /// Gives each its key and its file; files that are there keep their names.
    private static func candidates(
        _ new: [(observed: ObservedSegment, key: SegmentKey?)],
        names: SandboxNames,
        project: ProjectValidation,
        files: FileTree,
        folder: String
    ) -> [NewManifests.Candidate] {
        var taken = Set(names.segmentIDs.keys)
        for manifest in project.manifests {
            taken.insert(manifest.key.value)
            if let key = manifest.movedFrom?.value { taken.insert(key) }
        }
        let keys = ImportedKeys(
            for: new.filter { $0.key == nil }.map { ($0.observed.id, $0.observed.content.name) },
            taken: taken
        )
        var held = heldPaths(in: folder, files)
        return new.sorted { $0.observed.id < $1.observed.id }.map { observed, key in
            let key = key ?? keys[observed.id]
            var file = folder.path(of: "\(key).yaml")
            var number = 2
            while !held.insert(file.lowercased()).inserted {
                file = folder.path(of: "\(key)-\(number).yaml")
                number += 1
            }
            return NewManifests.Candidate(observed: observed, key: key, file: file)
        }
    }

    /// The files and folders that are there, in lower case, since some file systems take no others beside them.
    private static func heldPaths(in folder: String, _ files: FileTree) -> Set<String> {
        // A folder that cannot be listed was told when the project was checked, and stopped the import.
        let paths = (try? files.list(folder)) ?? []
        var held: Set<String> = []
        for path in paths.map({ $0.lowercased() }) {
            held.insert(path)
            for end in path.indices where path[end] == "/" { held.insert(String(path[..<end])) }
        }
        return held
    }
}

extension ImportOutcome {
    /// The files that say its rule since the import.
    fileprivate var filesOfRule: [String] {
        if case .imported(let file) = result { return [file] }
        return fields.compactMap { field in
            if case .written(let file) = field.result, field.difference.field == .expression { file } else { nil }
        }
    }
}
