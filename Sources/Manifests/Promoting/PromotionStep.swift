package import Segments

/// What promotion does with one segment.
package struct PromotionStep: Hashable, Sendable {
    package enum Change: String, Hashable, Sendable, Codable, CaseIterable {
        /// The manifest is for both sandboxes already.
        case none
        /// The other sandbox is added to the manifest's `sandboxes`.
        case listed
        /// The manifest goes to a folder that both sandboxes read.
        case moved
        /// The manifest is copied to a folder of the other sandbox.
        case copied
        /// The other sandbox's own manifest gets the values that differ.
        case updated
        /// There is no place for it; a blocker says why.
        case impossible
    }

    package let key: SegmentKey
    /// The segment whose rule names this one; nil for one that was asked for.
    package let neededBy: SegmentKey?
    package let change: Change
    /// The file of the manifest that the other sandbox reads afterwards.
    package let file: String
    /// The file that it was in before, where that is another.
    package let origin: String?
    /// The fields that are written into the other sandbox's own manifest.
    package let fields: [ManagedField]
    /// The fields for which the other sandbox has a value of its own in `overrides`, which stays.
    package let overridden: [String]
    /// What the other sandbox had there, of the fields whose override is replaced.
    package let replaced: [ReplacedOverride]
}

/// A value of `overrides` that another takes the place of, in its manifest's words.
package struct ReplacedOverride: Hashable, Sendable {
    package let field: ManagedField
    package let value: String
}

/// What to promote.
package enum PromotionSelection: Hashable, Sendable {
    /// Segments by their keys, as they were typed.
    case keys([String])
    case all
}

/// What a sandbox runs of its manifests' segments.
package struct RunningSegments: Sendable {
    /// The definitions that are known, with the fields that are not as their manifests want them.
    package let segments: [SegmentKey: AdoptedSegment]
    /// Why nothing is known of other segments.
    package let unknown: [SegmentKey: String]
    package let names: SandboxNames
    /// The ids of all definitions of the sandbox, whoever made them.
    package let ids: Set<SegmentID>

    package init(
        segments: [SegmentKey: AdoptedSegment],
        unknown: [SegmentKey: String],
        names: SandboxNames,
        ids: Set<SegmentID> = []
    ) {
        self.segments = segments
        self.unknown = unknown
        self.names = names
        self.ids = ids.union(names.segmentIDs.values)
    }
}
