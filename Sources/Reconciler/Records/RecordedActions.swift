internal import Segments

/// Plans the actions of a file once more, from the definitions and segments in it and by the rules that planned them.
///
/// The file's digest is no signature, so nothing that it says of an action is believed: what comes out otherwise, and
/// what a guard would stop, is a failure that names the action. What the file alone cannot tell is left to the run:
/// the definitions as they are now, users that are not in the file, the share of deletes.
struct RecordedActions {
    let project: String
    let options: PlanOptions
    let names: SandboxNames

    /// The actions by key; `read` has each key once.
    func replanned(_ read: [PlannedAction]) throws(RecordFailure) -> [PlannedAction] {
        try checkNames(read)
        let remote = RemoteState(project: project, observed: read.compactMap(\.observed))
        let wanted = Set(read.lazy.filter { !$0.isDelete }.map(\.key))
        let matcher = SegmentMatcher(remote: remote, options: options, wanted: wanted)
        var actions: [SegmentKey: PlannedAction] = [:]
        for action in read {
            actions[action.key] = try Self.of(action) { () throws(RecordFailure) in try planned(action, matcher) }
        }
        let state = PlanningState(
            remote: remote,
            names: names,
            options: options,
            desired: read.compactMap(\.desired)
        )
        actions = ConflictGuard().applied(to: actions, state)
        actions = LifecycleGuard().applied(to: actions, state)
        actions = DeleteGuard().applied(to: actions, state)
        actions = EffectRules().applied(to: actions, state)
        actions = ActionOrder(state: state).applied(to: actions)
        let known = Set(read.compactMap(\.id))
        var result: [PlannedAction] = []
        for action in read.sorted(by: { $0.key < $1.key }) {
            guard let planned = actions[action.key] else { preconditionFailure("every action is planned") }
            result.append(
                try Self.of(action) { () throws(RecordFailure) in try agreed(planned, with: action, known: known) }
            )
        }
        return result
    }

    /// Sees to it that no two actions are on one definition, and that their keys mean these definitions.
    private func checkNames(_ read: [PlannedAction]) throws(RecordFailure) {
        var owners: [SegmentID: PlannedAction] = [:]
        for action in read {
            let named = names.segmentIDs[action.key]
            guard named == action.id else {
                let (id, found) = (action.id?.text ?? "none", named?.text ?? "none")
                throw RecordFailure("names.segments: expected definition \(id) for '\(action.key)', found \(found)")
            }
            guard let id = action.id else { continue }
            if let other = owners.updateValue(action, forKey: id) {
                throw RecordFailure("actions '\(other.key)' and '\(action.key)' are both on definition \(id)")
            }
        }
        for (key, id) in names.segmentIDs.sorted(by: { $0.key < $1.key }) {
            guard let owner = owners[id], owner.key != key else { continue }
            guard let stamp = owner.observed?.stamp, stamp.project == project, stamp.key == key else {
                throw RecordFailure("names.segments: '\(key)' is not the key of definition \(id)")
            }
        }
    }

    /// The action that the definition and the segment in it give, before guards, effects and order.
    private func planned(_ action: PlannedAction, _ matcher: SegmentMatcher) throws(RecordFailure) -> PlannedAction {
        let match = action.desired.map(matcher.match)
        let comparison = SegmentComparison(names: names)
        var compared: (changes: [FieldChange], becameSame: [ManagedField]) = ([], [])
        switch (action.kind, match) {
        case (.create, .some(.none)): break
        case (.create(let desired), _):
            throw RecordFailure("another action's definition is already '\(desired.name)' or has the key")
        case (.update(let desired, let observed), .own(let own)) where own.id == observed.id:
            compared = comparison.compare(observed, with: desired)
            guard !compared.changes.isEmpty else { throw RecordFailure("expected a field that differs, found none") }
        case (.adopt(let desired, let observed), .takeover(let other, let blocks)) where other.id == observed.id:
            if let block = blocks.first { throw RecordFailure(block.reason) }
            compared = comparison.compare(observed, with: desired, isOwn: false)
        case (.delete(let observed), _), (.noChange(let observed), _):
            guard observed.stamp?.key == action.key, matcher.remote.isOwned(observed) else {
                throw notOwn(observed, action)
            }
            compared.becameSame = Self.renewed(observed).filter(action.becameSame.contains)
            if action.isDelete { compared.becameSame = [] }
        case (.update(_, let observed), _): throw notOwn(observed, action)
        case (.adopt(let desired, let observed), _):
            throw RecordFailure("definition \(observed.title) cannot be taken over as '\(desired.name)'")
        case (.undecided, _): preconditionFailure("a file has no undecided action")
        }
        return PlannedAction(
            key: action.key,
            name: action.desired?.name ?? action.observed?.content.name ?? "",
            kind: action.kind,
            changes: compared.changes,
            becameSame: compared.becameSame
        )
    }

    private func notOwn(_ observed: ObservedSegment, _ action: PlannedAction) -> RecordFailure {
        RecordFailure(
            "definition \(observed.title) does not have the stamp of project '\(project)' and key '\(action.key)'"
        )
    }

    /// The fields that are no longer what the stamp says was last applied.
    private static func renewed(_ observed: ObservedSegment) -> [ManagedField] {
        ManagedField.ofContent.filter { field in
            guard let base = observed.stamp?.base?[field] else { return false }
            return base != FieldDigest(of: observed.content.canonicalText(of: field))
        }
    }

    /// The action as it was planned again, where no guard stops it and the file says the same.
    private func agreed(
        _ planned: PlannedAction,
        with read: PlannedAction,
        known: Set<SegmentID>
    ) throws(RecordFailure) -> PlannedAction {
        if let block = planned.blocks.first { throw RecordFailure(block.reason) }
        if !options.allowDowngrade, planned.effects.contains(.evaluationDowngrade) {
            throw RecordFailure("it asks for a slower evaluation, which the plan does not allow")
        }
        try Self.expect("name", [planned.name], [read.name])
        try Self.expect("changes", planned.changes.map(\.words), read.changes.map(\.words))
        try Self.expect("becameSame", planned.becameSame.map(\.rawValue), read.becameSame.map(\.rawValue))
        try Self.expect("effects", planned.effects.map(\.rawValue), read.effects.map(\.rawValue))
        try Self.expect("changedThrough", planned.changedThrough.map(\.text), read.changedThrough.map(\.text))
        try Self.expect("after", planned.after.map(\.text), read.after.map(\.text))
        // Those that the plan does not touch are in the file by their ids alone; the run looks for others.
        let others = read.isDelete ? Set(read.usedBy).subtracting(known) : []
        let users = Set(planned.usedBy).union(others).sorted()
        try Self.expect("usedBy", users.map(\.text), read.usedBy.map(\.text))
        if let other = others.min(), !options.deleteUsed {
            throw RecordFailure("it is used by definition \(other), which the plan leaves as it is")
        }
        var agreed = planned
        agreed.usedBy = users
        return agreed
    }

    private static func expect(
        _ member: String,
        _ expected: [String],
        _ found: [String]
    ) throws(RecordFailure) {
        guard expected != found else { return }
        let words = { (values: [String]) in values.isEmpty ? "none" : values.map { "'\($0)'" }.listed }
        throw RecordFailure("\(member): its segment and definition give \(words(expected)), found \(words(found))")
    }

    /// What `body` gives; a failure names the action.
    private static func of<Value>(
        _ action: PlannedAction,
        _ body: () throws(RecordFailure) -> Value
    ) throws(RecordFailure) -> Value {
        do throws(RecordFailure) {
            return try body()
        } catch {
            throw RecordFailure("action '\(action.key)': \(error.reason)")
        }
    }
}

extension FieldChange {
    fileprivate var words: String { "\(field.rawValue) from \(before) to \(after), \(verdict.rawValue)" }
}
