/// The graph of segments in the languages of Graphviz and Mermaid: an arrow from each segment to those that it asks
/// about.
///
/// The nodes are numbered; keys and names stand in labels alone, escaped so that none can end its label.
package enum SegmentGraphDiagram {
    package static func dot(_ report: SegmentGraphReport) -> String {
        var lines = ["digraph segments {", "  rankdir=LR;", "  node [shape=box];"]
        for (index, node) in report.nodes.enumerated() {
            let label = ([node.key] + title(node)).map(escapedForDOT).joined(separator: "\\n")
            let style = node.kind == .segment ? "" : ", style=dashed"
            lines.append("  n\(index) [label=\"\(label)\"\(style)];")
        }
        lines += edges(report).map { "  n\($0) -> n\($1);" }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    package static func mermaid(_ report: SegmentGraphReport) -> String {
        var lines = ["flowchart LR"]
        for (index, node) in report.nodes.enumerated() {
            let label = ([node.key] + title(node)).map(escapedForMermaid).joined(separator: "<br/>")
            lines.append(node.kind == .segment ? "  n\(index)[\"\(label)\"]" : "  n\(index)([\"\(label)\"])")
        }
        lines += edges(report).map { "  n\($0) --> n\($1)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func title(_ node: SegmentGraphReport.Node) -> [String] {
        switch node.kind {
        case .segment: node.name.map { [$0] } ?? []
        case .missing: ["no manifest makes it"]
        case .id: ["a definition that no manifest makes"]
        }
    }

    private static func edges(_ report: SegmentGraphReport) -> [(Int, Int)] {
        let indices = Dictionary(report.nodes.enumerated().map { ($0.element.key, $0.offset) }) { first, _ in first }
        return report.nodes.enumerated().flatMap { index, node in
            node.uses.compactMap { indices[$0] }.map { (index, $0) }
        }
    }

    /// For a string in double quotes, in which a backslash begins an escape.
    private static func escapedForDOT(_ text: String) -> String {
        PlainText.sanitised(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// Everything but letters, digits and a few marks as `#` and its number, which Mermaid shows as the character.
    private static func escapedForMermaid(_ text: String) -> String {
        PlainText.sanitised(text).unicodeScalars.map { scalar in
            let isPlain =
                scalar.properties.isAlphabetic || (48...57).contains(scalar.value)
                || " -_.,/".contains(Character(scalar))
            return isPlain ? String(scalar) : "#\(scalar.value);"
        }.joined()
    }
}
