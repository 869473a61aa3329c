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

        /// Whether a stamp says whose the definition is, and whether it is protected. What it says of the fields is
        /// renewed with the next write of any.
        func isOwned(by other: OwnershipStamp?) -> Bool {
            other?.project == stamp.project && other?.key == stamp.key && other?.protect == stamp.protect
        }
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
    ///
    /// The stamp already tells of labels, tags and lifecycle, which most services take with the rest: where one does
    /// not, they are written next.
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
}

// MARK: Overwriting

extension DraftFactory {
    /// One write on the way to a target, and what the definition says after it.
    struct Step {
        enum Write {
            case overwrite(SegmentDraft)
            case change(AudienceChange)
        }

        let write: Write
        let content: SegmentContent
        let stamp: OwnershipStamp
        let model: BuilderModelEnd
        /// As they were before, and shall be after it; nil where there were none.
        let unmanaged: UnmanagedMembers?

        /// Whether the write is to be seen in a definition, alone or with all that is left: another run of the same plan
        /// may have gone on from here in the meantime.
        func isArrived(in segment: ObservedSegment, to target: Target) -> Bool {
            let isHere = segment.stamp == stamp && content.differences(from: segment.content).isEmpty
            let isFurther = segment.stamp == target.stamp && target.content.differences(from: segment.content).isEmpty
            return (isHere || isFurther) && model.isMet(by: segment)
                && (unmanaged == nil || segment.unmanaged == unmanaged)
        }
    }

    /// The next write towards a target: the definition first, then what goes through its audience; nil where nothing
    /// is left.
    func nextStep(from current: ObservedSegment, to target: Target) -> Step? {
        let differences = target.content.differences(from: current.content)
        if differences.isEmpty { return target.isOwned(by: current.stamp) ? nil : overwriting(current, to: target) }
        let isOfAudience = differences.allSatisfy(ManagedField.ofAudience.contains)
        return isOfAudience ? changing(current, to: target) : overwriting(current, to: target)
    }

    /// The whole of a definition, except that the fields of its audience stay for now; the stamp tells of what is
    /// written here alone.
    private func overwriting(_ current: ObservedSegment, to target: Target) -> Step {
        var content = target.content
        let keepsRule = content.expression == current.content.expression
        // Segment Builder's model fits the very text that stands, not another of the same meaning.
        if keepsRule { content.expression = current.content.expression }
        content.labels = current.content.labels
        content.tags = current.content.tags
        content.lifecycle = current.content.lifecycle
        let stamp = interimStamp(current, target)
        let draft = SegmentDraft(
            name: content.name,
            description: StampedDescription(text: content.description, stamp: stamp),
            expression: content.expression,
            schema: content.schema,
            evaluation: content.evaluation,
            mergePolicyID: content.mergePolicyID,
            ttlInDays: content.ttlInDays,
            labels: content.labels,
            tags: content.tags + current.systemTags,
            lifecycle: content.lifecycle,
            builderModel: current.builderModel.map { keepsRule ? .keep($0) : .drop } ?? .none,
            unmanaged: current.unmanaged
        )
        let model: BuilderModelEnd = current.builderModel == nil ? .any : keepsRule ? .kept : .dropped
        return Step(
            write: .overwrite(draft),
            content: content,
            stamp: stamp,
            model: model,
            unmanaged: current.unmanaged
        )
    }

    /// The fields of the audience that differ, with the whole stamp.
    private func changing(_ current: ObservedSegment, to target: Target) -> Step {
        let content = target.content
        let differs = Set(content.differences(from: current.content))
        let change = AudienceChange(
            description: StampedDescription(text: content.description, stamp: target.stamp),
            labels: differs.contains(.labels) ? content.labels : nil,
            tags: differs.contains(.tags) ? content.tags + current.systemTags : nil,
            lifecycle: differs.contains(.lifecycle) ? content.lifecycle : nil
        )
        let model: BuilderModelEnd = current.builderModel == nil ? .any : .kept
        return Step(
            write: .change(change),
            content: content,
            stamp: target.stamp,
            model: model,
            unmanaged: current.unmanaged
        )
    }

    /// The stamp for a write that leaves the audience's fields as they are: of these it says what this project's stamp
    /// said before.
    private func interimStamp(_ current: ObservedSegment, _ target: Target) -> OwnershipStamp {
        let old = current.stamp.flatMap { $0.project == project ? $0.base : nil }
        var base = target.stamp.base
        for field in ManagedField.ofAudience where !target.content.isSame(field, in: current.content) {
            base?[field] = old?[field]
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
