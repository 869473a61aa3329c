package import Segments

/// What a sandbox answered when it was asked for all its definitions.
package struct SegmentList: Hashable, Sendable {
    /// Each once.
    package let segments: [ObservedSegment]
    /// How many there are by the service's own count; nil where it states none.
    package let statedCount: Int?

    package init(_ segments: [ObservedSegment], statedCount: Int?) {
        self.segments = segments
        self.statedCount = statedCount
    }

    /// Whether as many came as the service says there are; without a count nobody can tell.
    package var isWhole: Bool { statedCount.map { segments.count >= $0 } ?? false }
}
