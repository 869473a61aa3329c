internal import Diagnostics
internal import YAMLSyntax

/// Writes another text in place of a scalar, in the style that it has where that can say it.
struct ScalarEdit {
    let document: ManifestDocument
    let key: ByteSpan
    let node: YAMLNode
    let scalar: YAMLScalar
    let isInFlow: Bool
    /// Whether line breaks at the end of a block count for nothing.
    var dropsLineEnd = false

    func edit(to text: String) throws(AdoptionRefusal) -> TextEdit {
        switch scalar.style {
        case .plain, .singleQuoted, .doubleQuoted:
            if text.contains("\n"), !isInFlow, isLastOnItsLine {
                let column = document.column(of: key.start) + 2
                if !document.blockWouldTakeMore(behind: node.span.end, column: column),
                    let block = block(text, header: "|", column: column)
                {
                    return TextEdit(span: node.span, text: block)
                }
            }
            return TextEdit(span: node.span, text: try oneLine(text, scalar.style))
        case .literal, .folded:
            let end = min(document.endOfLine(from: node.span.start), node.span.end)
            let header = document.text(ByteSpan(node.span.start, end))
            let isOneLine = !text.contains("\n")
            let style = scalar.style == .folded && isOneLine ? header : "|" + header.dropFirst()
            if let block = block(text, header: style, column: contentColumn) {
                return TextEdit(span: node.span, text: block)
            }
            let comment = header.firstIndex(of: "#").map { " " + header[$0...] } ?? ""
            return TextEdit(span: node.span, text: try oneLine(text, .doubleQuoted) + comment)
        }
    }

    /// A text of one line in a style, or in double quotes where that cannot say it.
    func oneLine(_ text: String, _ style: YAMLScalarStyle) throws(AdoptionRefusal) -> String {
        guard let written = Self.oneLine(text, style, isInFlow: isInFlow) else {
            throw AdoptionRefusal("YAML has no words for it here")
        }
        return written
    }

    static func oneLine(_ text: String, _ style: YAMLScalarStyle, isInFlow: Bool) -> String? {
        for style in [style, .doubleQuoted] where style != .literal && style != .folded {
            if style == .plain, wordsOfOlderYAML.contains(text.lowercased()) { continue }
            let written = QuotedScalar.text(text, style: style)
            if !written.contains("\n"), QuotedScalar.reads(written, as: text, isInFlow: isInFlow) { return written }
        }
        return nil
    }

    /// What YAML 1.1 reads as a boolean, as null or as a key of its own, and we, after YAML 1.2, as text; quoted for
    /// other people's tools.
    private static let wordsOfOlderYAML: Set<String> = [
        "y", "yes", "n", "no", "on", "off", "true", "false", "null", "~", "=", "<<",
    ]

    /// Whether nothing but blanks follows on the line.
    private var isLastOnItsLine: Bool {
        document.text(ByteSpan(node.span.end, document.endOfLine(from: node.span.end))).allSatisfy(\.isWhitespace)
    }

    private var contentColumn: Int {
        let first = document.endOfLine(from: node.span.start) + 1
        let usual = document.column(of: key.start) + 2
        guard !scalar.text.isEmpty, first < node.span.end else { return usual }
        let start = scalar.offsets.original(of: 0)
        return start >= first ? document.column(of: start) : usual
    }

    private func block(_ text: String, header: String, column: Int) -> String? {
        guard !text.isEmpty else { return nil }
        let block = Self.block(text, header: header, column: column)
        let sample = Self.block(text, header: header, column: 2)
        guard !header.dropFirst().prefix(2).contains(where: \.isNumber),
            Self.reads(sample, as: text, dropsLineEnd: dropsLineEnd)
        else { return nil }
        return block
    }

    static func block(_ text: String, header: String, column: Int) -> String {
        let margin = String(repeating: " ", count: column)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return header + lines.map { $0.isEmpty ? "\n" : "\n" + margin + $0 }.joined()
    }

    static func reads(_ block: String, as text: String, dropsLineEnd: Bool) -> Bool {
        if dropsLineEnd, text.last?.isNewline == true { return false }
        if QuotedScalar.reads(block, as: text, isInFlow: false) { return true }
        return dropsLineEnd && QuotedScalar.reads(block, as: text + "\n", isInFlow: false)
    }
}
