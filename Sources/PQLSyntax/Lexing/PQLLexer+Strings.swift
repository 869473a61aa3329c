import Diagnostics

// String literals, and everything that is not ASCII.

extension PQLLexer {
    /// `"…"` with escapes and templates; a string without an end goes to the end of its line.
    mutating func string() {
        let start = position
        var literal = StringBuilder()
        position += 1
        while true {
            guard let next = byte(), next != UInt8(ascii: "\n") else {
                let span = ByteSpan(start, trimmedEnd(from: start))
                let isForeign = output.text(of: span).unicodeScalars.contains { "“”„".unicodeScalars.contains($0) }
                report(PQLDiagnostics.openString(hasTypographicQuote: isForeign, span: span))
                break
            }
            if next == UInt8(ascii: "\"") {
                position += 1
                break
            }
            if next == UInt8(ascii: "\\") {
                escape(into: &literal)
            } else if readsTemplates, follows("$${") {
                literal.text += Array("${".utf8)
                position += 3
            } else if readsTemplates, follows("${") {
                let before = position
                switch template() {
                case .token(let template): literal.append(template)
                case .trouble(let diagnostic):
                    report(diagnostic)
                    literal.text += bytes[before..<position]
                }
            } else if next < 0x80 {
                literal.text.append(next)
                position += 1
            } else if let (_, length) = scalar() {
                literal.text += bytes[position..<(position + length)]
                position += length
            } else {
                badBytes(into: &literal)
            }
        }
        emit(string: literal.string, from: start)
    }

    /// The text and templates of a string that is written without quotes and escapes, with what is wrong in it.
    static func templates(in text: String) -> (PQLString, [Diagnostic]) {
        let bytes = Array(text.utf8)
        var lexer = PQLLexer(bytes: bytes, maxDiagnostics: 10, readsTemplates: true)
        var literal = StringBuilder()
        while lexer.position < bytes.count {
            if lexer.follows("$${") {
                literal.text += Array("${".utf8)
                lexer.position += 3
            } else if lexer.follows("${") {
                let before = lexer.position
                switch lexer.template() {
                case .token(let template): literal.append(PQLTemplate(template.kind))
                case .trouble(let diagnostic):
                    lexer.report(diagnostic)
                    literal.text += bytes[before..<lexer.position]
                }
            } else {
                literal.text.append(bytes[lexer.position])
                lexer.position += 1
            }
        }
        return (literal.string, lexer.output.diagnostics)
    }

    private mutating func badBytes(into literal: inout StringBuilder) {
        let start = position
        while let byte = byte(), byte >= 0x80, scalar() == nil { position += 1 }
        report(PQLDiagnostics.badUTF8(span: ByteSpan(start, position)))
        literal.text += Array("\u{FFFD}".utf8)
    }

    private func trimmedEnd(from start: Int) -> Int {
        position > start + 1 && bytes[position - 1] == UInt8(ascii: "\r") ? position - 1 : position
    }

    private mutating func escape(into literal: inout StringBuilder) {
        let start = position
        position += 1
        guard let letter = byte(), letter != UInt8(ascii: "\n") else {
            literal.text.append(UInt8(ascii: "\\"))
            return
        }
        if let plain = Self.escapes[letter] {
            literal.text.append(plain)
            position += 1
            return
        }
        if letter == UInt8(ascii: "u"), let scalar = unicodeEscape() {
            literal.text += Array(String(Character(scalar)).utf8)
            return
        }
        if letter != UInt8(ascii: "$") { position += scalar()?.length ?? 1 }
        let span = ByteSpan(start, max(position, start + 2))
        report(PQLDiagnostics.badEscape(output.text(of: span), span: span))
        literal.text += bytes[start..<position]
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    /// Reads `uXXXX`, or two of them for a surrogate pair; nil, with the position kept, for anything else.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = hexadecimal(at: 1) else { return nil }
        if let scalar = Unicode.Scalar(first) {
            position += 5
            return scalar
        }
        guard first < 0xDC00, follows("\\u", at: 5), let second = hexadecimal(at: 7), (0xDC00...0xDFFF).contains(second)
        else { return nil }
        position += 11
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }

    private func hexadecimal(at offset: Int) -> UInt32? {
        var value: UInt32 = 0
        for index in 0..<4 {
            guard let byte = byte(offset + index), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// `'…'`: told, and read as the string it was meant to be.
    mutating func foreignString() {
        foreignString(opening: 1, "single quotes") { lexer in lexer.byte() == UInt8(ascii: "'") ? 1 : nil }
    }

    private mutating func foreignString(opening: Int, _ found: String, closing: (PQLLexer) -> Int?) {
        let start = position
        position += opening
        let textStart = position
        while let byte = byte(), byte != UInt8(ascii: "\n") {
            guard let length = closing(self) else {
                position += 1
                continue
            }
            let text = output.text(of: ByteSpan(textStart, position))
            position += length
            let suggestion = PQLPrinter.literal(PQLString(text))
            report(
                PQLDiagnostics.wrongQuotes(found, suggestion: suggestion, span: ByteSpan(start, position))
            )
            return emit(string: PQLString(text), from: start)
        }
        position = textStart
        let span = ByteSpan(start, position)
        emitInvalid(from: start, PQLDiagnostics.wrongQuotes(found, suggestion: nil, span: span))
    }

    /// The scalar at the position with its length in bytes; nil where the bytes are not UTF-8.
    func scalar() -> (scalar: Unicode.Scalar, length: Int)? {
        let end = min(position + 4, bytes.count)
        var decoder = UTF8()
        var iterator = bytes[position..<end].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return (scalar, UTF8.width(scalar))
    }

    mutating func beyondASCII() {
        let start = position
        guard let (scalar, length) = scalar() else {
            position += 1
            return emitInvalid(from: start, PQLDiagnostics.badUTF8(span: ByteSpan(start, start + 1)))
        }
        if scalar.properties.isAlphabetic { return word() }
        if scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}" {
            position += length
            let hint = "put a plain blank there"
            let name = "U+" + String(scalar.value, radix: 16, uppercase: true)
            return report(PQLDiagnostics.unreadable(name, hint: hint, span: ByteSpan(start, position)))
        }
        if "“”„«»".unicodeScalars.contains(scalar) {
            return foreignString(opening: length, "typographic quotes") { lexer in
                if lexer.byte() == UInt8(ascii: "\"") { return 1 }
                guard let (next, length) = lexer.scalar(), "“”„»«".unicodeScalars.contains(next) else { return nil }
                return length
            }
        }
        if "‘’‚".unicodeScalars.contains(scalar) {
            return foreignString(opening: length, "typographic quotes") { lexer in
                if lexer.byte() == UInt8(ascii: "'") { return 1 }
                guard let (next, length) = lexer.scalar(), "‘’‚".unicodeScalars.contains(next) else { return nil }
                return length
            }
        }
        position += length
        let hint: String? =
            switch scalar {
            case "≤": "write '<='"
            case "≥": "write '>='"
            case "≠": "write '!='"
            case "–", "—", "−": "write '-'"
            case "×", "·": "write '*'"
            case "÷": "write '/'"
            case "∧": "write 'and'"
            case "∨": "write 'or'"
            case "¬": "write 'not'"
            case "∈": "write 'in'"
            default: "a name with such a sign is written in back-quotes"
            }
        let diagnostic = PQLDiagnostics.unreadable(String(scalar), hint: hint, span: ByteSpan(start, position))
        emitInvalid(from: start, diagnostic)
    }
}

extension Unicode.Scalar {
    var isNamePart: Bool {
        properties.isAlphabetic || properties.generalCategory == .nonspacingMark
            || properties.generalCategory == .spacingMark || properties.generalCategory == .decimalNumber
    }
}

/// Collects a literal's text and templates.
private struct StringBuilder {
    var text: [UInt8] = []
    private var parts: [PQLString.Part] = []

    mutating func append(_ template: PQLTemplate) {
        flush()
        parts.append(.template(template))
    }

    var string: PQLString {
        var copy = self
        copy.flush()
        return PQLString(parts: copy.parts)
    }

    private mutating func flush() {
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
    }
}
