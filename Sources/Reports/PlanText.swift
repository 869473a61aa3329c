internal import PQLSemantics
internal import Reconciler
internal import Segments

/// A plan for people: what is blocked first, then every change with its fields, then the counts.
package struct PlanText {
    /// What is said where nothing is to change of a plan that is made from the manifests.
    package static let nothingForManifests = "says what the manifests say. Nothing is to change."

    private let style: TextStyle
    private let nothing: String

    /// `nothing` goes on after the sandbox's name where nothing is to change.
    package init(style: TextStyle, nothing: String = nothingForManifests) {
        self.style = style
        self.nothing = nothing
    }

    package func render(_ report: PlanReport) -> String {
        var lines: [String] = []
        let sandbox = PlainText.sanitised(report.sandbox)
        let shown = report.actions.filter(\.isShown)
        for block in report.blocks { lines += self.lines(block, indent: "") }
        if shown.isEmpty, !report.blocks.isEmpty {
            lines.append("What is known of sandbox '\(sandbox)' says what the manifests say.")
        } else if shown.isEmpty {
            lines.append("Sandbox '\(sandbox)' \(nothing)")
        } else {
            lines.append("Sandbox '\(sandbox)' of project '\(PlainText.sanitised(report.project))':")
            lines.append("")
            for action in shown.filter({ !$0.blocks.isEmpty }) { lines += self.lines(action) }
            for action in shown.filter(\.blocks.isEmpty) { lines += self.lines(action) }
        }
        lines += report.notes.map { "Note: \(PlainText.sanitised($0))." }
        lines.append(summary(report))
        return lines.joined(separator: "\n") + "\n"
    }

    private func summary(_ report: PlanReport) -> String {
        var parts = [
            "\(report.count(.create)) to create", "\(report.count(.update)) to update",
            "\(report.count(.delete)) to delete",
        ]
        if report.count(.adopt) > 0 { parts.insert("\(report.count(.adopt)) to adopt", at: 1) }
        parts.append("\(report.count(.noChange)) unchanged")
        if report.blockedCount > 0 { parts.append(style.paint("\(report.blockedCount) blocked", .red)) }
        let others = report.unowned == 1 ? "1 other definition is" : "\(report.unowned) other definitions are"
        return "Plan: \(parts.joined(separator: ", ")). \(others) left alone."
    }

    private func lines(_ action: PlanReport.Action) -> [String] {
        let (mark, colour): (String, TextStyle.Colour) =
            switch action.verb {
            case _ where !action.blocks.isEmpty: ("!", .red)
            case .create: ("+", .green)
            case .update: ("~", .yellow)
            case .adopt: (">", .blue)
            case .delete: ("-", .red)
            case .undecided: ("?", .red)
            case .noChange: ("=", .grey)
            }
        let id = action.id.map { style.paint(" (\(PlainText.sanitised($0)))", .grey) } ?? ""
        var lines = [
            "  \(style.paint("\(mark) \(action.verb.word)", colour)) \(PlainText.sanitised(action.key)): "
                + "\(style.paint(PlainText.sanitised(action.name), .bold))\(id)"
        ]
        for change in action.changes { lines += self.lines(change, of: action) }
        lines += remarks(action).map { "      " + PlainText.sanitised($0) }
        for block in action.blocks { lines += self.lines(block, indent: "      ") }
        return lines + [""]
    }

    private func lines(_ block: PlanReport.Blocked, indent: String) -> [String] {
        var lines = [indent + style.paint("blocked:", .red) + " " + PlainText.sanitised(block.reason)]
        if let remedy = block.remedy {
            lines.append("\(indent)\(style.paint("to let it pass:", .grey)) \(PlainText.sanitised(remedy))")
        }
        return lines
    }

    /// What an action means besides the fields that it writes.
    private func remarks(_ action: PlanReport.Action) -> [String] {
        var remarks: [String] = []
        if !action.becameSame.isEmpty {
            let fields = action.becameSame.map(\.rawValue).joined(separator: ", ")
            remarks.append("changed to the same in Git and in the sandbox: \(fields)")
        }
        for effect in action.effects {
            switch effect {
            case .cosmetic, .narrower, .wider, .changed, .destructive: break
            case .evaluationDowngrade: remarks.append("evaluation downgrade: it is evaluated less often than before")
            case .losesBuilderEditing: remarks.append("Segment Builder cannot edit it any more: its model is dropped")
            case .indirect:
                let keys = action.changedThrough.map { "'\($0)'" }.joined(separator: ", ")
                remarks.append("changed indirectly: it uses \(keys)")
            }
        }
        if !action.usedBy.isEmpty { remarks.append("used by \(action.usedBy.joined(separator: ", "))") }
        return remarks
    }

    private func lines(_ change: PlanReport.Change, of action: PlanReport.Action) -> [String] {
        let label = change.field.rawValue.padded(to: 12)
        let after = PlainText.sanitised(change.after)
        guard let before = change.before else { return ["      \(label) \(after)"] }
        let indent = "      \("".padded(to: 12)) "
        return [
            "      \(label) \(style.paint("- " + PlainText.sanitised(before), .red))",
            indent + style.paint("+ " + after, .green),
        ] + (rule(change) + origin(of: change, action)).map { indent + $0 }
    }

    /// Who changed a field, where that was not Git.
    private func origin(of change: PlanReport.Change, _ action: PlanReport.Action) -> [String] {
        let who = action.lastModifiedBy.map { " by \($0)" } ?? ""
        let when = action.lastModifiedAt.map { " at \(UTCTime.text(milliseconds: $0))" } ?? ""
        let last = who + when == "" ? "" : " (last written\(who)\(when))"
        switch change.verdict {
        case .drifted: return [style.paint("drifted: changed in the sandbox\(PlainText.sanitised(last))", .yellow)]
        case .conflict:
            return [style.paint("conflict: changed in Git and in the sandbox\(PlainText.sanitised(last))", .red)]
        case .unknownOrigin where action.verb == .update: return [style.paint("not applied from Git before", .grey)]
        case .changedInGit, .unchanged, .becameSame, .unknownOrigin, nil: return []
        }
    }

    /// What a changed rule means: clause by clause where it has more than one, then as a whole.
    private func rule(_ change: PlanReport.Change) -> [String] {
        guard let effect = change.effect else { return [] }
        let whole = effect.words
        let clauses = change.clauses.filter { $0.before != change.before || $0.after != change.after }.map { clause in
            "  " + PlainText.sanitised(clause.words) + style.paint(": \(clause.effect.rawValue)", .grey)
        }
        return clauses + [style.paint(whole, .yellow)]
    }
}

extension PlanReport.Verb {
    fileprivate var word: String { self == .noChange ? "unchanged" : rawValue }
}

extension PlanReport.Action {
    /// Whether a reader of the plan has to know of it.
    fileprivate var isShown: Bool {
        verb != .noChange || !blocks.isEmpty || !becameSame.isEmpty || !changedThrough.isEmpty
    }
}

extension String {
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
