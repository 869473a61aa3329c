/// The fields of a definition that the tool manages, as they stand or shall stand in one sandbox: ids, not names.
///
/// `description` is the user's part, without the stamp; `tags` are without the platform's own stamps. Times, metrics,
/// authors and the like are the service's own and never take part in a comparison.
package struct SegmentContent: Hashable, Sendable {
    package var name: String
    package var description: String
    package var expression: SegmentExpression
    package var schema: String
    package var evaluation: EvaluationFlags
    package var mergePolicyID: String?
    package var ttlInDays: Int64?
    /// Sorted, each once.
    package var labels: [String] { didSet { labels = labels.sortedSet } }
    /// The ids of tags, sorted, each once.
    package var tags: [String] { didSet { tags = tags.sortedSet } }
    package var lifecycle: Lifecycle

    package init(
        name: String,
        description: String = "",
        expression: SegmentExpression,
        schema: String = DesiredSegment.defaultSchema,
        evaluation: EvaluationFlags = .batch,
        mergePolicyID: String? = nil,
        ttlInDays: Int64? = nil,
        labels: [String] = [],
        tags: [String] = [],
        lifecycle: Lifecycle = .published
    ) {
        self.name = name
        self.description = description
        self.expression = expression
        self.schema = schema
        self.evaluation = evaluation
        self.mergePolicyID = mergePolicyID
        self.ttlInDays = ttlInDays
        self.labels = labels.sortedSet
        self.tags = tags.sortedSet
        self.lifecycle = lifecycle
    }

    /// A text that is equal exactly where a field means the same; the fields of a stamp have none.
    package func canonicalText(of field: ManagedField) -> String {
        switch field {
        case .name: name
        case .description: description
        case .expression: expression.canonicalText
        case .schema: schema
        case .evaluation: evaluation.text
        case .mergePolicy: mergePolicyID ?? ""
        case .ttlInDays: ttlInDays.map(String.init) ?? ""
        case .labels: labels.joined(separator: "\n")
        case .tags: tags.joined(separator: "\n")
        case .lifecycle: lifecycle.text
        case .key, .protect: ""
        }
    }

    /// The fields that differ, in reading order.
    package func differences(from other: SegmentContent) -> [ManagedField] {
        ManagedField.ofContent.filter { !isSame($0, in: other) }
    }

    /// Whether one field means the same in both; a rule that cannot be read equals only its own text.
    ///
    /// Texts are compared byte by byte, as their digests are: an accent in another normal form is another text.
    package func isSame(_ field: ManagedField, in other: SegmentContent) -> Bool {
        field == .expression
            ? expression == other.expression
            : canonicalText(of: field).utf8.elementsEqual(other.canonicalText(of: field).utf8)
    }
}

extension [String] {
    fileprivate var sortedSet: [String] { Set(self).sorted() }
}
