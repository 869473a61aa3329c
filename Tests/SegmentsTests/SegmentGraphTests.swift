import PQLSyntax
import Segments
import Testing

struct SegmentGraphTests {
    private static func key(_ text: String) throws -> SegmentKey { try #require(SegmentKey(text)) }

    private static func graph(_ rules: [(String, String)]) throws -> SegmentGraph {
        SegmentGraph(
            try rules.map { name, rule in
                (key: try key(name), rule: SegmentExpression(PQLParser.parse(rule).tree))
            }
        )
    }

    private static func node(_ text: String) throws -> SegmentGraph.Node { .segment(try key(text)) }

    private static let diamond = [
        ("top", "inSegment(${segment:left}) and inSegment(${segment:right})"),
        ("left", "inSegment(${segment:bottom})"), ("right", "inSegment(${segment:bottom}) and inSegment(\"4f3a\")"),
        ("bottom", "testProfile"), ("alone", "testProfile"),
    ]

    @Test func neighboursAreToldInOrderOnBothSides() throws {
        let graph = try Self.graph(Self.diamond)
        #expect(graph.neighbours(of: try Self.node("top"), .uses) == [try Self.node("left"), try Self.node("right")])
        #expect(
            graph.neighbours(of: try Self.node("right"), .uses) == [try Self.node("bottom"), .id(SegmentID("4f3a"))]
        )
        #expect(
            graph.neighbours(of: try Self.node("bottom"), .usedBy) == [try Self.node("left"), try Self.node("right")]
        )
        #expect(graph.neighbours(of: try Self.node("alone"), .uses).isEmpty)
        #expect(graph.nodes.count == 6)
    }

    private static func reach(
        _ graph: SegmentGraph,
        _ name: String,
        _ direction: SegmentGraph.Direction,
        behind limit: Int = 100
    ) throws -> String {
        let reach = graph.reach(from: try node(name), direction, followingBehind: limit)
        return "\(reach.count) by \(reach.followed)\(reach.isWhole ? "" : ", and more")"
    }

    @Test func whatIsReachedThroughOthersIsCountedOnce() throws {
        let graph = try Self.graph(Self.diamond)
        #expect(try Self.reach(graph, "top", .uses) == "4 by 5")
        #expect(try Self.reach(graph, "bottom", .usedBy) == "3 by 4")
        #expect(try Self.reach(graph, "alone", .uses) == "0 by 0")
    }

    @Test func aWalkFollowsAllReferencesOfItsStartAndSoManyBehindThem() throws {
        let graph = try Self.graph(Self.diamond)
        #expect(try Self.reach(graph, "top", .uses, behind: 0) == "2 by 2, and more")
        #expect(try Self.reach(graph, "top", .uses, behind: 1) == "3 by 3, and more")
        #expect(try Self.reach(graph, "top", .uses, behind: 3) == "4 by 5")
    }

    /// From every segment of a line both ways, as when all are explained: twice the segments, twice the work.
    @Test func theWalksFromAllSegmentsGrowWithTheirNumber() throws {
        func work(_ count: Int) throws -> Int {
            let rules = (0..<count).map { ("s\($0)", $0 == 0 ? "testProfile" : "inSegment(${segment:s\($0 - 1)})") }
            let graph = try Self.graph(rules)
            return graph.nodes.reduce(0) { sum, node in
                let directions: [SegmentGraph.Direction] = [.uses, .usedBy]
                return directions.reduce(sum) { $0 + graph.reach(from: node, $1, followingBehind: 50).followed }
            }
        }
        let works = try [500, 1000, 2000].map(work)
        #expect(works[0] <= 500 * 2 * 51)
        for (half, whole) in zip(works, works.dropFirst()) {
            #expect(whole > half && Double(whole) < Double(half) * 2.1)
        }
    }

    @Test func graphsOfSeveralSandboxesAreJoined() throws {
        let one = try Self.graph([("a", "inSegment(${segment:b})"), ("b", "testProfile")])
        let other = try Self.graph([("b", "inSegment(${segment:a})"), ("c", "inSegment(${segment:b})")])
        let both = SegmentGraph(joining: [one, other])
        #expect(both.nodes == [try Self.node("a"), try Self.node("b"), try Self.node("c")])
        #expect(both.neighbours(of: try Self.node("b"), .uses) == [try Self.node("a")])
        #expect(both.neighbours(of: try Self.node("b"), .usedBy) == [try Self.node("a"), try Self.node("c")])
        #expect(both == SegmentGraph(joining: [other, one]))
        #expect(SegmentGraph(joining: []) == (try Self.graph([])))
    }

    @Test func theNeighbourhoodIsWhatASegmentUsesAndWhatUsesIt() throws {
        let graph = try Self.graph(Self.diamond)
        let near = graph.neighbourhood(of: [try Self.node("left")])
        #expect(near.nodes == [try Self.node("bottom"), try Self.node("left"), try Self.node("top")])
        #expect(near.neighbours(of: try Self.node("top"), .uses) == [try Self.node("left")])
        #expect(near.neighbours(of: try Self.node("bottom"), .usedBy) == [try Self.node("left")])
    }

    @Test func circlesEnd() throws {
        let graph = try Self.graph([
            ("a", "inSegment(${segment:b})"), ("b", "inSegment(${segment:a})"), ("c", "inSegment(${segment:c})"),
        ])
        #expect(try Self.reach(graph, "a", .uses) == "1 by 2")
        #expect(try Self.reach(graph, "c", .uses) == "0 by 1")
        #expect(graph.neighbourhood(of: [try Self.node("a")]).nodes.count == 2)
    }

    @Test func theOrderOfTheManifestsLeavesNoTrace() throws {
        #expect(try Self.graph(Self.diamond) == Self.graph(Self.diamond.reversed()))
    }
}
