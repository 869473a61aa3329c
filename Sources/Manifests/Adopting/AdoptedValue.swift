internal import PQLSemantics
internal import PQLSyntax
internal import Segments

/// What a manifest has to say so that it wants what a sandbox has.
enum AdoptedValue {
    /// Text that is no template: a schema, a name from a short list.
    case word(String)
    /// A name or a description as it stands in the sandbox.
    case text(String)
    /// A name or a description in a manifest's own words, variables and all.
    case template(TemplateText)
    case integer(Int64)
    case list(AdoptedList)
    /// With `${segment:KEY}` in place of ids that have a manifest; of a sandbox's rule without other templates.
    case rule(PQLExpression)

    /// `keys` are those of the sandbox's manifests.
    init(
        of field: ManagedField,
        in content: SegmentContent,
        names: SandboxNames,
        keys: Set<SegmentKey>
    ) throws(AdoptionRefusal) {
        switch field {
        case .name: self = .text(content.name)
        case .description: self = .text(content.description)
        case .expression:
            let named = content.expression.namingSegments { id in
                names.key(of: id).flatMap { keys.contains($0) ? $0 : nil }
            }
            guard let tree = named.tree else { throw AdoptionRefusal("the sandbox's rule cannot be read") }
            self = .rule(tree)
        case .schema: self = .word(content.schema)
        case .evaluation: self = .word(try Self.method(content.evaluation))
        case .mergePolicy: self = .word(try Self.policy(content, names))
        case .ttlInDays:
            guard let days = content.ttlInDays else {
                throw AdoptionRefusal("the sandbox has none, and a manifest cannot ask for none")
            }
            self = .integer(days)
        case .labels: self = .list(AdoptedList(labels: content.labels))
        case .tags: self = .list(try AdoptedList(tags: content.tags, names: names))
        case .lifecycle:
            guard Lifecycle.known.contains(content.lifecycle) else {
                throw AdoptionRefusal("no manifest can ask for the state '\(content.lifecycle.text)'")
            }
            self = .word(content.lifecycle.text)
        case .key, .protect: throw AdoptionRefusal("only the tool's own stamp tells it")
        }
    }

    private static func method(_ flags: EvaluationFlags) throws(AdoptionRefusal) -> String {
        guard let method = EvaluationMethod.allCases.first(where: { EvaluationFlags($0) == flags }) else {
            throw AdoptionRefusal("a manifest names one evaluation method, and the sandbox has '\(flags.text)'")
        }
        return method.rawValue
    }

    /// The policy's name, or `default` where only that tells it from others.
    private static func policy(_ content: SegmentContent, _ names: SandboxNames) throws(AdoptionRefusal) -> String {
        guard let id = content.mergePolicyID else {
            throw AdoptionRefusal("the sandbox has none, and a manifest cannot ask for none")
        }
        guard let policy = names.mergePolicies.first(where: { $0.id == id }) else {
            throw AdoptionRefusal("the sandbox has no merge policy of the id '\(id)'")
        }
        for name in [policy.name, MergePolicyName.default.text]
        where names.mergePolicy(MergePolicyName(name), schema: content.schema)?.id == id { return name }
        throw AdoptionRefusal("no name tells the merge policy '\(policy.name)' from others")
    }
}

/// The items that a list has to have.
struct AdoptedList {
    /// By what identifies an item, the word that says it.
    let wanted: [String: String]
    /// What an item that stands in the list means; nil for nothing that is known.
    let identity: (String) -> String?

    init(labels: [String]) {
        wanted = Dictionary(labels.map { ($0, $0) }) { first, _ in first }
        identity = { $0 }
    }

    /// The names of tags as a manifest has them, whose case does not count.
    init(tagNames: [String]) {
        wanted = Dictionary(tagNames.map { ($0.lowercased(), $0) }) { first, _ in first }
        identity = { $0.lowercased() }
    }

    /// `tags` are ids.
    init(tags: [String], names: SandboxNames) throws(AdoptionRefusal) {
        var wanted: [String: String] = [:]
        for id in tags {
            guard let tag = names.tag(id), tag.id == id else {
                throw AdoptionRefusal("the organisation has no tag of the id '\(id)'")
            }
            wanted[id] = names.tag(tag.name)?.id == id ? tag.name : id
        }
        self.wanted = wanted
        identity = { names.tag($0)?.id }
    }
}
