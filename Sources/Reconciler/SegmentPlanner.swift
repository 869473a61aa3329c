package import Segments

/// Works out what must change in a sandbox; a pure function of what is wanted and what is there.
///
/// What the project does not own is never planned to change: a definition is ours when its stamp names the project.
/// A name that somebody else's definition has is taken over only where that is allowed, and refused otherwise.
package struct SegmentPlanner: Sendable {
    package let project: String
    package let sandbox: String
    package let options: PlanOptions

    package init(project: String, sandbox: String, options: PlanOptions) {
        self.project = project
        self.sandbox = sandbox
        self.options = options
    }

    /// Makes the plan. Keys of `desired` are unique, which validation has seen to.
    package func plan(
        desired: [DesiredSegment],
        observed: [ObservedSegment],
        mergePolicies: [MergePolicy]
    ) -> Plan {
        let remote = RemoteState(project: project, observed: observed)
        let wanted = Dictionary(uniqueKeysWithValues: desired.map { ($0.key, $0) })
        let ids = remote.owned.compactMapValues { $0.count == 1 ? $0[0].id : nil }
        let comparison = SegmentComparison(mergePolicies: mergePolicies, ids: ids)

        var actions: [SegmentKey: PlannedAction] = [:]
        for segment in desired {
            let kind = kind(of: segment, remote: remote, comparison: comparison, mergePolicies: mergePolicies)
            actions[segment.key] = PlannedAction(key: segment.key, name: segment.name, kind: kind)
        }
        var deletions: Set<SegmentKey> = []
        for (key, definitions) in remote.owned where wanted[key] == nil {
            deletions.insert(key)
            let kind = deletion(of: definitions, key: key, remote: remote, wanted: wanted)
            actions[key] = PlannedAction(key: key, name: definitions[0].content.name, kind: kind)
        }
        actions = DeleteGuard(options: options)
            .applied(to: actions, deletions: deletions, ownedCount: remote.owned.count)
        actions = ActionOrder(remote: remote).applied(to: actions)
        return Plan(
            project: project,
            sandbox: sandbox,
            actions: actions.values.sorted { $0.key < $1.key },
            mergePolicies: mergePolicies,
            knownIDs: ids,
            unownedCount: remote.unownedCount,
            notes: remote.notes
        )
    }

    private func kind(
        of segment: DesiredSegment,
        remote: RemoteState,
        comparison: SegmentComparison,
        mergePolicies: [MergePolicy]
    ) -> PlannedAction.Kind {
        if let name = segment.mergePolicy, mergePolicies.resolve(name, schema: segment.schema) == nil {
            let reason = "the sandbox has no single merge policy '\(name.text)' for schema '\(segment.schema)'"
            return .blocked([Block(.unresolved, reason, remedy: "name one of the sandbox's merge policies")])
        }
        if let definitions = remote.owned[segment.key] {
            guard definitions.count == 1 else { return .blocked([Self.ambiguous(definitions, key: segment.key)]) }
            return update(definitions[0], to: segment, remote: remote, comparison: comparison)
        }
        if let damaged = remote.damaged(segment.key) {
            let place = "definition \(damaged.id), named '\(damaged.content.name)',"
            let remedy = "mend the last line of its description, or take the stamp out of it"
            return .blocked([Block(.ownership, "\(place) has a damaged stamp of this key", remedy: remedy)])
        }
        let sameName = (remote.byName[segment.name] ?? []).filter { !remote.isOwned($0) }
        if sameName.isEmpty { return .create(segment) }
        guard sameName.count == 1 else {
            let ids = sameName.map(\.id.text).sorted().joined(separator: ", ")
            return .blocked([Block(.ambiguous, "\(sameName.count) definitions are named '\(segment.name)': \(ids)")])
        }
        return takeover(of: sameName[0], by: segment, comparison: comparison)
    }

    private func update(
        _ definition: ObservedSegment,
        to segment: DesiredSegment,
        remote: RemoteState,
        comparison: SegmentComparison
    ) -> PlannedAction.Kind {
        let changes = comparison.changes(from: definition, to: segment)
        if changes.contains(where: { $0.field == .name }),
            let holder = (remote.byName[segment.name] ?? []).first(where: { !remote.isOwned($0) })
        {
            let reason = "definition \(holder.id), which is not managed by this project, has the name '\(segment.name)'"
            return .blocked([Block(.ownership, reason, remedy: "choose another name")])
        }
        return changes.isEmpty ? .noChange(definition) : .update(segment, from: definition, changes)
    }

    private func takeover(
        of definition: ObservedSegment,
        by segment: DesiredSegment,
        comparison: SegmentComparison
    ) -> PlannedAction.Kind {
        let place = "definition \(definition.id), named '\(definition.content.name)',"
        if definition.isSystem {
            return .blocked([Block(.ownership, "\(place) is the platform's own", remedy: "choose another name")])
        }
        if let stamp = definition.stamp {
            return .blocked([Block(.ownership, "\(place) belongs to project '\(stamp.project)', key '\(stamp.key)'")])
        }
        if definition.description.hasUnreadableStamp {
            return .blocked([Block(.ownership, "\(place) has a stamp that cannot be read")])
        }
        guard options.adopt || segment.adopt else {
            let remedy = "take it over with --adopt, or with 'adopt: true' in its manifest"
            return .blocked([Block(.adopt, "\(place) is not managed by this project", remedy: remedy)])
        }
        return .adopt(segment, from: definition, comparison.changes(from: definition, to: segment))
    }

    private func deletion(
        of definitions: [ObservedSegment],
        key: SegmentKey,
        remote: RemoteState,
        wanted: [SegmentKey: DesiredSegment]
    ) -> PlannedAction.Kind {
        guard definitions.count == 1 else { return .blocked([Self.ambiguous(definitions, key: key)]) }
        let definition = definitions[0]
        var blocks: [Block] = []
        if definition.stamp?.protect == true, !options.deleteProtected {
            let remedy = "set 'protect: false' and apply before removing the manifest, or pass --delete-protected"
            blocks.append(Block(.protected, "definition \(definition.id) is protected", remedy: remedy))
        }
        let dependents = remote.dependents(of: definition.id).filter { dependent in
            guard let owner = remote.ownerKey(of: dependent) else { return true }
            // A dependent of ours counts by what its manifest says; one without a manifest is deleted as well.
            return wanted[owner].map { !$0.expression.mentions(among: [definition.id]).isEmpty } ?? false
        }
        if !dependents.isEmpty {
            let names = dependents.map { "'\($0.content.name)' (\($0.id))" }.sorted().joined(separator: ", ")
            blocks.append(
                Block(.dependents, "it is used by \(names)", remedy: "change or delete what uses it first")
            )
        }
        return blocks.isEmpty ? .delete(definition) : .blocked(blocks)
    }

    private static func ambiguous(_ definitions: [ObservedSegment], key: SegmentKey) -> Block {
        let ids = definitions.map(\.id.text).sorted().joined(separator: ", ")
        return Block(
            .ambiguous,
            "\(definitions.count) definitions carry the stamp of key '\(key)': \(ids)",
            remedy: "delete the copy, or take the stamp out of its description"
        )
    }
}
