/// The forms that names and folders in `segsync.yaml` have.
extension ProjectReader {
    private static func isWord(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    static func isVariableName(_ text: String) -> Bool {
        isWord(text) && text.utf8.first.map(isLetter) == true
    }

    static func isTenant(_ text: String) -> Bool {
        text.hasPrefix("_") && isWord(text.dropFirst())
    }

    /// Upper-case letters, digits and underscores: what people call environment variables, and no secret looks like.
    static func isEnvironmentName(_ text: String) -> Bool {
        isWord(text) && text == text.uppercased() && text.utf8.first.map(isDigit) == false
    }

    static func isWebAddress(_ text: String) -> Bool {
        text.hasPrefix("https://") || text.hasPrefix("http://")
    }

    /// Whether an address has neither user information nor a query nor a fragment, each of which may hold a secret.
    static func isBareAddress(_ text: String) -> Bool {
        !text.contains { "@?#".contains($0) }
    }

    /// `./a//b/` as `a/b`, so that one folder has one name. What `..` leads to is for the file system to say.
    static func normalised(_ folder: String) -> String {
        guard !folder.isEmpty else { return folder }
        let steps = folder.split(separator: "/").filter { $0 != "." }
        let path = steps.joined(separator: "/")
        if folder.hasPrefix("/") { return "/" + path }
        return path.isEmpty ? "." : path
    }
}
