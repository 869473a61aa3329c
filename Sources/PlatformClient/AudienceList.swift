package import Segments

/// What a sandbox answered when it was asked for all its audiences.
package struct AudienceList: Hashable, Sendable {
    /// Each once.
    package let audiences: [Audience]
    /// How many there are by the service's own count; nil where it states none.
    package let statedCount: Int?

    init(_ audiences: [Audience], statedCount: Int?) {
        self.audiences = audiences
        self.statedCount = statedCount
    }

    /// Whether as many came as the service says there are; without a count nobody can tell.
    package var isWhole: Bool { statedCount.map { audiences.count >= $0 } ?? false }
}
