internal import Segments

/// Puts actions in an order that the service accepts: a segment after those that it references and after the one that
/// gives up its name, a delete after those that stop using it.
struct ActionOrder {
    let state: PlanningState

    func applied(to actions: [SegmentKey: PlannedAction]) -> [SegmentKey: PlannedAction] {
        var edges: [SegmentKey: Set<SegmentKey>] = [:]
        for action in actions.values {
            edges[action.key] = predecessors(of: action).filter { key in
                guard key != action.key, let other = actions[key] else { return false }
                return other.isChange || other.isBlocked
            }
        }
        return Self.ordered(actions, edges: edges)
    }

    private func predecessors(of action: PlannedAction) -> Set<SegmentKey> {
        switch action.kind {
        case .create(let desired):
            return desired.expression.referencedKeys.union(holders(of: desired.name))
        case .update(let desired, let observed), .adopt(let desired, let observed):
            var keys = desired.expression.referencedKeys
            if observed.content.name != desired.name { keys.formUnion(holders(of: desired.name)) }
            // What is no longer published must not be used any more.
            if observed.content.lifecycle == .published, desired.lifecycle.map({ $0 != .published }) == true {
                keys.formUnion(users(of: observed.id))
            }
            return keys
        case .delete(let observed):
            return users(of: observed.id)
        case .noChange, .undecided:
            return []
        }
    }

    private func users(of id: SegmentID) -> Set<SegmentKey> {
        Set(state.remote.dependents(of: id).compactMap { state.names.key(of: $0.id) })
            .union(state.wantedUsers[id, default: []])
    }

    /// Our own definitions that have the name now and must give it up first.
    private func holders(of name: String) -> Set<SegmentKey> {
        Set((state.remote.byName[name] ?? []).compactMap { state.names.key(of: $0.id) })
    }

    /// Writes the edges into the actions; what waits for a blocked action, or for itself, is blocked as well.
    private static func ordered(
        _ actions: [SegmentKey: PlannedAction],
        edges: [SegmentKey: Set<SegmentKey>]
    ) -> [SegmentKey: PlannedAction] {
        var result: [SegmentKey: PlannedAction] = [:]
        var successors: [SegmentKey: [SegmentKey]] = [:]
        var waiting: [SegmentKey: Int] = [:]
        for (key, predecessors) in edges {
            waiting[key] = predecessors.count
            for predecessor in predecessors { successors[predecessor, default: []].append(key) }
        }
        var ready = waiting.filter { $0.value == 0 }.map(\.key)
        while let key = ready.popLast() {
            guard let action = actions[key] else { continue }
            let predecessors = edges[key, default: []].sorted()
            let stuck = predecessors.filter { result[$0]?.isBlocked ?? false }
            var ordered = action
            ordered.after = predecessors
            if !stuck.isEmpty, action.isChange { ordered.blocks.append(.waiting(for: stuck)) }
            result[key] = ordered
            for successor in successors[key, default: []] {
                waiting[successor, default: 0] -= 1
                if waiting[successor] == 0 { ready.append(successor) }
            }
        }
        let stuck = Set(actions.keys).subtracting(result.keys)
        let circular = Self.circular(stuck, edges: edges)
        for key in stuck {
            guard let action = actions[key] else { continue }
            let awaited = edges[key, default: []].intersection(stuck).sorted()
            var blocked = action
            blocked.blocks.append(circular.contains(key) ? .circle(with: awaited) : .waiting(for: awaited))
            result[key] = blocked
        }
        return result
    }

    /// Of the actions that cannot be put in order, those in a circle or between two; the others only wait for these.
    private static func circular(_ stuck: Set<SegmentKey>, edges: [SegmentKey: Set<SegmentKey>]) -> Set<SegmentKey> {
        var rest = stuck
        var waitedFor: [SegmentKey: Int] = [:]
        for key in stuck {
            for predecessor in edges[key, default: []] where stuck.contains(predecessor) {
                waitedFor[predecessor, default: 0] += 1
            }
        }
        var loose = stuck.filter { waitedFor[$0] == nil }
        while let key = loose.popFirst() {
            rest.remove(key)
            for predecessor in edges[key, default: []] where rest.contains(predecessor) {
                waitedFor[predecessor, default: 0] -= 1
                if waitedFor[predecessor] == 0 { loose.insert(predecessor) }
            }
        }
        return rest
    }
}

extension Block {
    fileprivate static func waiting(for keys: [SegmentKey]) -> Block {
        Block(.order, "it needs \(list(keys)) first, which is blocked")
    }

    fileprivate static func circle(with keys: [SegmentKey]) -> Block {
        let reason = "it waits for \(list(keys)), which waits for it in turn"
        return Block(.order, reason, remedy: "make the change in two steps")
    }

    private static func list(_ keys: [SegmentKey]) -> String { keys.map { "'\($0)'" }.joined(separator: ", ") }
}
