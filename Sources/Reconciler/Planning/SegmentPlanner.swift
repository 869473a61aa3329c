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

    /// Makes the plan. Keys of `desired` are unique, which validation has seen to. Without a `scope` what nothing wants
    /// is deleted.
    package func plan(
        desired: [DesiredSegment],
        observed: [ObservedSegment],
        mergePolicies: [MergePolicy],
        tags: [Tag] = [],
        scope: PlanScope? = nil
    ) -> Plan {
        let remote = RemoteState(project: project, observed: observed)
        let wanted = Set(desired.map(\.key))
        let matcher = SegmentMatcher(remote: remote, options: options, wanted: wanted)
        let matches = desired.map { ($0, matcher.match($0)) }
        var names = SandboxNames(
            mergePolicies: mergePolicies,
            tags: tags,
            segmentIDs: remote.owned.compactMapValues { $0.count == 1 ? $0[0].id : nil }
        )
        for case (let segment, .own(let definition)) in matches { names.note(definition.id, of: segment.key) }
        for case (let segment, .takeover(let definition, let blocks)) in matches where blocks.isEmpty {
            names.note(definition.id, of: segment.key)
        }

        var actions: [SegmentKey: PlannedAction] = [:]
        for (segment, match) in matches {
            actions[segment.key] = action(for: segment, match, remote: remote, names: names)
        }
        let moved = Set(desired.compactMap { segment in segment.movedFrom.flatMap { wanted.contains($0) ? nil : $0 } })
        for (key, definitions) in remote.owned where !wanted.contains(key) && !moved.contains(key) {
            guard scope?.deletable.contains(key) != false else { continue }
            actions[key] = deletion(of: definitions, key: key)
        }
        actions = scope?.applied(to: actions) ?? actions
        let state = PlanningState(remote: remote, names: names, options: options)
        actions = ConflictGuard().applied(to: actions, state)
        actions = LifecycleGuard().applied(to: actions, state)
        actions = DeleteGuard().applied(to: actions, state)
        actions = EffectRules().applied(to: actions, state)
        actions = ActionOrder(state: state).applied(to: actions)
        return Plan(
            project: project,
            sandbox: sandbox,
            actions: actions.values.sorted { $0.key < $1.key },
            names: names,
            unownedCount: remote.unownedCount,
            unlistedCount: scope == nil ? 0 : remote.owned.keys.count { actions[$0] == nil && !moved.contains($0) },
            notes: remote.notes + EffectRules.notes(on: actions, state) + (scope?.notes(on: actions) ?? [])
        )
    }

    private func action(
        for segment: DesiredSegment,
        _ match: SegmentMatch,
        remote: RemoteState,
        names: SandboxNames
    ) -> PlannedAction {
        var blocks = names.unresolved(in: segment).map { reason in
            Block(.unresolved, reason, remedy: "name what the sandbox has, or make it there first")
        }
        let kind: PlannedAction.Kind
        var changes: [FieldChange] = []
        var becameSame: [ManagedField] = []
        switch match {
        case .none:
            kind = .create(segment)
        case .own(let definition):
            (changes, becameSame) = SegmentComparison(names: names).compare(definition, with: segment)
            kind = changes.isEmpty ? .noChange(definition) : .update(segment, from: definition)
            if changes.contains(where: { $0.field == .name }) { blocks += self.blocks(renaming: segment, remote) }
        case .takeover(let definition, let reasons):
            (changes, becameSame) = SegmentComparison(names: names).compare(definition, with: segment)
            kind = .adopt(segment, from: definition)
            blocks += reasons
        case .undecided(let reasons):
            kind = .undecided
            blocks += reasons
        }
        return PlannedAction(
            key: segment.key,
            name: segment.name,
            kind: kind,
            changes: changes,
            becameSame: becameSame,
            blocks: blocks
        )
    }

    private func blocks(renaming segment: DesiredSegment, _ remote: RemoteState) -> [Block] {
        guard let holder = (remote.byName[segment.name] ?? []).first(where: { !remote.isOwned($0) }) else { return [] }
        let reason = "definition \(holder.id), which is not managed by this project, has the name '\(segment.name)'"
        return [Block(.ownership, reason, remedy: "choose another name")]
    }

    private func deletion(of definitions: [ObservedSegment], key: SegmentKey) -> PlannedAction {
        let name = definitions[0].content.name
        guard definitions.count == 1 else {
            let block = Block.ambiguous(definitions, key: key)
            return PlannedAction(key: key, name: name, kind: .undecided, blocks: [block])
        }
        return PlannedAction(key: key, name: name, kind: .delete(definitions[0]))
    }
}
