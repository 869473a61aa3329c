package import Diagnostics
package import Segments

/// One segment as its manifest says it, before any sandbox is looked at.
package struct SegmentManifest: Sendable {
    package let key: Located<SegmentKey>
    /// The key that the segment had before.
    package let movedFrom: Located<SegmentKey>?
    package let fields: ManifestFields
    /// The sandboxes it is for; nil for every one that reads its folder.
    package let sandboxes: [Located<String>]?
    /// What differs in a sandbox, by the sandbox's name.
    package let overrides: [(sandbox: Located<String>, fields: ManifestFields)]
    package let file: FileID
    /// Of the whole document.
    package let span: ByteSpan

    /// The fields that hold in one sandbox.
    package func fields(in sandbox: String) -> ManifestFields {
        guard let override = overrides.first(where: { $0.sandbox.value == sandbox }) else { return fields }
        return fields.overridden(by: override.fields)
    }
}
