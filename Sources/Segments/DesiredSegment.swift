package import PQLSemantics

/// What a manifest wants of one segment in one sandbox.
///
/// A field that is nil was not named in the manifest: it belongs to the service and is never changed.
package struct DesiredSegment: Hashable, Sendable {
    package let key: SegmentKey
    package let name: String
    package let description: String?
    /// Variables are filled in; `${segment:KEY}` still stands.
    package let expression: SegmentExpression
    package let schema: String
    package let evaluation: EvaluationMethod?
    package let mergePolicy: MergePolicyName?
    package let ttlInDays: Int64?
    /// Never deleted while the remote definition remembers this.
    package let protect: Bool
    /// May take over an unstamped definition of the same name.
    package let adopt: Bool

    package init(
        key: SegmentKey,
        name: String,
        description: String? = nil,
        expression: SegmentExpression,
        schema: String = defaultSchema,
        evaluation: EvaluationMethod? = nil,
        mergePolicy: MergePolicyName? = nil,
        ttlInDays: Int64? = nil,
        protect: Bool = false,
        adopt: Bool = false
    ) {
        self.key = key
        self.name = name
        self.description = description
        self.expression = expression
        self.schema = schema
        self.evaluation = evaluation
        self.mergePolicy = mergePolicy
        self.ttlInDays = ttlInDays
        self.protect = protect
        self.adopt = adopt
    }

    package static let defaultSchema = "_xdm.context.profile"
}
