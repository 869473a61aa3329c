import PQLSyntax
import Segments
import Testing

struct SegmentCirclesTests {
    private static func node(_ text: String) throws -> SegmentGraph.Node { .segment(try #require(SegmentKey(text))) }

    /// Each segment with those that it asks about.
    private static func graph(_ uses: [(String, [String])]) throws -> SegmentGraph {
        SegmentGraph(
            try uses.map { name, others in
                let rule = (["testProfile"] + others.map { "inSegment(${segment:\($0)})" }).joined(separator: " and ")
                return (key: try #require(SegmentKey(name)), rule: SegmentExpression(PQLParser.parse(rule).tree))
            }
        )
    }

    @Test func segmentsOfCirclesAndBeforeThemAreTold() throws {
        let circles = SegmentCircles(
            try Self.graph([
                ("a", ["b"]), ("b", ["c", "end"]), ("c", ["a"]), ("before", ["far", "a"]), ("far", ["before2"]),
                ("before2", ["c"]), ("self", ["self"]), ("end", []), ("alone", ["end", "gone"]),
            ])
        )
        let expected: [(String, SegmentCircles.Standing?)] = try [
            ("a", .within(by: Self.node("b"))), ("b", .within(by: Self.node("c"))),
            ("c", .within(by: Self.node("a"))), ("before", .before(by: Self.node("a"))),
            ("far", .before(by: Self.node("before2"))), ("before2", .before(by: Self.node("c"))),
            ("self", .within(by: Self.node("self"))), ("end", nil), ("alone", nil), ("gone", nil),
        ]
        for (name, standing) in expected { #expect(circles.standing(of: try Self.node(name)) == standing, "\(name)") }
        #expect(circles.companions(of: [try Self.node("b")]) == (try ["a", "b", "c"].map(Self.node)))
        #expect(circles.companions(of: [try Self.node("self")]) == [try Self.node("self")])
        for name in ["end", "before", "alone", "gone"] {
            #expect(circles.companions(of: [try Self.node(name)]).isEmpty)
        }
    }

    /// Circles that share a segment are one; two that do not are two, also where one leads to the other.
    @Test func circlesThatMeetAreOne() throws {
        let met = SegmentCircles(try Self.graph([("a", ["b"]), ("b", ["a", "c"]), ("c", ["d"]), ("d", ["b"])]))
        #expect(met.companions(of: [try Self.node("d")]).count == 4)
        let apart = SegmentCircles(try Self.graph([("a", ["b"]), ("b", ["a", "c"]), ("c", ["d"]), ("d", ["c"])]))
        #expect(apart.companions(of: [try Self.node("a")]) == [try Self.node("a"), try Self.node("b")])
        #expect(apart.standing(of: try Self.node("b")) == .within(by: try Self.node("a")))
    }

    /// By the definition: a segment stands in a circle when it can be reached from itself.
    @Test func circlesAreWhatTheirDefinitionSays() throws {
        var state: UInt64 = 7
        func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
        var inCircles = 0
        for _ in 0..<200 {
            let count = 2 + below(7)
            let graph = try Self.graph(
                (0..<count).map { index in ("s\(index)", (0..<below(3)).map { _ in "s\(below(count))" }) }
            )
            let circles = SegmentCircles(graph)
            func reached(_ node: SegmentGraph.Node) -> Set<SegmentGraph.Node> {
                var all: Set<SegmentGraph.Node> = []
                var pending = graph.neighbours(of: node, .uses)
                while let next = pending.popLast() {
                    if all.insert(next).inserted { pending += graph.neighbours(of: next, .uses) }
                }
                return all
            }
            for node in graph.nodes {
                let behind = reached(node)
                switch circles.standing(of: node) {
                case .within(let other):
                    inCircles += 1
                    #expect(behind.contains(node) && reached(other).contains(node))
                case .before(let other):
                    #expect(!behind.contains(node) && behind.contains(other))
                    #expect(circles.standing(of: other) != nil)
                case nil: #expect(!behind.contains { reached($0).contains($0) } && !behind.contains(node))
                }
                let companions = graph.nodes.filter { behind.contains($0) && reached($0).contains(node) }
                #expect(circles.companions(of: [node]) == companions)
            }
        }
        #expect(inCircles > 100)
    }

    @Test func longCirclesNeedNoStack() throws {
        let count = 20_000
        let circles = SegmentCircles(try Self.graph((0..<count).map { ("s\($0)", ["s\(($0 + 1) % count)"]) }))
        #expect(circles.companions(of: [try Self.node("s0")]).count == count)
    }
}
