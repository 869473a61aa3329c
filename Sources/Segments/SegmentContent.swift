/// The fields of a definition that the tool manages, as they stand or shall stand in one sandbox.
///
/// `description` is the user's part, without the stamp. Times, metrics, authors and the like are the service's own
/// and never take part in a comparison.
package struct SegmentContent: Hashable, Sendable {
    package let name: String
    package let description: String
    package let expression: SegmentExpression
    package let schema: String
    package let evaluation: EvaluationFlags
    package let mergePolicyID: String?
    package let ttlInDays: Int64?

    package init(
        name: String,
        description: String,
        expression: SegmentExpression,
        schema: String,
        evaluation: EvaluationFlags,
        mergePolicyID: String?,
        ttlInDays: Int64?
    ) {
        self.name = name
        self.description = description
        self.expression = expression
        self.schema = schema
        self.evaluation = evaluation
        self.mergePolicyID = mergePolicyID
        self.ttlInDays = ttlInDays
    }
}
