import Foundation
import Testing

@Suite struct CommandReferenceTests {
    @Test func thePageIsCurrent() async throws {
        let text = try await CommandReference().text
        let page = RecordedPage(name: "Commands.md")
        if (try? page.text) != text { try page.recordStale(as: text, suite: "CommandReferenceTests") }
    }

    @Test func everyCommandHasHelpWithAnExampleThatParses() async throws {
        let tree = try await CommandTree.ofTheBinary()
        #expect(tree.all.count > 10)
        for (words, command) in tree.all {
            let title = words.joined(separator: " ")
            let help = try await SegsyncProcess.run(words + ["--help"], in: FileManager.default.temporaryDirectory)
            #expect(help.status == 0 && help.output.contains("Example: "), "segsync \(title) --help")
            #expect(command.abstract?.hasSuffix(".") == true, "\(title) has one sentence that says what it does")
            let calls = command.discussed.examples.flatMap(ShellLine.calls)
            #expect(!calls.isEmpty, "\(title) has an example")
            for call in calls {
                #expect(call.dropFirst().starts(with: words), "the example is of \(title)")
                #expect(tree.mistake(in: call, isWhole: true) == nil, "the example of \(title)")
            }
            for option in command.options + command.positionals {
                #expect(option.abstract?.isEmpty == false, "\(title) says what \(option.spellings) is")
            }
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsNameEveryCommand(shell: String) async throws {
        let tree = try await CommandTree.ofTheBinary()
        let folder = FileManager.default.temporaryDirectory
        let script = try await SegsyncProcess.run(["--generate-completion-script", shell], in: folder)
        #expect(script.status == 0)
        for (words, _) in tree.all {
            #expect(script.output.contains(words[words.count - 1]), "\(shell) completes \(words)")
        }
    }
}
