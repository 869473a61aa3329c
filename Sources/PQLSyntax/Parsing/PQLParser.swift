package import Diagnostics

/// A tree and what is wrong with the text or JSON it came from.
///
/// There is always a tree. Where something could not be read it holds `error` nodes, and `diagnostics` has an error.
package struct ParsedExpression: Sendable {
    package let tree: PQLExpression
    package let diagnostics: [Diagnostic]

    package init(tree: PQLExpression, diagnostics: [Diagnostic]) {
        self.tree = tree
        self.diagnostics = diagnostics
    }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Reads pql/text.
package enum PQLParser {
    /// Parses a text of any content: never throws, never traps, needs time in proportion to its length.
    ///
    /// Diagnostics name `FileID.expression` and offsets in `text`, and come in the order of the text.
    ///
    /// With `templates`, `${…}` is a template token, as in a manifest; without, as in what the platform answers, it is
    /// text inside strings and a mistake elsewhere.
    package static func parse(
        _ text: String,
        limits: PQLLimits = PQLLimits(),
        templates: Bool = true
    ) -> ParsedExpression {
        parse(utf8: Array(text.utf8), limits: limits, templates: templates)
    }

    /// The same for bytes that may not even be UTF-8.
    package static func parse(
        utf8 bytes: [UInt8],
        limits: PQLLimits = PQLLimits(),
        templates: Bool = true
    ) -> ParsedExpression {
        guard bytes.count <= limits.maxBytes else {
            let diagnostic = PQLDiagnostics.tooLong(bytes: bytes.count, limit: limits.maxBytes)
            return ParsedExpression(tree: PQLExpression(.error), diagnostics: [diagnostic])
        }
        let tokens = PQLLexer.tokens(of: bytes, limits: limits, templates: templates)
        let parser = ExpressionParser(tokens, limits: limits)
        let tree = parser.query()
        let found = (parser.source.diagnostics + parser.diagnostics).enumerated().sorted { left, right in
            (left.element.span.start, left.offset) < (right.element.span.start, right.offset)
        }
        return ParsedExpression(tree: tree, diagnostics: found.prefix(limits.maxDiagnostics).map(\.element))
    }
}
