import Foundation
import Testing

/// A page below Documentation that a test writes, or holds to what the tool does.
struct RecordedPage {
    let name: String

    var file: URL { Workspace.repository.appendingPathComponent("Documentation").appendingPathComponent(name) }

    var text: String {
        get throws { try String(contentsOf: file, encoding: .utf8) }
    }

    /// Takes a stale page for a mistake; with `SEGSYNC_RECORD` it is rewritten first.
    func recordStale(as current: String, suite: String) throws {
        if ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil {
            try Data(current.utf8).write(to: file)
            Issue.record("Documentation/\(name) was rewritten")
        } else {
            Issue.record(
                "Documentation/\(name) is stale; SEGSYNC_RECORD=1 swift test --filter \(suite) rewrites it"
            )
        }
    }
}
