internal import Diagnostics
internal import PQLSyntax
internal import Segments
internal import YAMLSyntax

/// What promoted manifests name that another sandbox does not have.
struct TargetDifferences {
    let source: SandboxConfiguration
    let target: SandboxConfiguration
    /// As the target reads them, or, where one has no place there, as the source does.
    let manifests: [SegmentManifest]
    /// The source's own manifests by key.
    let origins: [SegmentKey: SegmentManifest]
    let foreign: ForeignNames

    // MARK: Variables

    /// The variables that the manifests use and the target lacks, with the first segment that uses each.
    var missingVariables: [String: SegmentKey] {
        let known = Set(target.variables.map(\.name.value) + ["tenant"])
        var missing: [String: SegmentKey] = [:]
        for manifest in manifests {
            for name in manifest.fields(in: target.name.value).variables where !known.contains(name) {
                missing[name] = missing[name] ?? manifest.key.value
            }
        }
        return missing
    }

    /// The target with the source's values for the variables that it lacks, so that the rules can be checked all the
    /// same.
    func supplemented(_ change: (PQLTemplateValue) -> PQLTemplateValue = { $0 }) -> SandboxConfiguration {
        let missing = missingVariables
        let added = source.variables.filter { missing[$0.name.value] != nil }.map {
            SandboxConfiguration.Variable(name: $0.name, value: change($0.value))
        }
        return SandboxConfiguration(
            name: target.name,
            endpoint: target.endpoint,
            sandbox: target.sandbox,
            tenant: target.tenant,
            segmentFolders: target.segmentFolders,
            schemaFolder: target.schemaFolder,
            variables: target.variables + added,
            credentials: target.credentials,
            isProduction: target.isProduction
        )
    }

    var variableBlockers: [PromotionBlocker] {
        let values = Dictionary(source.variables.map { ($0.name.value, $0.value) }) { first, _ in first }
        return missingVariables.sorted { $0.key < $1.key }.map { name, key in
            let place = "sandboxes.\(target.name.value).variables in segsync.yaml"
            let suggestion = values[name].map { "add to \(place), with \(proposal(of: name, $0))" }
            return PromotionBlocker(
                .variable,
                key: key.text,
                "sandbox '\(target.name.value)' has no variable '\(name)'",
                remedy: suggestion ?? "define it under \(place)"
            )
        }
    }

    /// The line for `segsync.yaml`. What is the source's own is never proposed: its tenant becomes the target's, and an
    /// id is left to whoever pastes it.
    private func proposal(of name: String, _ value: PQLTemplateValue) -> String {
        let (from, to) = (source.name.value, target.name.value)
        if foreign.holdsID(value) {
            return "what '\(to)' has there, for '\(from)''s value holds an id of its own; "
                + "or write ${segment:KEY} in place of ${\(name)}:\n\(name): # an id of '\(to)'"
        }
        guard let tenant = foreign.tenant, foreign.holdsTenant(value) else {
            return "'\(from)''s value:\n\(name): \(value.yaml)"
        }
        let own = value.mappingStrings { $0.pieces(aroundWord: tenant).joined(separator: target.tenant) }
        return "'\(from)''s value and '\(to)''s tenant:\n\(name): \(own.yaml)"
    }

    // MARK: Names of the service

    /// The merge policies and tags that the target, or its organisation, does not have, or not once.
    func blockers(_ names: SandboxNames) -> [PromotionBlocker] {
        manifests.flatMap { manifest -> [PromotionBlocker] in
            let fields = manifest.fields(in: target.name.value)
            let key = manifest.key.value.text
            let schema = fields.schema?.value ?? DesiredSegment.defaultSchema
            var blockers: [PromotionBlocker] = []
            if let name = fields.mergePolicy?.value, names.mergePolicy(MergePolicyName(name), schema: schema) == nil {
                let there = names.mergePolicies.filter { $0.schema == schema }.map { "'\($0.name)'" }.sorted()
                blockers.append(
                    PromotionBlocker(
                        .mergePolicy,
                        key: key,
                        "sandbox '\(target.name.value)' has no single merge policy '\(name)' for schema '\(schema)'",
                        remedy: there.isEmpty
                            ? "make one of that name there"
                            : "make one of that name there, or override 'mergePolicy' with one that it has: "
                                + there.joined(separator: ", ")
                    )
                )
            }
            for name in fields.tags?.value ?? [] where names.tag(name) == nil {
                blockers.append(
                    PromotionBlocker(
                        .tag,
                        key: key,
                        "the organisation of sandbox '\(target.name.value)' has no single tag '\(name)'",
                        remedy: "make one of that name there, or override 'tags'"
                    )
                )
            }
            return blockers
        }
    }
}

extension ManifestFields {
    /// The variables that templates name, but for the tenant.
    fileprivate var variables: Set<String> {
        let none: Set<String> = []
        return (name?.value.variables ?? none)
            .union(description?.value.variables ?? none)
            .union(expression?.parsed.tree.variables ?? none)
            .subtracting(["tenant"])
    }
}

extension TemplateText {
    var variables: Set<String> {
        Set(parts.compactMap { part in if case .variable(let name, _) = part { name } else { nil } })
    }
}

extension PQLExpression {
    var variables: Set<String> {
        var names: Set<String> = []
        visitTemplates { template in
            if case .variable(let name) = template.kind { names.insert(name) }
        }
        return names
    }
}

extension PQLTemplateValue {
    /// As `segsync.yaml` has it, on one line.
    fileprivate var yaml: String { written(isInFlow: false) }

    private func written(isInFlow: Bool) -> String {
        switch self {
        case .string(let text):
            ScalarEdit.oneLine(text, .plain, isInFlow: isInFlow) ?? QuotedScalar.text(text, style: .doubleQuoted)
        case .integer(let number): String(number)
        case .double(let number): String(number)
        case .boolean(let flag): String(flag)
        case .list(let items): "[" + items.map { $0.written(isInFlow: true) }.joined(separator: ", ") + "]"
        }
    }
}
