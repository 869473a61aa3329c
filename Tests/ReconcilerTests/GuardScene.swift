import PQLSemantics
import Reconciler
import Segments
import Testing

/// A run as a guard meets it: what Git wants, what the sandbox answers, and what is allowed.
struct GuardScene {
    var desired: [DesiredSegment] = []
    var remote: [ObservedSegment] = []
    var options = PlanOptions()
    /// The service's own count; as many as there are, if nothing else is said.
    var statedCount: Int?? = .none
    var otherCount = SandboxListing.OtherCount.notAsked
    var policies = [
        MergePolicy(
            id: "mp-1",
            name: "Default Timebased",
            schema: DesiredSegment.defaultSchema,
            isDefault: true,
            isActiveOnEdge: true
        )
    ]
    /// What is known of the rules of all segments.
    var entityUse = EntityUse.profileAndEvents

    var plan: Plan {
        SegmentPlanner(project: "luma", sandbox: "local", options: options).plan(
            desired: desired,
            entities: Dictionary(uniqueKeysWithValues: desired.map { ($0.key, entityUse) }),
            listing: SandboxListing(
                SegmentList(remote, statedCount: statedCount ?? remote.count),
                otherCount: otherCount
            ),
            mergePolicies: policies,
            tags: RepositoryDouble.knownTags
        )
    }

    func with(_ change: (inout GuardScene) throws -> Void) rethrows -> GuardScene {
        var scene = self
        try change(&scene)
        return scene
    }
}

extension Plan {
    /// All that stands against the plan as a whole or against one of its actions.
    var allBlocks: [Block] { blocks + actions.flatMap(\.blocks) }
}
