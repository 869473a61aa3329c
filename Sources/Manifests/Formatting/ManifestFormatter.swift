package import Diagnostics
internal import PQLSyntax
internal import YAMLSyntax

/// A file laid out anew, and what of it could not be.
package struct FormattedManifest: Sendable {
    /// The whole file; nil when it is left exactly as it was, for a reason that the diagnostics tell.
    package let text: String?
    package let diagnostics: [Diagnostic]
}

/// Brings manifests into their canonical layout, moving nothing else than what must move.
///
/// The canonical layout of a file:
///
/// - Every expression that is written as pql/text is laid out by `PQLLayout`, its width counted from its own first
///   column. One of several lines is a block `|`, two columns further in than its key. One of one line stays in the
///   style that it was written in, be it plain, quoted or `|`; a plain one that YAML would then read otherwise, and any
///   `>`, becomes a block `|`. In a flow mapping an expression has one line. A comment behind an expression that
///   becomes a block stands behind the `|`.
/// - An expression begins on the line of its key, unless a comment, an anchor or a tag stands between.
/// - Lines end with LF and without blanks; there is no more than one empty line at a time, none at the start and none
///   at the end, where one line break stands.
///
/// All other bytes are kept: comments, the order of keys, indentation, quotes, other values with the lines inside them,
/// expressions as pql/json. An expression with errors is left as it is, and so is a tree of pql/json in place of a text
/// and a file that is no YAML; all are told. An expression that an anchor marks, or inside a value that an alias
/// repeats, is left as it is silently: its text may count elsewhere too. Formatting what was formatted changes nothing.
///
/// The result is read again before it is handed out. If it does not say what the file said, the expression that is to
/// blame is left as it was, or else the file, and `MAN429` tells so.
package struct ManifestFormatter {
    private let file: FileID
    private let width: Int

    package init(file: FileID, width: Int = PQLLayout.defaultWidth) {
        self.file = file
        self.width = width
    }

    /// Lays out the documents of one YAML file.
    package func format(_ bytes: [UInt8]) -> FormattedManifest {
        let original = ReadManifest(bytes, file: file)
        guard !original.hasErrors else { return FormattedManifest(text: nil, diagnostics: original.diagnostics) }
        let unified = Self.unifiedBreaks(bytes)
        let source = unified == bytes ? original : ReadManifest(unified, file: file)
        guard source.places.count == original.places.count else { return left() }
        let layout = ExpressionLayout(of: source, width: width)
        let tidied = LineTidier(layout.result, free: layout.settled).tidied()
        let result = tidied == layout.result.bytes ? layout.result : ReadManifest(tidied, file: file)
        guard MeaningProof(original, result).holds else { return left() }
        let found = original.places.enumerated().flatMap { index, place in
            diagnostics(of: place, layout.outcomes[index])
        }
        return FormattedManifest(text: String(decoding: tidied, as: UTF8.self), diagnostics: found)
    }

    private func diagnostics(of place: ExpressionPlace, _ outcome: ExpressionLayout.Outcome) -> [Diagnostic] {
        switch outcome {
        case .canonical, .shared: []
        case .tree: [ManifestDiagnostics.treeInPlaceOfText(file: file, span: place.node.span, isManifest: true)]
        // The reader no longer sees what a warning is about, so it is told while the change is.
        case .laidOut, .unreadable: place.diagnostics(in: file)
        case .left: [ManifestDiagnostics.expressionIsLeft(file: file, span: place.node.span)]
        }
    }

    /// Lays out a file that holds one expression as pql/text and nothing else; the text ends with a line break.
    package static func formatExpression(
        _ bytes: [UInt8],
        file: FileID,
        width: Int = PQLLayout.defaultWidth
    ) -> FormattedManifest {
        let parsed = PQLParser.parse(utf8: bytes)
        guard !MisplacedTree.stands(in: bytes, parsed) else {
            let span = ByteSpan(0, bytes.count)
            let diagnostic = ManifestDiagnostics.treeInPlaceOfText(file: file, span: span, isManifest: false)
            return FormattedManifest(text: nil, diagnostics: [diagnostic])
        }
        let map = OffsetMap.shift(by: 0, length: bytes.count)
        let text = parsed.hasErrors ? nil : PQLLayout.text(of: parsed.tree, width: width) + "\n"
        let isChanged = text.map { !bytes.elementsEqual($0.utf8) } ?? true
        return FormattedManifest(
            text: text,
            diagnostics: isChanged ? parsed.diagnostics.map { $0.relocated(to: file, by: map) } : []
        )
    }

    private func left() -> FormattedManifest {
        FormattedManifest(text: nil, diagnostics: [ManifestDiagnostics.fileIsLeft(file: file)])
    }

    /// CR LF and CR as LF, which all mean the same to YAML.
    private static func unifiedBreaks(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "\r")) else { return bytes }
        var unified: [UInt8] = []
        unified.reserveCapacity(bytes.count)
        for (offset, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\r") {
                unified.append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || offset == 0 || bytes[offset - 1] != UInt8(ascii: "\r") {
                unified.append(byte)
            }
        }
        return unified
    }
}
