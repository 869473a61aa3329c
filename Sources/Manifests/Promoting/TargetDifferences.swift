internal import Diagnostics
internal import PQLSyntax
internal import Segments
internal import YAMLSyntax

/// What promoted manifests name that another sandbox does not have.
struct TargetDifferences {
    let source: SandboxConfiguration
    let target: SandboxConfiguration
    /// As the target reads them.
    let manifests: [SegmentManifest]

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
    var supplemented: SandboxConfiguration {
        let missing = missingVariables
        return SandboxConfiguration(
            name: target.name,
            endpoint: target.endpoint,
            sandbox: target.sandbox,
            tenant: target.tenant,
            segmentFolders: target.segmentFolders,
            schemaFolder: target.schemaFolder,
            variables: target.variables + source.variables.filter { missing[$0.name.value] != nil },
            credentials: target.credentials,
            isProduction: target.isProduction
        )
    }

    var variableBlockers: [PromotionBlocker] {
        let values = Dictionary(source.variables.map { ($0.name.value, $0.value) }) { first, _ in first }
        return missingVariables.sorted { $0.key < $1.key }.map { name, key in
            let place = "sandboxes.\(target.name.value).variables in segsync.yaml"
            let suggestion = values[name].map {
                "add to \(place), with '\(source.name.value)''s value:\n\(name): \($0.yaml)"
            }
            return PromotionBlocker(
                .variable,
                key: key.text,
                "sandbox '\(target.name.value)' has no variable '\(name)'",
                remedy: suggestion ?? "define it under \(place)"
            )
        }
    }

    // MARK: Ids and tenants

    /// What a manifest says plainly that only the source has. The target's own overrides are its own business.
    var plainNameBlockers: [PromotionBlocker] {
        manifests.flatMap { manifest -> [PromotionBlocker] in
            let override = manifest.override(for: target.name.value)?.fields
            let rule = (override?.expression == nil ? manifest.fields.expression : nil).map {
                SegmentExpression($0.parsed.tree)
            }
            let texts = [
                "rule": rule?.text, "name": override?.name == nil ? manifest.fields.name?.value.source : nil,
                "description": override?.description == nil ? manifest.fields.description?.value.source : nil,
            ]
            let key = manifest.key.value.text
            let ids = (rule?.referencedIDs ?? []).sorted().map { id in
                PromotionBlocker(
                    .segmentID,
                    key: key,
                    "its rule names the definition '\(id)' by its id, which is another in every sandbox",
                    remedy: "write ${segment:KEY} in its place, with the key of that segment's manifest"
                )
            }
            guard source.tenant != target.tenant else { return ids }
            let owner = "the tenant '\(source.tenant)' of sandbox '\(source.name.value)'"
            return ids
                + texts.filter { $0.value?.holds(word: source.tenant) ?? false }.keys.sorted().map { field in
                    let message = "its \(field) names \(owner) plainly"
                    return PromotionBlocker(.tenant, key: key, message, remedy: "write ${tenant} in its place")
                }
        }
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

extension String {
    /// Whether a name stands in it by itself.
    fileprivate func holds(word: String) -> Bool {
        split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }.contains { $0 == word }
    }
}

extension ManifestFields {
    /// The variables that templates name, but for the tenant.
    fileprivate var variables: Set<String> {
        var names: Set<String> = []
        for text in [name, description].compactMap(\.self) {
            for case .variable(let name, _) in text.value.parts { names.insert(name) }
        }
        expression?.parsed.tree.visitTemplates { template in
            if case .variable(let name) = template.kind { names.insert(name) }
        }
        return names.subtracting(["tenant"])
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
