import Foundation

/// What the tests look at in a page: its headings, its links, its code.
struct MarkdownPage {
    private(set) var anchors: Set<String> = []
    /// What links outside of code lead to, as it is written.
    private(set) var links: [String] = []
    /// The lines of code blocks but `text`, those that end in `\` joined with the next; transcripts without their outputs.
    private(set) var codeLines: [String] = []
    /// What stands between back quotes.
    private(set) var codeSpans: [String] = []

    init(_ text: String) {
        var fence: String?
        var unfinished = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                fence = fence == nil ? String(line.dropFirst(3)) : nil
                unfinished = ""
            } else if let fence {
                if fence == "text" { continue }
                if fence == "console", unfinished.isEmpty, !line.hasPrefix("$ ") { continue }
                // Where a command of a transcript goes on, the prompt is another.
                unfinished +=
                    !unfinished.isEmpty && fence == "console" && line.hasPrefix("> ") ? line.dropFirst(2) : line[...]
                if unfinished.hasSuffix("\\") {
                    unfinished.removeLast()
                } else {
                    codeLines.append(unfinished)
                    unfinished = ""
                }
            } else {
                readProse(line)
            }
        }
    }

    private mutating func readProse(_ line: String) {
        if line.hasPrefix("#") { addAnchor(of: line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)) }
        codeSpans += line.matches(of: /`([^`]+)`/).map { String($0.output.1) }
        let withoutCode = line.replacing(/`[^`]*`/, with: "")
        links += withoutCode.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
    }

    /// As the usual viewers make it: small letters, hyphens for blanks, no other punctuation, a number after the second
    /// of a name.
    private mutating func addAnchor(of title: String) {
        let kept = title.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
        let anchor = kept.replacingOccurrences(of: " ", with: "-")
        var candidate = anchor
        var number = 0
        while !anchors.insert(candidate).inserted {
            number += 1
            candidate = "\(anchor)-\(number)"
        }
    }
}
