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

    /// Takes every segment with its rule; of one key that comes twice all references are told.
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

    /// All references of several graphs, as of several sandboxes.
    package init(joining graphs: [SegmentGraph]) {
        func joined(_ edges: [[Node: [Node]]]) -> [Node: Set<Node>] {
            var all: [Node: Set<Node>] = [:]
            for (node, others) in edges.joined() { all[node, default: []].formUnion(others) }
            return all
        }
        self.init(
            nodes: Set(graphs.flatMap(\.nodes)),
            used: joined(graphs.map(\.used)),
            users: joined(graphs.map(\.users))
        )
    }

    /// The direct neighbours of a node, in order.
    package func neighbours(of node: Node, _ direction: Direction) -> [Node] {
        switch direction {
        case .uses: used[node] ?? []
        case .usedBy: users[node] ?? []
        }
    }

    /// What a walk from a node has met.
    package struct Reach: Hashable, Sendable {
        /// Without the node itself.
        package let count: Int
        /// How many references were followed.
        package let followed: Int
        /// Whether nothing is left to be met.
        package let isWhole: Bool
    }

    /// What can be reached from a node, the nearest first: all its own references are followed, and of those behind them
    /// so many. So the walks from all nodes together need no more than the graph has references, and so many for each.
    package func reach(from start: Node, _ direction: Direction, followingBehind limit: Int) -> Reach {
        let most = neighbours(of: start, direction).count + limit
        var reached: Set<Node> = [start]
        var pending = [start]
        var position = 0
        var followed = 0
        while position < pending.count {
            for next in neighbours(of: pending[position], direction) {
                guard followed < most else {
                    return Reach(count: pending.count - 1, followed: followed, isWhole: false)
                }
                followed += 1
                if reached.insert(next).inserted { pending.append(next) }
            }
            position += 1
        }
        return Reach(count: pending.count - 1, followed: followed, isWhole: true)
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
