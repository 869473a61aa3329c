internal import PQLSemantics
internal import Segments

/// A difference of two sides for people: what one side alone has, what differs field by field, then the counts.
package struct SandboxDiffText {
    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: SandboxDiffReport) -> String {
        let (a, b) = (PlainText.sanitised(report.a.title), PlainText.sanitised(report.b.title))
        var text = ["A is '\(a)', B is '\(b)', of project '\(PlainText.sanitised(report.project))'.", ""]
        text += section("Only in A ('\(a)'):", report.onlyInA.map { ["  \(style.paint("-", .red)) " + title($0)] })
        text += section("Only in B ('\(b)'):", report.onlyInB.map { ["  \(style.paint("+", .green)) " + title($0)] })
        text += section("Different:", report.different.map(lines))
        text += section("Not compared:", report.ambiguous.map(lines))
        if report.isEmpty { text += ["Both say the same.", ""] }
        text.append("Diff: \(report.counts).")
        return text.joined(separator: "\n") + "\n"
    }

    private func section(_ title: String, _ entries: [[String]]) -> [String] {
        entries.isEmpty ? [] : [title] + entries.joined() + [""]
    }

    private func title(_ segment: SandboxDiffReport.Segment) -> String {
        let id = segment.id.map { style.paint(" (\(PlainText.sanitised($0)))", .grey) } ?? ""
        let remark = segment.isManaged ? "" : style.paint(", not managed", .grey)
        return title(key: segment.key, name: segment.name) + id + remark
    }

    private func title(key: String?, name: String) -> String {
        (key.map { PlainText.sanitised($0) + ": " } ?? "") + style.paint(PlainText.sanitised(name), .bold)
    }

    private func lines(_ pair: SandboxDiffReport.Pair) -> [String] {
        let remark = pair.remark.map { style.paint(", \($0)", .grey) } ?? ""
        return ["  \(style.paint("~", .yellow)) \(title(key: pair.key, name: pair.a.name))\(remark)"]
            + pair.fields.flatMap(lines)
    }

    private func lines(_ field: SandboxDiffReport.Field) -> [String] {
        let indent = "      \("".padded(to: 12)) "
        var lines = [
            "      \(field.field.rawValue.padded(to: 12)) \(style.paint("A: " + PlainText.sanitised(field.a), .red))",
            indent + style.paint("B: " + PlainText.sanitised(field.b), .green),
        ]
        lines += field.partialClauses.map { clause in
            indent + "  " + PlainText.sanitised(clause.words) + style.paint(": \(clause.effect.rawValue)", .grey)
        }
        if let effect = field.effect { lines.append(indent + style.paint("from A to B " + effect.words, .yellow)) }
        return lines
    }

    private func lines(_ ambiguity: SandboxDiffReport.Ambiguity) -> [String] {
        let key = ambiguity.key.map { "'\(PlainText.sanitised($0))'" }
        return ["  \(style.paint("?", .red)) \(ambiguity.reason(key: key))"]
            + ambiguity.a.map { "      A: " + title($0) } + ambiguity.b.map { "      B: " + title($0) }
    }
}
