/// The id that the service gave a segment definition; it differs between sandboxes.
package struct SegmentID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (left: SegmentID, right: SegmentID) -> Bool {
        left.text < right.text
    }
}
