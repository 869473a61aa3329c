internal import Segments

/// Which actions may begin: those whose predecessors are done, smallest key first.
struct ActionSchedule {
    private var waiting: [SegmentKey: Int] = [:]
    private var successors: [SegmentKey: [SegmentKey]] = [:]
    private var pending: [SegmentKey: PlannedAction]
    /// Ready keys, the smallest last.
    private var ready: [SegmentKey]

    init(_ actions: [PlannedAction]) {
        pending = Dictionary(uniqueKeysWithValues: actions.map { ($0.key, $0) })
        ready = []
        for action in actions {
            let predecessors = action.after.filter { pending[$0] != nil }
            waiting[action.key] = predecessors.count
            for predecessor in predecessors { successors[predecessor, default: []].append(action.key) }
            if predecessors.isEmpty { ready.append(action.key) }
        }
        ready.sort(by: >)
    }

    /// Takes an action that may begin now.
    mutating func next() -> PlannedAction? {
        guard let key = ready.popLast() else { return nil }
        return pending.removeValue(forKey: key)
    }

    /// Lets those that waited for a finished action begin.
    mutating func finished(_ key: SegmentKey) {
        for successor in successors[key, default: []].sorted(by: >) {
            waiting[successor, default: 0] -= 1
            if waiting[successor] == 0, pending[successor] != nil { ready.append(successor) }
        }
    }

    /// Takes out everything that waits, directly or not, for an action that did not end well.
    mutating func abandon(_ key: SegmentKey) -> [PlannedAction] {
        var abandoned: [PlannedAction] = []
        var stack = successors[key, default: []]
        while let next = stack.popLast() {
            guard let action = pending.removeValue(forKey: next) else { continue }
            abandoned.append(action)
            stack += successors[next, default: []]
        }
        return abandoned.sorted { $0.key < $1.key }
    }

    /// Takes out everything that was never begun.
    mutating func remaining() -> [PlannedAction] {
        defer { pending.removeAll() }
        return pending.values.sorted { $0.key < $1.key }
    }
}
