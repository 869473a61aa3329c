internal import Diagnostics

/// Diagnostics for people: message, place, the line with the wrong part marked, and what to do.
package struct DiagnosticsText {
    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: DiagnosticsReport) -> String {
        var lines: [String] = []
        for entry in report.diagnostics { lines += self.lines(entry) + [""] }
        lines.append(summary(report.summary))
        return lines.joined(separator: "\n") + "\n"
    }

    private func summary(_ summary: DiagnosticsReport.Summary) -> String {
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        let checked = summary.manifests.map { "\(count($0, "manifest")) checked: " } ?? ""
        let found = "\(count(summary.errors, "error")), \(count(summary.warnings, "warning"))"
        let hidden = summary.notShown > 0 ? " (\(summary.notShown) not shown)" : ""
        let colour: TextStyle.Colour = summary.errors > 0 ? .red : summary.warnings > 0 ? .yellow : .green
        return style.paint("\(checked)\(found)\(hidden)", colour)
    }

    private func lines(_ entry: DiagnosticsReport.Entry) -> [String] {
        let colour: TextStyle.Colour =
            switch entry.severity {
            case .error: .red
            case .warning: .yellow
            case .note: .blue
            }
        let head = style.paint("\(entry.severity.rawValue)[\(entry.code)]", colour)
        var lines = ["\(head): \(style.paint(PlainText.sanitised(entry.message), .bold))"]
        lines += excerpt(entry.place, colour: colour)
        for note in entry.notes {
            lines.append("  \(style.paint("note", .blue)): \(PlainText.sanitised(note.message))")
            if note.place != entry.place { lines += excerpt(note.place, colour: .blue) }
        }
        let suggestions = entry.suggestions.map { "'\(PlainText.sanitised($0))'" }
        if !suggestions.isEmpty { lines.append("  = did you mean \(suggestions.joined(separator: " or "))?") }
        if let hint = entry.hint { lines.append("  = \(PlainText.sanitised(hint))") }
        return lines
    }

    private func excerpt(_ place: DiagnosticsReport.Place, colour: TextStyle.Colour) -> [String] {
        let number = String(place.start.line)
        let gutter = String(repeating: " ", count: number.count)
        let source = Array(place.line.unicodeScalars)
        let before = place.start.column - place.lineColumn
        let width =
            place.end.line == place.start.line
            ? min(place.end.column - place.start.column, source.count - before) : source.count - before
        // A tab keeps its width only where it stands in both lines.
        let indent =
            (place.isCutBefore ? " " : "")
            + String(String.UnicodeScalarView(source.prefix(before).map { $0 == "\t" ? "\t" : " " }))
        let text = source.map { $0 == "\t" ? "\t" : PlainText.sanitised(String($0)) }.joined()
        let line = (place.isCutBefore ? "…" : "") + text + (place.isCutBehind ? "…" : "")
        let marks = style.paint(String(repeating: "^", count: max(1, width)), colour)
        return [
            "\(gutter)--> \(PlainText.sanitised(place.file)):\(place.start.line):\(place.start.column)",
            "\(gutter) |",
            "\(number) | \(line)",
            "\(gutter) | \(indent)\(marks)",
        ]
    }
}
