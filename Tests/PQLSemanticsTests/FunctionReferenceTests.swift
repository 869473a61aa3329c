import Foundation
import PQLSemantics
import Testing

/// Documentation/Functions.md is made from the catalogue.
struct FunctionReferenceTests {
    // Symbolic links are resolved because the sources may be built through one.
    private static let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "../../Documentation/Functions.md").standardized

    @Test func thePageIsCurrent() throws {
        let page = try? String(contentsOf: Self.file, encoding: .utf8)
        guard page != FunctionReference.page else { return }
        if ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil {
            try Data(FunctionReference.page.utf8).write(to: Self.file)
            Issue.record("Documentation/Functions.md was rewritten")
        } else {
            Issue.record("Documentation/Functions.md is stale; rewrite it as it says at its head")
        }
    }

    @Test func everyEntryAndChapterHasItsPlace() {
        let page = FunctionReference.page
        for chapter in FunctionCatalogue.chapters {
            #expect(page.contains("\n## \(chapter.title)\n"))
            for entry in chapter.entries { #expect(page.contains("| `\(entry.usage)`"), "\(entry.name)") }
        }
    }
}
