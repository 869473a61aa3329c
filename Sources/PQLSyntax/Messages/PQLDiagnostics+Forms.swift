import Diagnostics

extension PQLDiagnostics {
    static let noJSON = DiagnosticRule(
        "PQL160",
        .error,
        "no JSON",
        explanation: "A rule in pql/json is one JSON object, its root node. The value could not be read as JSON."
    )

    static func noJSON(reason: String) -> Diagnostic {
        Diagnostic(noJSON, "expected a JSON object, the text is no JSON: \(excerpt(reason))", span: .zero)
    }
}
