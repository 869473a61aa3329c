/// Where each byte of a derived text stands in the file it was taken from.
///
/// A YAML scalar's value differs from its source by escapes, folding and indentation; the map is piecewise linear and
/// keeps the byte offsets exact. Anchors are ordered by `derived`, the first has `derived` 0.
package struct OffsetMap: Hashable, Sendable {
    package struct Anchor: Hashable, Sendable {
        package let derived: Int
        package let original: Int

        package init(derived: Int, original: Int) {
            self.derived = derived
            self.original = original
        }
    }

    package let anchors: [Anchor]
    /// The original offset just behind the last byte of the derived text.
    package let originalEnd: Int

    package init(anchors: [Anchor], originalEnd: Int) {
        precondition(anchors.first?.derived == 0, "an offset map starts at 0")
        self.anchors = anchors
        self.originalEnd = originalEnd
    }

    /// The map of a text that stands unchanged at `offset`.
    package static func shift(by offset: Int, length: Int) -> OffsetMap {
        OffsetMap(anchors: [Anchor(derived: 0, original: offset)], originalEnd: offset + length)
    }

    /// The original offset of a derived one.
    package func original(of derived: Int) -> Int {
        var low = 0
        var high = anchors.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if anchors[middle].derived <= derived { low = middle } else { high = middle }
        }
        return min(anchors[low].original + (derived - anchors[low].derived), originalEnd)
    }

    /// The original span of a derived one: from its first byte to just behind its last.
    package func original(of span: ByteSpan) -> ByteSpan {
        let start = original(of: span.start)
        guard span.length > 0 else { return ByteSpan(start, start) }
        return ByteSpan(start, max(start, original(of: span.end - 1) + 1))
    }
}
