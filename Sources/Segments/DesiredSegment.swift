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
    package let labels: [String]?
    /// The names of tags.
    package let tags: [String]?
    package let lifecycle: Lifecycle?
    /// Never deleted while the remote definition remembers this.
    package let protect: Bool
    /// May take over an unstamped definition of the same name.
    package let adopt: Bool
    /// The key that the segment had before.
    package let movedFrom: SegmentKey?

    package init(
        key: SegmentKey,
        name: String,
        description: String? = nil,
        expression: SegmentExpression,
        schema: String = defaultSchema,
        evaluation: EvaluationMethod? = nil,
        mergePolicy: MergePolicyName? = nil,
        ttlInDays: Int64? = nil,
        labels: [String]? = nil,
        tags: [String]? = nil,
        lifecycle: Lifecycle? = nil,
        protect: Bool = false,
        adopt: Bool = false,
        movedFrom: SegmentKey? = nil
    ) {
        self.key = key
        self.name = name
        self.description = description
        self.expression = expression
        self.schema = schema
        self.evaluation = evaluation
        self.mergePolicy = mergePolicy
        self.ttlInDays = ttlInDays
        self.labels = labels
        self.tags = tags
        self.lifecycle = lifecycle
        self.protect = protect
        self.adopt = adopt
        self.movedFrom = movedFrom
    }

    package static let defaultSchema = "_xdm.context.profile"

    /// The fields that the manifest names, in reading order.
    package var namedFields: [ManagedField] {
        ManagedField.ofContent.filter { field in
            switch field {
            case .name, .expression, .schema: true
            case .description: description != nil
            case .evaluation: evaluation != nil
            case .mergePolicy: mergePolicy != nil
            case .ttlInDays: ttlInDays != nil
            case .labels: labels != nil
            case .tags: tags != nil
            case .lifecycle: lifecycle != nil
            case .key, .protect: false
            }
        }
    }
}
