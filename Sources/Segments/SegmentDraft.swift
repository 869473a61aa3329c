/// What is sent to create or overwrite a definition: every managed field that has a value, and the stamp.
package struct SegmentDraft: Hashable, Sendable {
    package let name: String
    package let description: StampedDescription
    package let expression: SegmentExpression
    package let schema: String
    /// nil leaves the choice to the service.
    package let evaluation: EvaluationFlags?
    package let mergePolicyID: String?
    package let ttlInDays: Int64?

    package init(
        name: String,
        description: StampedDescription,
        expression: SegmentExpression,
        schema: String,
        evaluation: EvaluationFlags?,
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
