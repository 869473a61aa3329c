internal import Diagnostics

/// Messages about the layout of manifests.
extension ManifestDiagnostics {
    static let layoutRule = DiagnosticRule(
        "MAN429",
        .warning,
        "left as it is",
        explanation: "Laying this out anew would change what the file says. It is left exactly as it was written."
    )
    static let treeRule = DiagnosticRule(
        "MAN430",
        .error,
        "pql/json in place of a text",
        explanation: "A tree of pql/json stands in a manifest below `format: pql/json` and `value`; an expression that "
            + "is a text alone, and a file of its own, hold pql/text. `segsync pql convert` makes one of the other."
    )

    static func treeInPlaceOfText(file: FileID, span: ByteSpan, isManifest: Bool) -> Diagnostic {
        Diagnostic(
            treeRule,
            "expected pql/text, found a tree of pql/json; it is left as it is",
            file: file,
            span: span,
            hint: isManifest
                ? "write 'format: pql/json' and 'value', or make it a text with 'segsync pql convert'"
                : "make it a text with 'segsync pql convert'"
        )
    }

    static func expressionIsLeft(file: FileID, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            layoutRule,
            "the expression cannot be laid out here without changing what the file says",
            file: file,
            span: span
        )
    }

    static func fileIsLeft(file: FileID) -> Diagnostic {
        Diagnostic(
            layoutRule,
            "the file cannot be laid out without changing what it says",
            file: file,
            span: .zero
        )
    }
}
