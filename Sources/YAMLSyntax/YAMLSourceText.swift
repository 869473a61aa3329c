import Diagnostics

/// A file's bytes as libyaml may read them: UTF-8, no control characters, each code point with its byte offset.
///
/// What must not stand in a YAML file is replaced by as many `_`, so that the rest can be read and no offset moves.
struct YAMLSourceText {
    let bytes: [UInt8]
    /// 0, or 3 behind a byte order mark.
    let contentStart: Int
    /// What was replaced, in order.
    let replaced: [Replacement]
    /// The byte offset of each code point and of the end; nil when every code point is one byte.
    private let codePointOffsets: [UInt32]?

    struct Replacement {
        enum Reason {
            case notUTF8
            case control(Unicode.Scalar)
        }

        let span: ByteSpan
        let reason: Reason
    }

    /// The text of a file of at most 4 GiB.
    init(_ original: [UInt8]) {
        var bytes = original
        var replaced: [Replacement] = []
        var offsets: [UInt32]?
        let start = original.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if start > 0 { offsets = [0] }
        var offset = start
        while offset < original.count {
            let (scalar, length) = Self.decode(original, at: offset)
            if length > 1, offsets == nil { offsets = (0..<UInt32(offset)).map { $0 } }
            if let scalar, Self.isAllowed(scalar) {
                offsets?.append(UInt32(offset))
            } else {
                for replacedOffset in offset..<offset + length {
                    bytes[replacedOffset] = UInt8(ascii: "_")
                    offsets?.append(UInt32(replacedOffset))
                }
                let span = ByteSpan(offset, offset + length)
                if scalar == nil, let last = replaced.last, case .notUTF8 = last.reason, last.span.end == offset {
                    replaced[replaced.count - 1] = Replacement(span: last.span.union(span), reason: .notUTF8)
                } else {
                    replaced.append(Replacement(span: span, reason: scalar.map { .control($0) } ?? .notUTF8))
                }
            }
            offset += length
        }
        offsets?.append(UInt32(original.count))
        self.bytes = bytes
        self.contentStart = start
        self.replaced = replaced
        self.codePointOffsets = offsets
    }

    /// Whether the bytes begin as UTF-16 or UTF-32 do (YAML 1.2, chapter 5.2).
    static func isWide(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2 else { return false }
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0xFF), (0xFF, 0xFE): return true
        case (0, let other): return other != 0 || bytes.starts(with: [0, 0, 0xFE, 0xFF])
        case (_, 0): return true
        default: return false
        }
    }

    /// The byte offset of the code point with that index in the file.
    func byteOffset(ofCodePoint index: Int) -> Int {
        guard let codePointOffsets else { return min(index, bytes.count) }
        return Int(codePointOffsets[min(index, codePointOffsets.count - 1)])
    }

    /// The index of the code point that starts at, or first after, a byte offset.
    func codePoint(at offset: Int) -> Int {
        guard let codePointOffsets else { return offset }
        var low = 0
        var high = codePointOffsets.count - 1
        while low < high {
            let middle = (low + high) / 2
            if Int(codePointOffsets[middle]) < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The characters of YAML 1.2, chapter 5.1, without the byte order mark.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
            0x10000...0x10FFFF:
            true
        default: false
        }
    }

    /// The scalar at an offset with its length, or nil with the length of what cannot be the start of one.
    private static func decode(_ bytes: [UInt8], at offset: Int) -> (scalar: Unicode.Scalar?, length: Int) {
        let lead = bytes[offset]
        let count: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0..<0x80: return (Unicode.Scalar(lead), 1)
        case 0xC2...0xDF: count = 2
        case 0xE0: (count, second) = (3, 0xA0...0xBF)
        case 0xED: (count, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: count = 3
        case 0xF0: (count, second) = (4, 0x90...0xBF)
        case 0xF4: (count, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: count = 4
        default: return (nil, 1)
        }
        var value = UInt32(lead) & (0x7F >> UInt32(count))
        for index in 1..<count {
            guard offset + index < bytes.count,
                (index == 1 ? second : 0x80...0xBF).contains(bytes[offset + index])
            else { return (nil, index) }
            value = value << 6 | UInt32(bytes[offset + index] & 0x3F)
        }
        return (Unicode.Scalar(value), count)
    }
}
