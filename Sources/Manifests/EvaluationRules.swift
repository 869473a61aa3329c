internal import Diagnostics
internal import PQLSemantics
internal import PQLSyntax
internal import Segments

/// Rules about how the segments of one sandbox are evaluated: whether each allows the method that its manifest asks
/// for, given the segments it names, and whether the sandbox holds so many.
struct EvaluationRules {
    private let sandbox: String
    private let entries: [SandboxAssembly.Entry]

    init(sandbox: String, entries: [SandboxAssembly.Entry]) {
        self.sandbox = sandbox
        self.entries = entries
    }

    func check() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        methods() + limits()
    }

    /// A method that a rule does not allow is told where the rule rules it out.
    private func methods() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        let asking = entries.filter { entry in entry.evaluation.map { $0.value != .batch } ?? false }
        let audiences = audiences(namedBy: asking)
        let checker = EligibilityChecker { target in
            switch target {
            case .key(let key): audiences[key]
            // Of a definition that no manifest makes, nothing is known.
            case .id: nil
            }
        }
        return asking.flatMap { entry -> [(SandboxAssembly.Entry, Diagnostic)] in
            guard let method = entry.evaluation?.value, let rule = entry.rule else { return [] }
            let report = checker.report(of: rule.checked.tree, relationshipSteps: rule.checked.relationshipSteps)
            return EligibilityDiagnostics.diagnostics(of: report, requested: method).map { diagnostic in
                (entry, rule.place.placed(diagnostic))
            }
        }
    }

    /// The segments that these name, by their keys.
    private func audiences(namedBy users: [SandboxAssembly.Entry]) -> [String: ReferencedAudience] {
        let named = Set(users.flatMap { $0.references.map(\.value) })
        let used = entries.filter { named.contains($0.manifest.key.value.text) }
        return Dictionary(used.map { ($0.manifest.key.value.text, Self.audience($0)) }) { first, _ in first }
    }

    private func limits() -> [(entry: SandboxAssembly.Entry, diagnostic: Diagnostic)] {
        let counted = entries.filter { $0.manifest.fields(in: sandbox).lifecycle?.value != .inactive }
        let segments = counted.map { entry in
            let key = entry.manifest.key
            return SetLimits.Segment(evaluation: entry.evaluation?.value, file: key.file, span: key.span)
        }
        return SetLimits.diagnostics(of: segments, sandbox: sandbox).compactMap { diagnostic in
            let place = (diagnostic.file, diagnostic.span)
            let entry = counted.first { ($0.manifest.key.file, $0.manifest.key.span) == place }
            return entry.map { ($0, diagnostic) }
        }
    }

    /// What a rule that names the segment may know of it. A segment without a method is evaluated in batch.
    private static func audience(_ entry: SandboxAssembly.Entry) -> ReferencedAudience {
        let report = entry.rule.map { rule in
            EligibilityChecker { _ in nil }
                .report(of: rule.checked.tree, relationshipSteps: rule.checked.relationshipSteps)
        }
        return ReferencedAudience(
            evaluation: entry.evaluation?.value ?? .batch,
            isProfileOnly: report?.isProfileOnly
        )
    }
}
