/// A command of segsync as a shell takes it.
struct ShellCommand: CustomStringConvertible, Sendable {
    let description: String

    /// In the folder of a project; `words` do not name the tool.
    init(_ subcommand: String, in folder: ProjectFolder, _ words: [String]) {
        let directory = folder.path == "." ? [] : ["-C", folder.path]
        description =
            (["segsync"] + subcommand.split(separator: " ").map(String.init) + directory + words).map(Self.quoted)
            .joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            let character = Character(UnicodeScalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber || "-_./=:@%+,".contains(character))
        }
        return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
