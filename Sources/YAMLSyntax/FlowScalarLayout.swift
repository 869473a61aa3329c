import Diagnostics

/// Finds the source of each byte of a plain or quoted scalar.
struct FlowScalarLayout {
    private let source: YAMLSourceText
    private let style: YAMLScalarStyle
    private let end: Int
    private var position: Int
    private var trace: ScalarTrace

    /// - Parameter span: the scalar with its quotes.
    static func offsets(
        of decoded: [UInt8],
        style: YAMLScalarStyle,
        in source: YAMLSourceText,
        span: ByteSpan
    ) -> OffsetMap? {
        let quote = style == .plain ? 0 : 1
        guard span.length >= 2 * quote else { return nil }
        let inner = span.start + quote..<span.end - quote
        if source.bytes[inner].elementsEqual(decoded) {
            return .shift(by: inner.lowerBound, length: inner.count)
        }
        var layout = FlowScalarLayout(source: source, style: style, inner: inner, decoded: decoded)
        return layout.run()
    }

    private init(source: YAMLSourceText, style: YAMLScalarStyle, inner: Range<Int>, decoded: [UInt8]) {
        self.source = source
        self.style = style
        end = inner.upperBound
        position = inner.lowerBound
        trace = ScalarTrace(of: decoded, start: inner.lowerBound)
    }

    private mutating func run() -> OffsetMap? {
        while position < end, !trace.isBroken {
            let byte = source.bytes[position]
            if style == .doubleQuoted, byte == UInt8(ascii: "\\") {
                escape()
            } else if style == .singleQuoted, byte == UInt8(ascii: "'") {
                trace.emit(CollectionOfOne(byte), for: position..<position + 2)
                position += 2
            } else if YAMLSourceText.isBlank(byte) || source.breakLength(at: position) > 0 {
                whitespace()
            } else {
                trace.emit(byte, at: position)
                position += 1
            }
        }
        return trace.map
    }

    /// Blanks stand for themselves unless a line ends among them: then one break is a space and each further one a
    /// line feed.
    private mutating func whitespace() {
        let start = position
        let breaks = skipWhitespace()
        guard let first = breaks.first else {
            trace.emit(source.bytes[start..<position])
            return
        }
        if source.isKeptBreak(at: first) {
            emitBreak(at: first)
        } else if breaks.count == 1 {
            trace.emit(CollectionOfOne(UInt8(ascii: " ")), for: first..<first + source.breakLength(at: first))
        }
        for offset in breaks.dropFirst() { emitBreak(at: offset) }
    }

    /// Goes over blanks and breaks; the offsets of the breaks.
    private mutating func skipWhitespace() -> [Int] {
        var breaks: [Int] = []
        while position < end {
            let length = source.breakLength(at: position)
            if length > 0 {
                breaks.append(position)
                position += length
            } else if YAMLSourceText.isBlank(source.bytes[position]) {
                position += 1
            } else {
                break
            }
        }
        return breaks
    }

    private mutating func emitBreak(at offset: Int) {
        let range = offset..<offset + source.breakLength(at: offset)
        if source.isKeptBreak(at: offset) {
            trace.emit(source.bytes[range])
        } else {
            trace.emit(CollectionOfOne(UInt8(ascii: "\n")), for: range)
        }
    }

    /// A backslash with what it escapes; an escaped break joins the lines, and empty lines behind it count.
    private mutating func escape() {
        let next = position + 1
        let breakLength = source.breakLength(at: next)
        if breakLength > 0 {
            position = next + breakLength
            for offset in skipWhitespace() { emitBreak(at: offset) }
            return
        }
        guard next < end else {
            position = end
            return
        }
        let letter = source.bytes[next]
        let digits = Self.hexDigits(of: letter)
        let range = position..<min(end, next + 1 + digits)
        let value = digits > 0 ? hexValue(in: next + 1..<range.upperBound) : Self.value(of: letter)
        if let scalar = value.flatMap(Unicode.Scalar.init) {
            trace.emit(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter, for: range)
        }
        position = range.upperBound
    }

    private func hexValue(in range: Range<Int>) -> UInt32? {
        UInt32(String(decoding: source.bytes[range], as: UTF8.self), radix: 16)
    }

    private static func hexDigits(of letter: UInt8) -> Int {
        switch letter {
        case UInt8(ascii: "x"): 2
        case UInt8(ascii: "u"): 4
        case UInt8(ascii: "U"): 8
        default: 0
        }
    }

    /// The character that an escape of one letter stands for (YAML 1.2, chapter 5.7).
    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "0"): 0x00
        case UInt8(ascii: "a"): 0x07
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "t"), 0x09: 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "v"): 0x0B
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "e"): 0x1B
        case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"),
            UInt8(ascii: "'"):
            UInt32(letter)
        case UInt8(ascii: "N"): 0x85
        case UInt8(ascii: "_"): 0xA0
        case UInt8(ascii: "L"): 0x2028
        case UInt8(ascii: "P"): 0x2029
        default: nil
        }
    }
}
