internal import Segments

/// Stops a plan for which no manifest is left while the project owns definitions: all of them would be deleted.
struct EmptyManifestsGuard {
    func blocks(desired: [DesiredSegment], _ state: PlanningState) -> [Block] {
        let owned = state.remote.owned.values.joined().sorted { $0.id < $1.id }
        guard desired.isEmpty, !owned.isEmpty, !state.options.allowEmptyManifests else { return [] }
        let reason =
            "no manifest is for this sandbox, so everything that the project owns there would be deleted: "
            + owned.map(\.title).listed
        let remedy = "check the folders under 'segments:' in segsync.yaml, or delete all with --allow-empty-manifests"
        return [Block(.emptyManifests, reason, remedy: remedy)]
    }
}
