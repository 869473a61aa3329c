internal import Diagnostics

/// Messages about the layout of manifests.
extension ManifestDiagnostics {
    static let layoutRule = DiagnosticRule(
        "MAN429",
        .warning,
        "left as it is",
        explanation: "Laying this out anew would change what the file says, for example because an anchored text is "
            + "used elsewhere too. It is left exactly as it was written."
    )

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
