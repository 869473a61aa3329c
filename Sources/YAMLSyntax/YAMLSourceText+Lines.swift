import Diagnostics

extension YAMLSourceText {
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// The length of the line break at an offset, 0 when there is none.
    ///
    /// As libyaml, and YAML 1.1, see it: CR LF, LF, CR, and also U+0085, U+2028, U+2029.
    func breakLength(at offset: Int) -> Int {
        Self.breakLength(at: offset, in: bytes[...])
    }

    static func breakLength(at offset: Int, in text: ArraySlice<UInt8>) -> Int {
        guard offset < text.endIndex else { return 0 }
        func byte(_ distance: Int) -> UInt8? { offset + distance < text.endIndex ? text[offset + distance] : nil }
        switch text[offset] {
        case UInt8(ascii: "\n"): return 1
        case UInt8(ascii: "\r"): return byte(1) == UInt8(ascii: "\n") ? 2 : 1
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }

    /// Whether a break stays what it is in a scalar instead of becoming a line feed: U+2028 and U+2029.
    func isKeptBreak(at offset: Int) -> Bool { bytes[offset] == 0xE2 }

    func byte(at offset: Int) -> UInt8? {
        offset >= 0 && offset < bytes.count ? bytes[offset] : nil
    }

    /// The offset of the first byte behind `offset` that is no blank, break or comment.
    func skipBlanksAndComments(from offset: Int) -> Int {
        var position = offset
        while position < bytes.count {
            let length = breakLength(at: position)
            if length > 0 {
                position += length
            } else if Self.isBlank(bytes[position]) {
                position += 1
            } else if bytes[position] == UInt8(ascii: "#") {
                position = endOfLine(from: position)
            } else {
                break
            }
        }
        return position
    }

    /// The offset of the break that ends the line, or of the end of the file.
    func endOfLine(from offset: Int) -> Int {
        var position = offset
        while position < bytes.count, breakLength(at: position) == 0 { position += 1 }
        return position
    }

    func startOfLine(of offset: Int) -> Int {
        var position = min(offset, bytes.count)
        while position > contentStart, bytes[position - 1] != UInt8(ascii: "\n"),
            bytes[position - 1] != UInt8(ascii: "\r")
        { position -= 1 }
        return position
    }

    /// The first tab among the blanks that the line begins with.
    func indentationTab(inLineOf offset: Int) -> ByteSpan? {
        var position = startOfLine(of: offset)
        while let byte = byte(at: position), Self.isBlank(byte) {
            if byte == UInt8(ascii: "\t") { return ByteSpan(position, position + 1) }
            position += 1
        }
        return nil
    }

    /// Where reading can begin again: the first line at or behind `offset`, and behind `start`, that is a `---`, or
    /// behind the first that is `...`.
    func nextDocument(from offset: Int, after start: Int) -> Int? {
        var position = startOfLine(of: offset)
        while position < bytes.count {
            if position >= offset, position > start {
                if isMarker(UInt8(ascii: "-"), at: position) { return position }
                if isMarker(UInt8(ascii: "."), at: position) { return position + 3 }
            }
            position = startOfNextLine(from: position)
        }
        return nil
    }

    /// Behind the first line that is `...`, or the end of the file; `offset` need not be at the start of a line.
    func endOfPiece(from offset: Int) -> Int {
        var position = startOfLine(of: offset) == offset ? offset : startOfNextLine(from: offset)
        while position < bytes.count {
            if isMarker(UInt8(ascii: "."), at: position) { return position + 3 }
            position = startOfNextLine(from: position)
        }
        return bytes.count
    }

    /// Whether nothing stands in a piece but the `...` that ends it.
    func isEmptyPiece(_ piece: Range<Int>) -> Bool {
        let first = skipBlanksAndComments(from: piece.lowerBound)
        return first + 3 == piece.upperBound && isMarker(UInt8(ascii: "."), at: first)
    }

    private func startOfNextLine(from offset: Int) -> Int {
        let end = endOfLine(from: offset)
        return end + breakLength(at: end)
    }

    /// Whether a document begins or ends at an offset at which a line starts.
    func isDocumentMarker(at offset: Int) -> Bool {
        startOfLine(of: offset) == offset
            && (isMarker(UInt8(ascii: "-"), at: offset) || isMarker(UInt8(ascii: "."), at: offset))
    }

    private func isMarker(_ character: UInt8, at offset: Int) -> Bool {
        guard offset + 3 <= bytes.count, bytes[offset..<offset + 3].allSatisfy({ $0 == character }) else {
            return false
        }
        guard let next = byte(at: offset + 3) else { return true }
        return Self.isBlank(next) || breakLength(at: offset + 3) > 0
    }

    /// The character at an offset as a span; empty at the end of a line and of the file.
    func characterSpan(at offset: Int) -> ByteSpan {
        let offset = min(offset, bytes.count)
        guard offset < bytes.count, breakLength(at: offset) == 0 else {
            return ByteSpan(offset, offset)
        }
        var end = offset + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return ByteSpan(offset, end)
    }

    /// The word at an offset as a span: up to a blank or the end of the line.
    func wordSpan(at offset: Int) -> ByteSpan {
        var end = min(offset, bytes.count)
        while end < bytes.count, !Self.isBlank(bytes[end]), breakLength(at: end) == 0 { end += 1 }
        return ByteSpan(min(offset, bytes.count), end)
    }

    /// What stands at an offset, for "found …": a word in quotes, or the end of the line or file.
    func described(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end of the file" }
        let span = wordSpan(at: offset)
        guard span.length > 0 else { return "the end of the line" }
        return YAMLDiagnostics.quoted(String(decoding: bytes[span.start..<span.end], as: UTF8.self))
    }
}
