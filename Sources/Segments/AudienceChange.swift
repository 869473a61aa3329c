/// The fields of a definition that are written one by one, through its audience; nil for those that stay.
///
/// The description goes along, so that the stamp tells of them in the same write.
package struct AudienceChange: Hashable, Sendable {
    package let description: StampedDescription
    package let labels: [String]?
    /// Ids, with the platform's own marks.
    package let tags: [String]?
    package let lifecycle: Lifecycle?

    package init(
        description: StampedDescription,
        labels: [String]? = nil,
        tags: [String]? = nil,
        lifecycle: Lifecycle? = nil
    ) {
        self.description = description
        self.labels = labels
        self.tags = tags
        self.lifecycle = lifecycle
    }
}
