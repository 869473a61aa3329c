import Foundation
import Testing

/// The transcripts of the tutorial and of the how-to pages: each page is run from an empty folder, and its commands
/// write what the page says.
@Suite(.serialized) struct TutorialTests {
    /// The tutorial, and all how-to pages that have a transcript.
    private static let pages: [RecordedPage] = {
        let folder = Workspace.repository.appendingPathComponent("Documentation")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0 == "Tutorial.md" || $0.hasPrefix("HowTo-") }.sorted().map(RecordedPage.init)
            .filter { page in (try? page.text)?.contains("\n```console\n") == true }
    }()

    @Test func theTutorialIsAmongThem() {
        #expect(Self.pages.map(\.name).contains("Tutorial.md"))
    }

    /// Some call the embedded service with curl, as a reader does.
    @Test(arguments: pages.map(\.name))
    func itsCommandsWriteWhatThePageSays(name: String) async throws {
        let recorded = RecordedPage(name: name)
        let page = ConsolePage(try recorded.text)
        #expect(page.text == (try recorded.text), "the page is read whole")
        let outputs = try await ConsoleRun.outputs(of: page.commands)
        var isStale = false
        for (step, output) in zip(page.steps, outputs)
        where ConsolePage.normalised(step.output) != ConsolePage.normalised(output) {
            isStale = true
            Issue.record("$ \(step.command)\nthe page says:\n\(step.output)\nit writes:\n\(output)")
        }
        let current = page.with(outputs: outputs)
        #expect(ConsolePage(current.text) == current, "no output looks like a command or the end of a block")
        if isStale { try recorded.recordStale(as: current.text, suite: "TutorialTests") }
    }

    @Test func idsTimesAndTheOrderOfWhatIsDoneSideBySideDoNotCount() {
        let one = """
            done create b (d9bd02f1-078a-4c1e-a732-b71bfd317f48)
            done create a (d6a147b2-a076-47f5-a0bb-a9b93093d9f7)
            The journal is 20261122T142625Z-dev_2.jsonl, of 2026-11-22T14:26:25Z.
            """
        let other = """
            done create a (00000000-0000-0000-0000-000000000000)
            done create b (00000000-0000-0000-0000-000000000000)
            The journal is 20270101T000000Z-dev.jsonl, of 2027-01-01T00:00:00Z.
            """
        #expect(ConsolePage.normalised(one) == ConsolePage.normalised(other))
        #expect(
            ConsolePage.normalised(one) != ConsolePage.normalised(other.replacingOccurrences(of: " a ", with: " c "))
        )
    }
}
