/// A segment definition as it was read from a sandbox.
package struct ObservedSegment: Hashable, Sendable {
    package let id: SegmentID
    package let content: SegmentContent
    package let description: StampedDescription
    /// Made by the platform itself; never shown in a plan.
    package let isSystem: Bool
    package let lastModifiedBy: String?
    /// Milliseconds since 1970, UTC.
    package let updateTime: Int64?

    package init(
        id: SegmentID,
        name: String,
        description: StampedDescription,
        expression: SegmentExpression,
        schema: String,
        evaluation: EvaluationFlags,
        mergePolicyID: String?,
        ttlInDays: Int64?,
        isSystem: Bool = false,
        lastModifiedBy: String? = nil,
        updateTime: Int64? = nil
    ) {
        self.id = id
        self.content = SegmentContent(
            name: name,
            description: description.text,
            expression: expression,
            schema: schema,
            evaluation: evaluation,
            mergePolicyID: mergePolicyID,
            ttlInDays: ttlInDays
        )
        self.description = description
        self.isSystem = isSystem
        self.lastModifiedBy = lastModifiedBy
        self.updateTime = updateTime
    }

    package var stamp: OwnershipStamp? { description.stamp }
}
