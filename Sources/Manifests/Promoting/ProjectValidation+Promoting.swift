internal import Diagnostics
internal import PQLSemantics

extension ProjectValidation {
    /// Whether all that is wrong are names that two manifests have, circles of references, and evaluation methods that
    /// rules do not allow.
    ///
    /// That is what a promotion of what a sandbox runs leaves in its manifests where it was stopped between two of them.
    /// Nothing is missing in the desired state for it, so that the same promotion can be worked out again.
    package var hasOnlyErrorsBetweenManifests: Bool {
        let rules =
            [ManifestDiagnostics.duplicateNameRule, ManifestDiagnostics.cycleRule] + EligibilityDiagnostics.rules
        let codes = Set(rules.map(\.code))
        // Past its limit a file's errors are not kept, and might be others.
        guard diagnostics.dropped.isEmpty else { return !diagnostics.hasErrors }
        return diagnostics.sorted.allSatisfy { $0.severity != .error || codes.contains($0.rule.code) }
    }
}
