/// The circles of references in a graph, and which segments lead into one: none of these can ever be made, for a segment
/// needs the ids of those that it asks about.
package struct SegmentCircles: Hashable, Sendable {
    /// How a segment stands to a circle, and the first of those it asks about through which it does.
    package enum Standing: Hashable, Sendable {
        /// Its references lead back to it.
        case within(by: SegmentGraph.Node)
        /// They lead into a circle of others.
        case before(by: SegmentGraph.Node)
    }

    private let standings: [SegmentGraph.Node: Standing]
    /// By a number for each, the segments that lead to one another.
    private let members: [Int: [SegmentGraph.Node]]
    private let groups: [SegmentGraph.Node: Int]

    /// Needs time in proportion to the size of the graph, and no stack for its depth.
    package init(_ graph: SegmentGraph) {
        var walk = Walk(graph)
        for node in graph.nodes { walk.run(from: node) }
        standings = walk.standings
        members = walk.members
        groups = walk.groups.filter { walk.members[$0.value] != nil }
    }

    /// Nil for a segment whose references end.
    package func standing(of node: SegmentGraph.Node) -> Standing? { standings[node] }

    /// All segments that stand in a circle with one of these, and these; segments outside of circles are left out.
    package func companions(of nodes: [SegmentGraph.Node]) -> [SegmentGraph.Node] {
        Set(nodes.compactMap { groups[$0] }).sorted().flatMap { members[$0] ?? [] }
    }
}

extension SegmentCircles {
    /// Tarjan's walk: it leaves a group of nodes that lead to one another when all that they lead to has been left.
    private struct Walk {
        let graph: SegmentGraph
        var standings: [SegmentGraph.Node: Standing] = [:]
        var members: [Int: [SegmentGraph.Node]] = [:]
        /// For nodes that have been left.
        var groups: [SegmentGraph.Node: Int] = [:]
        private var indices: [SegmentGraph.Node: Int] = [:]
        /// The lowest index that a node is known to lead back to.
        private var lowest: [SegmentGraph.Node: Int] = [:]
        private var open: [SegmentGraph.Node] = []

        init(_ graph: SegmentGraph) {
            self.graph = graph
        }

        mutating func run(from root: SegmentGraph.Node) {
            guard indices[root] == nil else { return }
            var path = [(node: root, next: 0)]
            enter(root)
            while let (node, next) = path.last {
                let used = graph.neighbours(of: node, .uses)
                guard next < used.count else {
                    path.removeLast()
                    if lowest[node] == indices[node] { leave(node) }
                    if let before = path.last?.node { lower(before, to: lowest[node]) }
                    continue
                }
                path[path.count - 1].next += 1
                let other = used[next]
                if let index = indices[other] {
                    if groups[other] == nil { lower(node, to: index) }
                } else {
                    enter(other)
                    path.append((other, 0))
                }
            }
        }

        private mutating func enter(_ node: SegmentGraph.Node) {
            lowest[node] = indices.count
            indices[node] = indices.count
            open.append(node)
        }

        private mutating func lower(_ node: SegmentGraph.Node, to index: Int?) {
            guard let index, let known = lowest[node] else { return }
            lowest[node] = min(known, index)
        }

        private mutating func leave(_ first: SegmentGraph.Node) {
            guard let start = open.lastIndex(of: first), let group = indices[first] else { return }
            let nodes = open[start...].sorted()
            open.removeSubrange(start...)
            for node in nodes { groups[node] = group }
            let isCircle = nodes.count > 1 || graph.neighbours(of: first, .uses).contains(first)
            if isCircle { members[group] = nodes }
            for node in nodes {
                let used = graph.neighbours(of: node, .uses)
                if isCircle, let other = used.first(where: { groups[$0] == group }) {
                    standings[node] = .within(by: other)
                } else if let other = used.first(where: { standings[$0] != nil }) {
                    standings[node] = .before(by: other)
                }
            }
        }
    }
}
