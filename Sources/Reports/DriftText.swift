internal import PQLSemantics
internal import Reconciler
internal import Segments

/// Drift for people: each segment with who wrote it last, each field as Git has it and as the sandbox has it.
package struct DriftText {
    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: DriftReport) -> String {
        var lines: [String] = []
        let sandbox = PlainText.sanitised(report.sandbox)
        if report.segments.isEmpty {
            lines.append("Nothing was found changed outside Git in sandbox '\(sandbox)'.")
        } else {
            lines += ["Changed outside Git in sandbox '\(sandbox)' of project '\(report.project)':", ""]
            lines += report.segments.flatMap(self.lines)
        }
        lines += report.uncompared.map {
            style.paint("not compared:", .red) + " " + PlainText.sanitised($0)
        }
        lines += (report.adoptions ?? []).map(line)
        lines.append(summary(report))
        return lines.joined(separator: "\n") + "\n"
    }

    private func summary(_ report: DriftReport) -> String {
        var parts = ["\(Self.fields(report.count("drifted"))) drifted", "\(report.count("conflict")) in conflict"]
        if report.count("unknownOrigin") > 0 { parts.append("\(report.count("unknownOrigin")) of unknown origin") }
        if report.count("deletedInGit") > 0 {
            parts.append("\(report.count("deletedInGit")) deleted in Git and changed in the sandbox")
        }
        if report.adoptions != nil {
            parts += ["\(report.count("adopted")) adopted", "\(report.count("notAdopted")) not adopted"]
        }
        return "Drift: \(parts.joined(separator: ", "))."
    }

    private static func fields(_ count: Int) -> String { count == 1 ? "1 field" : "\(count) fields" }

    private func lines(_ segment: DriftReport.Segment) -> [String] {
        let id = style.paint(" (\(PlainText.sanitised(segment.id)))", .grey)
        let name = style.paint(PlainText.sanitised(segment.name), .bold)
        var lines = ["  \(style.paint("~", .yellow)) \(PlainText.sanitised(segment.key)): \(name)\(id)"]
        let who = segment.lastModifiedBy.map { " by \(PlainText.sanitised($0))" } ?? ""
        let when = segment.lastModifiedAt.map { " at \(UTCTime.text(milliseconds: $0))" } ?? ""
        if who + when != "" { lines.append("      last written\(who)\(when)") }
        if segment.isDeletedInGit {
            lines.append("      " + style.paint("deleted in Git: a plan would delete it with these changes", .red))
        }
        return lines + segment.fields.flatMap(self.lines) + [""]
    }

    private func lines(_ field: DriftReport.Field) -> [String] {
        let width = 12
        let label = field.field.rawValue.padding(to: width)
        let indent = "      \("".padding(to: width)) "
        let sandbox = style.paint("sandbox: " + PlainText.sanitised(field.sandbox), .yellow)
        guard let git = field.git else { return ["      \(label) \(sandbox)"] }
        var lines = ["      \(label) Git:     \(PlainText.sanitised(git))", indent + sandbox]
        if let effect = field.effect { lines.append(indent + style.paint("\(effect.rawValue) in the sandbox", .grey)) }
        switch field.verdict {
        case .conflict: lines.append(indent + style.paint("conflict: changed in Git as well", .red))
        case .unknownOrigin: lines.append(indent + style.paint("the stamp does not tell what was last applied", .grey))
        case .drifted, .unchanged, .becameSame, .changedInGit: break
        }
        return lines
    }

    private func line(_ adoption: DriftReport.Adoption) -> String {
        let what = "\(PlainText.sanitised(adoption.key)) \(adoption.field.rawValue)"
        if let reason = adoption.reason {
            return "\(style.paint("not adopted", .red)) \(what): \(PlainText.sanitised(reason))"
        }
        return "\(style.paint("adopted", .green)) \(what): \(PlainText.sanitised(adoption.file ?? ""))"
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
