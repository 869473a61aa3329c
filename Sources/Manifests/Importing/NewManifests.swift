internal import Diagnostics
internal import Segments

/// Manifests for definitions that have none, each in a file of its own, proved before it is handed out together with
/// the updates of those that are there.
///
/// With both the project has no errors that it did not have, and each new manifest wants what its definition has. A
/// definition whose manifest would be wrong is left out, and all is made anew without it, since what named it by its key
/// names its id then. The project is checked as often for each such round; there are seldom more than two.
struct NewManifests {
    /// A definition with the key and the file that its manifest would have.
    struct Candidate {
        let observed: ObservedSegment
        let key: SegmentKey
        let file: String
    }

    /// The bytes of the files that are made.
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var outcomes: [ImportOutcome] = []
    /// Those that may name what is made by its key.
    private(set) var updates: ManifestUpdates

    private let names: SandboxNames
    private let sandbox: SandboxConfiguration
    private let project: ProjectValidation
    private let tree: FileTree

    /// More rounds than this are not made to find out which manifests stand in the way of the others.
    private static let roundLimit = 16

    init(
        _ candidates: [Candidate],
        besides entries: [ManifestUpdates.Entry],
        in sandbox: SandboxConfiguration,
        names: SandboxNames,
        project: ProjectValidation,
        files tree: FileTree,
        force: Bool
    ) {
        self.sandbox = sandbox
        self.project = project
        self.tree = tree
        self.names = names
        updates = ManifestUpdates()
        var left = candidates
        var failed: [SegmentID: String] = [:]
        var round = 0
        repeat {
            var (made, blamed) = manifests(of: left)
            if blamed.isEmpty {
                updates = ManifestUpdates(
                    entries,
                    in: sandbox.name.value,
                    names: self.names(with: left),
                    project: project,
                    files: tree.adding(Self.files(made)),
                    force: force
                )
                if !made.isEmpty { blamed = self.blamed(for: made) }
            }
            if blamed.isEmpty {
                accept(made)
                break
            }
            round += 1
            if round > Self.roundLimit {
                for candidate in left where blamed[candidate.observed.id] == nil {
                    blamed[candidate.observed.id] = "the manifests would not be sound with it"
                }
            }
            failed.merge(blamed) { first, _ in first }
            left.removeAll { failed[$0.observed.id] != nil }
        } while true
        outcomes += candidates.compactMap { candidate in
            failed[candidate.observed.id].map { ImportOutcome(candidate.observed, .failed($0)) }
        }
    }

    private typealias Made = (candidate: Candidate, manifest: ImportedManifest)

    /// The manifests, and why some cannot be written at all.
    private func manifests(of candidates: [Candidate]) -> (made: [Made], refused: [SegmentID: String]) {
        let names = names(with: candidates)
        let keys = Set((project.desired[sandbox.name.value] ?? []).map(\.key) + candidates.map(\.key))
        var made: [Made] = []
        var refused: [SegmentID: String] = [:]
        for candidate in candidates {
            do throws(AdoptionRefusal) {
                let manifest = try ImportedManifest(
                    of: candidate.observed,
                    key: candidate.key,
                    in: sandbox,
                    names: names,
                    keys: keys
                )
                made.append((candidate, manifest))
            } catch {
                refused[candidate.observed.id] = error.reason
            }
        }
        return (made, refused)
    }

    private func names(with candidates: [Candidate]) -> SandboxNames {
        var names = names
        for candidate in candidates { names.note(candidate.observed.id, of: candidate.key) }
        return names
    }

    private static func files(_ made: [Made]) -> [String: [UInt8]] {
        Dictionary(made.map { ($0.candidate.file, Array($0.manifest.text.utf8)) }) { first, _ in first }
    }

    /// The definitions without whose manifests the project might be sound, with the reason; empty where it is. What was
    /// wrong before is nobody's fault, and what is wrong with the updates alone they do not do.
    private func blamed(for made: [Made]) -> [SegmentID: String] {
        let files = tree.adding(Self.files(made)).making(updates.files)
        let after = ProjectValidation(files: files, sandboxes: Set(project.desired.keys))
        let owners = Dictionary(made.map { (FileID($0.candidate.file), $0.candidate.observed.id) }) { first, _ in first
        }
        var blamed: [SegmentID: String] = [:]
        let errors = after.errors(notIn: project)
        for error in errors {
            let places = [error.file] + error.notes.map(\.file)
            // Of two that cannot stand together the first stays, whatever their files are called.
            if let id = places.compactMap({ owners[$0] }).max() {
                blamed[id] = blamed[id] ?? Self.reason(error)
            }
        }
        if let first = errors.first, blamed.isEmpty {
            return Dictionary(owners.values.map { ($0, Self.reason(first)) }) { first, _ in first }
        }
        return errors.isEmpty ? untrue(made, in: after) : blamed
    }

    private static func reason(_ error: Diagnostic) -> String {
        "its manifest would have an error: \(error.rule.code) \(error.message)"
    }

    /// Those whose manifests do not want what the sandbox has.
    private func untrue(_ made: [Made], in project: ProjectValidation) -> [SegmentID: String] {
        let names = names(with: made.map(\.candidate))
        let desired = Dictionary((project.desired[sandbox.name.value] ?? []).map { ($0.key, $0) }) { first, _ in first }
        var untrue: [SegmentID: String] = [:]
        for (candidate, _) in made {
            let content = candidate.observed.content
            let isTrue =
                desired[candidate.key].map { wanted in
                    names.unresolved(in: wanted).isEmpty
                        && names.content(of: wanted, over: content).differences(from: content).isEmpty
                        && wanted.protect == candidate.observed.stamp?.protect ?? false
                } ?? false
            if !isTrue { untrue[candidate.observed.id] = "its manifest would not say what the sandbox has" }
        }
        return untrue
    }

    private mutating func accept(_ made: [Made]) {
        files = Self.files(made)
        for (candidate, manifest) in made {
            outcomes.append(
                ImportOutcome(
                    candidate.observed,
                    key: candidate.key,
                    .imported(file: candidate.file),
                    notes: manifest.notes
                )
            )
        }
    }
}
