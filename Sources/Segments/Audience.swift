/// An entry of a sandbox's list of audiences, which has those of other systems beside the segment definitions.
package struct Audience: Hashable, Sendable {
    /// The types of audiences of other systems: the one of all samples, and that of the description.
    private static let externalTypes: Set<String> = ["ExternalSegment", "ExternalAudience"]

    package let id: SegmentID
    package let name: String
    /// nil where the service states none.
    package let type: String?
    package let labels: [String]
    /// Ids, without the platform's own stamps.
    package let tags: [String]
    package let lifecycle: Lifecycle
    /// The folder that it lies in; nil where the service states none.
    package let folderID: String?

    package init(
        id: SegmentID,
        name: String,
        type: String?,
        labels: [String] = [],
        tags: [String] = [],
        lifecycle: Lifecycle = .published,
        folderID: String? = nil
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.labels = labels
        self.tags = tags
        self.lifecycle = lifecycle
        self.folderID = folderID
    }

    /// Whether another system made it. What states no type, or one that is not known, is taken for a definition.
    package var isExternal: Bool { type.map(Self.externalTypes.contains) ?? false }
}
