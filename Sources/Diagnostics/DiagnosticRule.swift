/// What is always true of one kind of diagnostic: its stable code, weight and explanation.
///
/// Codes are never used again for something else: `YML0xx` YAML, `PQL1xx` syntax, `PQL2xx` types, `PQL3xx`
/// eligibility and limits, `MAN4xx` manifests, `PLN5xx` plans, `API6xx` the platform, `XDM7xx` schema snapshots.
package struct DiagnosticRule: Hashable, Sendable {
    package let code: String
    package let severity: Severity
    /// A few words, lower case, no full stop.
    package let title: String
    /// Why it is reported and what to do, in full sentences.
    package let explanation: String

    package init(_ code: String, _ severity: Severity, _ title: String, explanation: String) {
        self.code = code
        self.severity = severity
        self.title = title
        self.explanation = explanation
    }
}
