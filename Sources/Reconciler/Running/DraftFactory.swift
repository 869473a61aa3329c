internal import Segments

/// Makes what is sent: names become ids, fields that the manifest leaves to the service are sent as they stand.
///
/// What an overwrite does with a field that is not sent is not known, so an overwrite sends every one.
struct DraftFactory: Sendable {
    let project: String
    let names: SandboxNames

    /// What a definition shall say, and the stamp behind it.
    struct Target {
        let content: SegmentContent
        let stamp: OwnershipStamp
        /// The fields that the manifest names.
        let named: [ManagedField]
    }

    func target(of desired: DesiredSegment, over current: ObservedSegment?) -> Target {
        let content = names.content(of: desired, over: current?.content)
        precondition(content.expression.referencedKeys.isEmpty, "what a segment references is created before it")
        let old = current?.stamp
        let stamp = OwnershipStamp(
            version: max(old?.version ?? 0, OwnershipStamp.currentVersion),
            project: project,
            key: desired.key,
            base: AppliedDigests(desired.namedFields, of: content).keepingUnknown(of: old?.base),
            protect: desired.protect,
            unknownMembers: old?.unknownMembers ?? []
        )
        return Target(content: content, stamp: stamp, named: desired.namedFields)
    }

    /// A new definition; what the manifest does not name is left to the service.
    func creating(_ target: Target) -> SegmentDraft {
        let content = target.content
        let named = Set(target.named)
        return SegmentDraft(
            name: content.name,
            description: StampedDescription(text: content.description, stamp: target.stamp),
            expression: content.expression,
            schema: content.schema,
            evaluation: named.contains(.evaluation) ? content.evaluation : nil,
            mergePolicyID: content.mergePolicyID,
            ttlInDays: content.ttlInDays,
            labels: named.contains(.labels) ? content.labels : nil,
            tags: named.contains(.tags) ? content.tags : nil,
            lifecycle: named.contains(.lifecycle) ? content.lifecycle : nil
        )
    }

    /// The whole of a definition, except that the fields of its audience stay for now; the stamp tells of what is
    /// written here alone.
    func overwriting(_ current: ObservedSegment, with target: Target) -> SegmentDraft {
        let content = target.content
        let keepsRule = content.expression == current.content.expression
        return SegmentDraft(
            name: content.name,
            description: StampedDescription(text: content.description, stamp: interimStamp(current, target)),
            expression: content.expression,
            schema: content.schema,
            evaluation: content.evaluation,
            mergePolicyID: content.mergePolicyID,
            ttlInDays: content.ttlInDays,
            labels: current.content.labels,
            tags: current.content.tags + current.systemTags,
            lifecycle: current.content.lifecycle,
            builderModel: current.builderModel.map { keepsRule ? .keep($0) : .drop } ?? .none
        )
    }

    /// The fields of the audience that differ, with the whole stamp.
    func changing(_ current: ObservedSegment, to target: Target) -> AudienceChange {
        let content = target.content
        let differs = Set(content.differences(from: current.content))
        return AudienceChange(
            description: StampedDescription(text: content.description, stamp: target.stamp),
            labels: differs.contains(.labels) ? content.labels : nil,
            tags: differs.contains(.tags) ? content.tags + current.systemTags : nil,
            lifecycle: differs.contains(.lifecycle) ? content.lifecycle : nil
        )
    }

    /// The stamp for a write that leaves the audience's fields as they are: of these it says what it said before.
    private func interimStamp(_ current: ObservedSegment, _ target: Target) -> OwnershipStamp {
        var base = target.stamp.base
        for field in ManagedField.ofAudience where !target.content.isSame(field, in: current.content) {
            base?[field] = current.stamp?.base?[field]
        }
        return OwnershipStamp(
            version: target.stamp.version,
            project: target.stamp.project,
            key: target.stamp.key,
            base: base,
            protect: target.stamp.protect,
            unknownMembers: target.stamp.unknownMembers
        )
    }
}
