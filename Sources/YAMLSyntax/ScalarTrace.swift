import Diagnostics

/// Follows the decoding of a scalar byte by byte and notes where each decoded byte comes from.
///
/// libyaml decodes; this only checks: a byte that differs from libyaml's ends the trace, and the caller falls back.
struct ScalarTrace {
    private let decoded: [UInt8]
    private var anchors: [OffsetMap.Anchor] = []
    private var derived = 0
    /// Just behind the source of the last byte.
    private var originalEnd: Int
    private(set) var isBroken = false

    /// - Parameter start: where the text of the scalar begins, which matters when it is empty.
    init(of decoded: [UInt8], start: Int) {
        self.decoded = decoded
        self.originalEnd = start
    }

    /// Says that the next decoded byte stands at `original`.
    mutating func emit(_ byte: UInt8, at original: Int) {
        guard !isBroken, derived < decoded.count, decoded[derived] == byte else {
            isBroken = true
            return
        }
        if anchors.last.map({ $0.original + (derived - $0.derived) }) != original {
            anchors.append(OffsetMap.Anchor(derived: derived, original: original))
        }
        derived += 1
        originalEnd = original + 1
    }

    /// Says that bytes of the source stand in the text as they are.
    mutating func emit(_ bytes: ArraySlice<UInt8>) {
        for offset in bytes.indices { emit(bytes[offset], at: offset) }
    }

    /// Says that the source in `original`, an escape, stands for `bytes`.
    ///
    /// The first byte maps to its start and, of several, the last to its end, so that the span of the character covers
    /// the whole escape.
    mutating func emit(_ bytes: some Collection<UInt8>, for original: Range<Int>) {
        for (index, byte) in bytes.enumerated() {
            let isLast = index > 0 && index == bytes.count - 1
            emit(byte, at: isLast ? original.upperBound - 1 : original.lowerBound + index)
        }
        originalEnd = max(originalEnd, original.upperBound)
    }

    /// The map, if every byte of the text was found.
    var map: OffsetMap? {
        guard !isBroken, derived == decoded.count else { return nil }
        var anchors = anchors
        // An escape at the end is longer than what it stands for; an empty text has no anchor yet.
        if anchors.last.map({ $0.original + (derived - $0.derived) < originalEnd }) ?? true {
            anchors.append(OffsetMap.Anchor(derived: derived, original: originalEnd))
        }
        return OffsetMap(anchors: anchors, originalEnd: originalEnd)
    }
}
