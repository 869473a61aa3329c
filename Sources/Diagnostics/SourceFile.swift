/// One source text with its line starts, to turn byte offsets into lines and columns when rendering.
package struct SourceFile: Sendable {
    /// A place inside a long line, so that its columns need not be counted from the line's start.
    private struct Mark {
        let offset: Int
        /// Counted from 1.
        let column: Int
    }

    package let id: FileID
    package let bytes: [UInt8]
    private let lineStarts: [Int]
    private let withheld: [ByteSpan]
    /// At every line's start and every `markDistance` bytes of a long line, in order.
    private let marks: [Mark]

    private static let markDistance = 1_024

    /// `withheld` is shown in no excerpt, nor is what follows it in its line.
    package init(id: FileID, bytes: [UInt8], withheld: [ByteSpan] = []) {
        self.id = id
        self.withheld = withheld
        self.bytes = bytes
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        lineStarts = starts
        var marks: [Mark] = []
        marks.reserveCapacity(starts.count)
        for (index, start) in starts.enumerated() {
            marks.append(Mark(offset: start, column: 1))
            let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
            while let last = marks.last, end - last.offset > Self.markDistance {
                var offset = last.offset + Self.markDistance
                // Only at the beginning of a scalar do both parts read as they do together.
                while offset < end, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
                marks.append(Mark(offset: offset, column: last.column + Self.columns(bytes[last.offset..<offset])))
            }
        }
        self.marks = marks
    }

    /// Line and column of a byte offset, both counted from 1; the column counts Unicode scalars.
    ///
    /// An offset past the end is taken as the end. Bytes that are not UTF-8 count one column each.
    package func position(at offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), bytes.count)
        let line = Self.last(of: lineStarts.count) { lineStarts[$0] <= offset }
        let mark = marks[Self.last(of: marks.count) { marks[$0].offset <= offset }]
        return SourcePosition(line: line + 1, column: mark.column + Self.columns(bytes[mark.offset..<offset]))
    }

    /// The line that an offset stands in, without its line break; of a long line what is around the offset.
    package func excerpt(at offset: Int) -> SourceExcerpt {
        let number = position(at: offset).line
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        let lineEnd = end
        if let hidden = withheld.first(where: { $0.start < lineEnd && $0.end > start }) {
            end = max(start, hidden.start)
        }
        guard end - start > SourceExcerpt.longest else {
            return SourceExcerpt(text(start..<end), column: 1, isCutBehind: end < lineEnd)
        }
        let first = scalarStart(max(start, min(offset, end) - SourceExcerpt.longest / 3), in: start..<end)
        let last = scalarStart(min(end, first + SourceExcerpt.longest), in: start..<end)
        return SourceExcerpt(
            text(first..<last),
            column: position(at: first).column,
            isCutBefore: first > start,
            isCutBehind: last < lineEnd
        )
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The first place from an offset on where a scalar begins, or the end.
    private func scalarStart(_ offset: Int, in line: Range<Int>) -> Int {
        (offset..<line.upperBound).first { bytes[$0] & 0xC0 != 0x80 } ?? line.upperBound
    }

    private static func columns(_ bytes: ArraySlice<UInt8>) -> Int {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.count
    }

    /// The last of so many indices for which the test holds; it holds for the first, and up to some index.
    private static func last(of count: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if holds(middle) { low = middle } else { high = middle }
        }
        return low
    }
}
