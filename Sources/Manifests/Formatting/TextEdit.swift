internal import Diagnostics

/// What stands in place of some bytes of a text.
struct TextEdit: Hashable {
    let span: ByteSpan
    let text: String

    /// The text with edits that are in order and do not overlap.
    static func apply(_ edits: some Sequence<TextEdit>, to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for edit in edits {
            result += bytes[position..<edit.span.start]
            result += edit.text.utf8
            position = edit.span.end
        }
        result += bytes[position...]
        return result
    }
}
