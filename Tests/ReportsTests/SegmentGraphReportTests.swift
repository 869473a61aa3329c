import PQLSyntax
import Reports
import Segments
import Testing

struct SegmentGraphReportTests {
    private static func report(_ rules: [(String, String)], names: [String: String] = [:]) throws -> SegmentGraphReport
    {
        let all = try rules.map { name, rule in
            (
                key: try #require(SegmentKey(name)),
                rule: SegmentExpression(PQLParser.parse(rule).tree) as SegmentExpression?
            )
        }
        let known = Set(all.map(\.key))
        return SegmentGraphReport(SegmentGraph(all), sandboxes: ["local"]) { key in
            known.contains(key) ? names[key.text] ?? "Segment \(key)" : nil
        }
    }

    private static let shared = [
        ("top", "inSegment(${segment:left}) and inSegment(${segment:right})"),
        ("left", "inSegment(${segment:bottom})"), ("right", "inSegment(${segment:bottom}) and inSegment(\"4f3a\")"),
        ("bottom", "inSegment(${segment:gone})"), ("alone", "testProfile"),
    ]

    private static func text(_ report: SegmentGraphReport) -> String { SegmentGraphText(style: .plain).render(report) }

    @Test func aSharedSegmentIsToldOnceAndReferredTo() throws {
        #expect(
            Self.text(try Self.report(Self.shared)) == """
                alone · Segment alone
                top · Segment top
                  left · Segment left
                    bottom · Segment bottom
                      gone (no manifest makes it)
                  right · Segment right
                    bottom · Segment bottom (told above)
                    id:4f3a (a definition that no manifest makes)

                7 segments, 6 references

                """
        )
    }

    @Test func aCircleIsToldAndEnds() throws {
        let report = try Self.report([("a", "inSegment(${segment:b})"), ("b", "inSegment(${segment:a})")])
        #expect(
            Self.text(report) == """
                a · Segment a
                  b · Segment b
                    a · Segment a (told above)

                2 segments, 2 references

                """
        )
    }

    @Test func aLongLineOfReferencesGrowsInProportion() throws {
        let rules = (0..<2000).map { ("s\($0)", $0 == 1999 ? "testProfile" : "inSegment(${segment:s\($0 + 1)})") }
        let text = Self.text(try Self.report(rules))
        #expect(text.split(separator: "\n").count < 2100)
        #expect(text.utf8.count < 2000 * 150)
        #expect(text.contains("(told below)"))
        for index in [0, 41, 1999] { #expect(text.contains("s\(index) · Segment")) }
    }

    @Test func diagramsHaveANodeForEachSegmentAndAnArrowForEachReference() throws {
        let report = try Self.report([("a", "inSegment(${segment:b}) and inSegment(\"4f3a\")"), ("b", "testProfile")])
        #expect(
            SegmentGraphDiagram.dot(report) == #"""
                digraph segments {
                  rankdir=LR;
                  node [shape=box];
                  n0 [label="a\nSegment a"];
                  n1 [label="b\nSegment b"];
                  n2 [label="id:4f3a\na definition that no manifest makes", style=dashed];
                  n0 -> n1;
                  n0 -> n2;
                }

                """#
        )
        #expect(
            SegmentGraphDiagram.mermaid(report) == """
                flowchart LR
                  n0["a<br/>Segment a"]
                  n1["b<br/>Segment b"]
                  n2(["id#58;4f3a<br/>a definition that no manifest makes"])
                  n0 --> n1
                  n0 --> n2

                """
        )
    }

    /// Names that would end a label, a line or the diagram, if they could.
    private static let names = [
        #"a"]; n9 -> n0; x["#, "a\nn0 --> n0", "`a`", #"a\"#, #"\""#, "<script>alert(1)</script>", "a;b #quot; &lt;",
        "end", "%%{init: {}}%%", "]) --> (", "\u{1B}[31mred", "a\u{202E}b", "|x|{y}[z]",
    ]

    @Test(arguments: names)
    func noNameBreaksOutOfItsLabel(name: String) throws {
        let report = try Self.report([("a", "testProfile")], names: ["a": name])
        let dot = SegmentGraphDiagram.dot(report)
        let lines = dot.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[3].hasPrefix(#"  n0 [label="a\n"#) && lines[3].hasSuffix(#""];"#))
        let label = lines[3].dropFirst(#"  n0 [label=""#.count).dropLast(#""];"#.count)
        var isEscaped = false
        for character in label {
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                #expect(character != "\"")
            }
        }
        #expect(!isEscaped)
        let mermaid = SegmentGraphDiagram.mermaid(report).split(separator: "\n")
        #expect(mermaid.count == 2)
        let shown = mermaid[1].dropFirst(#"  n0["a<br/>"#.count).dropLast(#""]"#.count)
        #expect(mermaid[1] == #"  n0["a<br/>\#(shown)"]"#)
        #expect(shown.allSatisfy { $0.isLetter || $0.isNumber || " -_.,/#;".contains($0) })
        for text in [dot, mermaid.joined()] { #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}")) }
    }
}
