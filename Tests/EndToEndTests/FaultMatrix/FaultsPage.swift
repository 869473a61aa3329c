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

        The first of its kind; after the semicolon, where it differs, one in the middle of the run.

        \(table([.first, .later]))
        ## Every such call fails, from the first one on

        \(table([.lasting]))
        """
    }

    private var text: String {
        """
        # What an apply does when calls fail

        This page is made from runs: `SEGSYNC_RECORD=1 swift test --filter FaultMatrixTests` makes them and rewrites it. Each
        cell is an apply to the embedded service while one fault of
        [Emulator.md](Emulator.md#rehearsing-failures) befalls one kind of call; the plan has three creates, four updates
        (two of the whole definition, one of labels and tags, one of both) and two deletes, with references between them.

        After each run the test holds what was told against what the service keeps:

        - *done* is there as planned, *failed* is not and says why, *skipped* was not touched. *unknown* says that nobody
          can tell, and is allowed only where the fault lasts to the end of the run or hides the definition for good.
        - Nothing is there twice, nothing is gone that was not to go, and definitions of others are the same to the byte.
        - Without the faults the same command ends with everything done, and a plan after it is empty.

        A cell names what did not end as *done*: `1 failed, 1 skipped` is an action that failed and one that waited for it.
        `done` is a run in which nobody noticed. `stopped`: there was no plan, and nothing was sent. `refused`: a guard stood
        against the plan.

        | call | what it is |
        |---|---|
        | create, update, patch, delete | the writes: POST, PATCH of a definition, JSON Patch of its audience, DELETE |
        | read | before each write that changes something, and after every write |
        | list | the definitions, for the plan |
        | lookup | the list again, after a create whose answer was lost |
        | token | at the beginning |
        | renewal | of a token that the service did not accept any more in the middle of the run |
        | other | merge policies and tags, for the plan |

        A dash is no case: pages are of lists, a downgrade is of an edit, what is left out is left out of a PATCH of the whole
        definition, what can be seen late is what is created, a call that only asks is never carried out without an answer, 412
        answers a write that has a precondition, and what is hidden is what a call is about (for a list, one definition by its
        name).

        \(tables)
        """
    }

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
