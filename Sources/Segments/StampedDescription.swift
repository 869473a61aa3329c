/// A definition's description as the user wrote it, and the stamp behind it.
package struct StampedDescription: Hashable, Sendable {
    package let text: String
    package let stamp: OwnershipStamp?
    /// Whether something that looks like a stamp stands where no stamp can be, or cannot be read: the definition may be
    /// somebody's, so it must not be taken over.
    package let hasUnreadableStamp: Bool

    package init(text: String, stamp: OwnershipStamp?) {
        self.text = text
        self.stamp = stamp
        self.hasUnreadableStamp = false
    }

    /// Takes apart what the service answered.
    ///
    /// The stamp is the last line that is not blank, whatever line breaks and blanks an editor has put around it.
    package init(remote: String) {
        let bytes = Array(remote.utf8)
        let end = (bytes.lastIndex { !Self.isBlank($0) } ?? -1) + 1
        let lineBreak = bytes[..<end].lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let lineStart = lineBreak.map { $0 + 1 } ?? 0
        let lastLine = String(decoding: bytes[lineStart..<end], as: UTF8.self)
        stamp = OwnershipStamp(line: lastLine)
        text = stamp == nil ? remote : Self.withoutLineBreak(bytes[..<lineStart])
        hasUnreadableStamp = stamp == nil && remote.contains(OwnershipStamp.opening)
    }

    /// The text to send: the stamp on a line of its own at the end.
    package var remote: String {
        guard let stamp else { return text }
        // A carriage return at the end would be read as a part of the line break.
        let lineBreak = text.utf8.last == UInt8(ascii: "\r") ? "\r\n" : "\n"
        return text.isEmpty ? stamp.line : text + lineBreak + stamp.line
    }

    /// The text before the stamp's line, without the one line break that parts them.
    private static func withoutLineBreak(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(byte)
    }
}
