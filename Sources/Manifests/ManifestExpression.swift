package import Diagnostics
package import PQLSyntax

/// A manifest's rule, parsed once for all sandboxes; templates still stand in the tree.
package struct ManifestExpression: Sendable {
    /// As it was read; its diagnostics are not placed yet.
    package let parsed: ParsedExpression
    package let file: FileID
    /// The whole value in the file.
    package let span: ByteSpan
    /// Where the bytes of the expression's text stand; nil for a tree that was written as pql/json.
    package let offsets: OffsetMap?

    /// A diagnostic about the tree, placed in its file.
    package func placed(_ diagnostic: Diagnostic) -> Diagnostic {
        if let offsets { return diagnostic.relocated(to: file, by: offsets) }
        return diagnostic.relocated(
            to: file,
            by: OffsetMap(anchors: [OffsetMap.Anchor(derived: 0, original: span.start)], originalEnd: span.end)
        )
    }
}
