package import Segments

/// What shall happen to one segment, and why.
package struct PlannedAction: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case create(DesiredSegment)
        case update(DesiredSegment, from: ObservedSegment, [FieldChange])
        /// Takes over an unstamped definition of the same name.
        case adopt(DesiredSegment, from: ObservedSegment, [FieldChange])
        case delete(ObservedSegment)
        case noChange(ObservedSegment)
        /// Must not be done; the run is refused while one of these stands.
        case blocked([Block])
    }

    package let key: SegmentKey
    /// As it shall be called; for a delete, as it is called.
    package let name: String
    package let kind: Kind
    /// The actions that must be done before this one.
    package let after: [SegmentKey]

    package init(key: SegmentKey, name: String, kind: Kind, after: [SegmentKey] = []) {
        self.key = key
        self.name = name
        self.kind = kind
        self.after = after
    }

    /// The id that the definition has in the sandbox already.
    package var id: SegmentID? {
        switch kind {
        case .update(_, let observed, _), .adopt(_, let observed, _), .delete(let observed), .noChange(let observed):
            observed.id
        case .create, .blocked: nil
        }
    }

    /// What the segment shall be; nil where nothing is to be written.
    package var desired: DesiredSegment? {
        switch kind {
        case .create(let desired), .update(let desired, _, _), .adopt(let desired, _, _): desired
        case .delete, .noChange, .blocked: nil
        }
    }

    /// Whether running the plan writes this segment.
    package var isChange: Bool {
        switch kind {
        case .create, .update, .adopt, .delete: true
        case .noChange, .blocked: false
        }
    }
}
