/// A line of a shell, as far as a reader of documentation has to understand it.
enum ShellLine {
    /// The commands of a line, each with its words: quotes, comments, pipes, lists, `$(…)` and redirections are seen.
    static func commands(of line: String) -> [[String]] {
        var commands: [[String]] = [[]]
        var word: String?
        var quote: Character?
        var skipsWord = false
        func endWord() {
            if let done = word, !skipsWord { commands[commands.count - 1].append(done) }
            if word != nil { skipsWord = false }
            word = nil
        }
        var rest = line[...]
        while let character = rest.popFirst() {
            switch (character, quote) {
            case (let character, let open?):
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            case ("'", nil), ("\"", nil):
                quote = character
                word = word ?? ""
            case ("\\", nil):
                if let escaped = rest.popFirst() { word = (word ?? "") + String(escaped) }
            case ("#", nil) where word == nil:
                return commands.filter { !$0.isEmpty }
            case (">", nil), ("<", nil):
                // A digit before it names the stream.
                if word.map({ Int($0) != nil }) == true { word = nil }
                endWord()
                skipsWord = true
            case ("&", nil) where skipsWord && word == nil:
                word = "&"
            case ("|", nil), ("&", nil), (";", nil), ("(", nil), (")", nil), ("`", nil):
                endWord()
                skipsWord = false
                commands.append([])
            case (let character, nil) where character.isWhitespace:
                endWord()
            case (let character, nil):
                word = (word ?? "") + String(character)
            }
        }
        endWord()
        return commands.filter { !$0.isEmpty }
    }

    /// The calls of segsync in a line, each beginning with `segsync`; what a shell, or a pipeline's YAML, has before them
    /// is left out.
    static func calls(in line: String) -> [[String]] {
        commands(of: line).compactMap { words in
            let call = words.drop { ["$", ">", "-", "run:", "if", "!", "then", "do"].contains($0) || isAssignment($0) }
            guard let first = call.first, first == "segsync" || first.hasSuffix("/segsync") else { return nil }
            return ["segsync"] + call.dropFirst()
        }
    }

    private static func isAssignment(_ word: String) -> Bool {
        word.firstIndex(of: "=").map { end in
            end > word.startIndex && word[..<end].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        } ?? false
    }
}
