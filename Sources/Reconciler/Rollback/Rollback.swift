package import Segments

/// Undoes what a journal's run did: what it made is deleted, what it changed or deleted says again what it said before.
///
/// Only what the run wrote is touched, and of that only what is still as the run left it; anything else is blocked as a
/// conflict. What nobody knows how the run left it is undone as well, and told. The result is input for an ordinary plan
/// with all its guards.
package struct Rollback: Sendable {
    /// What a plan is to be made from.
    package struct Target: Hashable, Sendable {
        package let desired: [DesiredSegment]
        package let scope: PlanScope
    }

    let project: String
    let options: PlanOptions
    let names: SandboxNames
    private let footprints: [JournalFootprint]
    private let observed: [SegmentID: ObservedSegment]
    private let owned: [SegmentKey: [ObservedSegment]]
    /// The keys of the project's definitions once the run is undone, also by ids that they had before.
    private(set) var keys: [SegmentID: SegmentKey] = [:]
    /// The keys of those that are there, or are made again.
    private(set) var available: Set<SegmentKey>

    /// `observed` is the sandbox as it is now; `journal` must be of this project and of this sandbox.
    package init(
        of journal: Journal,
        options: PlanOptions,
        observed: [ObservedSegment],
        mergePolicies: [MergePolicy],
        tags: [Tag]
    ) {
        project = journal.run.project
        self.options = options
        names = SandboxNames(mergePolicies: mergePolicies, tags: tags)
        footprints = JournalFootprint.all(in: journal).filter { !$0.isUntouched }
        self.observed = Dictionary(observed.map { ($0.id, $0) }) { first, _ in first }
        owned = RemoteState(project: journal.run.project, observed: observed).owned
        for (key, id) in journal.ids { keys[id] = key }
        // The plan could not name what its run made, and that may have been made again since.
        for footprint in footprints where footprint.before == nil {
            if let id = footprint.id { keys[id] = footprint.key }
        }
        for (key, definitions) in owned { for definition in definitions { keys[definition.id] = key } }
        available = Set(owned.filter { $0.value.count == 1 }.keys)
        for footprint in footprints {
            guard let before = footprint.before else { continue }
            let key = ownStamp(of: before)?.key ?? footprint.key
            available.insert(key)
            keys[before.id] = key
            if let now = current(footprint) { keys[now.id] = key }
        }
    }

    /// Whether undoing it takes the organisation's tags: asking for them needs a permission of its own.
    package static func needsTags(_ journal: Journal) -> Bool {
        JournalFootprint.all(in: journal).contains { !$0.isUntouched && $0.before?.content.tags.isEmpty == false }
    }

    package var target: Target {
        var findings = Findings()
        for footprint in footprints {
            if let before = footprint.before {
                restore(before, footprint, &findings)
            } else {
                remove(footprint, &findings)
            }
        }
        tellUsers(&findings)
        return Target(
            desired: findings.desired,
            scope: PlanScope(
                deletable: findings.deletable,
                blocks: findings.blocks,
                remarks: findings.remarks,
                notes: findings.notes
            )
        )
    }

    /// What comes together while the segments are gone through.
    private struct Findings {
        var desired: [DesiredSegment] = []
        var deletable: Set<SegmentKey> = []
        var blocks: [SegmentKey: [Block]] = [:]
        var remarks: [SegmentKey: [String]] = [:]
        var notes: [String] = []
        /// What gets an id of its own, by the old one.
        var madeAgain: [SegmentID: SegmentKey] = [:]
    }

    /// Undoes a create.
    private func remove(_ footprint: JournalFootprint, _ findings: inout Findings) {
        guard let now = current(footprint) else { return }
        guard let stamp = ownStamp(of: now) else {
            let note =
                "definition \(now.id), which the run made as '\(footprint.key)', is not managed by this project any more"
            findings.notes.append(note + " and stays")
            return
        }
        switch footprint.left {
        case .doubtful:
            let note = "definition \(now.id) of '\(footprint.key)' may have been made by another run; it stays"
            findings.notes.append(note)
            return
        case .unknown: findings.remarks[stamp.key, default: []].append(Self.unknown(footprint.key))
        case .known(let left):
            if !isLike(now, left) { findings.blocks[stamp.key, default: []] += changed(now) }
        }
        findings.deletable.insert(stamp.key)
    }

    /// Undoes an update, an adopt or a delete.
    private func restore(_ before: ObservedSegment, _ footprint: JournalFootprint, _ findings: inout Findings) {
        let now = current(footprint)
        if let now, isLike(now, before) { return }
        let (segment, blocks, notes) = restored(before, footprint, over: now)
        findings.desired.append(segment)
        findings.blocks[segment.key, default: []] += blocks + obstacles(to: footprint, before, now)
        findings.remarks[segment.key, default: []] += notes
        if now == nil { findings.madeAgain[before.id] = segment.key }
        if case .unknown = footprint.left {
            findings.remarks[segment.key, default: []].append(Self.unknown(footprint.key))
        }
    }

    /// Names what still uses the old id of a segment that is made again, and is not itself restored.
    private func tellUsers(_ findings: inout Findings) {
        let restored = Set(findings.desired.map(\.key))
        let old = Set(findings.madeAgain.keys)
        if old.isEmpty { return }
        for user in observed.values.sorted(by: { $0.id < $1.id }) {
            if let key = keys[user.id], restored.contains(key) { continue }
            for id in user.content.expression.mentions(among: old).sorted() {
                guard let key = findings.madeAgain[id] else { continue }
                let note =
                    "definition \(user.id), named '\(user.content.name)', still uses '\(key)' by its old id \(id)"
                findings.remarks[key, default: []].append(note)
            }
        }
    }

    /// What has happened to a definition since the run.
    private func obstacles(
        to footprint: JournalFootprint,
        _ before: ObservedSegment,
        _ now: ObservedSegment?
    ) -> [Block] {
        if let now, ownStamp(of: now) == nil {
            let reason = "definition \(now.id) is not managed by this project any more"
            return [Block(.ownership, reason, remedy: "take it over by its manifest first")]
        }
        let isExpected: Bool
        switch (footprint.left, now) {
        case (.known(let left), let now?): isExpected = isLike(now, left)
        case (.known(let left), nil): isExpected = left == nil
        case (.doubtful, _): isExpected = false
        // An update may have arrived, wholly or in part; of a delete nothing is left but the old definition.
        case (.unknown, let now?): isExpected = footprint.write != .delete && now.id == before.id
        case (.unknown, nil): isExpected = footprint.write == .delete
        }
        if isExpected { return [] }
        return now.map(changed) ?? conflict("definition \(before.id) was deleted since the journal's run")
    }

    private func changed(_ now: ObservedSegment) -> [Block] {
        let who = now.lastModifiedBy.map { ", last by \($0)" } ?? ""
        return conflict("definition \(now.id) changed since the journal's run\(who)")
    }

    private func conflict(_ reason: String) -> [Block] {
        guard !options.overwriteConflicts else { return [] }
        return [Block(.conflict, reason, remedy: "undo the run here all the same with --overwrite-conflicts")]
    }

    private static func unknown(_ key: SegmentKey) -> String {
        "the journal does not tell how the run left '\(key)'; it is undone as the sandbox has it now"
    }

    /// The definition that a footprint is of, as it is now: the one of its id, and otherwise, where its id is not known
    /// or the segment has been made again since, the one of its key.
    private func current(_ footprint: JournalFootprint) -> ObservedSegment? {
        if let same = footprint.id.flatMap({ observed[$0] }) { return same }
        let keys = [footprint.key, footprint.before.flatMap(ownStamp)?.key].compactMap { $0 }
        guard let definition = keys.lazy.compactMap({ owned[$0] }).first(where: { $0.count == 1 })?[0] else {
            return nil
        }
        // What the run made is gone: only what is just like it is taken for it.
        if footprint.before == nil, footprint.id != nil {
            guard case .known(let left) = footprint.left, isLike(definition, left) else { return nil }
        }
        return definition
    }

    /// Whether a definition says what another said, where also the segments that it names may have been made again.
    private func isLike(_ now: ObservedSegment, _ other: ObservedSegment?) -> Bool {
        guard let other else { return false }
        var (content, before) = (now.content, other.content)
        content.expression = content.expression.namingSegments { keys[$0] }
        before.expression = before.expression.namingSegments { keys[$0] }
        return content.differences(from: before).isEmpty && now.hasOwner(of: other)
    }

    func isThere(_ id: SegmentID) -> Bool { observed[id] != nil }

    func ownStamp(of segment: ObservedSegment) -> OwnershipStamp? {
        segment.stamp.flatMap { $0.project == project ? $0 : nil }
    }
}
