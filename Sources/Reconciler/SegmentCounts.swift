internal import Segments

/// How many definitions of a sandbox count against the documented limits, whoever made them: drafts and published ones,
/// without those of the platform.
package struct SegmentCounts: Hashable, Sendable {
    package let all: Int
    /// Edge segments count as streaming ones as well.
    package let streaming: Int
    package let edge: Int

    /// As a sandbox was listed.
    package init(_ list: SegmentList) {
        self.init(list.segments.filter { !$0.isSystem }.map(\.content))
    }

    /// As the sandbox would be once a plan over that list is run; what is blocked is not done.
    package init(after plan: Plan, of list: SegmentList) {
        var contents: [SegmentContent] = []
        var actions: [SegmentID: PlannedAction] = [:]
        for action in plan.actions where action.isChange {
            if let id = action.id {
                actions[id] = action
            } else if let desired = action.desired {
                contents.append(plan.names.content(of: desired, over: nil))
            }
        }
        for segment in list.segments where !segment.isSystem {
            let action = actions[segment.id]
            if action?.isDelete ?? false { continue }
            let wanted = (action?.desired).map { plan.names.content(of: $0, over: segment.content) }
            contents.append(wanted ?? segment.content)
        }
        self.init(contents)
    }

    private init(_ contents: [SegmentContent]) {
        let counted = contents.filter { $0.lifecycle == .draft || $0.lifecycle == .published }.map(\.evaluation)
        all = counted.count
        streaming = counted.count { $0.streaming || $0.edge }
        edge = counted.count(where: \.edge)
    }
}
