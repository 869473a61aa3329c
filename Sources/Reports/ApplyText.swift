internal import Reconciler

/// A run for people: one line for each outcome as it happens, and the counts at the end.
package struct ApplyText {
    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func line(_ outcome: ApplyReport.Outcome) -> String {
        let colour: TextStyle.Colour =
            switch outcome.status {
            case .done: .green
            case .failed, .unknown: .red
            case .skipped: .yellow
            }
        let remark = outcome.message ?? (outcome.doneBefore ? "as planned already, nothing was written" : nil)
        let message = remark.map { ": \(PlainText.sanitised($0))" } ?? ""
        let id = outcome.id.map { style.paint(" (\(PlainText.sanitised($0)))", .grey) } ?? ""
        let action = "\(outcome.verb.rawValue) \(PlainText.sanitised(outcome.key))"
        return "\(style.paint(outcome.status.rawValue, colour)) \(action)\(id)\(message)"
    }

    package func summary(_ report: ApplyReport) -> String {
        let parts = ActionOutcome.Status.allCases.map { "\(report.summary[$0.rawValue] ?? 0) \($0.rawValue)" }
        let result = "Applied to sandbox '\(PlainText.sanitised(report.sandbox))': \(parts.joined(separator: ", "))."
        let before = report.outcomes.count { $0.doneBefore }
        guard before > 0 else { return result }
        guard before < report.outcomes.count else {
            return result + " Everything was as planned already; nothing was written."
        }
        return result + " \(before) of these were as planned already."
    }

    package func render(_ report: ApplyReport) -> String {
        let lines = report.outcomes.filter { $0.status != .done }.map(line)
        return (lines + [summary(report)]).joined(separator: "\n") + "\n"
    }
}
