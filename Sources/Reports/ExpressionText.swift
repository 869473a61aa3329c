internal import PQLSemantics

/// The report of one expression for people: what it is, how it can be evaluated, what is wrong with it.
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
        for method in EvaluationMethod.allCases { lines += self.lines(method, in: report) }
        let facts = lines.map { label, text in
            style.paint(label + String(repeating: " ", count: 11 - label.count), .grey) + PlainText.sanitised(text)
        }
        let found = DiagnosticsText(style: style).render(report.diagnostics)
        return facts.joined(separator: "\n") + "\n\n" + found
    }

    /// The verdict for new and edited definitions; the older one where it differs.
    private func lines(_ method: EvaluationMethod, in report: ExpressionReport) -> [(String, String)] {
        let verdicts = report.evaluation.filter { $0.method == method }
        guard let first = verdicts.first else { return [] }
        let reasons = first.reasons.map { reason in
            let place = reason.place.map { " at \($0.range)" } ?? ""
            return "\(reason.text)\(place) (\(reason.source))"
        }
        var lines = [(method.rawValue, "\(first.answer.rawValue): \(reasons.joined(separator: "; "))")]
        for older in verdicts.dropFirst() where older.answer != first.answer {
            lines.append(
                ("", "\(older.answer.rawValue) for definitions from before 20 May 2025 that nobody has edited since")
            )
        }
        return lines
    }
}
