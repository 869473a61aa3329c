/// A segment definition as it was read from a sandbox.
package struct ObservedSegment: Hashable, Sendable {
    package let id: SegmentID
    /// With the user's part of the description alone.
    package let content: SegmentContent
    package let description: StampedDescription
    /// The platform's own marks among the tags, which are always kept.
    package let systemTags: [String]
    package let builderModel: BuilderModel?
    /// nil where there are none.
    package let unmanaged: UnmanagedMembers?
    /// Made by the platform itself; never shown in a plan.
    package let isSystem: Bool
    package let lastModifiedBy: String?
    /// Milliseconds since 1970, UTC.
    package let updateTime: Int64?
    /// Changes with every write.
    package let etag: String?

    /// `content.description` is taken from `description`.
    package init(
        id: SegmentID,
        content: SegmentContent,
        description: StampedDescription,
        systemTags: [String] = [],
        builderModel: BuilderModel? = nil,
        unmanaged: UnmanagedMembers? = nil,
        isSystem: Bool = false,
        lastModifiedBy: String? = nil,
        updateTime: Int64? = nil,
        etag: String? = nil
    ) {
        self.id = id
        var content = content
        content.description = description.text
        self.content = content
        self.description = description
        self.systemTags = systemTags
        self.builderModel = builderModel
        self.unmanaged = unmanaged
        self.isSystem = isSystem
        self.lastModifiedBy = lastModifiedBy
        self.updateTime = updateTime
        self.etag = etag
    }

    package var stamp: OwnershipStamp? { description.stamp }
}
