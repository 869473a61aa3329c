/// A half-open range of UTF-8 byte offsets, counted from 0, in one source text.
package struct ByteSpan: Hashable, Sendable {
    package let start: Int
    package let end: Int

    /// Makes a span; an `end` before `start` is a mistake of ours.
    package init(_ start: Int, _ end: Int) {
        precondition(start >= 0 && start <= end, "a span ends at or after its start")
        self.start = start
        self.end = end
    }

    package static let zero = ByteSpan(0, 0)

    package var length: Int { end - start }

    /// The smallest span that covers both.
    package func union(_ other: ByteSpan) -> ByteSpan {
        ByteSpan(min(start, other.start), max(end, other.end))
    }
}
