internal import Diagnostics
internal import PQLSyntax
internal import YAMLSyntax

/// Where an expression stands in its file, and how it must stand there.
struct ExpressionShape {
    enum Change {
        case none
        case edit(TextEdit)
        /// No style of YAML can say the expression there.
        case impossible
    }

    private let place: ExpressionPlace
    private let style: YAMLScalarStyle
    /// With LF as the only line break.
    private let bytes: [UInt8]
    private let layout: String

    init(_ place: ExpressionPlace, _ scalar: YAMLScalar, in bytes: [UInt8], width: Int) {
        self.place = place
        self.bytes = bytes
        style = scalar.style
        layout = PQLLayout.text(of: place.parsed.tree, width: place.isInFlow ? .max : width)
    }

    var change: Change {
        if isOneLine, place.text == layout, isPlainOrQuoted, !written(span).contains("\n") {
            return edit(from: span, to: written(span))
        }
        for candidate in candidates {
            let (change, isRead) = attempt(candidate)
            if case .none = change { return .none }
            if isRead() { return change }
        }
        return .impossible
    }

    /// The change to a style, and whether YAML reads the expression in it.
    private func attempt(_ style: YAMLScalarStyle) -> (change: Change, isRead: () -> Bool) {
        switch style {
        case .plain, .singleQuoted, .doubleQuoted:
            let text = QuotedScalar.text(oneLine, style: style)
            return (edit(from: span, to: text), { QuotedScalar.reads(text, as: oneLine, isInFlow: place.isInFlow) })
        case .literal, .folded:
            let block = block
            let text = "|\n  " + indented(by: 2)
            return (
                edit(from: block.span, to: block.text),
                { QuotedScalar.reads(text, as: layout + "\n", isInFlow: false) }
            )
        }
    }

    // MARK: - Styles

    private var isOneLine: Bool { !layout.utf8.contains(UInt8(ascii: "\n")) }

    private var isPlainOrQuoted: Bool { style != .literal && style != .folded }

    /// What may be tried, the best first.
    private var candidates: [YAMLScalarStyle] {
        if place.isInFlow { return isPlainOrQuoted ? [style, .doubleQuoted] : [.doubleQuoted] }
        return (isOneLine && isPlainOrQuoted ? [style] : []) + [.literal, .doubleQuoted]
    }

    private var oneLine: String { isOneLine ? layout : PQLPrinter.print(place.parsed.tree) }

    // MARK: - Places

    private var span: ByteSpan { place.node.span }

    private func written(_ span: ByteSpan) -> String {
        String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    }

    /// Replaces the value, and moves it to the line of its key where only blanks are between.
    private func edit(from span: ByteSpan, to text: String) -> Change {
        let gap = ByteSpan(place.key.end, self.span.start)
        let between = written(gap).drop { $0 == " " || $0 == "\t" }
        var (span, text) = (span, text)
        if between.contains("\n"), between.filter({ $0 != " " && $0 != "\t" && $0 != "\n" }) == ":",
            between.first == ":"
        {
            span = ByteSpan(gap.start, span.end)
            text = ": " + text
        }
        return written(span) == text ? .none : .edit(TextEdit(span: span, text: text))
    }
}

// MARK: - Blocks

extension ExpressionShape {
    /// The value as a block, with a comment that stands behind it now.
    private var block: (span: ByteSpan, text: String) {
        let comment: String
        var span = span
        if isPlainOrQuoted {
            let line = ByteSpan(span.end, endOfLine(from: span.end))
            comment = written(line)
            span = ByteSpan(span.start, line.end)
        } else {
            let header = written(ByteSpan(span.start, min(endOfLine(from: span.start), span.end)))
            comment = String(header.dropFirst().drop { $0 == "+" || $0 == "-" || $0.isASCII && $0.isNumber })
        }
        let column = blockColumn(behind: span.end)
        let header = "|" + comment.dropLastBlanks
        return (span, header + "\n" + String(repeating: " ", count: column) + indented(by: column))
    }

    /// The layout with its lines but the first moved to a column.
    private func indented(by column: Int) -> String {
        let margin = "\n" + String(repeating: " ", count: column)
        return layout.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: margin)
    }

    /// Two columns further in than the key, or so far that a comment behind the block is no part of it.
    private func blockColumn(behind end: Int) -> Int {
        let usual = column(of: place.key.start) + 2
        var line = endOfLine(from: end) + 1
        while line < bytes.count {
            let lineEnd = endOfLine(from: line)
            let margin = bytes[line..<lineEnd].prefix { $0 == UInt8(ascii: " ") }.count
            let content = bytes[line..<lineEnd].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            if !content.isEmpty {
                return content.first == UInt8(ascii: "#") && margin >= usual ? margin + 2 - margin % 2 : usual
            }
            line = lineEnd + 1
        }
        return usual
    }

    private func column(of offset: Int) -> Int {
        var start = offset
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self).unicodeScalars.count { $0 != "\u{FEFF}" }
    }

    private func endOfLine(from offset: Int) -> Int {
        guard offset < bytes.count else { return bytes.count }
        return bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }
}

extension String {
    fileprivate var dropLastBlanks: Substring {
        var text = self[...]
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
