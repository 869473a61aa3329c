internal import Segments

/// A segment of one side, and what it is matched by.
struct ComparedSegment: Hashable, Sendable {
    enum Source: Hashable, Sendable {
        case manifest(DesiredSegment)
        case definition(ObservedSegment)
    }

    let source: Source
    /// nil for a definition without this project's stamp.
    let key: SegmentKey?
    let name: TenantText

    var id: SegmentID? {
        switch source {
        case .manifest: nil
        case .definition(let segment): segment.id
        }
    }

    /// The key that a manifest says its segment had before.
    var movedFrom: SegmentKey? {
        switch source {
        case .manifest(let segment): segment.movedFrom
        case .definition: nil
        }
    }
}
