package import Segments

/// The fields of a sandbox's definition that its manifest shall say as they stand there.
package struct AdoptedSegment: Sendable {
    package let key: SegmentKey
    package let fields: [ManagedField]
    /// As it stands in the sandbox.
    package let content: SegmentContent

    package init(key: SegmentKey, fields: [ManagedField], content: SegmentContent) {
        self.key = key
        self.fields = fields
        self.content = content
    }
}

/// The fields that a manifest shall say otherwise, with their values.
struct WantedFields {
    let key: SegmentKey
    let fields: [ManagedField]
    /// What the manifest has to say of a field; the keys are those of the sandbox's manifests.
    let value: (ManagedField, Set<SegmentKey>) throws(AdoptionRefusal) -> AdoptedValue
}

/// What became of one field.
package struct AdoptionOutcome: Hashable, Sendable {
    package let key: SegmentKey
    package let field: ManagedField
    /// The file that says the sandbox's value; nil where none does.
    package let file: String?
    /// Why the manifest was left as it was; nil where it was not.
    package let refusal: String?

    static func adopted(_ key: SegmentKey, _ field: ManagedField, file: String) -> AdoptionOutcome {
        AdoptionOutcome(key: key, field: field, file: file, refusal: nil)
    }

    static func refused(_ key: SegmentKey, _ field: ManagedField, _ reason: String) -> AdoptionOutcome {
        AdoptionOutcome(key: key, field: field, file: nil, refusal: reason)
    }
}
