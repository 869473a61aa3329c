internal import Diagnostics
package import Segments

/// What a sandbox needs so that its manifests have segments of another sandbox, worked out without the service.
///
/// Everything that stands against it is collected; `files` are to be written only where nothing does. The files are
/// held in memory and checked as a whole before they are handed out: they are sound for the sandbox that gets the
/// segments, and for all others they say what they said.
package struct Promotion: Sendable {
    /// By key: the segments asked for, and all that their rules name.
    package let steps: [PromotionStep]
    /// In the order in which they are to be written.
    package let files: [FileChange]
    package let blockers: [PromotionBlocker]
    package let notes: [String]
    /// Folders of `segsync.yaml` in which no file is left: Git does not keep them.
    package let emptiedFolders: [String]
    /// The project as it would be, for the sandbox that gets the segments.
    package let validation: ProjectValidation
    /// The paths of what was begun and is no part of this promotion; where there is one, nothing here may be used.
    package let unlikeBegun: Set<String>
    /// Whether the manifests would be without errors for the sandbox that is promoted from.
    package let leavesSourceSound: Bool

    private let differences: TargetDifferences

    /// The names are those of two sandboxes of the project, whose manifests have no errors for the first but those
    /// between manifests. With `running` the segments are promoted as the first sandbox runs them. `files` is the project
    /// without `begun`, the changes that such a promotion made already before it stopped. Overrides of the second sandbox
    /// that may be its own, or an earlier promotion's, stand against it unless it `replacesOverrides`.
    package init(
        of selection: PromotionSelection,
        from sourceName: String,
        to targetName: String,
        running: RunningSegments? = nil,
        replacesOverrides: Bool = false,
        files: FileTree,
        begun: [FileChange] = []
    ) {
        let before = ProjectValidation(files: files)
        // What is written is what was read here.
        let files = files.over(before.sources.mapValues(\.bytes))
        let sandboxes = before.project?.sandboxes ?? []
        guard let source = sandboxes.first(where: { $0.name.value == sourceName }),
            let target = sandboxes.first(where: { $0.name.value == targetName })
        else { preconditionFailure("promotion is between sandboxes of the project") }
        let (roots, unknown) = Self.roots(of: selection, among: before.manifests(of: source), source)
        let origin = PromotionSource(
            of: roots,
            from: source,
            to: target,
            running: running,
            project: before,
            files: files
        )
        let own = (source: origin.manifests, target: origin.project.manifests(of: target))
        let placements = origin.closure.manifests.map { manifest in
            (
                manifest: manifest,
                placement: PromotionPlacement(of: manifest, from: source, to: target, among: sandboxes, own: own)
            )
        }
        let written = PromotedFiles(
            placements,
            over: origin.overlay,
            of: origin.project,
            to: target,
            replacesOverrides: replacesOverrides
        )
        let tree = written.overlay.tree
        let promoted = Set(placements.map(\.manifest.key.value))
        validation = ProjectValidation(files: tree, sandboxes: [targetName])
        let targets = validation.manifests(of: target)
        differences = TargetDifferences(
            source: source,
            target: target,
            manifests: promoted.sorted().compactMap { targets[$0] ?? origin.manifests[$0] },
            origins: origin.manifests,
            foreign: ForeignNames(of: source, to: target, ids: running?.ids ?? [])
        )
        let check = PromotionCheck(
            differences: differences,
            target: validation,
            origins: written.origins,
            sources: before.sources,
            unplaced: promoted.sorted().filter { targets[$0] == nil }.compactMap { origin.manifests[$0] }
        )
        let mistakes = check.mistakes(before: ProjectValidation(files: files, sandboxes: [targetName]))
        let others = Set(sandboxes.map(\.name.value)).subtracting([targetName])
        let elsewhere = ProjectValidation(files: tree, sandboxes: others)
        leavesSourceSound = elsewhere.errors[sourceName] == nil
        let replaced = placements.compactMap { _, placement in placement.replacedKey }
        let withheld = Self.withheld(placements.map(\.manifest), in: source)
        blockers =
            unknown + (running == nil ? [] : withheld.map { Self.blocker($0, source) }) + origin.blockers
            + written.blockers + differences.variableBlockers
            + differences.plainNameBlockers(places: mistakes.tenants) + mistakes.blockers
            + check.changesElsewhere(
                from: origin.project,
                to: elsewhere,
                promoted: promoted.union(replaced)
            )
            + check.misplaced(
                placements,
                fields: written.fields,
                unless: Set((written.blockers + origin.blockers).compactMap(\.key))
            )
        steps = placements.map { manifest, placement in
            Self.step(manifest, placement, origin.closure.neededBy, targets, written, target)
        }
        self.files = written.overlay.changes(over: files.making(begun))
        unlikeBegun = Set(begun.filter { written.overlay.bytes(of: $0.path) != $0.after }.map(\.path))
        notes =
            origin.notes + (running == nil ? withheld.map { Self.note($0, source, target) } : [])
        emptiedFolders = Self.emptied(sandboxes, before: files, after: tree)
    }

    /// Whether all that was begun is a part of this promotion.
    package var endsBegun: Bool { unlikeBegun.isEmpty }

    /// What promoted manifests name that the sandbox, or its organisation, does not have.
    package func blockers(_ names: SandboxNames) -> [PromotionBlocker] { differences.blockers(names) }

    /// Whether a manifest names a tag.
    package var namesTags: Bool {
        differences.manifests.contains { $0.fields(in: differences.target.name.value).tags != nil }
    }

    // MARK: Parts

    private static func roots(
        of selection: PromotionSelection,
        among manifests: [SegmentKey: SegmentManifest],
        _ source: SandboxConfiguration
    ) -> (known: [SegmentKey], blockers: [PromotionBlocker]) {
        guard case .keys(let texts) = selection else { return (manifests.keys.sorted(), []) }
        var known: [SegmentKey] = []
        var blockers: [PromotionBlocker] = []
        for text in Set(texts).sorted() {
            if let key = SegmentKey(text), manifests[key] != nil {
                known.append(key)
            } else {
                let near = NearestName.suggestions(for: text, among: manifests.keys.lazy.map(\.text))
                blockers.append(
                    PromotionBlocker(
                        .unknownKey,
                        key: text,
                        "sandbox '\(source.name.value)' has no manifest with this key",
                        remedy: near.isEmpty
                            ? nil : "did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
                    )
                )
            }
        }
        return (known, blockers)
    }

    /// The fields that the first sandbox overrides for itself: no promotion carries those.
    private typealias Withheld = (key: SegmentKey, fields: [String])

    private static func withheld(_ manifests: [SegmentManifest], in source: SandboxConfiguration) -> [Withheld] {
        let content = Set(ManagedField.ofContent.map(\.rawValue))
        return manifests.map { manifest in
            (manifest.key.value, manifest.overriddenFields(in: source.name.value).filter(content.contains))
        }.filter { !$0.fields.isEmpty }
    }

    private static func note(
        _ withheld: Withheld,
        _ source: SandboxConfiguration,
        _ target: SandboxConfiguration
    ) -> String {
        let fields = withheld.fields.joined(separator: ", ")
        return "'\(withheld.key)' has an override for '\(source.name.value)' (\(fields)), which is not promoted: "
            + "'\(target.name.value)' gets what the manifest says besides"
    }

    private static func blocker(_ withheld: Withheld, _ source: SandboxConfiguration) -> PromotionBlocker {
        PromotionBlocker(
            .running,
            key: withheld.key.text,
            "sandbox '\(source.name.value)' runs what the manifest overrides for it alone: "
                + withheld.fields.joined(separator: ", "),
            remedy: "make that the manifest's own value, or leave --from-remote out to promote what it says besides"
        )
    }

    private static func step(
        _ manifest: SegmentManifest,
        _ placement: PromotionPlacement,
        _ neededBy: [SegmentKey: SegmentKey],
        _ targets: [SegmentKey: SegmentManifest],
        _ written: PromotedFiles,
        _ target: SandboxConfiguration
    ) -> PromotionStep {
        let key = manifest.key.value
        let update = written.updates[key]
        let differing = update?.differing ?? []
        let change: PromotionStep.Change =
            switch placement {
            case .there: .none
            case .listed: .listed
            case .moved: .moved
            case .copied: .copied
            // What differs and cannot be written is not there.
            case .updated(let own): differing.isEmpty && own.key.value == key ? .none : .updated
            case .impossible: .impossible
            }
        let file = targets[key]?.file.path ?? manifest.file.path
        return PromotionStep(
            key: key,
            neededBy: neededBy[key],
            change: change,
            file: file,
            origin: file == manifest.file.path ? nil : manifest.file.path,
            fields: written.fields[key] ?? [],
            overridden: placement.standing(manifest)?.overriddenFields(in: target.name.value).filter { field in
                !differing.contains { $0.rawValue == field }
            } ?? [],
            replaced: written.replacesOverrides
                ? update?.contested.map { ReplacedOverride(field: $0.field, value: $0.own.value) } ?? [] : []
        )
    }

    private static func emptied(
        _ sandboxes: [SandboxConfiguration],
        before: FileTree,
        after: FileTree
    ) -> [String] {
        func isEmpty(_ folder: String, _ tree: FileTree) -> Bool { (try? tree.list(folder))?.isEmpty ?? true }
        return Set(sandboxes.flatMap(\.segmentFolders).map(\.value)).sorted()
            .filter { !isEmpty($0, before) && isEmpty($0, after) }
    }
}

extension PromotionPlacement {
    /// The manifest whose overrides for the target stand before anything is written; nil for a copy, which has none.
    fileprivate func standing(_ manifest: SegmentManifest) -> SegmentManifest? {
        switch self {
        case .there, .listed, .moved: manifest
        case .updated(let own): own
        case .copied, .impossible: nil
        }
    }

    /// The key that the target's manifest had before.
    fileprivate var replacedKey: SegmentKey? {
        if case .updated(let own) = self { own.key.value } else { nil }
    }
}
