package import Segments

/// What shall happen to one segment, and why.
package struct PlannedAction: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case create(DesiredSegment)
        case update(DesiredSegment, from: ObservedSegment)
        /// Takes over a definition of the same name that this project does not own.
        case adopt(DesiredSegment, from: ObservedSegment)
        case delete(ObservedSegment)
        case noChange(ObservedSegment)
        /// Nobody can tell which definition is meant; its blocks say why.
        case undecided
    }

    package let key: SegmentKey
    /// As it shall be called; for a delete, as it is called.
    package let name: String
    package let kind: Kind
    /// The fields that differ, for an update or an adopt.
    package let changes: [FieldChange]
    /// The fields that Git and the sandbox both changed to the same.
    package let becameSame: [ManagedField]
    package internal(set) var effects: [ActionEffect]
    /// The segments of the project whose changes reach this one through its rule.
    package internal(set) var changedThrough: [SegmentKey]
    /// For a delete: the definitions that use it as the plan is made.
    package internal(set) var usedBy: [SegmentID]
    /// Why it must not be done; the run is refused while one of these stands.
    package internal(set) var blocks: [Block]
    /// The actions that must be done before this one.
    package internal(set) var after: [SegmentKey]

    package init(
        key: SegmentKey,
        name: String,
        kind: Kind,
        changes: [FieldChange] = [],
        becameSame: [ManagedField] = [],
        effects: [ActionEffect] = [],
        changedThrough: [SegmentKey] = [],
        usedBy: [SegmentID] = [],
        blocks: [Block] = [],
        after: [SegmentKey] = []
    ) {
        self.key = key
        self.name = name
        self.kind = kind
        self.changes = changes
        self.becameSame = becameSame
        self.effects = effects
        self.changedThrough = changedThrough
        self.usedBy = usedBy
        self.blocks = blocks
        self.after = after
    }

    /// The definition that is there already, as the plan saw it.
    package var observed: ObservedSegment? {
        switch kind {
        case .update(_, let observed), .adopt(_, let observed), .delete(let observed), .noChange(let observed):
            observed
        case .create, .undecided: nil
        }
    }

    package var id: SegmentID? { observed?.id }

    /// What the segment shall be; nil where nothing is to be written.
    package var desired: DesiredSegment? {
        switch kind {
        case .create(let desired), .update(let desired, _), .adopt(let desired, _): desired
        case .delete, .noChange, .undecided: nil
        }
    }

    package var isBlocked: Bool { !blocks.isEmpty }

    /// Whether running the plan writes this segment.
    package var isChange: Bool {
        switch kind {
        case .create, .update, .adopt, .delete: !isBlocked
        case .noChange, .undecided: false
        }
    }

    /// Whether running the plan makes a definition this project's that was not.
    var takesOver: Bool { if case .adopt = kind { !isBlocked } else { false } }

    package var isDelete: Bool { if case .delete = kind { true } else { false } }
}
