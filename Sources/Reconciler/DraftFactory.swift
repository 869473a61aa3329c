internal import Segments

/// Makes what is sent: names become ids, fields that the manifest leaves to the service are sent as they stand.
///
/// What an overwrite does with a field that is not sent is not known, so an overwrite sends every one.
struct DraftFactory: Sendable {
    let project: String
    let mergePolicies: [MergePolicy]
    let ids: [SegmentKey: SegmentID]

    func creating(_ desired: DesiredSegment) -> SegmentDraft {
        let stamp = OwnershipStamp(project: project, key: desired.key, protect: desired.protect)
        return draft(
            desired,
            description: StampedDescription(text: desired.description ?? "", stamp: stamp),
            evaluation: desired.evaluation.map(EvaluationFlags.init),
            mergePolicyID: nil,
            ttlInDays: nil
        )
    }

    func overwriting(_ current: ObservedSegment, with desired: DesiredSegment) -> SegmentDraft {
        let old = current.stamp
        let stamp = OwnershipStamp(
            version: max(old?.version ?? 0, OwnershipStamp.currentVersion),
            project: project,
            key: desired.key,
            protect: desired.protect,
            unknownMembers: old?.unknownMembers ?? []
        )
        return draft(
            desired,
            description: StampedDescription(text: desired.description ?? current.content.description, stamp: stamp),
            evaluation: desired.evaluation.map(EvaluationFlags.init) ?? current.content.evaluation,
            mergePolicyID: current.content.mergePolicyID,
            ttlInDays: current.content.ttlInDays
        )
    }

    private func draft(
        _ desired: DesiredSegment,
        description: StampedDescription,
        evaluation: EvaluationFlags?,
        mergePolicyID: String?,
        ttlInDays: Int64?
    ) -> SegmentDraft {
        let expression = desired.expression.resolvingSegments { ids[$0] }
        precondition(expression.referencedKeys.isEmpty, "what a segment references is created before it")
        let policy = desired.mergePolicy.flatMap { mergePolicies.resolve($0, schema: desired.schema) }
        return SegmentDraft(
            name: desired.name,
            description: description,
            expression: expression,
            schema: desired.schema,
            evaluation: evaluation,
            mergePolicyID: policy?.id ?? mergePolicyID,
            ttlInDays: desired.ttlInDays ?? ttlInDays
        )
    }
}
