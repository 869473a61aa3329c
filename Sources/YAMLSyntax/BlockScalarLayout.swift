import Diagnostics

/// Finds the source of each byte of a literal or folded block scalar, and where its content ends.
struct BlockScalarLayout {
    private let source: YAMLSourceText
    private let style: YAMLScalarStyle
    /// Where libyaml stopped: the start of the first line that does not belong to the scalar.
    private let end: Int
    private let indentation: Int
    private let bodyStart: Int
    private let chomping: UInt8?
    private var position: Int
    private var trace: ScalarTrace
    private var contentEnd: Int

    /// - Parameter span: the scalar from its `|` or `>` on, with the empty lines behind it.
    /// - Returns: the map, and the offset behind the last content line without its break.
    static func layout(
        of decoded: [UInt8],
        style: YAMLScalarStyle,
        in source: YAMLSourceText,
        span: ByteSpan
    ) -> (offsets: OffsetMap?, end: Int) {
        var layout = BlockScalarLayout(source: source, style: style, span: span, decoded: decoded)
        let offsets = layout.run()
        return (offsets, layout.contentEnd)
    }

    private init(source: YAMLSourceText, style: YAMLScalarStyle, span: ByteSpan, decoded: [UInt8]) {
        self.source = source
        self.style = style
        end = span.end
        var header = span.start + 1
        var chomping: UInt8?
        // No further than the indicators: libyaml takes a comment right behind them, too.
        while header < span.end, Self.isIndicator(source.bytes[header]) {
            if !Self.isDigit(source.bytes[header]) { chomping = source.bytes[header] }
            header += 1
        }
        self.chomping = chomping
        contentEnd = header
        let headerEnd = min(source.endOfLine(from: header), span.end)
        bodyStart = min(headerEnd + source.breakLength(at: headerEnd), span.end)
        position = bodyStart
        indentation = Self.indentation(of: decoded, in: source, body: bodyStart..<span.end)
        trace = ScalarTrace(of: decoded, start: bodyStart)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isIndicator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || isDigit(byte)
    }

    /// The width of the indentation: how much further right the first character that is no space stands in the source.
    ///
    /// With nothing but empty lines, how much wider the widest of them is.
    private static func indentation(of decoded: [UInt8], in source: YAMLSourceText, body: Range<Int>) -> Int {
        let written = leadingSpaces(in: source.bytes[body])
        let kept = leadingSpaces(in: decoded[...])
        guard let first = written.beforeContent, let firstKept = kept.beforeContent else {
            return max(1, written.widest - kept.widest)
        }
        return max(1, first - firstKept)
    }

    /// The spaces before the first character that is neither space nor break, and the most of them on a line.
    private static func leadingSpaces(in text: ArraySlice<UInt8>) -> (beforeContent: Int?, widest: Int) {
        var width = 0
        var widest = 0
        var position = text.startIndex
        while position < text.endIndex {
            let length = YAMLSourceText.breakLength(at: position, in: text)
            if length > 0 {
                width = 0
                position += length
            } else if text[position] == UInt8(ascii: " ") {
                width += 1
                position += 1
            } else {
                return (width, widest)
            }
            widest = max(widest, width)
        }
        return (nil, widest)
    }

    /// The steps of YAML 1.2, chapter 8.1, in libyaml's order.
    private mutating func run() -> OffsetMap? {
        var lineBreak: Int?
        var wasBlank = false
        var (column, emptyLines) = skipIndentation()
        while column == indentation, position < end, !trace.isBroken {
            let isBlank = YAMLSourceText.isBlank(source.bytes[position])
            if style == .folded, let ended = lineBreak, !source.isKeptBreak(at: ended), !wasBlank, !isBlank {
                if emptyLines.isEmpty {
                    trace.emit(CollectionOfOne(UInt8(ascii: " ")), for: ended..<ended + source.breakLength(at: ended))
                }
            } else if let ended = lineBreak {
                emitBreak(at: ended)
            }
            for offset in emptyLines { emitBreak(at: offset) }
            wasBlank = isBlank
            let lineEnd = min(source.endOfLine(from: position), end)
            trace.emit(source.bytes[position..<lineEnd])
            contentEnd = lineEnd
            lineBreak = lineEnd < end ? lineEnd : nil
            position = lineEnd + (lineEnd < end ? source.breakLength(at: lineEnd) : 0)
            (column, emptyLines) = skipIndentation()
        }
        if chomping != UInt8(ascii: "-"), let lineBreak { emitBreak(at: lineBreak) }
        if chomping == UInt8(ascii: "+") {
            for offset in emptyLines { emitBreak(at: offset) }
        }
        return trace.map
    }

    /// Goes over the indentation and the empty lines before it; the column reached and the breaks passed.
    private mutating func skipIndentation() -> (column: Int, breaks: [Int]) {
        var breaks: [Int] = []
        var column = 0
        while position < end {
            let length = source.breakLength(at: position)
            if length > 0 {
                breaks.append(position)
                position += length
                column = 0
            } else if column < indentation, source.bytes[position] == UInt8(ascii: " ") {
                position += 1
                column += 1
            } else {
                break
            }
        }
        return (column, breaks)
    }

    private mutating func emitBreak(at offset: Int) {
        let range = offset..<offset + source.breakLength(at: offset)
        if source.isKeptBreak(at: offset) {
            trace.emit(source.bytes[range])
        } else {
            trace.emit(CollectionOfOne(UInt8(ascii: "\n")), for: range)
        }
    }
}
