import Foundation
import Testing

/// Documentation/Contract.md shows the tables as they are.
@Suite struct ContractDocumentTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Documentation/Contract.md").standardizedFileURL
    private static let recording = ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil

    enum Table: String, CaseIterable {
        case contradictions, members

        fileprivate var text: String {
            switch self {
            case .contradictions:
                Self.markdown(
                    ["operation", "aspect", "the description", "our choice", "source"],
                    KnownContradiction.all.map { row in
                        [Self.code(row.operations), Self.code(row.aspects), row.described, row.chosen, row.source]
                    }
                )
            case .members:
                Self.markdown(
                    ["operation", "part", "members", "source"],
                    UndocumentedMembers.all.map { row in
                        [Self.code(row.operations), row.part, Self.code(row.pointers), row.source]
                    }
                )
            }
        }

        private static func markdown(_ head: [String], _ rows: [[String]]) -> String {
            ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
        }

        private static func code(_ texts: [String]) -> String {
            texts.map { "`\($0)`" }.joined(separator: ", ")
        }
    }

    /// With SEGSYNC_RECORD the document is rewritten, and the test fails so that nobody records unawares.
    @Test(.serialized, arguments: Table.allCases)
    func theTableIsTheOneThatTheTestsUse(table: Table) throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let (begin, end) = ("<!-- begin \(table) -->\n", "<!-- end \(table) -->")
        let start = try #require(text.firstRange(of: begin)).upperBound
        let stop = try #require(text[start...].firstRange(of: end)).lowerBound
        guard text[start..<stop] != table.text else { return }
        if Self.recording {
            try Data((text[..<start] + table.text + text[stop...]).utf8).write(to: Self.file)
            Issue.record("Documentation/Contract.md was rewritten: \(table)")
        } else {
            Issue.record(
                """
                the table '\(table)' in Documentation/Contract.md is stale; \
                rewrite it with SEGSYNC_RECORD=1 swift test --filter ContractDocumentTests
                """
            )
        }
    }
}
