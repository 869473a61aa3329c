package import Segments

/// What must be done so that a sandbox says what the manifests say; making it changes nothing.
///
/// Actions are ordered by key, so equal input gives an equal plan.
package struct Plan: Hashable, Sendable {
    package let project: String
    /// The sandbox by its name in `segsync.yaml`.
    package let sandbox: String
    package let actions: [PlannedAction]
    /// The merge policies of the sandbox, to turn names into ids and back.
    package let mergePolicies: [MergePolicy]
    /// The ids of the project's definitions that are there already.
    package let knownIDs: [SegmentKey: SegmentID]
    /// Definitions that carry no stamp of this project and are left alone; system segments are not counted.
    package let unownedCount: Int
    /// What a reader should know besides the actions.
    package let notes: [String]

    package var changes: [PlannedAction] { actions.filter(\.isChange) }

    package var blocked: [PlannedAction] {
        actions.filter { if case .blocked = $0.kind { true } else { false } }
    }

    package var isEmpty: Bool { changes.isEmpty && blocked.isEmpty }
}
