/// The graph of segments as an indented tree: below each segment those that it asks about.
///
/// A segment with others below it is told once and referred to where it is met again; so circles end. What stands very
/// deep is told by itself, farther down.
package struct SegmentGraphText {
    private static let maximumLevel = 40

    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: SegmentGraphReport) -> String {
        let nodes = Dictionary(report.nodes.map { ($0.key, $0) }) { first, _ in first }
        var told: Set<String> = []
        var lines: [String] = []
        // First those that nothing asks about; what is left after them stands in circles.
        var roots = report.nodes.filter(\.usedBy.isEmpty) + report.nodes.filter { !$0.usedBy.isEmpty }
        roots.reverse()
        while let root = roots.popLast() {
            guard !told.contains(root.key) else { continue }
            var pending = [(node: root, level: 0)]
            while let (node, level) = pending.popLast() {
                let isLater = level == Self.maximumLevel && !node.uses.isEmpty && !told.contains(node.key)
                let isRepeated = isLater || !node.uses.isEmpty && told.contains(node.key)
                lines.append(line(node, level, note: isLater ? "told below" : isRepeated ? "told above" : nil))
                if isLater { roots.append(node) }
                guard !isRepeated else { continue }
                told.insert(node.key)
                pending += node.uses.reversed().compactMap { nodes[$0] }.map { ($0, level + 1) }
            }
        }
        let references = report.nodes.reduce(0) { $0 + $1.uses.count }
        let counts = "\(count(report.nodes.count, "segment")), \(count(references, "reference"))"
        return (lines + ["", counts]).joined(separator: "\n") + "\n"
    }

    private func line(_ node: SegmentGraphReport.Node, _ level: Int, note: String?) -> String {
        var words = PlainText.sanitised(node.key)
        switch node.kind {
        case .segment: words += node.name.map { style.paint(" · \(PlainText.sanitised($0))", .grey) } ?? ""
        case .missing: words += style.paint(" (no manifest makes it)", .red)
        case .id: words += style.paint(" (a definition that no manifest makes)", .yellow)
        }
        return String(repeating: "  ", count: level) + words + (note.map { style.paint(" (\($0))", .grey) } ?? "")
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
