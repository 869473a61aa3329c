/// What is sent to create or overwrite a definition: every managed field that has a value, and the stamp.
package struct SegmentDraft: Hashable, Sendable {
    /// What becomes of Segment Builder's model of a definition.
    package enum BuilderModelPart: Hashable, Sendable {
        /// There is none.
        case none
        case keep(BuilderModel)
        /// It fits the rule no more.
        case drop
    }

    package let name: String
    package let description: StampedDescription
    package let expression: SegmentExpression
    package let schema: String
    /// nil leaves the choice to the service.
    package let evaluation: EvaluationFlags?
    package let mergePolicyID: String?
    package let ttlInDays: Int64?
    package let labels: [String]?
    /// Ids, with the platform's own marks.
    package let tags: [String]?
    package let lifecycle: Lifecycle?
    package let builderModel: BuilderModelPart
    package let unmanaged: UnmanagedMembers?

    package init(
        name: String,
        description: StampedDescription,
        expression: SegmentExpression,
        schema: String,
        evaluation: EvaluationFlags? = nil,
        mergePolicyID: String? = nil,
        ttlInDays: Int64? = nil,
        labels: [String]? = nil,
        tags: [String]? = nil,
        lifecycle: Lifecycle? = nil,
        builderModel: BuilderModelPart = .none,
        unmanaged: UnmanagedMembers? = nil
    ) {
        self.name = name
        self.description = description
        self.expression = expression
        self.schema = schema
        self.evaluation = evaluation
        self.mergePolicyID = mergePolicyID
        self.ttlInDays = ttlInDays
        self.labels = labels
        self.tags = tags
        self.lifecycle = lifecycle
        self.builderModel = builderModel
        self.unmanaged = unmanaged
    }
}
