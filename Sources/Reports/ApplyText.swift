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
        let message = outcome.message.map { ": \(PlainText.sanitised($0))" } ?? ""
        let id = outcome.id.map { style.paint(" (\(PlainText.sanitised($0)))", .grey) } ?? ""
        let action = "\(outcome.verb.rawValue) \(PlainText.sanitised(outcome.key))"
        return "\(style.paint(outcome.status.rawValue, colour)) \(action)\(id)\(message)"
    }

    package func summary(_ report: ApplyReport) -> String {
        let parts = ActionOutcome.Status.allCases.map { "\(report.summary[$0.rawValue] ?? 0) \($0.rawValue)" }
        return "Applied to sandbox '\(PlainText.sanitised(report.sandbox))': \(parts.joined(separator: ", "))."
    }

    package func render(_ report: ApplyReport) -> String {
        let lines = report.outcomes.filter { $0.status != .done }.map(line)
        return (lines + [summary(report)]).joined(separator: "\n") + "\n"
    }
}
