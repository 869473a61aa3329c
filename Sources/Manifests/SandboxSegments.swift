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
    /// What they ask about.
    package let graph: SegmentGraph
    private let circles: SegmentCircles
    private let byKey: [SegmentKey: SandboxSegment]

    package subscript(key: SegmentKey) -> SandboxSegment? { byKey[key] }

    /// The rule held against the schemas; nil for a segment without one.
    package func checked(_ segment: SandboxSegment) -> CheckedExpression? {
        segment.rule.map { ExpressionChecker(catalog: catalog).check($0, schema: segment.schema) }
    }

    /// How segments can be evaluated, given those that they ask about, by their keys; segments without a rule are left
    /// out. Each rule is judged once, and once more for those that ask about it.
    package func eligibility(of segments: [SandboxSegment]) -> [SegmentKey: EligibilityReport] {
        let used = segments.flatMap { graph.neighbours(of: .segment($0.key), .uses) }
        let audiences = Dictionary(
            Set(used).compactMap { node -> (String, ReferencedAudience)? in
                guard case .segment(let key) = node, let other = self[key] else { return nil }
                return (key.text, audience(other))
            }
        ) { first, _ in first }
        let checker = EligibilityChecker { target in
            if case .key(let key) = target { audiences[key] } else { nil }
        }
        return Dictionary(
            segments.compactMap { segment in report(of: segment, by: checker).map { (segment.key, $0) } }
        ) { first, _ in first }
    }

    private func audience(_ segment: SandboxSegment) -> ReferencedAudience {
        ReferencedAudience(
            evaluation: segment.evaluation ?? .batch,
            isProfileOnly: report(of: segment, by: EligibilityChecker { _ in nil })?.isProfileOnly
        )
    }

    private func report(of segment: SandboxSegment, by checker: EligibilityChecker) -> EligibilityReport? {
        checked(segment).map { checker.report(of: $0.tree, relationshipSteps: $0.relationshipSteps) }
    }

    /// Why no method at all is open to a segment: its references run in a circle, or it asks about one that the sandbox
    /// does not have. Nil for every other.
    package func obstacle(to segment: SandboxSegment) -> (text: String, rule: String)? {
        let node = SegmentGraph.Node.segment(segment.key)
        for case .segment(let key) in graph.neighbours(of: node, .uses) where self[key] == nil {
            let rule = ManifestDiagnostics.unknownReferenceRule.code
            return ("it references '\(key.text)', and no manifest of the sandbox has that key", rule)
        }
        guard let standing = circles.standing(of: node) else { return nil }
        return (ManifestDiagnostics.obstacle(standing, of: node), ManifestDiagnostics.cycleRule.code)
    }
}

extension SandboxSegments {
    fileprivate init(_ manifests: [SegmentManifest], in sandbox: SandboxConfiguration, _ catalog: SchemaCatalog) {
        let own = manifests.filter { $0.isFor(sandbox.name.value) && sandbox.reads($0.file) }
        self.sandbox = sandbox
        self.catalog = catalog
        byKey = Dictionary(own.map { ($0.key.value, SandboxSegment($0, in: sandbox)) }) { first, _ in first }
        segments = byKey.values.sorted { $0.key < $1.key }
        graph = SegmentGraph(segments.map { ($0.key, $0.rule.map { SegmentExpression($0) }) })
        circles = SegmentCircles(graph)
    }

    /// The segments of circles that one of these keys stands in.
    fileprivate func companions(of keys: [SegmentKey]) -> [SandboxSegment] {
        circles.companions(of: keys.map(SegmentGraph.Node.segment)).compactMap { node in
            if case .segment(let key) = node { self[key] } else { nil }
        }
    }
}

extension ProjectValidation {
    /// The segments of the sandboxes that were asked for, in the order of `segsync.yaml`.
    package var segments: [SandboxSegments] {
        (project?.sandboxes ?? []).compactMap { sandbox in
            catalogs[sandbox.name.value].map { SandboxSegments(manifests, in: sandbox, $0) }
        }
    }

    /// What was told about some segments of these sandboxes, and what about everything else. A circle of references is
    /// told of every segment in it.
    package func diagnostics(
        about keys: [SegmentKey],
        in sandboxes: [SandboxSegments]
    ) -> (own: DiagnosticBag, other: DiagnosticBag) {
        let told = Self.byFile(sandboxes.flatMap { sandbox in keys.compactMap { sandbox[$0] } })
        let inCircles = Self.byFile(sandboxes.flatMap { $0.companions(of: keys) })
        var own = DiagnosticBag()
        var other = DiagnosticBag()
        for diagnostic in diagnostics.sorted {
            let isOfCircle = diagnostic.rule.code == ManifestDiagnostics.cycleRule.code
            let segments = (told[diagnostic.file] ?? []) + (isOfCircle ? inCircles[diagnostic.file] ?? [] : [])
            if segments.contains(where: { $0.isPlace(of: diagnostic) }) {
                own.add(diagnostic)
            } else {
                other.add(diagnostic)
            }
        }
        return (own, other)
    }

    private static func byFile(_ segments: [SandboxSegment]) -> [FileID: [SandboxSegment]] {
        var byFile: [FileID: [SandboxSegment]] = [:]
        for segment in segments {
            for file in segment.files { byFile[file, default: []].append(segment) }
        }
        return byFile
    }
}

extension SegmentGraph {
    /// The references of all segments of some sandboxes.
    package init(_ sandboxes: [SandboxSegments]) {
        self.init(joining: sandboxes.map(\.graph))
    }
}
