/// The report of one expression for people: what is wrong with it, then what it is.
package struct ExpressionText {
    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: ExpressionReport) -> String {
        var lines = [("gives", report.type)]
        for (name, paths) in report.fields.sorted(by: { $0.key < $1.key }) {
            lines.append(("reads", paths.isEmpty ? name : "\(name): \(paths.joined(separator: ", "))"))
        }
        if !report.segments.isEmpty { lines.append(("asks about", report.segments.joined(separator: ", "))) }
        let facts = lines.map { label, text in
            style.paint(label + String(repeating: " ", count: 11 - label.count), .grey) + PlainText.sanitised(text)
        }
        let found = DiagnosticsText(style: style).render(report.diagnostics)
        return facts.joined(separator: "\n") + "\n\n" + found
    }
}
