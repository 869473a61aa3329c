/// A text that must not be shown: every rendering of it prints `<secret>`.
package struct Secret: Hashable, Sendable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the place that sends it.
    package var revealed: String { text }

    package var isEmpty: Bool { text.isEmpty }

    /// A text of somebody else's with each occurrence of this one taken out, also of those in which characters are
    /// written as a URL, a form or JSON writes them: a service that repeats a request has it in one of these forms.
    func removed(from other: String) -> String {
        let spellings = text.unicodeScalars.map(\.spellings)
        guard let first = spellings.first else { return other }
        let beginnings = Set(first.compactMap(\.first))
        let bytes = Array(other.utf8)
        var left: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if beginnings.contains(bytes[position]), let end = Self.end(of: spellings, in: bytes, at: position) {
                left += mask.utf8
                position = end
            } else {
                left.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: left, as: UTF8.self)
    }

    /// The furthest place up to which the bytes from `start` on spell all characters; nil where they do not.
    private static func end(of characters: [[[UInt8]]], in bytes: [UInt8], at start: Int) -> Int? {
        // One spelling may begin as another does, such as `%` and `%25`.
        var places: Set<Int> = [start]
        for spellings in characters {
            var next: Set<Int> = []
            for place in places {
                for spelling in spellings where bytes[place...].starts(with: spelling) {
                    next.insert(place + spelling.count)
                }
            }
            places = next
            if places.isEmpty { return nil }
        }
        return places.max()
    }

    private var mask: String { "<secret>" }
}

extension Unicode.Scalar {
    /// The bytes in which it may be written: as it is, percent-encoded, as in a form, and as in a text of JSON.
    fileprivate var spellings: [[UInt8]] {
        let plain = String(self)
        var spellings = [plain]
        for isUpper in [true, false] {
            func hex(_ number: some BinaryInteger, _ digits: Int) -> String {
                let text = String(number, radix: 16, uppercase: isUpper)
                return String(repeating: "0", count: digits - text.count) + text
            }
            spellings.append(plain.utf8.map { "%" + hex($0, 2) }.joined())
            spellings.append(plain.utf16.map { "\\u" + hex($0, 4) }.joined())
        }
        switch self {
        case " ": spellings.append("+")
        case "\"", "\\", "/": spellings.append("\\" + plain)
        case "\n": spellings.append("\\n")
        case "\r": spellings.append("\\r")
        case "\t": spellings.append("\\t")
        default: break
        }
        return spellings.map { Array($0.utf8) }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { mask }
    package var debugDescription: String { mask }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
