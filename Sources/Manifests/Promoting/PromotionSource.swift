internal import Diagnostics
internal import Segments

/// The manifests that are promoted, as they are or, where that is asked for, brought to what their sandbox runs.
struct PromotionSource {
    /// The segments, with all that their rules name, by key.
    let closure: PromotionClosure
    /// All manifests of the sandbox.
    let manifests: [SegmentKey: SegmentManifest]
    /// The project with the sandbox's values in its manifests.
    let project: ProjectValidation
    let overlay: FileOverlay
    let blockers: [PromotionBlocker]
    let notes: [String]

    init(
        of roots: [SegmentKey],
        from source: SandboxConfiguration,
        to target: SandboxConfiguration,
        running: RunningSegments?,
        project before: ProjectValidation,
        files: FileTree
    ) {
        var overlay = FileOverlay(files: files)
        var project = before
        var edits: ProjectEdits?
        var edited: [AdoptedSegment] = []
        var isPruned = false
        while true {
            let manifests = project.manifests(of: source)
            let closure = PromotionClosure(of: roots, among: manifests, in: [source.name.value, target.name.value])
            let keys = closure.manifests.map(\.key.value)
            let needed = keys.compactMap { running?.segments[$0] }.filter { !$0.fields.isEmpty }
            let more = Set(needed.map(\.key)).subtracting(edited.map(\.key))
            let isSettled = more.isEmpty && (isPruned || needed.count == edited.count)
            guard !isSettled, let running else {
                self.closure = closure
                self.manifests = manifests
                self.project = project
                self.overlay = overlay
                let unknown = keys.compactMap { key in running?.unknown[key].map { (key, $0) } }
                blockers =
                    unknown.map { PromotionBlocker(.running, key: $0.text, $1) }
                    + Self.refusals(in: edits, source) + Self.mistakes(in: project, before, source, edited, running)
                notes = edited.flatMap { Self.notes(on: $0, manifests, source, target, project) }
                return
            }
            // A rule that the sandbox changed may name segments that its manifest does not. Those that only the manifest
            // names are left as they are, once all are known that are needed.
            isPruned = isPruned || more.isEmpty
            edited = more.isEmpty ? needed : edited + needed.filter { more.contains($0.key) }
            let made = ProjectEdits(
                edited,
                in: source.name.value,
                names: running.names,
                project: before,
                keepsOthers: false
            )
            overlay = FileOverlay(files: files)
            for (file, bytes) in made.files { overlay.write(bytes, to: file.path) }
            project = ProjectValidation(files: overlay.tree)
            edits = made
        }
    }

    private static func refusals(in edits: ProjectEdits?, _ source: SandboxConfiguration) -> [PromotionBlocker] {
        (edits?.outcomes ?? []).compactMap { outcome in
            outcome.refusal.map { reason in
                PromotionBlocker(
                    .edit,
                    key: outcome.key.text,
                    "its manifest cannot say the '\(outcome.field.rawValue)' of sandbox '\(source.name.value)': \(reason)"
                )
            }
        }
    }

    /// Whether the manifests say for their sandbox what that runs.
    private static func mistakes(
        in project: ProjectValidation,
        _ before: ProjectValidation,
        _ source: SandboxConfiguration,
        _ edited: [AdoptedSegment],
        _ running: RunningSegments?
    ) -> [PromotionBlocker] {
        guard !edited.isEmpty, let running else { return [] }
        let name = source.name.value
        let known = Set(before.diagnostics.sorted.map(\.message))
        let errors = project.diagnostics.sorted.filter { $0.severity == .error && !known.contains($0.message) }
        let desired = Dictionary((project.desired[name] ?? []).map { ($0.key, $0) }) { first, _ in first }
        let unlike = edited.filter { segment in
            guard let wanted = desired[segment.key] else { return true }
            let content = running.names.content(of: wanted, over: segment.content)
            return !segment.fields.allSatisfy { content.isSame($0, in: segment.content) }
        }
        return errors.map { diagnostic in
            PromotionBlocker(
                .manifest,
                key: nil,
                "with what sandbox '\(name)' runs: \(diagnostic.message)",
                code: diagnostic.rule.code
            )
        }
            + unlike.map { segment in
                PromotionBlocker(
                    .edit,
                    key: segment.key.text,
                    "its manifest would not say what sandbox '\(name)' runs",
                    remedy: "change it by hand"
                )
            }
    }

    private static func notes(
        on segment: AdoptedSegment,
        _ manifests: [SegmentKey: SegmentManifest],
        _ source: SandboxConfiguration,
        _ target: SandboxConfiguration,
        _ project: ProjectValidation
    ) -> [String] {
        guard let manifest = manifests[segment.key] else { return [] }
        var notes: [String] = []
        let own = Set(manifest.overriddenFields(in: source.name.value))
        let others = (project.project?.sandboxes ?? []).filter { sandbox in
            sandbox.reads(manifest.file) && manifest.isFor(sandbox.name.value)
                && ![source.name.value, target.name.value].contains(sandbox.name.value)
        }
        let isForAll = segment.fields.contains { !own.contains($0.rawValue) }
        if !others.isEmpty, isForAll {
            let names = others.map { "'\($0.name.value)'" }.joined(separator: ", ")
            notes.append("the manifest of '\(segment.key)' is also for \(names), which gets the new values too")
        }
        return notes
    }
}

extension ProjectValidation {
    /// The manifests that are for a sandbox, by key.
    func manifests(of sandbox: SandboxConfiguration) -> [SegmentKey: SegmentManifest] {
        let own = manifests.filter { sandbox.reads($0.file) && $0.isFor(sandbox.name.value) }
        return Dictionary(own.map { ($0.key.value, $0) }) { first, _ in first }
    }
}
