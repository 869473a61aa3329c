/// One source text with its line starts, to turn byte offsets into lines and columns when rendering.
package struct SourceFile: Sendable {
    package let id: FileID
    package let bytes: [UInt8]
    private let lineStarts: [Int]

    package init(id: FileID, bytes: [UInt8]) {
        self.id = id
        self.bytes = bytes
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        self.lineStarts = starts
    }

    /// Line and column of a byte offset, both counted from 1; the column counts Unicode scalars.
    ///
    /// An offset past the end is taken as the end. Bytes that are not UTF-8 count one column each.
    package func position(at offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = String(decoding: bytes[lineStarts[low]..<offset], as: UTF8.self)
        return SourcePosition(line: low + 1, column: before.unicodeScalars.count + 1)
    }

    /// The text of a line counted from 1, without its line break.
    package func line(_ number: Int) -> String {
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
