/// What the names of manifests mean in one sandbox: its merge policies, its organisation's tags, and the ids of the
/// project's own segments.
package struct SandboxNames: Hashable, Sendable {
    package let mergePolicies: [MergePolicy]
    package let tags: [Tag]
    package private(set) var segmentIDs: [SegmentKey: SegmentID]
    private var keys: [SegmentID: SegmentKey]
    /// By id, and by name in lower case.
    private let tagsByName: [String: [Tag]]

    package init(mergePolicies: [MergePolicy] = [], tags: [Tag] = [], segmentIDs: [SegmentKey: SegmentID] = [:]) {
        self.mergePolicies = mergePolicies
        self.tags = tags
        self.segmentIDs = segmentIDs
        keys = Dictionary(segmentIDs.map { ($0.value, $0.key) }) { first, second in min(first, second) }
        var tagsByName: [String: [Tag]] = [:]
        for tag in tags {
            for name in Set([tag.id, tag.name.lowercased()]) { tagsByName[name, default: []].append(tag) }
        }
        self.tagsByName = tagsByName
    }

    /// Notes the id of one of the project's segments.
    package mutating func note(_ id: SegmentID, of key: SegmentKey) {
        segmentIDs[key] = id
        keys[id] = key
    }

    /// The same with the ids of some segments alone.
    package func restricted(to wanted: Set<SegmentKey>) -> SandboxNames {
        var result = self
        result.segmentIDs = [:]
        result.keys = [:]
        for key in wanted { if let id = segmentIDs[key] { result.note(id, of: key) } }
        return result
    }

    /// The key of one of the project's segments.
    package func key(of id: SegmentID) -> SegmentKey? { keys[id] }

    /// The policy that a manifest's name, or an id, means for a schema; nil where there is none or more than one.
    ///
    /// Two policies of a sandbox can both be the default, one for each schema, so the schema always decides with.
    package func mergePolicy(_ name: MergePolicyName, schema: String) -> MergePolicy? {
        let candidates = mergePolicies.filter { policy in
            guard policy.schema == schema else { return false }
            switch name {
            case .default: return policy.isDefault
            case .named(let text): return policy.name == text || policy.id == text
            }
        }
        return candidates.count == 1 ? candidates[0] : nil
    }

    /// The tag of that name, whose case does not matter, or of that id; nil where there is none or more than one.
    package func tag(_ name: String) -> Tag? {
        let candidates = tagsByName[name] ?? tagsByName[name.lowercased()] ?? []
        return candidates.count == 1 ? candidates[0] : nil
    }

    /// The names in a manifest that mean nothing in the sandbox, or more than one thing, in words.
    package func unresolved(in desired: DesiredSegment) -> [String] {
        var reasons: [String] = []
        if let name = desired.mergePolicy, mergePolicy(name, schema: desired.schema) == nil {
            reasons.append("the sandbox has no single merge policy '\(name.text)' for schema '\(desired.schema)'")
        }
        for name in desired.tags ?? [] where tag(name) == nil {
            reasons.append("the organisation has no single tag '\(name)'")
        }
        return reasons
    }

    /// What a definition shall say: the fields that the manifest names as it wants them, the others as they stand.
    ///
    /// A rule that means the same as the one that stands is left as it is written there. A name that is not resolved
    /// leaves its field as it stands.
    package func content(of desired: DesiredSegment, over current: SegmentContent?) -> SegmentContent {
        var content = current ?? SegmentContent(name: desired.name, expression: desired.expression)
        content.name = desired.name
        if let description = desired.description { content.description = description }
        let expression = desired.expression.resolvingSegments { segmentIDs[$0] }
        if current == nil || expression != content.expression { content.expression = expression }
        content.schema = desired.schema
        if let method = desired.evaluation { content.evaluation = EvaluationFlags(method) }
        if let name = desired.mergePolicy, let policy = mergePolicy(name, schema: desired.schema) {
            content.mergePolicyID = policy.id
        }
        if let days = desired.ttlInDays { content.ttlInDays = days }
        if let labels = desired.labels { content.labels = labels }
        if let names = desired.tags, case let found = names.compactMap({ tag($0)?.id }), found.count == names.count {
            content.tags = found
        }
        if let lifecycle = desired.lifecycle { content.lifecycle = lifecycle }
        return content
    }

    /// A field of a content for people: names in place of ids.
    package func text(of field: ManagedField, in content: SegmentContent) -> String {
        switch field {
        case .expression:
            return content.expression.namingSegments(key(of:)).text
        case .mergePolicy:
            guard let id = content.mergePolicyID else { return "none" }
            return mergePolicies.first { $0.id == id }?.name ?? id
        case .ttlInDays: return content.ttlInDays.map(String.init) ?? "none"
        case .labels: return Self.list(content.labels)
        case .tags: return Self.list(content.tags.map { id in tagsByName[id]?.first?.name ?? id })
        case .name, .description, .schema, .evaluation, .lifecycle, .key, .protect:
            return content.canonicalText(of: field)
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
    }
}
