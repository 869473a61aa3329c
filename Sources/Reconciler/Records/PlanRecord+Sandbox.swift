internal import Segments

extension PlanRecord {
    /// What stands against running the plan that was read from it in the sandbox as it is listed now.
    ///
    /// The limits are today's of the project: they hold where the plan was made without one.
    package func blocks(
        on plan: Plan,
        _ listing: SandboxListing,
        maxDeletes: Int?,
        maxDeletePercent: Int?
    ) -> [Block] {
        let options = PlanOptions(
            maxDeletes: self.options.maxDeletes ?? maxDeletes,
            maxDeletePercent: self.options.maxDeletePercent ?? maxDeletePercent
        )
        // As it was before a run of the plan that was cut off: with what that deleted, without what it made.
        let deleted = plan.actions.filter(\.isDelete).compactMap(\.observed)
        let made = Set(plan.actions.lazy.filter { $0.id == nil }.map(\.key))
        let listed = Set(listing.list.segments.map(\.id))
        let before = listing.list.segments.filter { segment in
            guard let stamp = segment.stamp, stamp.project == project else { return true }
            return !made.contains(stamp.key)
        }
        let remote = RemoteState(project: project, observed: before + deleted.filter { !listed.contains($0.id) })
        let state = PlanningState(
            remote: remote,
            names: plan.names,
            options: options,
            desired: plan.actions.compactMap(\.desired)
        )
        let actions = Dictionary(uniqueKeysWithValues: plan.actions.map { ($0.key, $0) })
        return listing.blocks(self.options.options) + DeleteGuard().blocks(on: actions, state)
            + strangers(in: plan, listing.list.segments)
    }

    /// Keys that the plan's rules use and that mean definitions which are not the project's.
    private func strangers(in plan: Plan, _ segments: [ObservedSegment]) -> [Block] {
        let planned = Set(plan.actions.compactMap(\.id))
        let listed = Dictionary(segments.map { ($0.id, $0) }) { first, _ in first }
        return plan.names.segmentIDs.sorted { $0.key < $1.key }.compactMap { key, id in
            guard !planned.contains(id), let segment = listed[id] else { return nil }
            if let stamp = segment.stamp, stamp.project == project, stamp.key == key, !segment.isSystem { return nil }
            return Block(
                .ownership,
                "definition \(segment.title) does not have the stamp of key '\(key)', which the plan says it is",
                remedy: "plan again"
            )
        }
    }
}
