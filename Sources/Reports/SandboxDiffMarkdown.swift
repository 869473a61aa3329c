internal import PQLSemantics
internal import Segments

/// A difference of two sides as Markdown for a comment on a pull request.
///
/// Whatever stands in names, rules and descriptions is shown as code. A comment can hold only so much, so entries beyond
/// `limit` are left out, and how many is said.
package struct SandboxDiffMarkdown {
    /// GitHub takes comments of 65,536 characters; what is above the entries and below them needs some.
    package static let commentLimit = 60_000

    private let limit: Int

    /// `limit` is in bytes of UTF-8.
    package init(limit: Int = commentLimit) {
        self.limit = limit
    }

    package func render(_ report: SandboxDiffReport) -> String {
        var text = [
            "### segsync diff \(MarkdownText.code(report.a.title)) \(MarkdownText.code(report.b.title))", "",
            "A is \(MarkdownText.code(report.a.title)), B is \(MarkdownText.code(report.b.title)). \(report.counts).",
            "",
        ]
        let sections: [(title: String, entries: [[String]])] = [
            ("Different", report.different.map(lines)),
            ("Only in A", report.onlyInA.map { ["- " + title($0)] }),
            ("Only in B", report.onlyInB.map { ["- " + title($0)] }),
            ("Not compared", report.ambiguous.map(lines)),
        ]
        var room = limit
        var left = 0
        for section in sections where !section.entries.isEmpty {
            var shown: [String] = []
            for entry in section.entries {
                let size = entry.reduce(0) { $0 + $1.utf8.count + 1 }
                if size > room { left += 1 } else { shown += entry }
                room -= min(room, size)
            }
            if !shown.isEmpty { text += ["#### \(section.title)", ""] + shown + (shown.last == "" ? [] : [""]) }
        }
        if left > 0 {
            text.append("\(left) more \(left == 1 ? "is" : "are") left out, since a comment cannot hold them.")
        } else if report.isEmpty {
            text.append("Both say the same.")
        }
        while text.last == "" { text.removeLast() }
        return text.joined(separator: "\n") + "\n"
    }

    private func title(_ segment: SandboxDiffReport.Segment) -> String {
        let id = segment.id.map { " (\(MarkdownText.code($0)))" } ?? ""
        return title(key: segment.key, name: segment.name) + id + (segment.isManaged ? "" : ", not managed")
    }

    private func title(key: String?, name: String) -> String {
        key.map { "**\(MarkdownText.code($0))** " + MarkdownText.code(name) } ?? MarkdownText.code(name)
    }

    private func lines(_ pair: SandboxDiffReport.Pair) -> [String] {
        let title = title(key: pair.key, name: pair.a.name) + (pair.remark.map { ", \($0)" } ?? "")
        return [title, ""] + MarkdownText.block(pair.fields.flatMap(lines), language: "diff") + [""]
    }

    private func lines(_ field: SandboxDiffReport.Field) -> [String] {
        let effect = field.effect.map { ", from A to B " + $0.words } ?? ""
        return ["  \(field.field.rawValue)\(effect)", "- \(field.a)", "+ \(field.b)"]
            + field.partialClauses.map { "    \($0.words): \($0.effect.rawValue)" }
    }

    private func lines(_ ambiguity: SandboxDiffReport.Ambiguity) -> [String] {
        ["- " + ambiguity.reason(key: ambiguity.key.map(MarkdownText.code))]
            + ambiguity.a.map { "  - A: \(title($0))" } + ambiguity.b.map { "  - B: \(title($0))" }
    }
}
