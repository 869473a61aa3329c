/// An outline for people: one node a line, its parts indented below it, its place at the right.
package struct ExpressionOutlineText {
    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ outline: ExpressionOutline) -> String {
        var lines: [(text: String, place: ExpressionOutline.Place?)] = []
        collect(outline, depth: 0, into: &lines)
        let width = min(lines.map(\.text.count).max() ?? 0, 60)
        return lines.map { line in
            guard let place = line.place else { return line.text + "\n" }
            let gap = String(repeating: " ", count: max(0, width - line.text.count) + 2)
            return line.text + gap + style.paint(place.range, .grey) + "\n"
        }.joined()
    }

    private func collect(
        _ outline: ExpressionOutline,
        depth: Int,
        into lines: inout [(text: String, place: ExpressionOutline.Place?)]
    ) {
        lines.append((String(repeating: "  ", count: depth) + PlainText.sanitised(outline.node), outline.place))
        for part in outline.parts { collect(part, depth: depth + 1, into: &lines) }
    }
}
