/// A definition's description as the user wrote it, and the stamp behind it.
package struct StampedDescription: Hashable, Sendable {
    package let text: String
    package let stamp: OwnershipStamp?
    /// Whether the last line begins like a stamp but is none: the definition may be somebody's, so it is not ours.
    package let hasUnreadableStamp: Bool

    package init(text: String, stamp: OwnershipStamp?) {
        self.text = text
        self.stamp = stamp
        self.hasUnreadableStamp = false
    }

    /// Takes apart what the service answered.
    package init(remote: String) {
        let lineStart = remote.lastIndex(of: "\n").map { remote.index(after: $0) } ?? remote.startIndex
        let lastLine = remote[lineStart...]
        stamp = OwnershipStamp(line: lastLine)
        if stamp != nil {
            text = lineStart == remote.startIndex ? "" : String(remote[..<remote.index(before: lineStart)])
            hasUnreadableStamp = false
        } else {
            text = remote
            hasUnreadableStamp = lastLine.hasPrefix(OwnershipStamp.opening)
        }
    }

    /// The text to send: the stamp on a line of its own at the end.
    package var remote: String {
        guard let stamp else { return text }
        return text.isEmpty ? stamp.line : text + "\n" + stamp.line
    }
}
