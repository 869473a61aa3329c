import PQLSemantics
import Reconciler
import Segments

extension SegmentPlanner {
    /// The plan from a list that is known to be whole, for rules that stay with the profile.
    func plan(
        desired: [DesiredSegment],
        observed: [ObservedSegment],
        mergePolicies: [MergePolicy],
        tags: [Tag] = [],
        scope: PlanScope? = nil
    ) -> Plan {
        plan(
            desired: desired,
            entities: Dictionary(desired.map { ($0.key, .profileAndEvents) }) { first, _ in first },
            listing: SandboxListing(
                SegmentList(observed, statedCount: observed.count),
                otherCount: .counted(observed.count { !$0.isSystem })
            ),
            mergePolicies: mergePolicies,
            tags: tags,
            scope: scope
        )
    }
}
