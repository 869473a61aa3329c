import Foundation
import Testing

/// Documentation/Faults.md, made from the runs of the matrix.
struct FaultsPage {
    /// How each case ended, by its label.
    let words: [String: String]

    private static let file = Workspace.repository.appendingPathComponent("Documentation/Faults.md")

    private func cell(_ fault: MatrixCase.Fault, _ call: MatrixCase.Call, _ turns: [MatrixCase.Turn]) -> String {
        let ends = turns.compactMap { MatrixCase(fault, call, $0) }.compactMap { words[$0.label] }
        guard let first = ends.first else { return "–" }
        return ends.allSatisfy { $0 == first } ? first : ends.joined(separator: "; later ")
    }

    private func table(_ turns: [MatrixCase.Turn]) -> String {
        let calls = MatrixCase.Call.allCases
        let head = "| fault | " + calls.map(\.rawValue).joined(separator: " | ") + " |\n"
        let rule = String(repeating: "|---", count: calls.count + 1) + "|\n"
        let rows = MatrixCase.faults.map { fault in
            "| \(fault.title) | " + calls.map { cell(fault, $0, turns) }.joined(separator: " | ") + " |\n"
        }
        return head + rule + rows.joined()
    }

    var tables: String {
        """
        ## One call fails

        \(table([.first, .later]))
        ## Every such call fails, from the first one on

        \(table([.lasting]))
        """
    }

    private var text: String { "# Faults\n\n" + tables }

    func expectCurrent() throws {
        let page = try? String(contentsOf: Self.file, encoding: .utf8)
        guard page != text else { return }
        if ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil {
            try Data(text.utf8).write(to: Self.file)
            Issue.record("Documentation/Faults.md was rewritten")
        } else {
            Issue.record("Documentation/Faults.md is stale; rewrite it as it says at its head")
        }
    }
}
