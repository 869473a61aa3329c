import Reports
import Testing

/// What people read of an import.
@Suite struct ImportTextTests {
    @Test func ofManyThatAreLeftOutForOneReasonTheRestIsCounted() {
        func segment(_ index: Int, _ outcome: ImportReport.Outcome, _ reason: String) -> ImportReport.Segment {
            ImportReport.Segment(id: "id-\(index)", name: "N", key: nil, outcome: outcome, reason: reason)
        }
        let report = ImportReport(
            project: "p",
            sandbox: "dev",
            folder: "segments",
            isDryRun: false,
            notSelected: 0,
            segments: (0..<25).map { segment($0, .leftOut, "external") } + [segment(25, .leftOut, "the platform's own")]
                + [segment(26, .failed, "no")],
            files: []
        )
        let lines = ImportText(style: .plain).render(report).split(separator: "\n").map(String.init)
        #expect(lines.count { $0.hasSuffix(": external") } == 21)
        #expect(
            lines.suffix(3) == [
                "· left out 5 more: external", "! failed N (id-26): no",
                "Import from sandbox 'dev': 0 imported, 0 updated, 0 unchanged, 26 left out, 1 failed.",
            ]
        )
        #expect(lines.contains("· left out N (id-25): the platform's own"))
    }
}
