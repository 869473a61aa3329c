internal import Segments

/// A promotion for people: what becomes of each segment, what stands against it, the files, and the plan.
package struct PromotionText {
    /// So many segments with nothing to tell are named.
    private static let namedAtOnce = 20

    private let style: TextStyle
    /// The command that brings the other sandbox there.
    private let apply: String

    package init(style: TextStyle, apply: String) {
        self.style = style
        self.apply = apply
    }

    package func render(_ report: PromotionReport) -> String {
        let (from, to) = (PlainText.sanitised(report.from), PlainText.sanitised(report.to))
        var lines = [style.paint("Promote from sandbox '\(from)' to '\(to)':", .bold), ""]
        let settled = report.steps.filter { $0.change == "none" && $0.overridden.isEmpty }
        for step in report.steps where step.change != "none" || !step.overridden.isEmpty {
            lines += self.lines(step, to)
        }
        if !settled.isEmpty {
            let keys = settled.prefix(Self.namedAtOnce).map { PlainText.sanitised($0.key) }.joined(separator: ", ")
            let more = settled.count > Self.namedAtOnce ? ", and \(settled.count - Self.namedAtOnce) more" : ""
            lines.append("  \(style.paint("=", .grey)) there already: \(keys)\(more)")
        }
        lines += report.steps.isEmpty ? ["  no segment", ""] : [""]
        if let differences = report.differences { lines += self.lines(differences, from) }
        if report.blockers.isEmpty {
            for file in report.files { lines += self.lines(file) }
        } else {
            lines += report.blockers.flatMap(self.lines)
        }
        lines += report.notes.map { "Note: \(PlainText.sanitised($0))." }
        lines += report.unchecked.map { "Not checked: \(PlainText.sanitised($0))." }
        lines.append(summary(report))
        guard let plan = report.plan else { return (lines + next(report)).joined(separator: "\n") + "\n" }
        let command = "segsync plan --sandbox \(to)"
        lines += ["", report.isDryRun ? "With these files '\(command)' would say:" : "'\(command)' says now:", ""]
        let text = lines.joined(separator: "\n") + "\n" + PlanText(style: style).render(plan)
        return text + next(report).map { $0 + "\n" }.joined()
    }

    /// What is left to do for what was written, or is there already, unless a guard stands against it.
    private func next(_ report: PromotionReport) -> [String] {
        let isRefused = report.plan.map { !$0.blocks.isEmpty || $0.blockedCount > 0 } ?? false
        let isWhole = report.blockers.isEmpty && report.files.allSatisfy(\.isWritten) && !isRefused
        let isPending =
            report.plan.map { plan in plan.actions.contains { $0.verb != .noChange } } ?? !report.files.isEmpty
        guard !report.isDryRun, isWhole, isPending else { return [] }
        return ["To bring the sandbox there: \(PlainText.sanitised(apply))"]
    }

    private func summary(_ report: PromotionReport) -> String {
        if !report.blockers.isEmpty {
            let count = report.blockers.count
            let what = count == 1 ? "1 thing stands" : "\(count) things stand"
            return style.paint("\(what) against it; nothing was written.", .red)
        }
        let count = report.files.count
        if count == 0 { return "Nothing is to be written: the manifests are there already." }
        if report.isDryRun { return "\(counts(report, "to be ")). This is a dry run; nothing was written." }
        let written = report.files.count(where: \.isWritten)
        if written < count {
            let files = count == 1 ? "1 file" : "\(count) files"
            let rest = written == 0 ? "nothing was begun" : "the same command does the rest"
            return style.paint("\(written) of \(files) written; \(rest).", .red)
        }
        return "\(counts(report, ""))."
    }

    /// How many files were, or are to be, made, changed and removed: `2 files made, 1 removed`.
    private func counts(_ report: PromotionReport, _ lead: String) -> String {
        let counts = Dictionary(grouping: report.files, by: \.change).mapValues(\.count)
        let parts = PromotionReport.File.Change.allCases.compactMap { change in
            counts[change].map { (count: $0, verb: lead + change.rawValue) }
        }
        return parts.enumerated().map { index, part in
            let files = index > 0 ? "" : part.count == 1 ? " file" : " files"
            return "\(part.count)\(files) \(part.verb)"
        }.joined(separator: ", ")
    }

    private func lines(_ step: PromotionReport.Step, _ to: String) -> [String] {
        let what =
            switch step.change {
            case "none": "is there already"
            case "listed": "gets '\(to)' into its 'sandboxes'"
            case "moved": "moves to a folder that both read"
            case "copied": "is copied to a folder of '\(to)'"
            case "updated": "has a manifest of its own in '\(to)', which is changed"
            default: "has no place"
            }
        let mark =
            switch step.change {
            case "none": style.paint("=", .grey)
            case "impossible": style.paint("!", .red)
            default: style.paint("+", .green)
            }
        let need = step.neededBy.map { style.paint(" (needed by \(PlainText.sanitised($0)))", .grey) } ?? ""
        let origin = step.origin.map { PlainText.sanitised($0) + " → " } ?? ""
        var lines = [
            "  \(mark) \(style.paint(PlainText.sanitised(step.key), .bold)) \(what)\(need)",
            "      \(origin)\(PlainText.sanitised(step.file))",
        ]
        if !step.fields.isEmpty {
            lines.append("      changed: " + step.fields.map(\.rawValue).joined(separator: ", "))
        }
        if !step.replaced.isEmpty {
            let values = step.replaced.map { "\($0.field.rawValue) \(PlainText.sanitised($0.value))" }
            lines.append("      replaces '\(to)''s own: " + values.joined(separator: ", "))
        }
        if !step.overridden.isEmpty {
            lines.append("      overridden in '\(to)', and left so: " + step.overridden.joined(separator: ", "))
        }
        return lines
    }

    private func lines(_ differences: [PromotionReport.Difference], _ from: String) -> [String] {
        guard !differences.isEmpty else { return ["Sandbox '\(from)' runs what its manifests say.", ""] }
        return ["Sandbox '\(from)' runs something else than its manifests say:"]
            + differences.flatMap { difference in
                [
                    "  \(PlainText.sanitised(difference.key)) \(difference.field.rawValue)",
                    "      Git:     \(PlainText.sanitised(difference.git))",
                    "      " + style.paint("sandbox: \(PlainText.sanitised(difference.sandbox))", .yellow),
                ]
            } + [""]
    }

    private func lines(_ blocker: PromotionReport.Blocker) -> [String] {
        let key = blocker.key.map { PlainText.sanitised($0) + ": " } ?? ""
        let code = blocker.code.map { " [\($0)]" } ?? ""
        var lines = ["\(style.paint("!", .red)) \(key)\(PlainText.sanitised(blocker.message))\(code)"]
        if let place = blocker.place { lines.append("    \(PlainText.sanitised(place))") }
        // A remedy of several lines is to be pasted.
        for line in (blocker.remedy ?? "").split(separator: "\n") {
            lines.append("    " + style.paint(PlainText.sanitised(String(line)), .grey))
        }
        return lines
    }

    private func lines(_ file: PromotionReport.File) -> [String] {
        if let difference = file.difference {
            return difference.split(separator: "\n", omittingEmptySubsequences: false).map { painted(String($0)) }
        }
        let path = PlainText.sanitised(file.path)
        if let failure = file.failure {
            return ["\(style.paint("not written", .red)) \(path): \(PlainText.sanitised(failure))"]
        }
        return [file.isWritten ? "\(file.change.rawValue) \(path)" : "not written \(path)"]
    }

    private func painted(_ line: String) -> String {
        switch line.first {
        case "+": style.paint(line, .green)
        case "-": style.paint(line, .red)
        case "@": style.paint(line, .blue)
        default: line
        }
    }
}
