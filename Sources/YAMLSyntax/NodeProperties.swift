import Diagnostics

/// Where the anchor and the tag before a value stand, and where the value itself begins.
struct NodeProperties {
    let valueStart: Int
    let tagSpan: ByteSpan?

    /// Reads the properties that the event has from where libyaml says the node begins.
    init(in source: YAMLSourceText, _ event: YAMLEvent) {
        let count = (event.anchor == nil ? 0 : 1) + (event.tag == nil ? 0 : 1)
        var position = event.span.start
        var tagSpan: ByteSpan?
        for _ in 0..<count {
            let start = position
            switch source.byte(at: start) {
            case UInt8(ascii: "&"):
                position += 1
                while let byte = source.byte(at: position), Self.isAnchorCharacter(byte) { position += 1 }
            case UInt8(ascii: "!"):
                let end = source.wordSpan(at: start).end
                // A tag without a value may have a ',' right behind it.
                position = event.span.end > start ? min(end, event.span.end) : end
                tagSpan = ByteSpan(start, position)
            default:
                break
            }
            position = source.skipBlanksAndComments(from: position)
        }
        valueStart = position
        self.tagSpan = tagSpan
    }

    /// The characters that libyaml takes into an anchor's name; others may follow it without a blank.
    private static func isAnchorCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
