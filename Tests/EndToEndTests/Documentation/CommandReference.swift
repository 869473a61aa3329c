import Foundation

/// The text of Documentation/Commands.md, from what the tool's parser says of itself.
struct CommandReference {
    let tree: CommandTree
    /// The usage line of a command, by its words.
    let usages: [[String]: String]

    init() async throws {
        tree = try await CommandTree.ofTheBinary()
        var usages: [[String]: String] = [:]
        for (words, _) in tree.all {
            let help = try await SegsyncProcess.run(words + ["--help"], in: FileManager.default.temporaryDirectory)
            usages[words] = Self.usage(in: help.output)
        }
        self.usages = usages
    }

    /// What stands after `USAGE:`, in one line.
    private static func usage(in help: String) -> String? {
        help.components(separatedBy: "USAGE: ").dropFirst().first?.components(separatedBy: "\n\n").first.map { usage in
            usage.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    var text: String {
        let all = tree.all
        let leaves = all.filter { $0.command.children.isEmpty }
        let common = (leaves.first?.command.options ?? []).filter { option in
            leaves.allSatisfy { $0.command.options.contains { $0.spellings == option.spellings } }
        }
        let isCommon = { (option: CommandTree.Argument) in common.contains { $0.spellings == option.spellings } }
        var text = Self.head + "\n| command | what it does |\n|---|---|\n"
        for (words, command) in all {
            let title = words.joined(separator: " ")
            let anchor = "segsync-" + words.joined(separator: "-")
            text += "| [`\(title)`](#\(anchor)) | \(Self.cell(command.abstract)) |\n"
        }
        text += "\nEvery command takes these:\n\n" + Self.table(common)
        for (words, command) in all {
            text += section(words, command, isCommon)
        }
        return text + Self.tail
    }

    private func section(
        _ words: [String],
        _ command: CommandTree,
        _ isCommon: (CommandTree.Argument) -> Bool
    ) -> String {
        var text = "\n## segsync \(words.joined(separator: " "))\n\n\(command.abstract ?? "")\n"
        text += "\n```text\n\(usages[words] ?? "")\n```\n"
        let (discussion, examples) = command.discussed
        if !discussion.isEmpty { text += "\n\(discussion)\n" }
        if !examples.isEmpty { text += "\n```sh\n\(examples.joined(separator: "\n"))\n```\n" }
        let own = command.positionals + command.options.filter { !isCommon($0) }
        if !own.isEmpty { text += "\n" + Self.table(own) }
        return text
    }

    private static func table(_ arguments: [CommandTree.Argument]) -> String {
        "| option | default | meaning |\n|---|---|---|\n"
            + arguments.map { "| \(name($0)) | \(standard($0)) | \(cell($0.abstract)) |\n" }.joined()
    }

    private static func name(_ argument: CommandTree.Argument) -> String {
        let value = "<\(argument.valueName ?? "value")>"
        if argument.isPositional { return "`\(value)`" }
        return argument.spellings.map { "`\($0)\(argument.takesValue ? " " + value : "")`" }.joined(separator: ", ")
    }

    private static func standard(_ argument: CommandTree.Argument) -> String {
        if let value = argument.defaultValue { return "`\(value)`" }
        if !argument.isOptional { return "needed" }
        return argument.isRepeating && argument.takesValue ? "may be repeated" : ""
    }

    private static func cell(_ text: String?) -> String {
        (text ?? "").replacingOccurrences(of: "|", with: "\\|").replacingOccurrences(of: "\n", with: " ")
    }

    private static let head = """
        # Commands

        What the tool says of itself with `--help`. `SEGSYNC_RECORD=1 swift test --filter CommandReferenceTests` rewrites
        this page.

        """

    private static let tail = """

        ## Exit codes

        | code | meaning |
        |---|---|
        | 0 | done, or nothing to change |
        | 1 | failed; nothing was changed |
        | 2 | changes are pending, with `--detailed-exitcode` |
        | 3 | partly done, or nobody can tell |
        | 4 | refused by a guard; nothing was sent |
        | 5 | drift was found, with `--detailed-exitcode` |
        | 64 | wrong usage |

        ## Completion

        `segsync` writes the completions of commands, options and their values for a shell:

        ```sh
        segsync --generate-completion-script bash > ~/.local/share/bash-completion/completions/segsync
        segsync --generate-completion-script zsh > ~/.zsh/completions/_segsync      # a folder of $fpath
        segsync --generate-completion-script fish > ~/.config/fish/completions/segsync.fish
        ```

        """
}
