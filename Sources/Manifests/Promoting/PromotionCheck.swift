internal import Diagnostics
internal import PQLSemantics
internal import Segments
internal import XDM

/// Whether the project, with its promoted manifests, is sound for the sandbox they go to and says for all others what
/// it said.
struct PromotionCheck {
    private struct Mistake: Hashable {
        let code: String
        let message: String

        init(_ diagnostic: Diagnostic) {
            code = diagnostic.rule.code
            message = diagnostic.message
        }
    }

    let differences: TargetDifferences
    /// The project as it would be, for the target alone.
    let target: ProjectValidation
    let origins: [String: (file: String, offset: Int)]
    let sources: [FileID: SourceFile]
    /// Manifests that have no place for the target; they are checked all the same, as they are.
    let unplaced: [SegmentManifest]

    private var name: String { differences.target.name.value }

    /// The errors that the project would have for the target; those that it has now are marked as such.
    ///
    /// That a rule of a promoted segment names the source's tenant is told by itself; here is only where, by key.
    func mistakes(before: ProjectValidation) -> (
        blockers: [PromotionBlocker], tenants: [String: PromotionBlocker.Place]
    ) {
        let errors = allErrors
        guard !errors.isEmpty else { return ([], [:]) }
        let known = Set(before.diagnostics.sorted.map(Mistake.init))
        let promoted = Set(differences.manifests.map(\.key.value.text))
        let owners = owners
        var blockers: [PromotionBlocker] = []
        var tenants: [String: PromotionBlocker.Place] = [:]
        for diagnostic in errors {
            let owner = owner(of: diagnostic, owners)
            let place = place(of: diagnostic)
            if let owner, promoted.contains(owner), isAboutTenant(diagnostic) {
                tenants[owner] = tenants[owner] ?? place
                continue
            }
            let isKnown = known.contains(Mistake(diagnostic))
            let suggestions = diagnostic.suggestions.map { "'\($0)'" }.joined(separator: " or ")
            let remedy = suggestions.isEmpty ? diagnostic.hint : "did you mean \(suggestions)?"
            blockers.append(
                PromotionBlocker(
                    .manifest,
                    key: owner,
                    isKnown ? "sandbox '\(name)' has an error already: \(diagnostic.message)" : diagnostic.message,
                    remedy: remedy,
                    code: diagnostic.rule.code,
                    place: place
                )
            )
        }
        return (blockers, tenants)
    }

    private func isAboutTenant(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.rule.code == PQLSemanticsDiagnostics.wrongTenant.code
            && diagnostic.message.contains("'\(differences.source.tenant)'")
    }

    /// Errors of the project for the target. A variable that it lacks hides what else is wrong with a rule, so the
    /// rules are checked with the source's values, too; the variables are told by themselves. That a manifest without a
    /// place is not there is told by itself as well.
    private var allErrors: [Diagnostic] {
        let errors = target.diagnostics.sorted.filter { $0.severity == .error }
        let missing = differences.missingVariables
        guard !missing.isEmpty || !unplaced.isEmpty else { return errors }
        let undefined = missing.keys.map {
            ManifestDiagnostics.undefinedVariable($0, known: [], file: .expression, span: .zero)
        }
        let absent = unplaced.map {
            let key = $0.key.value.text
            return ManifestDiagnostics.unknownReference(key, suggestions: [], file: .expression, span: .zero)
        }
        let untold = Set((undefined + absent).map(Mistake.init))
        let sandbox = differences.supplemented()
        let catalog = target.catalogs[name] ?? .empty
        let own = target.manifests.filter { $0.isFor(name) } + unplaced
        let entries = SandboxAssembly(sandbox: sandbox, manifests: own, catalog: catalog).entries
        let found =
            entries.flatMap(\.found) + SetRules(entries: entries).check().map(\.diagnostic)
            + EvaluationRules(sandbox: name, entries: entries).check().map(\.diagnostic)
        var seen: Set<Diagnostic> = []
        return (errors.filter { !untold.contains(Mistake($0)) } + found.filter { $0.severity == .error }).filter {
            seen.insert($0).inserted
        }
    }

    /// The segments whose text says something else afterwards, in sandboxes other than the target or of segments that
    /// are not promoted.
    func changesElsewhere(
        from before: ProjectValidation,
        to after: ProjectValidation,
        promoted: Set<SegmentKey>
    ) -> [PromotionBlocker] {
        var blockers: [PromotionBlocker] = []
        for (sandbox, old) in before.desired.sorted(by: { $0.key < $1.key }) {
            let now = sandbox == name ? target.desired[sandbox] : after.desired[sandbox]
            let (old, new) = (Dictionary(grouping: old, by: \.key), Dictionary(grouping: now ?? [], by: \.key))
            let all = Set(old.keys).union(new.keys).subtracting(sandbox == name ? promoted : [])
            blockers += all.filter { old[$0] != new[$0] }.sorted().map { key in
                PromotionBlocker(
                    .others,
                    key: key.text,
                    "its manifest would say something else in sandbox '\(sandbox)'",
                    remedy: "change the manifests by hand"
                )
            }
        }
        return blockers
    }

    /// Segments that the target would not have as the promoted manifests say; `fields` are those that are written into
    /// its own manifests.
    func misplaced(
        _ placements: [(manifest: SegmentManifest, placement: PromotionPlacement)],
        fields: [SegmentKey: [ManagedField]],
        unless blocked: Set<String>
    ) -> [PromotionBlocker] {
        let found = Dictionary((target.desired[name] ?? []).map { ($0.key, $0) }) { first, _ in first }
        return placements.compactMap { manifest, placement in
            let key = manifest.key.value
            var expected = manifest
            var compared = ManagedField.ofContent
            switch placement {
            case _ where blocked.contains(key.text): return nil
            case .impossible: return nil
            case .there, .listed, .moved: break
            case .copied: expected = manifest.withoutOverrides
            case .updated:
                expected = manifest.withoutOverrides
                compared = fields[key] ?? []
            }
            guard let wanted = PromotedFields.desired(expected, in: differences.target) else { return nil }
            let isThere = found[key].map { now in compared.allSatisfy { PromotedFields.isSame($0, wanted, now) } }
            if isThere ?? false { return nil }
            let message = "its manifest would not say in sandbox '\(name)' what it says now"
            return PromotionBlocker(.edit, key: key.text, message, remedy: "change the manifests by hand")
        }
    }

    // MARK: Places

    /// The segments that stand in each file, by where they begin.
    private var owners: [FileID: [(start: Int, end: Int, key: SegmentKey)]] {
        var owners: [FileID: [(start: Int, end: Int, key: SegmentKey)]] = [:]
        for manifest in target.manifests.filter({ $0.isFor(name) }) + unplaced {
            owners[manifest.file, default: []].append((manifest.span.start, manifest.span.end, manifest.key.value))
            if let file = manifest.fields(in: name).expression?.file, file != manifest.file {
                owners[file, default: []].append((0, .max, manifest.key.value))
            }
        }
        return owners
    }

    private func owner(
        of diagnostic: Diagnostic,
        _ owners: [FileID: [(start: Int, end: Int, key: SegmentKey)]]
    ) -> String? {
        owners[diagnostic.file]?.first { $0.start <= diagnostic.span.start && diagnostic.span.start <= $0.end }?.key
            .text
    }

    /// Where it stands: in the file as it is now where that says the same up to there.
    private func place(of diagnostic: Diagnostic) -> PromotionBlocker.Place {
        let start = diagnostic.span.start
        var file = diagnostic.file
        var source = target.sources[file] ?? sources[file]
        var offset = start
        if let origin = origins[file.path], let old = sources[FileID(origin.file)],
            origin.offset + start <= old.bytes.count,
            source?.bytes.prefix(start) == old.bytes[origin.offset..<(origin.offset + start)]
        {
            file = old.id
            source = old
            offset = origin.offset + start
        }
        let position = source?.position(at: offset) ?? SourcePosition(line: 1, column: 1)
        return PromotionBlocker.Place(file: file.path, line: position.line, column: position.column)
    }
}
