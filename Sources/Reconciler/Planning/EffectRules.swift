internal import PQLSemantics
internal import Segments

/// Works out what each action means for its audience, and which segments change through others.
struct EffectRules {
    func applied(to actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [SegmentKey: PlannedAction] {
        var result = actions.mapValues { action in
            var action = action
            action.effects = Self.effects(of: action)
            return action
        }
        spread(&result, state)
        return result
    }

    /// Names the definitions of others that use a segment whose audience changes, by itself or through others.
    static func notes(on actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [String] {
        let changing = actions.values.filter { $0.changesProfiles || $0.effects.contains(.indirect) }
        return changing.sorted { $0.key < $1.key }.flatMap { action in
            let users = action.id.map(state.remote.dependents) ?? []
            return users.filter { !state.remote.isOwned($0) }.map { user in
                "definition \(user.id), named '\(user.content.name)', is not managed by this project and uses "
                    + "'\(action.key)', which \(action.isDelete ? "is deleted" : "changes")"
            }
        }
    }

    private static func effects(of action: PlannedAction) -> [ActionEffect] {
        switch action.kind {
        case .create, .noChange, .undecided: return []
        case .delete: return [.destructive]
        case .update(let desired, let observed), .adopt(let desired, let observed):
            var effects = Set(action.changes.map(effect))
            if effects.contains(.changed) { effects.subtract([.narrower, .wider]) }
            // Taking a definition over writes its stamp at least.
            if effects.isEmpty { effects.insert(.cosmetic) } else if effects.count > 1 { effects.remove(.cosmetic) }
            if losesMethod(from: observed, to: desired) { effects.insert(.evaluationDowngrade) }
            if observed.builderModel != nil, action.changes.contains(where: { $0.field == .expression }) {
                effects.insert(.losesBuilderEditing)
            }
            return ActionEffect.allCases.filter(effects.contains)
        }
    }

    /// What one field does to the set of profiles.
    private static func effect(of change: FieldChange) -> ActionEffect {
        switch change.field {
        case .name, .description, .labels, .tags, .key, .protect: return .cosmetic
        case .schema, .evaluation, .mergePolicy, .ttlInDays, .lifecycle: return .changed
        case .expression:
            switch change.rule?.effect {
            case .equal: return .cosmetic
            case .narrower: return .narrower
            case .wider: return .wider
            case .changed, nil: return .changed
            }
        }
    }

    /// Whether a method that is on, other than batch, goes off, and no quicker one takes its place.
    private static func losesMethod(from observed: ObservedSegment, to desired: DesiredSegment) -> Bool {
        guard let method = desired.evaluation else { return false }
        return EvaluationFlags(method).isSlower(than: observed.content.evaluation)
    }

    /// Marks what uses a segment whose audience changes, directly or through others. A new segment has no audience yet
    /// that could change.
    private func spread(_ actions: inout [SegmentKey: PlannedAction], _ state: PlanningState) {
        var users: [SegmentKey: [SegmentKey]] = [:]
        for action in actions.values {
            for used in action.references(state.names) where actions[used] != nil {
                users[used, default: []].append(action.key)
            }
        }
        var reached: [SegmentKey: Set<SegmentKey>] = [:]
        var queue = actions.values.filter(\.changesProfiles).map(\.key).sorted()
        var seen = Set(queue)
        while let key = queue.popLast() {
            for user in users[key, default: []] where !(actions[user]?.isCreate ?? true) {
                reached[user, default: []].insert(key)
                if seen.insert(user).inserted { queue.append(user) }
            }
        }
        for (key, through) in reached {
            actions[key]?.changedThrough = through.sorted()
            actions[key]?.effects.append(.indirect)
        }
    }
}

extension PlannedAction {
    /// The project's segments that the rule uses once the plan is run.
    fileprivate func references(_ names: SandboxNames) -> Set<SegmentKey> {
        if let desired { return desired.expression.referencedKeys }
        guard case .noChange(let observed) = kind else { return [] }
        return Set(observed.content.expression.referencedIDs.compactMap(names.key(of:)))
    }

    /// Whether the action itself changes who is in the audience.
    fileprivate var changesProfiles: Bool {
        switch kind {
        case .update, .adopt: !Set(effects).isDisjoint(with: [.narrower, .wider, .changed, .evaluationDowngrade])
        case .delete: true
        case .create, .noChange, .undecided: false
        }
    }

    fileprivate var isCreate: Bool { if case .create = kind { true } else { false } }
}
