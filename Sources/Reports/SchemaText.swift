/// Differences of schemas for people: each schema with its fields, what they break, the files, then the counts.
package struct SchemaText {
    /// Values of one list that are shown before the rest is counted.
    private static let shownValues = 8

    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: SchemaReport) -> String {
        let (before, after) = (PlainText.sanitised(report.before), PlainText.sanitised(report.after))
        var lines: [String] = []
        if report.differences.isEmpty {
            lines.append("The schemas of \(after) have the same fields as \(before).")
        } else {
            lines.append("The schemas of \(after) against \(before):")
            var schema: String?
            for difference in report.differences {
                if difference.schema != schema { lines += ["", "  " + heading(difference)] }
                schema = difference.schema
                lines.append("    " + line(difference))
            }
            lines.append("")
        }
        for broken in report.broken { lines += self.lines(broken) }
        for loss in report.losses { lines.append(line(loss)) }
        for id in report.missing {
            let head = style.paint("not in the registry:", .yellow)
            lines.append("\(head) schema '\(PlainText.sanitised(id))', which a relationship leads to")
        }
        if let pull = report.pull { lines += self.lines(pull) }
        lines.append(summary(report))
        return lines.joined(separator: "\n") + "\n"
    }

    /// Why a pull was not made, with all that it would lose.
    package func refusal(_ losses: [SchemaReport.Loss]) -> String {
        let head =
            style.paint("refused", .red) + ": the registry says so much less than the snapshot that its answer may"
        return ([head + " be incomplete; nothing was written"] + losses.map { "  " + line($0) })
            .joined(separator: "\n") + "\nIf the registry is right, pass --allow-shrinking.\n"
    }

    private func line(_ loss: SchemaReport.Loss) -> String {
        let schema = PlainText.sanitised(loss.title ?? loss.schema ?? "")
        switch loss.kind {
        case .unchecked: return style.paint("no longer checked:", .red) + " \(schema), with \(Self.fields(loss.before))"
        case .fields: return style.paint("lost:", .red) + " \(loss.lost) of \(Self.fields(loss.before)) of \(schema)"
        case .descriptors:
            let number = loss.before == 1 ? "the one descriptor" : "all \(loss.before) descriptors"
            return style.paint("lost:", .red) + " " + number
        }
    }

    private func heading(_ difference: SchemaReport.Difference) -> String {
        let name = style.paint(PlainText.sanitised(difference.title ?? difference.schema), .bold)
        guard difference.title != nil else { return name }
        return name + style.paint(" (\(PlainText.sanitised(difference.schema)))", .grey)
    }

    private func line(_ difference: SchemaReport.Difference) -> String {
        let path = PlainText.sanitised(difference.path ?? "")
        let (before, after) = (difference.before ?? "", difference.after ?? "")
        switch difference.kind {
        case .schemaAdded: return style.paint("+", .green) + " the schema, with \(Self.fields(difference.fields))"
        case .schemaRemoved: return style.paint("-", .red) + " the schema, with \(Self.fields(difference.fields))"
        case .fieldAdded: return style.paint("+", .green) + " \(path): \(after)\(Self.below(difference.fields))"
        case .fieldRemoved: return style.paint("-", .red) + " \(path): \(before)\(Self.below(difference.fields))"
        case .typeChanged: return style.paint("~", .yellow) + " \(path): \(before) → \(after)"
        case .relationshipChanged:
            let places = [difference.before, difference.after].map { $0.map(PlainText.sanitised) ?? "nothing" }
            return style.paint("~", .yellow) + " \(path): leads to \(places[1]), before to \(places[0])"
        case .valuesChanged: return style.paint("~", .yellow) + " \(path): \(values(difference))"
        }
    }

    private func values(_ difference: SchemaReport.Difference) -> String {
        if difference.before == nil {
            var parts: [String] = []
            if let removed = difference.valuesRemoved, !removed.isEmpty { parts.append("no longer \(list(removed))") }
            if let added = difference.valuesAdded, !added.isEmpty { parts.append("now also \(list(added))") }
            return parts.joined(separator: "; ")
        }
        guard let added = difference.valuesAdded else { return "any text, before a listed one" }
        return "only \(list(added)), before any text"
    }

    private func list(_ values: [String]) -> String {
        let rest = values.count - Self.shownValues
        return values.prefix(Self.shownValues).map { "'\(PlainText.sanitised($0))'" }.joined(separator: ", ")
            + (rest > 0 ? " and \(rest) more" : "")
    }

    private func lines(_ broken: SchemaReport.Broken) -> [String] {
        let key = style.paint(PlainText.sanitised(broken.key), .bold)
        return ["\(style.paint("breaks", .red)) \(key) in sandbox '\(PlainText.sanitised(broken.sandbox))':"]
            + broken.errors.map { "    error[\($0.code)]: \(PlainText.sanitised($0.message))" }
    }

    private func lines(_ pull: SchemaReport.Pull) -> [String] {
        let files = pull.files.map { file -> String in
            let word =
                switch (file.action, pull.isWritten) {
                case (.removed, true): "removed"
                case (.removed, false): "would remove"
                case (.made, true), (.changed, true): "wrote"
                case (.made, false), (.changed, false): "would write"
                }
            return "\(word) \(PlainText.sanitised(file.path))"
        }
        return files + pull.foreign.map { "left alone, made by no pull: \(PlainText.sanitised($0))" }
    }

    private func summary(_ report: SchemaReport) -> String {
        func count(_ kinds: SchemaReport.Kind...) -> Int { report.differences.count { kinds.contains($0.kind) } }
        var parts = [
            "\(count(.fieldAdded, .schemaAdded)) added", "\(count(.fieldRemoved, .schemaRemoved)) removed",
            "\(count(.typeChanged, .valuesChanged, .relationshipChanged)) changed",
        ]
        if !report.broken.isEmpty {
            let number = report.broken.count
            parts.append(style.paint("\(number) segment\(number == 1 ? "" : "s") broken", .red))
        }
        let unchecked = report.losses.count { $0.kind == .unchecked }
        if unchecked > 0 {
            parts.append(style.paint("\(unchecked) schema\(unchecked == 1 ? "" : "s") no longer checked", .red))
        }
        if let pull = report.pull, pull.files.isEmpty { parts.append("nothing to write") }
        return "Schemas: \(parts.joined(separator: ", "))."
    }

    private static func fields(_ count: Int?) -> String { count == 1 ? "1 field" : "\(count ?? 0) fields" }

    private static func below(_ count: Int?) -> String {
        guard let count, count > 0 else { return "" }
        return ", with \(fields(count)) below it"
    }
}
