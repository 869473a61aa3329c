/// Text from the user's files or the service, put into Markdown so that it is shown and never read as markup.
enum MarkdownText {
    /// A code span on one line. Nothing in it is markup: not emphasis, not HTML, not a link or a mention.
    static func code(_ text: String) -> String {
        let plain = PlainText.sanitised(text)
        guard !plain.isEmpty else { return "(empty)" }
        let fence = String(repeating: "`", count: longestRun(in: plain) + 1)
        // One blank on each side is taken off again; without it a backtick or a blank at the edge would be lost.
        let isBare = plain.first != "`" && plain.last != "`" && plain.first != " " && plain.last != " "
        return isBare ? fence + plain + fence : "\(fence) \(plain) \(fence)"
    }

    /// A block of lines that no line of it can end; its first characters colour them where `language` is `diff`.
    static func block(_ lines: [String], language: String) -> [String] {
        let plain = lines.map(PlainText.sanitised)
        let fence = String(repeating: "`", count: max(3, (plain.map(longestRun).max() ?? 0) + 1))
        return [fence + language] + plain + [fence]
    }

    private static func longestRun(in text: String) -> Int {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
