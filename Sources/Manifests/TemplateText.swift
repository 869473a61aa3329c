package import Diagnostics

/// A name or description with `${variable}` tokens in it; `$${` is a literal `${`.
package struct TemplateText: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        /// A variable's name, and the span of its token in the file.
        case variable(String, ByteSpan)
    }

    package let parts: [Part]

    /// Reads a text; `offsets` says where its bytes stand in the file. A token without its `}` is text.
    package init(_ source: String, offsets: OffsetMap) {
        let dollar = UInt8(ascii: "$")
        let brace = UInt8(ascii: "{")
        let bytes = Array(source.utf8)
        // Behind the last `}` no token ends; without this a text of many `${` would be searched from each of them.
        let lastClose = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
        var parts: [Part] = []
        var text: [UInt8] = []
        var index = 0
        func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }
        func flush() {
            if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
            text = []
        }
        while index < bytes.count {
            if bytes[index] == dollar, byte(index + 1) == dollar, byte(index + 2) == brace {
                text += [dollar, brace]
                index += 3
            } else if bytes[index] == dollar, byte(index + 1) == brace, index < lastClose,
                let close = bytes[index...].firstIndex(of: UInt8(ascii: "}"))
            {
                flush()
                let name = String(decoding: bytes[(index + 2)..<close], as: UTF8.self)
                parts.append(.variable(name, offsets.original(of: ByteSpan(index, close + 1))))
                index = close + 1
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        flush()
        self.parts = parts
    }

    /// Fills the tokens in; a variable for which `value` gives nil leaves an empty place.
    package func resolved(_ value: (String, ByteSpan) -> String?) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .variable(let name, let span): value(name, span) ?? ""
            }
        }.joined()
    }
}
