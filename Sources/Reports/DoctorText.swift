/// The checks for people: a line each, and below it what to do.
package struct DoctorText {
    private let style: TextStyle

    package init(style: TextStyle) {
        self.style = style
    }

    package func render(_ report: DoctorReport) -> String {
        let width = report.checks.map(\.title.count).max() ?? 0
        let all =
            ["Sandbox '\(PlainText.sanitised(report.sandbox))':", ""]
            + report.checks.flatMap { lines($0, titleWidth: width) } + ["", summary(report)]
        return all.joined(separator: "\n") + "\n"
    }

    private func lines(_ check: DoctorReport.Check, titleWidth: Int) -> [String] {
        let words = Self.words(check.status)
        let label = style.paint(words, colour(check.status)) + Self.blanks(Self.labelWidth - words.count)
        let title = check.title + Self.blanks(titleWidth - check.title.count)
        let line = "  \(label)  \(title)  \(PlainText.sanitised(check.detail))"
        guard let remedy = check.remedy else { return [line] }
        return [line, Self.blanks(2 + Self.labelWidth + 2) + "→ " + PlainText.sanitised(remedy)]
    }

    private func summary(_ report: DoctorReport) -> String {
        let parts = DoctorReport.Status.allCases.filter { report.count($0) > 0 || $0 == .failed }.map { status in
            "\(report.count(status)) \(Self.summaryWords(status, report.count(status)))"
        }
        return parts.joined(separator: ", ") + "."
    }

    private static let labelWidth = DoctorReport.Status.allCases.map { words($0).count }.max() ?? 0

    private static func words(_ status: DoctorReport.Status) -> String {
        switch status {
        case .passed: "ok"
        case .warning: "warning"
        case .failed: "FAILED"
        case .skipped: "skipped"
        case .notTried: "not tried"
        case .notNeeded: "not needed"
        }
    }

    private static func summaryWords(_ status: DoctorReport.Status, _ count: Int) -> String {
        switch status {
        case .passed: "passed"
        case .warning: count == 1 ? "warning" : "warnings"
        case .failed: "failed"
        case .skipped, .notTried, .notNeeded: words(status)
        }
    }

    private func colour(_ status: DoctorReport.Status) -> TextStyle.Colour {
        switch status {
        case .passed: .green
        case .warning: .yellow
        case .failed: .red
        case .skipped, .notTried, .notNeeded: .grey
        }
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
