package import Diagnostics
package import Segments

/// Manifests changed to say what a sandbox has: only the bytes of the values that differ change.
///
/// A manifest that other sandboxes read too is changed in its `overrides` for this one alone. The result is read again
/// and checked as a whole before it is handed out: the project has no errors that it did not have, the fields that were
/// adopted say what the sandbox has, and everything else says what it said, in every sandbox. What does not pass is left
/// as it was, with the reason.
package struct ManifestAdoption: Sendable {
    /// By path.
    package let files: [FileChange]
    /// For each field, in the order of the segments.
    package let outcomes: [AdoptionOutcome]

    /// More attempts than this are not made to find out which fields stand in the way of the others.
    private static let roundLimit = 16

    /// `sources` are the files as they were read when drift was told; what is not among them is read from `files`.
    package init(
        of segments: [AdoptedSegment],
        in sandbox: String,
        names: SandboxNames,
        sources: [FileID: SourceFile],
        files: FileTree
    ) {
        let tree = files.over(sources.mapValues(\.bytes))
        let before = ProjectValidation(files: tree)
        var excluded: [SegmentKey: String] = [:]
        var edits: ProjectEdits
        var round = 0
        repeat {
            let left = segments.filter { excluded[$0.key] == nil }
            edits = ProjectEdits(left, in: sandbox, names: names, project: before)
            if edits.files.isEmpty { break }
            let after = ProjectValidation(files: tree.over(edits.files))
            let adopted = edits.adopted(of: left)
            var blamed = AdoptionCheck(before, after, sandbox: sandbox, names: names).blamed(for: adopted)
            if blamed.isEmpty { break }
            round += 1
            if round > Self.roundLimit {
                for segment in adopted { blamed[segment.key] = "the manifests would not be sound with it" }
            }
            excluded.merge(blamed) { first, _ in first }
        } while true
        self.files = edits.files.sorted { $0.key < $1.key }.map { file, bytes in
            FileChange(path: file.path, before: before.sources[file]?.bytes, after: bytes)
        }
        let refused = segments.flatMap { segment in
            let reason = excluded[segment.key]
            return reason.map { reason in segment.fields.map { AdoptionOutcome.refused(segment.key, $0, reason) } }
                ?? []
        }
        outcomes = Self.ordered(edits.outcomes + refused, like: segments)
    }

    private static func ordered(_ outcomes: [AdoptionOutcome], like segments: [AdoptedSegment]) -> [AdoptionOutcome] {
        let order = Dictionary(segments.enumerated().map { ($1.key, $0) }) { first, _ in first }
        let fields = Dictionary(uniqueKeysWithValues: ManagedField.allCases.enumerated().map { ($1, $0) })
        return outcomes.sorted { left, right in
            (order[left.key] ?? 0, fields[left.field] ?? 0) < (order[right.key] ?? 0, fields[right.field] ?? 0)
        }
    }
}

extension FileTree {
    /// The tree with some files held in memory.
    func over(_ held: [FileID: [UInt8]]) -> FileTree {
        let read = read
        return FileTree(
            read: { path throws(FileTree.Failure) in
                if let bytes = held[FileID(path)] { return bytes }
                return try read(path)
            },
            list: list
        )
    }
}
