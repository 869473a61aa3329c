internal import PQLSemantics
package import Segments

/// Compares what a manifest wants with what a sandbox has, field by field and by meaning.
///
/// Fields that the manifest does not name never differ.
package struct SegmentComparison: Sendable {
    private let mergePolicies: [MergePolicy]
    private let keysByID: [SegmentID: SegmentKey]
    private let idsByKey: [SegmentKey: SegmentID]

    package init(mergePolicies: [MergePolicy], ids: [SegmentKey: SegmentID]) {
        self.mergePolicies = mergePolicies
        self.idsByKey = ids
        self.keysByID = Dictionary(ids.map { ($0.value, $0.key) }) { first, _ in first }
    }

    /// The fields that differ, in reading order.
    package func changes(from observed: ObservedSegment, to desired: DesiredSegment) -> [FieldChange] {
        let content = observed.content
        var changes: [FieldChange] = []
        func compare(_ field: ManagedField, _ before: String, _ after: String) {
            if before != after { changes.append(FieldChange(field, before: before, after: after)) }
        }
        compare(.name, content.name, desired.name)
        if let description = desired.description { compare(.description, content.description, description) }
        let wanted = desired.expression.resolvingSegments { idsByKey[$0] }
        if wanted != content.expression { changes.append(change(from: content.expression, to: desired.expression)) }
        compare(.schema, content.schema, desired.schema)
        if let method = desired.evaluation {
            compare(.evaluation, content.evaluation.text, EvaluationFlags(method).text)
        }
        if let name = desired.mergePolicy {
            let wanted = mergePolicies.resolve(name, schema: desired.schema)
            if wanted?.id != content.mergePolicyID {
                let before = mergePolicies.text(of: content.mergePolicyID)
                changes.append(FieldChange(.mergePolicy, before: before, after: wanted?.name ?? name.text))
            }
        }
        if let days = desired.ttlInDays {
            compare(.ttlInDays, content.ttlInDays.map(String.init) ?? "none", String(days))
        }
        compare(.protect, String(observed.stamp?.protect ?? false), String(desired.protect))
        return changes
    }

    /// The difference of two rules, told with the ids of the project's own segments as `${segment:KEY}`.
    private func change(from observed: SegmentExpression, to desired: SegmentExpression) -> FieldChange {
        let before = observed.namingSegments { keysByID[$0] }
        var rule: ExpressionChange?
        if let old = before.tree, let new = desired.tree { rule = ExpressionChange(from: old, to: new) }
        return FieldChange(.expression, before: before.text, after: desired.text, rule: rule)
    }
}
