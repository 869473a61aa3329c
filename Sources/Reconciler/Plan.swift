package import Segments

/// What must be done so that a sandbox says what the manifests say; making it changes nothing.
///
/// Actions are ordered by key, so equal input gives an equal plan.
package struct Plan: Hashable, Sendable {
    package let project: String
    /// The sandbox by its name in `segsync.yaml`.
    package let sandbox: String
    package let actions: [PlannedAction]
    /// Why the plan as a whole must not be run.
    package private(set) var blocks: [Block]
    /// What names mean in the sandbox, with the ids of the project's definitions that are there already.
    package let names: SandboxNames
    /// Definitions that carry no stamp of this project and get none; system segments are not counted.
    package let unownedCount: Int
    /// Segments with nothing to change that are not among the actions, since a file of the plan left them out.
    package let unlistedCount: Int
    /// What a reader should know besides the actions.
    package let notes: [String]

    package init(
        project: String,
        sandbox: String,
        actions: [PlannedAction],
        blocks: [Block] = [],
        names: SandboxNames,
        unownedCount: Int,
        unlistedCount: Int = 0,
        notes: [String]
    ) {
        self.project = project
        self.sandbox = sandbox
        self.actions = actions
        self.blocks = blocks
        self.names = names
        self.unownedCount = unownedCount
        self.unlistedCount = unlistedCount
        self.notes = notes
    }

    package var changes: [PlannedAction] { actions.filter(\.isChange) }

    package var blocked: [PlannedAction] { actions.filter(\.isBlocked) }

    /// Whether a guard stands against running it.
    package var isRefused: Bool { !blocks.isEmpty || !blocked.isEmpty }

    package var isEmpty: Bool { changes.isEmpty && !isRefused }

    /// The same with more that stands against running it.
    package func refused(by blocks: [Block]) -> Plan {
        var plan = self
        plan.blocks += blocks
        return plan
    }
}
