internal import Segments

/// Puts actions in an order that the service accepts: a segment after those that it references and after the one that
/// gives up its name, a delete after those that stop using it.
struct ActionOrder: Sendable {
    let remote: RemoteState

    func applied(to actions: [SegmentKey: PlannedAction]) -> [SegmentKey: PlannedAction] {
        var edges: [SegmentKey: Set<SegmentKey>] = [:]
        for action in actions.values {
            edges[action.key] = predecessors(of: action).filter { key in
                guard key != action.key, let other = actions[key] else { return false }
                if case .noChange = other.kind { return false }
                return true
            }
        }
        return Self.ordered(actions, edges: edges)
    }

    private func predecessors(of action: PlannedAction) -> Set<SegmentKey> {
        switch action.kind {
        case .create(let desired), .adopt(let desired, _, _):
            desired.expression.referencedKeys.union(holders(of: desired.name))
        case .update(let desired, let observed, _):
            desired.expression.referencedKeys
                .union(observed.content.name == desired.name ? [] : holders(of: desired.name))
        case .delete(let observed):
            Set(remote.dependents(of: observed.id).compactMap { remote.ownerKey(of: $0) })
        case .noChange, .blocked:
            []
        }
    }

    /// Our own definitions that have the name now and must give it up first.
    private func holders(of name: String) -> Set<SegmentKey> {
        Set((remote.byName[name] ?? []).compactMap { remote.ownerKey(of: $0) })
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
            let stuck = predecessors.filter { if case .blocked = result[$0]?.kind { true } else { false } }
            var kind = action.kind
            if !stuck.isEmpty, action.isChange {
                let names = stuck.map { "'\($0)'" }.joined(separator: ", ")
                kind = .blocked([Block(.order, "it needs \(names) first, which is blocked")])
            }
            result[key] = PlannedAction(key: key, name: action.name, kind: kind, after: predecessors)
            for successor in successors[key, default: []] {
                waiting[successor, default: 0] -= 1
                if waiting[successor] == 0 { ready.append(successor) }
            }
        }
        let stuck = Set(actions.keys).subtracting(result.keys)
        let circular = Self.circular(stuck, edges: edges)
        for key in stuck {
            guard let action = actions[key] else { continue }
            let names = edges[key, default: []].intersection(stuck).sorted().map { "'\($0)'" }.joined(separator: ", ")
            let block =
                circular.contains(key)
                ? Block(
                    .order,
                    "it waits for \(names), which waits for it in turn",
                    remedy: "make the change in two steps"
                ) : Block(.order, "it needs \(names) first, which is blocked")
            result[key] = PlannedAction(key: key, name: action.name, kind: .blocked([block]))
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
