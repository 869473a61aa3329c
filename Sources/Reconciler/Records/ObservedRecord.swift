internal import PQLSemantics
package import Segments

/// A definition as it was read, in the form in which plans and journals keep it: version 1 of its shape.
package struct ObservedRecord: Hashable, Sendable, Codable {
    package let id: String
    package let name: String
    /// The user's part alone.
    package let description: String
    /// The stamp's line; nil for a definition without one.
    package let stamp: String?
    package let expression: ExpressionRecord
    package let schema: String
    /// Of `batch`, `streaming` and `edge`, those that are on.
    package let evaluation: [String]
    package let mergePolicy: String?
    package let ttlInDays: Int64?
    package let labels: [String]
    /// Ids, without the platform's own marks.
    package let tags: [String]
    package let systemTags: [String]
    package let lifecycle: String
    /// Segment Builder's model as JSON text.
    package let builderModel: String?
    package let lastModifiedBy: String?
    /// Milliseconds since 1970, UTC.
    package let updateTime: Int64?
    package let etag: String?

    package init(_ segment: ObservedSegment) {
        let content = segment.content
        id = segment.id.text
        name = content.name
        description = content.description
        stamp = segment.stamp?.line
        expression = ExpressionRecord(answered: content.expression)
        schema = content.schema
        evaluation = content.evaluation.methods.map(\.rawValue)
        mergePolicy = content.mergePolicyID
        ttlInDays = content.ttlInDays
        labels = content.labels
        tags = content.tags
        systemTags = segment.systemTags
        lifecycle = content.lifecycle.text
        builderModel = segment.builderModel?.json
        lastModifiedBy = segment.lastModifiedBy
        updateTime = segment.updateTime
        etag = segment.etag
    }

    /// The definition; what a later version wrote otherwise is a failure that names it.
    package func segment() throws(RecordFailure) -> ObservedSegment {
        let stamp = try stamp.map { line throws(RecordFailure) in
            guard let stamp = OwnershipStamp(line: line) else { throw RecordFailure("'\(line)' is no stamp") }
            return stamp
        }
        return ObservedSegment(
            id: SegmentID(id),
            content: SegmentContent(
                name: name,
                description: description,
                expression: expression.answered,
                schema: schema,
                evaluation: try EvaluationFlags(names: evaluation),
                mergePolicyID: mergePolicy,
                ttlInDays: ttlInDays,
                labels: labels,
                tags: tags,
                lifecycle: Lifecycle(lifecycle)
            ),
            description: StampedDescription(text: description, stamp: stamp),
            systemTags: systemTags,
            builderModel: builderModel.map(BuilderModel.init),
            lastModifiedBy: lastModifiedBy,
            updateTime: updateTime,
            etag: etag
        )
    }
}
