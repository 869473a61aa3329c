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

    @Test func whatIsReachedThroughOthersIsCountedOnce() throws {
        let graph = try Self.graph(Self.diamond)
        #expect(graph.reach(from: try Self.node("top"), .uses).count == 4)
        #expect(graph.reach(from: try Self.node("bottom"), .usedBy).count == 3)
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
        #expect(graph.reach(from: try Self.node("a"), .uses) == [try Self.node("b")])
        #expect(graph.reach(from: try Self.node("c"), .uses).isEmpty)
        #expect(graph.neighbourhood(of: [try Self.node("a")]).nodes.count == 2)
    }

    @Test func theOrderOfTheManifestsLeavesNoTrace() throws {
        #expect(try Self.graph(Self.diamond) == Self.graph(Self.diamond.reversed()))
    }
}
