internal import Segments

/// What the names in a plan mean in its sandbox, as files keep it: version 1 of its shape.
package struct SandboxNamesRecord: Hashable, Sendable, Codable {
    package struct Policy: Hashable, Sendable, Codable {
        package let id: String
        package let name: String
        package let schema: String
        package let isDefault: Bool
    }

    package struct NamedTag: Hashable, Sendable, Codable {
        package let id: String
        package let name: String
    }

    package let mergePolicies: [Policy]
    /// Those that the plan's segments have or shall have.
    package let tags: [NamedTag]
    /// Ids by key, of the project's definitions that the plan writes or that their rules use.
    package let segments: [String: String]

    /// Of the names, those that the actions need.
    init(_ names: SandboxNames, for actions: [PlannedAction]) {
        var tagIDs: Set<String> = []
        var ids: [String: String] = [:]
        for action in actions {
            tagIDs.formUnion(action.observed?.content.tags ?? [])
            tagIDs.formUnion((action.desired?.tags ?? []).compactMap { names.tag($0)?.id })
            let used = action.observed.map { [$0.id] + $0.content.expression.referencedIDs } ?? []
            let keys = used.compactMap(names.key(of:)) + (action.desired?.expression.referencedKeys ?? [])
            for key in keys { if let id = names.segmentIDs[key] { ids[key.text] = id.text } }
        }
        mergePolicies = names.mergePolicies.map { policy in
            Policy(id: policy.id, name: policy.name, schema: policy.schema, isDefault: policy.isDefault)
        }
        tags = names.tags.filter { tagIDs.contains($0.id) }.map { NamedTag(id: $0.id, name: $0.name) }
        segments = ids
    }

    func names() throws(RecordFailure) -> SandboxNames {
        var ids: [SegmentKey: SegmentID] = [:]
        for (key, id) in segments { ids[try SegmentKey(recorded: key)] = SegmentID(id) }
        return SandboxNames(
            mergePolicies: mergePolicies.map { policy in
                MergePolicy(id: policy.id, name: policy.name, schema: policy.schema, isDefault: policy.isDefault)
            },
            tags: tags.map { Tag(id: $0.id, name: $0.name) },
            segmentIDs: ids
        )
    }
}
