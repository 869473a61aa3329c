package import PQLSemantics
package import Segments

/// The fields of a manifest that a sandbox can override; nil where one was not written.
package struct ManifestFields: Sendable {
    package let name: Located<TemplateText>?
    package let description: Located<TemplateText>?
    package let expression: ManifestExpression?
    package let evaluation: Located<EvaluationMethod>?
    package let schema: Located<String>?
    package let mergePolicy: Located<String>?
    package let labels: Located<[String]>?
    package let tags: Located<[String]>?
    package let lifecycle: Located<Lifecycle>?
    package let ttlInDays: Located<Int64>?
    package let owner: Located<String>?
    package let protect: Located<Bool>?
    package let adopt: Located<Bool>?

    /// These fields, with each that `other` names taken from there.
    package func overridden(by other: ManifestFields) -> ManifestFields {
        ManifestFields(
            name: other.name ?? name,
            description: other.description ?? description,
            expression: other.expression ?? expression,
            evaluation: other.evaluation ?? evaluation,
            schema: other.schema ?? schema,
            mergePolicy: other.mergePolicy ?? mergePolicy,
            labels: other.labels ?? labels,
            tags: other.tags ?? tags,
            lifecycle: other.lifecycle ?? lifecycle,
            ttlInDays: other.ttlInDays ?? ttlInDays,
            owner: other.owner ?? owner,
            protect: other.protect ?? protect,
            adopt: other.adopt ?? adopt
        )
    }
}
