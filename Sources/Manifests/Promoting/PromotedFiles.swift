internal import Diagnostics
internal import Segments

/// Writes the manifests of promoted segments to where they stand afterwards, in memory.
struct PromotedFiles {
    private(set) var overlay: FileOverlay
    private(set) var blockers: [PromotionBlocker] = []
    /// Where the text of a file that is made begins in the file that it comes from.
    private(set) var origins: [String: (file: String, offset: Int)] = [:]
    /// The fields that were written into the target's own manifests, by the key promoted.
    private(set) var fields: [SegmentKey: [ManagedField]] = [:]
    /// What differs from the target's own manifests, whether or not it could be written, by the key promoted.
    private(set) var updates: [SegmentKey: PromotedFields] = [:]

    private let project: ProjectValidation
    private let target: SandboxConfiguration
    let replacesOverrides: Bool
    private var parts: [FileID: ManifestFileParts] = [:]

    init(
        _ placements: [(manifest: SegmentManifest, placement: PromotionPlacement)],
        over overlay: FileOverlay,
        of project: ProjectValidation,
        to target: SandboxConfiguration,
        replacesOverrides: Bool
    ) {
        self.overlay = overlay
        self.replacesOverrides = replacesOverrides
        self.project = project
        self.target = target
        update(placements)
        list(placements)
        place(placements)
    }

    private mutating func block(_ kind: PromotionBlocker.Kind, _ key: SegmentKey?, _ message: String, _ remedy: String?)
    {
        blockers.append(PromotionBlocker(kind, key: key?.text, message, remedy: remedy))
    }

    // MARK: The target's own manifests

    private mutating func update(_ placements: [(manifest: SegmentManifest, placement: PromotionPlacement)]) {
        var wanted: [WantedFields] = []
        var keys: [SegmentKey: SegmentKey] = [:]
        var renamed: [FileID: [Int: [ManifestEntryEdit]]] = [:]
        for case (let manifest, .updated(let own)) in placements {
            let differing = PromotedFields(
                of: manifest,
                over: own,
                in: target,
                among: project.project?.sandboxes ?? []
            )
            keys[own.key.value] = manifest.key.value
            updates[manifest.key.value] = differing
            if !replacesOverrides { blockers += differing.contested.map { blocker($0, manifest.key.value) } }
            if !differing.differing.isEmpty { wanted.append(differing.wanted(in: own.key.value)) }
            if own.key.value != manifest.key.value, let index = index(of: own) {
                renamed[own.file, default: [:]][index] = [
                    .setting("key", to: manifest.key.value.text), .setting("movedFrom", to: own.key.value.text),
                ]
            }
        }
        if !wanted.isEmpty {
            let edits = ProjectEdits(wanted, in: target.name.value, project: project)
            for (file, bytes) in edits.files { overlay.write(bytes, to: file.path) }
            for outcome in edits.outcomes {
                let key = keys[outcome.key] ?? outcome.key
                guard let reason = outcome.refusal else {
                    fields[key, default: []].append(outcome.field)
                    continue
                }
                let message = "'\(outcome.field.rawValue)' cannot be written into its manifest: \(reason)"
                block(.edit, key, message, "change it there by hand")
            }
            fields = fields.mapValues { written in ManagedField.allCases.filter(written.contains) }
        }
        for (file, edits) in renamed.sorted(by: { $0.key < $1.key }) { apply(edits, to: file, of: nil) }
    }

    private func blocker(_ contested: PromotedFields.Contested, _ key: SegmentKey) -> PromotionBlocker {
        let (name, own) = (target.name.value, contested.own)
        let position = project.sources[own.file]?.position(at: own.span.start)
        return PromotionBlocker(
            .overridden,
            key: key.text,
            "sandbox '\(name)' overrides '\(contested.field.rawValue)' with '\(own.value)', and '\(contested.promoted)' would "
                + "be promoted",
            remedy: "--replace-overrides replaces it; one that is to stay needs a manifest that '\(name)' alone reads",
            place: position.map { PromotionBlocker.Place(file: own.file.path, line: $0.line, column: $0.column) }
        )
    }

    // MARK: Manifests that stay where they are

    private mutating func list(_ placements: [(manifest: SegmentManifest, placement: PromotionPlacement)]) {
        var edits: [FileID: [Int: [ManifestEntryEdit]]] = [:]
        var keys: [FileID: SegmentKey] = [:]
        for case (let manifest, .listed) in placements {
            guard let index = index(of: manifest) else { continue }
            edits[manifest.file, default: [:]][index] = [.addingSandboxes([target.name.value])]
            keys[manifest.file] = manifest.key.value
        }
        for (file, edits) in edits.sorted(by: { $0.key < $1.key }) {
            apply(edits, to: file, of: edits.count == 1 ? keys[file] : nil)
        }
    }

    private mutating func apply(_ edits: [Int: [ManifestEntryEdit]], to file: FileID, of key: SegmentKey?) {
        do throws(AdoptionRefusal) {
            let bytes = overlay.bytes(of: file.path) ?? []
            overlay.write(try ManifestEntryEdit.apply(edits, to: bytes, file: file), to: file.path)
        } catch {
            block(.edit, key, "'\(file)' cannot be changed: \(error.reason)", "change it by hand")
        }
    }

    // MARK: Manifests that move or are copied

    private mutating func place(_ placements: [(manifest: SegmentManifest, placement: PromotionPlacement)]) {
        var gone: [FileID: Set<Int>] = [:]
        var moved: [SegmentManifest] = []
        for (manifest, placement) in placements {
            switch placement {
            case .there, .listed, .updated: break
            case .impossible:
                let remedy = "name a folder under its 'segments' in segsync.yaml"
                block(.file, manifest.key.value, "sandbox '\(target.name.value)' reads no folder", remedy)
            case .moved(let folder, let sandboxes):
                let edits = sandboxes ?? (manifest.sandboxes == nil ? nil : [target.name.value])
                let isMade = make(
                    manifest,
                    in: folder,
                    edits.map { [.addingSandboxes($0)] } ?? [],
                    withOverrides: true
                )
                // What could not go to its new place stays at its old one.
                guard isMade else { continue }
                if let index = index(of: manifest) { gone[manifest.file, default: []].insert(index) }
                moved.append(manifest)
            case .copied(let folder, let sandboxes):
                let removed: ManifestEntryEdit = .removing(["sandboxes", "overrides"])
                let edits = sandboxes.map { list in [removed, .addingSandboxes(list)] } ?? [removed]
                make(manifest, in: folder, edits, withOverrides: false)
            }
        }
        for (file, indices) in gone.sorted(by: { $0.key < $1.key }) {
            if let rest = parts[file]?.without(indices) {
                overlay.write(rest, to: file.path)
            } else {
                overlay.remove(file.path)
            }
        }
        removeRules(of: moved)
    }

    /// Whether it could be made; a blocker says why not.
    @discardableResult
    private mutating func make(
        _ manifest: SegmentManifest,
        in folder: String,
        _ edits: [ManifestEntryEdit],
        withOverrides: Bool
    ) -> Bool {
        guard let index = index(of: manifest), let parts = parts[manifest.file] else { return false }
        let key = manifest.key.value
        let path = FolderPath.path(of: "\(key).yaml", in: folder)
        guard overlay.bytes(of: path) == nil else {
            block(.file, key, "'\(path)' is in the way: it is not the manifest of this key", "rename that file")
            return false
        }
        var text = parts.text(of: index)
        do throws(AdoptionRefusal) {
            for edit in edits { text = try ManifestEntryEdit.apply([0: [edit]], to: text, file: FileID(path)) }
        } catch {
            block(.edit, key, "its manifest cannot be changed: \(error.reason)", "change it by hand")
            return false
        }
        let before = blockers.count
        for file in manifest.ruleFiles(withOverrides: withOverrides).sorted() {
            copy(rule: file, of: manifest, to: folder)
        }
        guard blockers.count == before else { return false }
        overlay.write(text, to: path)
        origins[path] = (manifest.file.path, parts.start(of: index))
        return true
    }

    /// A rule keeps its place beside the manifest that names it.
    private mutating func copy(rule: FileID, of manifest: SegmentManifest, to folder: String) {
        let place = FolderPath.path(of: rule.path, from: FolderPath.folder(of: manifest.file.path))
        let path = FolderPath.path(of: place, in: folder)
        guard let bytes = project.sources[rule]?.bytes else { return }
        if let standing = overlay.bytes(of: path), standing != bytes {
            block(.file, manifest.key.value, "'\(path)' is in the way: it holds another rule", "rename that file")
            return
        }
        overlay.write(bytes, to: path)
        origins[path] = (rule.path, 0)
    }

    /// Removes the files of rules that no manifest names any more.
    private mutating func removeRules(of moved: [SegmentManifest]) {
        var uses: [FileID: Int] = [:]
        for manifest in project.manifests {
            for file in manifest.ruleFiles(withOverrides: true) { uses[file, default: 0] += 1 }
        }
        var freed: [FileID: Int] = [:]
        for manifest in moved {
            for file in manifest.ruleFiles(withOverrides: true) { freed[file, default: 0] += 1 }
        }
        for (file, count) in freed where uses[file] == count && origins[file.path] == nil { overlay.remove(file.path) }
    }

    /// The place of a manifest among the documents of its file.
    private mutating func index(of manifest: SegmentManifest) -> Int? {
        let bytes = project.sources[manifest.file]?.bytes ?? []
        let known = parts[manifest.file] ?? ManifestFileParts(bytes, file: manifest.file)
        parts[manifest.file] = known
        return known.indices[manifest.span.start]
    }
}

extension SegmentManifest {
    /// The files that its rules stand in, each once, where these are not its own.
    func ruleFiles(withOverrides: Bool) -> Set<FileID> {
        let all = [fields] + (withOverrides ? overrides.map(\.fields) : [])
        return Set(all.compactMap(\.expression?.file)).subtracting([file])
    }
}
