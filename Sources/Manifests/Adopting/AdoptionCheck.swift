internal import Diagnostics
internal import Segments

/// Whether a project says after the edit of manifests what it said before, but for what was adopted.
struct AdoptionCheck {
    private let before: ProjectValidation
    private let after: ProjectValidation
    private let sandbox: String
    private let names: SandboxNames

    init(_ before: ProjectValidation, _ after: ProjectValidation, sandbox: String, names: SandboxNames) {
        self.before = before
        self.after = after
        self.sandbox = sandbox
        self.names = names
    }

    /// The segments whose edits must be taken back, with the reason; empty where everything is as it should be.
    func blamed(for adopted: [AdoptedSegment]) -> [SegmentKey: String] {
        let segments = Dictionary(adopted.map { ($0.key, $0) }) { first, _ in first }
        var blamed: [SegmentKey: String] = [:]
        let mistakes = after.errors(notIn: before)
        for diagnostic in mistakes {
            let reason = "the project would have an error: \(diagnostic.message)"
            for key in keys(at: diagnostic) where segments[key] != nil { blamed[key] = blamed[key] ?? reason }
        }
        if let first = mistakes.first, blamed.isEmpty {
            let reason = "the project would have an error: \(first.message)"
            return segments.mapValues { _ in reason }
        }
        guard mistakes.isEmpty else { return blamed }
        for (name, old) in before.desired {
            let new = after.desired[name] ?? []
            guard old.map(\.key) == new.map(\.key) else {
                return segments.mapValues { _ in "sandbox '\(name)' would have other segments" }
            }
            for (old, new) in zip(old, new) where !isAsWanted(old, new, in: name, segments[old.key]) {
                blamed[old.key] = "the manifest would not say what it should in sandbox '\(name)'"
            }
        }
        // A segment that was not touched cannot be to blame: then all are.
        return blamed.keys.allSatisfy { segments[$0] != nil }
            ? blamed : segments.mapValues { _ in "other segments would change with it" }
    }

    private func isAsWanted(
        _ old: DesiredSegment,
        _ new: DesiredSegment,
        in name: String,
        _ adopted: AdoptedSegment?
    ) -> Bool {
        guard name == sandbox, let adopted else { return old == new }
        guard (old.protect, old.adopt, old.movedFrom) == (new.protect, new.adopt, new.movedFrom),
            names.unresolved(in: new).isEmpty
        else { return false }
        let expected = names.content(of: old, over: adopted.content)
        let found = names.content(of: new, over: adopted.content)
        let added = adopted.fields.filter { !old.namedFields.contains($0) }
        return new.namedFields == ManagedField.ofContent.filter { old.namedFields.contains($0) || added.contains($0) }
            && new.namedFields.allSatisfy { field in
                found.isSame(field, in: adopted.fields.contains(field) ? adopted.content : expected)
            }
    }

    /// The segments in whose text a diagnostic or one of its notes stands.
    private func keys(at diagnostic: Diagnostic) -> [SegmentKey] {
        let places =
            [(diagnostic.file, diagnostic.span.start)] + diagnostic.notes.map { ($0.file, $0.span.start) }
        return after.manifests.filter { manifest in
            let files = ([manifest.fields] + manifest.overrides.map(\.fields)).compactMap(\.expression?.file)
            return places.contains { file, offset in
                file == manifest.file && manifest.span.start <= offset && offset <= manifest.span.end
                    || file != manifest.file && files.contains(file)
            }
        }.map(\.key.value)
    }
}
