import Diagnostics

/// A text in which `⟦` and `⟧` mark spans; the marks themselves are not part of it.
struct MarkedText {
    let bytes: [UInt8]
    /// In the order of their opening marks.
    let spans: [ByteSpan]

    init(_ marked: String) {
        var bytes: [UInt8] = []
        var spans: [ByteSpan?] = []
        var starts: [(index: Int, offset: Int)] = []
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "⟦":
                starts.append((spans.count, bytes.count))
                spans.append(nil)
            case "⟧":
                guard let start = starts.popLast() else { preconditionFailure("a mark closes nothing: \(marked)") }
                spans[start.index] = ByteSpan(start.offset, bytes.count)
            default:
                bytes += Array(String(scalar).utf8)
            }
        }
        precondition(starts.isEmpty, "a mark is not closed: \(marked)")
        self.bytes = bytes
        self.spans = spans.compactMap { $0 }
    }
}
