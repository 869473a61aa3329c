package import Diagnostics
package import PQLSemantics
internal import PQLSyntax
package import Segments
package import XDM

/// All segments of one sandbox, as far as they can be read.
package struct SandboxSegments: Sendable {
    package let sandbox: SandboxConfiguration
    package let catalog: SchemaCatalog
    /// In the order of their keys; of a key that is there twice the first.
    package let segments: [SandboxSegment]
    private let byKey: [SegmentKey: SandboxSegment]

    package subscript(key: SegmentKey) -> SandboxSegment? { byKey[key] }

    /// The rule held against the schemas; nil for a segment without one.
    package func checked(_ segment: SandboxSegment) -> CheckedExpression? {
        segment.rule.map { ExpressionChecker(catalog: catalog).check($0, schema: segment.schema) }
    }

    /// How the segment can be evaluated, given those that it asks about.
    package func eligibility(of segment: SandboxSegment) -> EligibilityReport? {
        report(of: segment) { target in
            guard case .key(let text) = target, let key = SegmentKey(text), let other = self[key] else { return nil }
            return ReferencedAudience(
                evaluation: other.evaluation ?? .batch,
                isProfileOnly: report(of: other) { _ in nil }?.isProfileOnly
            )
        }
    }

    private func report(
        of segment: SandboxSegment,
        _ audiences: @escaping (SegmentReference.Target) -> ReferencedAudience?
    ) -> EligibilityReport? {
        checked(segment).map { checked in
            EligibilityChecker(audiences: audiences)
                .report(of: checked.tree, relationshipSteps: checked.relationshipSteps)
        }
    }
}

extension SandboxSegments {
    fileprivate init(_ manifests: [SegmentManifest], in sandbox: SandboxConfiguration, _ catalog: SchemaCatalog) {
        let own = manifests.filter { $0.isFor(sandbox.name.value) && sandbox.reads($0.file) }
        self.sandbox = sandbox
        self.catalog = catalog
        byKey = Dictionary(own.map { ($0.key.value, SandboxSegment($0, in: sandbox)) }) { first, _ in first }
        segments = byKey.values.sorted { $0.key < $1.key }
    }
}

extension ProjectValidation {
    /// The segments of the sandboxes that were asked for, in the order of `segsync.yaml`.
    package var segments: [SandboxSegments] {
        (project?.sandboxes ?? []).compactMap { sandbox in
            catalogs[sandbox.name.value].map { SandboxSegments(manifests, in: sandbox, $0) }
        }
    }

    /// What was told about these segments, and what about everything else.
    package func diagnostics(about segments: [SandboxSegment]) -> (own: DiagnosticBag, other: DiagnosticBag) {
        var own = DiagnosticBag()
        var other = DiagnosticBag()
        var byFile: [FileID: [SandboxSegment]] = [:]
        for segment in segments {
            for file in segment.files { byFile[file, default: []].append(segment) }
        }
        for diagnostic in diagnostics.sorted {
            if byFile[diagnostic.file]?.contains(where: { $0.isPlace(of: diagnostic) }) ?? false {
                own.add(diagnostic)
            } else {
                other.add(diagnostic)
            }
        }
        return (own, other)
    }
}

extension SegmentGraph {
    /// The references of all segments of some sandboxes.
    package init(_ sandboxes: [SandboxSegments]) {
        self.init(sandboxes.flatMap(\.segments).map { ($0.key, $0.rule.map { SegmentExpression($0) }) })
    }
}
