internal import Segments

/// An import for people: what was made and changed, what was kept, what was left out and why, then the counts.
package struct ImportText {
    /// Of what is left out for one reason no more are named; JSON has them all.
    private static let mostOfAReason = 20

    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: ImportReport) -> String {
        let segments = report.segments.sorted { ($0.rank, $0.key ?? "", $0.name) < ($1.rank, $1.key ?? "", $1.name) }
        let (named, more) = Self.cut(segments)
        let lines =
            named.filter { $0.outcome != .failed }.flatMap(self.lines)
            + more.map { reason, count in
                style.paint("· left out", .grey) + " \(count) more: \(PlainText.sanitised(reason))"
            } + named.filter { $0.outcome == .failed }.flatMap(self.lines)
        let notes = report.notes.map { "Note: \(PlainText.sanitised($0))." }
        return (lines + notes + [summary(report)]).joined(separator: "\n") + "\n"
    }

    /// Without the many that are left out for one reason, and how many of these there are for each.
    private static func cut(
        _ segments: [ImportReport.Segment]
    ) -> (named: [ImportReport.Segment], more: [(reason: String, count: Int)]) {
        var counts: [String: Int] = [:]
        let named = segments.filter { segment in
            guard segment.outcome == .leftOut else { return true }
            counts[segment.reason ?? "", default: 0] += 1
            return counts[segment.reason ?? "", default: 0] <= mostOfAReason
        }
        let more = counts.filter { $0.value > mostOfAReason }.sorted { $0.key < $1.key }
        return (named, more.map { ($0.key, $0.value - mostOfAReason) })
    }

    private func summary(_ report: ImportReport) -> String {
        var parts = [
            "\(report.count(.imported)) imported", "\(report.count(.updated)) updated",
            "\(report.count(.unchanged)) unchanged",
        ]
        for (outcome, words) in [(ImportReport.Outcome.kept, "kept as in Git"), (.leftOut, "left out")]
        where report.count(outcome) > 0 {
            parts.append("\(report.count(outcome)) \(words)")
        }
        if report.count(.failed) > 0 { parts.append(style.paint("\(report.count(.failed)) failed", .red)) }
        if let count = report.summary["notSelected"], count > 0 { parts.append("\(count) not selected") }
        let dry = report.isDryRun ? " Nothing was written." : ""
        return "Import from sandbox '\(PlainText.sanitised(report.sandbox))': \(parts.joined(separator: ", ")).\(dry)"
    }

    private func lines(_ segment: ImportReport.Segment) -> [String] {
        let (mark, word, colour): (String, String, TextStyle.Colour)
        switch segment.outcome {
        case .imported: (mark, word, colour) = ("+", "imported", .green)
        case .updated: (mark, word, colour) = ("~", "updated", .yellow)
        case .kept: (mark, word, colour) = ("=", "kept", .grey)
        case .leftOut: (mark, word, colour) = ("·", "left out", .grey)
        case .failed: (mark, word, colour) = ("!", "failed", .red)
        case .unchanged: return []
        }
        let place = segment.file.map { " in \(PlainText.sanitised($0))" } ?? ""
        let reason = segment.reason.map { ": \(PlainText.sanitised($0))" } ?? ""
        let key = segment.key.map { "\(PlainText.sanitised($0)): " } ?? ""
        let name = style.paint(PlainText.sanitised(segment.name), .bold)
        let id = segment.key == nil ? style.paint(" (\(PlainText.sanitised(segment.id)))", .grey) : ""
        return ["\(style.paint("\(mark) \(word)", colour)) \(key)\(name)\(id)\(place)\(reason)"]
            + segment.fields.map { "    " + line($0) }
            + segment.notes.map { "    note: \(PlainText.sanitised($0))" }
    }

    private func line(_ field: ImportReport.Field) -> String {
        let name = field.field.rawValue
        if let file = field.file { return "\(name): written to \(PlainText.sanitised(file))" }
        if let reason = field.reason {
            return style.paint("\(name): not written: \(PlainText.sanitised(reason))", .red)
        }
        let why =
            switch field.origin {
            case "changedInGit": "it was changed in Git"
            case "conflict": "it was changed in Git and in the sandbox"
            case "notNamed": "the manifest does not name it, and leaves it to the service"
            default: "nobody can tell who changed it"
            }
        return "\(name): kept, \(why); --force takes the sandbox's"
    }
}

extension ImportReport.Segment {
    /// What a reader has to do something about comes last, next to the counts.
    fileprivate var rank: Int {
        switch outcome {
        case .imported, .updated: 0
        case .unchanged: 1
        case .kept: 2
        case .leftOut: 3
        case .failed: 4
        }
    }
}
