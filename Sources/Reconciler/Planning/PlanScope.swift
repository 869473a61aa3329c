package import Segments

/// What a plan is about, where it is not about everything that the manifests say.
package struct PlanScope: Hashable, Sendable {
    /// The segments that may be deleted where nothing wants them; all others that nothing wants stay.
    package let deletable: Set<SegmentKey>
    /// What stands against changing a segment, whatever the change.
    package let blocks: [SegmentKey: [Block]]
    /// What a reader should know of a segment, unless nothing is to change of it.
    package let notes: [SegmentKey: [String]]

    package init(deletable: Set<SegmentKey>, blocks: [SegmentKey: [Block]], notes: [SegmentKey: [String]]) {
        self.deletable = deletable
        self.blocks = blocks
        self.notes = notes
    }

    /// The actions with what stands against them.
    func applied(to actions: [SegmentKey: PlannedAction]) -> [SegmentKey: PlannedAction] {
        var guarded = actions
        for (key, blocks) in blocks where actions[key]?.isNoChange == false { guarded[key]?.blocks += blocks }
        return guarded
    }

    func notes(on actions: [SegmentKey: PlannedAction]) -> [String] {
        notes.filter { actions[$0.key]?.isNoChange != true }.sorted { $0.key < $1.key }.flatMap(\.value)
    }
}

extension PlannedAction {
    fileprivate var isNoChange: Bool { if case .noChange = kind { true } else { false } }
}
