/// The stable identity of a segment in Git: lower-case letters, digits and hyphens, 1 to 100 of them.
///
/// A segment may be renamed; its key stays.
package struct SegmentKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    package static let maximumLength = 100

    package let text: String

    /// Takes a key as it is written; nil where a character or the length is not allowed.
    package init?(_ text: String) {
        let allowed = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
        guard allowed, !text.isEmpty, text.utf8.count <= Self.maximumLength else { return nil }
        self.text = text
    }

    package var description: String { text }

    package static func < (left: SegmentKey, right: SegmentKey) -> Bool {
        left.text < right.text
    }
}
