package import PQLSemantics
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
    ///
    /// `entities` says of each rule whether it leaves the profile, which the schemas alone can tell; of a key without
    /// an entry nothing is known.
    package func plan(
        desired: [DesiredSegment],
        entities: [SegmentKey: EntityUse],
        listing: SandboxListing,
        mergePolicies: [MergePolicy],
        tags: [Tag] = [],
        scope: PlanScope? = nil
    ) -> Plan {
        let remote = RemoteState(project: project, observed: listing.list.segments)
        let wanted = Set(desired.map(\.key))
        let matcher = SegmentMatcher(remote: remote, options: options, wanted: wanted)
        let matches = Self.undoubled(desired.map { ($0, matcher.match($0)) })
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
            actions[segment.key] = action(for: segment, match, remote: remote, names: names, wanted: wanted)
        }
        let moved = Set(desired.compactMap { segment in segment.movedFrom.flatMap { wanted.contains($0) ? nil : $0 } })
        for (key, definitions) in remote.owned where !wanted.contains(key) && !moved.contains(key) {
            let stays = scope.map { !$0.deletable.contains(key) } ?? false
            actions[key] = stays ? PlanScope.kept(definitions, key: key) : deletion(of: definitions, key: key)
        }
        actions = scope?.applied(to: actions) ?? actions
        let state = PlanningState(remote: remote, names: names, options: options, desired: desired)
        actions = ConflictGuard().applied(to: actions, state)
        actions = LifecycleGuard().applied(to: actions, state)
        actions = EvaluationGuard(entities: entities).applied(to: actions, state)
        actions = DeleteGuard().applied(to: actions, state)
        actions = EffectRules().applied(to: actions, state)
        actions = ActionOrder(state: state).applied(to: actions)
        return Plan(
            project: project,
            sandbox: sandbox,
            actions: actions.values.sorted { $0.key < $1.key },
            blocks: listing.blocks(options)
                + (scope == nil ? EmptyManifestsGuard().blocks(desired: desired, state) : [])
                + DeleteGuard().blocks(on: actions, state),
            names: names,
            unownedCount: remote.unownedCount - actions.values.count(where: \.takesOver),
            notes: remote.notes + EffectRules.notes(on: actions, state) + PlanNotes.all(on: actions)
                + (scope?.notes(on: actions) ?? [])
        )
    }

    private func action(
        for segment: DesiredSegment,
        _ match: SegmentMatch,
        remote: RemoteState,
        names: SandboxNames,
        wanted: Set<SegmentKey>
    ) -> PlannedAction {
        var blocks = names.unresolved(in: segment).map { reason in
            Block(.unresolved, reason, remedy: "name what the sandbox has, or make it there first")
        }
        blocks += segment.expression.referencedKeys.sorted().filter { !wanted.contains($0) }.compactMap { key in
            guard names.segmentIDs[key] == nil else { return nil }
            return Block(.unresolved, "neither Git nor the sandbox has a segment '\(key)', which its rule uses")
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
            (changes, becameSame) = SegmentComparison(names: names).compare(definition, with: segment, isOwn: false)
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

    /// Two manifests that mean one definition, such as two that were moved from one key, mean none of them.
    private static func undoubled(_ matches: [(DesiredSegment, SegmentMatch)]) -> [(DesiredSegment, SegmentMatch)] {
        let claims = Dictionary(grouping: matches) { $0.1.id }
        return matches.map { segment, match in
            guard let id = match.id, let all = claims[id], all.count > 1 else { return (segment, match) }
            let keys = all.map { "'\($0.0.key)'" }.sorted().joined(separator: ", ")
            let reason = "the manifests of \(keys) all mean definition \(id)"
            return (segment, .undecided([Block(.ambiguous, reason, remedy: "let one of them have it")]))
        }
    }

    private func blocks(renaming segment: DesiredSegment, _ remote: RemoteState) -> [Block] {
        guard let holder = (remote.byName[segment.name] ?? []).first(where: { !remote.isOwned($0) }) else { return [] }
        let reason = "definition \(holder.title), which is not managed by this project, has that name"
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

extension SegmentMatch {
    fileprivate var id: SegmentID? {
        switch self {
        case .own(let definition), .takeover(let definition, _): definition.id
        case .none, .undecided: nil
        }
    }
}
