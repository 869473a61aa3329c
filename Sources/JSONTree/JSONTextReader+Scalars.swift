// Strings and numbers.

extension JSONTextReader {
    /// The string that begins with the quote at the position.
    mutating func string() throws(JSONTextError) -> String {
        position += 1
        let start = position
        while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if byte == UInt8(ascii: "\"") {
            let text = try text(bytes[start..<position], from: start)
            position += 1
            return text
        }
        return try escapedString(from: start)
    }

    private mutating func escapedString(from start: Int) throws(JSONTextError) -> String {
        var decoded = Array(bytes[start..<position])
        while byte != UInt8(ascii: "\"") {
            guard let byte, byte >= 0x20 else { throw unexpected("'\"' at the end of a string") }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &decoded)
            } else {
                decoded.append(byte)
                position += 1
            }
        }
        let text = try text(decoded[...], from: start)
        position += 1
        return text
    }

    private func text(_ bytes: ArraySlice<UInt8>, from start: Int) throws(JSONTextError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSONTextError(reason: "expected UTF-8 in a string, found other bytes", offset: start)
        }
        return text
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(JSONTextError) {
        let start = position
        position += 1
        guard let letter = byte else { throw unexpected("'\"' at the end of a string") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = unicodeEscape() else {
                throw JSONTextError(reason: "expected a character's number behind '\\u'", offset: start)
            }
            decoded += Array(String(Character(scalar)).utf8)
        default:
            throw JSONTextError(reason: "unknown escape in a string", offset: start)
        }
    }

    /// The scalar of `XXXX`, or of `XXXX\uXXXX` for a surrogate pair.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = codeUnit() else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, byte == UInt8(ascii: "\\") else { return nil }
        position += 1
        guard byte == UInt8(ascii: "u") else { return nil }
        position += 1
        guard let second = codeUnit(), (0xDC00...0xDFFF).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }

    private mutating func codeUnit() -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    /// A whole number, also one written as `3.0` or `3e2`, is `integer` if it fits.
    mutating func number() throws(JSONTextError) -> JSONValue {
        let start = position
        if byte == UInt8(ascii: "-") { position += 1 }
        let first = position
        guard skipDigits() else { throw unexpected("a digit") }
        if bytes[first] == UInt8(ascii: "0"), position > first + 1 {
            throw JSONTextError(reason: "a number does not begin with 0", offset: first)
        }
        var isWhole = true
        if byte == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            guard skipDigits() else { throw unexpected("a digit") }
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() else { throw unexpected("a digit") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else {
            throw JSONTextError(reason: "the number is out of range", offset: start)
        }
        return Int64(exactly: value).map { .integer($0) } ?? .number(value)
    }

    private mutating func skipDigits() -> Bool {
        let start = position
        while let byte, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position > start
    }
}
