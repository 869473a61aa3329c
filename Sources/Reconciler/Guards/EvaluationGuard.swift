internal import PQLSemantics
internal import Segments

/// Stops what makes a definition evaluated less often: a slower method that its manifest asks for, and an edit after
/// which the platform may choose a slower one by itself.
///
/// Whatever an edit changes, the platform judges the rule anew, by the rules that hold since May 2025. A definition in
/// streaming or edge that they do not allow keeps its method only until it is edited; then it is evaluated in batch.
struct EvaluationGuard {
    let entities: [SegmentKey: EntityUse]

    func applied(to actions: [SegmentKey: PlannedAction], _ state: PlanningState) -> [SegmentKey: PlannedAction] {
        guard !state.options.allowDowngrade else { return actions }
        let edits = actions.values.compactMap { Edit($0, state.names) }
        let audiences = audiences(namedBy: edits, in: actions)
        let checker = EligibilityChecker { target in
            switch target {
            case .key(let key): audiences[key]
            case .id(let id): state.names.key(of: SegmentID(id)).flatMap { audiences[$0.text] }
            }
        }
        var guarded = actions
        for edit in edits {
            if let block = edit.asksForSlower() ?? block(on: edit, checker) {
                guarded[edit.desired.key]?.blocks.append(block)
            }
        }
        return guarded
    }

    /// Why nobody can promise that the edited definition keeps its method.
    private func block(on edit: Edit, _ checker: EligibilityChecker) -> Block? {
        guard let doubt = edit.methods.lazy.compactMap({ doubt(about: edit, in: $0, checker) }).first else {
            return nil
        }
        let reason =
            "definition \(edit.observed.title) is evaluated in \(edit.observed.content.evaluation.text), and "
            + "any edit makes the platform judge it anew; it may evaluate it in batch from then on, since \(doubt)"
        return Block(.evaluationDowngrade, reason, remedy: "change the rule, or let it happen with --allow-downgrade")
    }

    private func doubt(about edit: Edit, in method: EvaluationMethod, _ checker: EligibilityChecker) -> String? {
        if let doubt = edit.policyDoubt { return doubt }
        guard let tree = edit.desired.expression.tree else { return "its rule cannot be read" }
        switch entities[edit.desired.key] ?? .unknown {
        case .unknown: return "no schema describes all that its rule reads, so that nobody can tell"
        case .otherEntities: return "its rule goes on into another entity"
        case .profileAndEvents: break
        }
        let verdict = checker.report(of: tree, relationshipSteps: []).verdict(method, .sinceMay2025)
        let reasons = verdict.reasons.map { "\($0.text) (\($0.source))" }.listed
        switch verdict.answer {
        case .eligible: return nil
        case .ineligible: return "its rule is not eligible for \(method.rawValue): \(reasons)"
        case .uncertain: return "whether its rule is eligible for \(method.rawValue) is uncertain: \(reasons)"
        }
    }

    /// What is known of the project's segments that the rules name, as they are once the plan is run.
    private func audiences(
        namedBy edits: [Edit],
        in actions: [SegmentKey: PlannedAction]
    ) -> [String: ReferencedAudience] {
        let keys = Set(edits.flatMap(\.referencedKeys))
        return Dictionary(uniqueKeysWithValues: keys.map { ($0.text, audience(actions[$0])) })
    }

    private func audience(_ action: PlannedAction?) -> ReferencedAudience {
        guard let action, let tree = (action.desired?.expression ?? action.observed?.content.expression)?.tree else {
            return ReferencedAudience(evaluation: nil, isProfileOnly: nil)
        }
        let asksForProfileOnly = EligibilityChecker { _ in nil }.report(of: tree, relationshipSteps: []).isProfileOnly
        let isProfileOnly: Bool? =
            switch entities[action.key] ?? .unknown {
            case .profileAndEvents: asksForProfileOnly
            case .otherEntities: false
            case .unknown: asksForProfileOnly == false ? false : nil
            }
        return ReferencedAudience(
            evaluation: action.desired?.evaluation ?? action.observed?.content.evaluation.methods.last ?? .batch,
            isProfileOnly: isProfileOnly
        )
    }
}

/// An edit of a definition that is evaluated in streaming or edge.
private struct Edit {
    let desired: DesiredSegment
    let observed: ObservedSegment
    /// Those beyond batch that it shall have.
    let methods: [EvaluationMethod]
    let referencedKeys: Set<SegmentKey>
    /// Why its merge policy may not allow them.
    let policyDoubt: String?

    init?(_ action: PlannedAction, _ names: SandboxNames) {
        guard let desired = action.desired, let observed = action.observed else { return nil }
        let content = names.content(of: desired, over: observed.content)
        let methods = content.evaluation.methods.filter { $0 != .batch }
        guard observed.content.evaluation.methods.contains(where: { $0 != .batch }) else { return nil }
        self.desired = desired
        self.observed = observed
        self.methods = methods
        referencedKeys = desired.expression.referencedKeys
            .union(desired.expression.referencedIDs.compactMap(names.key(of:)))
        policyDoubt = Self.doubt(about: names.mergePolicies.first { $0.id == content.mergePolicyID })
    }

    /// Streaming and edge need the merge policy that is active on edge.
    private static func doubt(about policy: MergePolicy?) -> String? {
        guard let policy else { return "its merge policy is not known, which must be the one that is active on edge" }
        switch policy.isActiveOnEdge {
        case true?: return nil
        case false?: return "its merge policy '\(policy.name)' is not active on edge"
        case nil: return "the service does not say whether its merge policy '\(policy.name)' is active on edge"
        }
    }

    /// What stands against a manifest that asks for a slower method.
    func asksForSlower() -> Block? {
        let before = observed.content.evaluation
        guard let method = desired.evaluation, EvaluationFlags(method).isSlower(than: before) else { return nil }
        let reason =
            "definition \(observed.title) is evaluated in \(before.text), and its manifest asks for "
            + method.rawValue
        return Block(
            .evaluationDowngrade,
            reason,
            remedy: "name the quicker method, or let it pass with --allow-downgrade"
        )
    }
}
