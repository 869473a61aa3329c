internal import Segments

/// Reads fields of one side's segments as values that can be compared with the other side's.
struct ValueReader {
    let tenant: String
    /// What the ids of the side's sandbox mean; nil where no side asked that sandbox.
    let names: SandboxNames?
    let labels: [SegmentID: String]

    /// nil for a field that a manifest does not name.
    func value(of field: ManagedField, in segment: ComparedSegment) -> ComparedValue? {
        switch segment.source {
        case .manifest(let desired): value(of: field, in: desired)
        case .definition(let observed): value(of: field, in: observed.content)
        }
    }

    private func value(of field: ManagedField, in desired: DesiredSegment) -> ComparedValue? {
        switch field {
        case .name: text(desired.name)
        case .description: desired.description.map(text)
        case .expression: rule(desired.expression)
        case .schema: plain(desired.schema)
        case .evaluation: desired.evaluation.map { plain(EvaluationFlags($0).text) }
        case .mergePolicy: desired.mergePolicy.map { mergePolicy($0, schema: desired.schema) }
        case .ttlInDays: desired.ttlInDays.map { plain(String($0)) }
        case .labels: desired.labels.map { .list($0) }
        case .tags: desired.tags.map { .list($0.map { names?.tag($0)?.name ?? $0 }, ignoresCase: true) }
        case .lifecycle: desired.lifecycle.map { plain($0.text) }
        case .key, .protect: nil
        }
    }

    private func value(of field: ManagedField, in content: SegmentContent) -> ComparedValue? {
        switch field {
        case .name: text(content.name)
        case .description: text(content.description)
        case .expression: rule(content.expression)
        case .schema: plain(content.schema)
        case .evaluation: plain(content.evaluation.text)
        case .mergePolicy: content.mergePolicyID.map { mergePolicy(id: $0, schema: content.schema) } ?? plain("none")
        case .ttlInDays: plain(content.ttlInDays.map(String.init) ?? "none")
        case .labels: .list(content.labels)
        case .tags: .list(content.tags.map { names?.tag($0)?.name ?? $0 }, ignoresCase: true)
        case .lifecycle: plain(content.lifecycle.text)
        case .key, .protect: nil
        }
    }

    private func text(_ text: String) -> ComparedValue { .text(TenantText(text, tenant: tenant), written: text) }

    private func plain(_ text: String) -> ComparedValue { .plain(text, shown: text) }

    private func rule(_ rule: SegmentExpression) -> ComparedValue {
        .rule(rule.neutral(tenant: tenant) { labels[$0] })
    }

    private func mergePolicy(_ name: MergePolicyName, schema: String) -> ComparedValue {
        if let policy = names?.mergePolicy(name, schema: schema) { return mergePolicy(policy) }
        switch name {
        case .default: return .mergePolicy(name: nil, isDefault: true)
        case .named(let text): return .mergePolicy(name: text, isDefault: false)
        }
    }

    /// The default is one for its schema alone.
    private func mergePolicy(id: String, schema: String) -> ComparedValue {
        guard let policy = names?.mergePolicies.first(where: { $0.id == id }) else {
            return .mergePolicy(name: id, isDefault: false)
        }
        return .mergePolicy(name: policy.name, isDefault: policy.isDefault && policy.schema == schema)
    }

    private func mergePolicy(_ policy: MergePolicy) -> ComparedValue {
        .mergePolicy(name: policy.name, isDefault: policy.isDefault)
    }
}
