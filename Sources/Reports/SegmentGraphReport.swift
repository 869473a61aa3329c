package import Segments

/// Which segments ask about which others: what JSON shows, and what text and diagrams are made from. Version 1 of its
/// shape.
package struct SegmentGraphReport: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        /// A manifest makes it.
        case segment
        /// A rule names it, and no manifest makes it.
        case missing
        /// A definition of the sandbox that a rule names by its id.
        case id
    }

    package struct Node: Hashable, Sendable, Codable {
        /// Its key, or `id:` and its id.
        package let key: String
        package let kind: Kind
        /// The name in its manifest.
        package let name: String?
        /// What its rule names, keys before ids, as `key` says them.
        package let uses: [String]
        package let usedBy: [String]
    }

    package let version: Int
    package let sandboxes: [String]
    package let nodes: [Node]

    /// `name` gives the name of a segment that a manifest makes, and nil for every other.
    package init(_ graph: SegmentGraph, sandboxes: [String], name: (SegmentKey) -> String?) {
        version = 1
        self.sandboxes = sandboxes
        nodes = graph.nodes.map { node in
            var kind = Kind.id
            var title: String?
            if case .segment(let key) = node {
                title = name(key)
                kind = title == nil ? .missing : .segment
            }
            return Node(
                key: Self.text(node),
                kind: kind,
                name: title,
                uses: graph.neighbours(of: node, .uses).map(Self.text),
                usedBy: graph.neighbours(of: node, .usedBy).map(Self.text)
            )
        }
    }

    fileprivate static func text(_ node: SegmentGraph.Node) -> String {
        switch node {
        case .segment(let key): key.text
        case .id(let id): "id:\(id.text)"
        }
    }
}

extension ExplanationReport.Links {
    /// How many references behind the direct ones are followed, so that all segments can be explained at once.
    private static let maximumBehind = 200

    /// The neighbours of one segment.
    package init(_ graph: SegmentGraph, _ node: SegmentGraph.Node, _ direction: SegmentGraph.Direction) {
        let reach = graph.reach(from: node, direction, followingBehind: Self.maximumBehind)
        self.init(
            direct: graph.neighbours(of: node, direction).map(SegmentGraphReport.text),
            all: reach.count,
            isWhole: reach.isWhole
        )
    }
}
