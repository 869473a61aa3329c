internal import Diagnostics
internal import YAMLSyntax

/// Removes what nobody sees: blanks at the ends of lines, empty lines but one of several and those at both ends of the
/// file.
///
/// Nothing that belongs to a value is touched. Line breaks are LF.
struct LineTidier {
    private let bytes: [UInt8]
    private let values: HeldSpans

    /// The values that begin at `free` may lose blanks and empty lines behind them.
    init(_ manifest: ReadManifest, free: Set<Int>) {
        bytes = manifest.bytes
        values = HeldSpans(manifest, free: free)
    }

    func tidied() -> [UInt8] {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var result = Array(bytes[..<start])
        result.reserveCapacity(bytes.count + 1)
        var isBehindEmpty = true
        var value = 0
        var line = start
        while line < bytes.count {
            let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let content = endOfContent(line..<end)
            while value + 1 < values.spans.count, values.spans[value + 1].start < end { value += 1 }
            let isHeld = value < values.spans.count && values.spans[value].holds(content, before: end)
            let isEmpty = content == line && !isHeld
            if !isEmpty || !isBehindEmpty {
                result += bytes[line..<(isHeld ? end : content)]
                if end < bytes.count { result.append(UInt8(ascii: "\n")) }
            }
            isBehindEmpty = isEmpty
            line = end + 1
        }
        if !values.holdEnd { close(&result, from: start) }
        return result
    }

    private func endOfContent(_ line: Range<Int>) -> Int {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "\t") {
            end -= 1
        }
        return end
    }

    /// Ends the file with one line break.
    private func close(_ result: inout [UInt8], from start: Int) {
        while result.count > start, result.last == UInt8(ascii: "\n") { result.removeLast() }
        if result.count > start { result.append(UInt8(ascii: "\n")) }
    }
}

/// The bytes that belong to the values of a file.
private struct HeldSpans {
    /// In order, without overlap.
    let spans: [ByteSpan]
    /// Whether a value ends only with the file, so that a line break more or less there would be part of it.
    private(set) var holdEnd = false

    init(_ manifest: ReadManifest, free: Set<Int>) {
        let bytes = manifest.bytes
        var found: Set<ByteSpan> = []
        var holdEnd = false
        func visit(_ node: YAMLNode) {
            switch node.kind {
            case .sequence(let items): for item in items { visit(item) }
            case .mapping(let entries):
                for entry in entries {
                    visit(entry.key)
                    visit(entry.value)
                }
            case .scalar(let scalar):
                if free.contains(node.span.start) { return }
                let end = Self.end(of: node, scalar.style, in: bytes)
                if end > node.span.start { found.insert(ByteSpan(node.span.start, end)) }
                guard end == bytes.count else { return }
                holdEnd =
                    holdEnd || Self.indicators(of: node, scalar.style, in: bytes).map { !$0.contains("-") } ?? false
            }
        }
        for document in manifest.documents {
            if let root = document.root { visit(root) }
        }
        spans = found.sorted { $0.start < $1.start }
        self.holdEnd = holdEnd
    }

    /// Behind the value; a block that keeps its last line breaks has the empty lines behind it, too.
    private static func end(of node: YAMLNode, _ style: YAMLScalarStyle, in bytes: [UInt8]) -> Int {
        guard indicators(of: node, style, in: bytes)?.contains("+") ?? false else { return node.span.end }
        var end = node.span.end
        var position = end
        while position < bytes.count, isBlankOrBreak(bytes[position]) {
            position += 1
            if bytes[position - 1] == UInt8(ascii: "\n") { end = position }
        }
        return position == bytes.count ? position : end
    }

    /// What stands behind the `|` or `>` of a block; nil for other scalars.
    private static func indicators(of node: YAMLNode, _ style: YAMLScalarStyle, in bytes: [UInt8]) -> String? {
        guard style == .literal || style == .folded else { return nil }
        let header = bytes[node.span.start..<node.span.end].dropFirst()
        let signs = header.prefix { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        return String(decoding: signs, as: UTF8.self)
    }

    private static func isBlankOrBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
    }
}

extension ByteSpan {
    /// Whether something between the offsets belongs to the span, be it only the break behind the later one.
    fileprivate func holds(_ offset: Int, before end: Int) -> Bool { start < end && self.end > offset }
}
