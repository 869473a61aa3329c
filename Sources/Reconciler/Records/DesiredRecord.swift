internal import PQLSemantics
package import Segments

/// What a manifest wants, with its templates filled in, in the form in which plans keep it: version 1 of its shape.
///
/// A field that is null was not named in the manifest.
package struct DesiredRecord: Hashable, Sendable, Codable {
    package let key: String
    package let name: String
    package let description: String?
    /// `${segment:KEY}` stands for the id of another segment of the project.
    package let expression: ExpressionRecord
    package let schema: String
    package let evaluation: String?
    package let mergePolicy: String?
    package let ttlInDays: Int64?
    package let labels: [String]?
    /// Names.
    package let tags: [String]?
    package let lifecycle: String?
    package let protect: Bool
    /// Whether it may take over an unstamped definition of its name.
    package let adopt: Bool
    package let movedFrom: String?

    package init(_ segment: DesiredSegment) {
        key = segment.key.text
        name = segment.name
        description = segment.description
        expression = ExpressionRecord(wanted: segment.expression)
        schema = segment.schema
        evaluation = segment.evaluation?.rawValue
        mergePolicy = segment.mergePolicy?.text
        ttlInDays = segment.ttlInDays
        labels = segment.labels
        tags = segment.tags
        lifecycle = segment.lifecycle?.text
        protect = segment.protect
        adopt = segment.adopt
        movedFrom = segment.movedFrom?.text
    }

    /// The segment; what cannot be one is a failure that names it.
    package func segment() throws(RecordFailure) -> DesiredSegment {
        let method = try evaluation.map { name throws(RecordFailure) in
            guard let method = EvaluationMethod(rawValue: name) else {
                throw RecordFailure("'\(name)' is no evaluation method")
            }
            return method
        }
        return DesiredSegment(
            key: try SegmentKey(recorded: key),
            name: name,
            description: description,
            expression: try expression.wanted(),
            schema: schema,
            evaluation: method,
            mergePolicy: mergePolicy.map(MergePolicyName.init),
            ttlInDays: ttlInDays,
            labels: labels,
            tags: tags,
            lifecycle: lifecycle.map(Lifecycle.init),
            protect: protect,
            adopt: adopt,
            movedFrom: try movedFrom.map { text throws(RecordFailure) in try SegmentKey(recorded: text) }
        )
    }
}
