internal import Segments

/// A plan as it is kept in a file, with all that is needed to show it and to run it: version 1 of its shape.
///
/// Equal plans give equal records. Nothing of a credential is in it, and no time but those of the definitions. Segments
/// with nothing to change and nothing to tell are left out, so that its size goes with the changes.
package struct PlanRecord: Hashable, Sendable, Codable {
    /// Where the plan may be run.
    package struct Target: Hashable, Sendable, Codable {
        /// `embedded`, or the address of a platform without anything that authenticates.
        package let endpoint: String
        /// The platform's own name for the sandbox.
        package let sandbox: String
        /// The organisation's id, which is no secret: sandboxes of two may have one name.
        package let organisation: String

        package init(endpoint: String, sandbox: String, organisation: String) {
            self.endpoint = endpoint
            self.sandbox = sandbox
            self.organisation = organisation
        }
    }

    package let project: String
    /// By its name in `segsync.yaml`.
    package let sandbox: String
    package let target: Target
    package let options: PlanOptionsRecord
    package let names: SandboxNamesRecord
    /// In the order of their keys.
    package let actions: [PlannedActionRecord]
    /// How many segments with nothing to change are left out.
    package let unlisted: Int
    package let unowned: Int
    package let notes: [String]

    /// Takes a plan that no guard refuses.
    package init(_ plan: Plan, for target: Target, _ options: PlanOptions) {
        precondition(!plan.isRefused, "a plan that a guard refuses is never kept")
        let kept = plan.actions.filter { $0.isChange || !$0.becameSame.isEmpty || !$0.changedThrough.isEmpty }
        project = plan.project
        sandbox = plan.sandbox
        self.target = target
        self.options = PlanOptionsRecord(options)
        names = SandboxNamesRecord(plan.names, for: kept)
        actions = kept.map(PlannedActionRecord.init)
        unlisted = plan.unlistedCount + plan.actions.count - kept.count
        unowned = plan.unownedCount
        notes = plan.notes
    }

    /// The plan; what cannot be one, could not be run or is not what planning gives is a failure that names it.
    package func plan() throws(RecordFailure) -> Plan {
        let names = try names.names()
        var planned: [PlannedAction] = []
        for action in actions {
            do throws(RecordFailure) {
                planned.append(try action.action())
            } catch {
                throw RecordFailure("action '\(action.key)': \(error.reason)")
            }
        }
        try Self.check(planned, names)
        let actions = RecordedActions(project: project, options: options.options, names: names)
        return Plan(
            project: project,
            sandbox: sandbox,
            actions: try actions.replanned(planned),
            names: names,
            unownedCount: unowned,
            unlistedCount: unlisted,
            notes: notes
        )
    }

    /// Sees to it that every key stands once, and that every name in an action means something when it is run.
    private static func check(_ actions: [PlannedAction], _ names: SandboxNames) throws(RecordFailure) {
        var written: [SegmentKey: Bool] = [:]
        for action in actions {
            guard written.updateValue(action.desired != nil, forKey: action.key) == nil else {
                throw RecordFailure("there is more than one action for key '\(action.key)'")
            }
        }
        for action in actions {
            guard let desired = action.desired else { continue }
            if let reason = names.unresolved(in: desired).first {
                throw RecordFailure("action '\(action.key)': \(reason)")
            }
            for key in desired.expression.referencedKeys.sorted() where names.segmentIDs[key] == nil {
                guard action.after.contains(key), written[key] == true else {
                    throw RecordFailure("action '\(action.key)' uses '\(key)', which nothing before it makes")
                }
            }
        }
    }
}
