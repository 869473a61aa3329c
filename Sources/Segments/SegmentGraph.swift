/// Which segments ask about which others: `${segment:KEY}`, and ids of definitions that no manifest makes.
///
/// It may hold circles, which are mistakes of the manifests: every walk ends all the same.
package struct SegmentGraph: Hashable, Sendable {
    package enum Node: Hashable, Sendable, Comparable {
        case segment(SegmentKey)
        /// A definition by its id in the sandbox.
        case id(SegmentID)
    }

    package enum Direction: Hashable, Sendable {
        /// From a segment to those that it asks about.
        case uses
        /// From a segment to those that ask about it.
        case usedBy
    }

    /// The keys first, then the ids, each in the order of their texts.
    package let nodes: [Node]
    private let used: [Node: [Node]]
    private let users: [Node: [Node]]

    /// Takes every segment with its rule; of one key that comes twice, as in two sandboxes, all references are told.
    package init(_ rules: [(key: SegmentKey, rule: SegmentExpression?)]) {
        var used: [Node: Set<Node>] = [:]
        var users: [Node: Set<Node>] = [:]
        var nodes: Set<Node> = []
        for (key, rule) in rules {
            let node = Node.segment(key)
            nodes.insert(node)
            guard let rule else { continue }
            let keys = rule.referencedKeys.map(Node.segment)
            for other in keys + rule.referencedIDs.map(Node.id) {
                nodes.insert(other)
                used[node, default: []].insert(other)
                users[other, default: []].insert(node)
            }
        }
        self.init(nodes: nodes, used: used, users: users)
    }

    private init(nodes: Set<Node>, used: [Node: Set<Node>], users: [Node: Set<Node>]) {
        self.nodes = nodes.sorted()
        self.used = used.mapValues { $0.sorted() }
        self.users = users.mapValues { $0.sorted() }
    }

    /// The direct neighbours of a node, in order.
    package func neighbours(of node: Node, _ direction: Direction) -> [Node] {
        switch direction {
        case .uses: used[node] ?? []
        case .usedBy: users[node] ?? []
        }
    }

    /// Everything that can be reached from a node without the node itself, in order.
    package func reach(from node: Node, _ direction: Direction) -> [Node] {
        reach(from: [node], direction).subtracting([node]).sorted()
    }

    private func reach(from starts: [Node], _ direction: Direction) -> Set<Node> {
        var reached = Set(starts)
        var pending = starts
        while let node = pending.popLast() {
            for next in neighbours(of: node, direction) where reached.insert(next).inserted { pending.append(next) }
        }
        return reached
    }

    /// The part of the graph that is about some of its nodes: they, all that they use and all that uses them, with what
    /// these ask about one another.
    package func neighbourhood(of starts: [Node]) -> SegmentGraph {
        let near = reach(from: starts, .uses).union(reach(from: starts, .usedBy))
        func part(_ edges: [Node: [Node]]) -> [Node: Set<Node>] {
            Dictionary(uniqueKeysWithValues: near.map { ($0, Set(edges[$0] ?? []).intersection(near)) })
        }
        return SegmentGraph(nodes: near, used: part(used), users: part(users))
    }
}
