package import Segments

/// What a plan is about, where it is not about everything that the manifests say.
package struct PlanScope: Hashable, Sendable {
    /// The segments that may be deleted where nothing wants them; all others that nothing wants stay as they are.
    package let deletable: Set<SegmentKey>
    /// What stands against changing a segment, whatever the change.
    package let blocks: [SegmentKey: [Block]]
    /// What a reader should know of a segment, unless nothing is to change of it.
    package let remarks: [SegmentKey: [String]]
    /// What a reader should know in any case.
    package let notes: [String]

    package init(
        deletable: Set<SegmentKey>,
        blocks: [SegmentKey: [Block]],
        remarks: [SegmentKey: [String]],
        notes: [String]
    ) {
        self.deletable = deletable
        self.blocks = blocks
        self.remarks = remarks
        self.notes = notes
    }

    /// The action for a segment that nothing wants and that stays; nil where nobody can tell which definition it is.
    static func kept(_ definitions: [ObservedSegment], key: SegmentKey) -> PlannedAction? {
        guard definitions.count == 1 else { return nil }
        return PlannedAction(key: key, name: definitions[0].content.name, kind: .noChange(definitions[0]))
    }

    /// The actions with what stands against them.
    func applied(to actions: [SegmentKey: PlannedAction]) -> [SegmentKey: PlannedAction] {
        var guarded = actions
        for (key, blocks) in blocks where actions[key]?.isNoChange == false { guarded[key]?.blocks += blocks }
        return guarded
    }

    func notes(on actions: [SegmentKey: PlannedAction]) -> [String] {
        notes + remarks.filter { actions[$0.key]?.isNoChange == false }.sorted { $0.key < $1.key }.flatMap(\.value)
    }
}

extension PlannedAction {
    fileprivate var isNoChange: Bool { if case .noChange = kind { true } else { false } }
}
