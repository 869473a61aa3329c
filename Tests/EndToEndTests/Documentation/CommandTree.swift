import Foundation

/// A command as the tool's own parser describes it, with its subcommands.
struct CommandTree: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            /// As it is typed.
            var text: String { kind == "long" ? "--" + name : "-" + name }
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
        let parsingStrategy: String

        /// All ways to type it; none for a positional argument.
        var spellings: [String] { (names ?? []).map(\.text) }
        var takesValue: Bool { kind == "option" }
        /// Whether all words up to the next option are its values.
        var takesSeveral: Bool { parsingStrategy == "upToNextOption" }
        var isPositional: Bool { kind == "positional" }
    }

    private struct Dump: Decodable { let command: CommandTree }

    let commandName: String
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    private let subcommands: [CommandTree]?

    var options: [Argument] { (arguments ?? []).filter { !$0.isPositional && $0.shouldDisplay } }
    var positionals: [Argument] { (arguments ?? []).filter { $0.isPositional && $0.shouldDisplay } }
    /// Without `help`, which the parser adds.
    var children: [CommandTree] { (subcommands ?? []).filter { $0.commandName != "help" } }

    /// The description of the real binary.
    static func ofTheBinary() async throws -> CommandTree {
        let folder = FileManager.default.temporaryDirectory
        let dump = try await SegsyncProcess.run(["--experimental-dump-help"], in: folder)
        return try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command
    }

    /// Every command below this one, each with the words that lead to it; groups before what is in them.
    var all: [(words: [String], command: CommandTree)] {
        children.flatMap { child in
            [([child.commandName], child)] + child.all.map { ([child.commandName] + $0.words, $0.command) }
        }
    }

    /// The text above the examples, and the command lines of those.
    var discussed: (text: String, examples: [String]) {
        var text: [Substring] = []
        var examples: [String] = []
        for line in (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("Example: ") {
                examples.append(String(line.dropFirst("Example: ".count)))
            } else {
                text.append(line)
            }
        }
        return (text.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines), examples)
    }

    /// What is wrong with a command line whose first word is the name of this command.
    ///
    /// Where `isWhole`, what is needed must be there as well.
    func mistake(in line: [String], isWhole: Bool) -> String? {
        // The parser's own, which it does not tell of.
        if line.dropFirst().first == "--generate-completion-script" { return nil }
        var command = self
        var words = line.dropFirst()
        while let word = words.first, let child = command.children.first(where: { $0.commandName == word }) {
            command = child
            words.removeFirst()
        }
        if !command.children.isEmpty, let word = words.first, !word.hasPrefix("-") {
            return "'\(command.commandName)' has no command '\(word)'"
        }
        var given: Set<String> = []
        var values = 0
        while let word = words.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else {
                values += 1
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard let option = command.options.first(where: { $0.spellings.contains(parts[0]) }) else {
                return "'\(command.commandName)' has no option '\(parts[0])'"
            }
            given.formUnion(option.spellings)
            guard option.takesValue else { continue }
            guard let value = parts.count > 1 ? parts[1] : words.popFirst() else {
                if isWhole { return "'\(word)' has no value" }
                continue
            }
            while option.takesSeveral, let next = words.first, !next.hasPrefix("-") { words.removeFirst() }
            let isChoice = option.allValues.map { $0.contains(value) } ?? true
            if isWhole, !isChoice { return "'\(word)' does not take '\(value)'" }
        }
        if values > command.positionals.count, !command.positionals.contains(where: \.isRepeating) {
            return "'\(command.commandName)' takes \(command.positionals.count) arguments, not \(values)"
        }
        guard isWhole, !given.contains("--help"), !given.contains("--version") else { return nil }
        if let missing = command.options.first(where: { !$0.isOptional && given.isDisjoint(with: $0.spellings) }) {
            return "'\(command.commandName)' needs '\(missing.spellings.last ?? "")'"
        }
        let needed = command.positionals.filter { !$0.isOptional }.count
        return values < needed ? "'\(command.commandName)' needs \(needed) arguments, not \(values)" : nil
    }
}
