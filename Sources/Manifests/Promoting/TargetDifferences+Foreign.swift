internal import Diagnostics
internal import PQLSyntax
internal import Segments

extension TargetDifferences {
    /// A field of a manifest as a sandbox reads it.
    private struct FieldText {
        let field: String
        let texts: [String]
        /// The variables that stand in it.
        let variables: Set<String>
        /// nil for all but rules.
        var rule: PQLExpression?
        let remedy: String
    }

    /// What would reach the target and only the source has: its tenant, and the ids of its definitions.
    ///
    /// All fields are searched as the target resolves them, with its variables and its overrides. A tenant counts where
    /// it stands by itself. An id counts where it is known to be the source's, and, in a rule that asks about a
    /// definition, where both sandboxes would name it. `places` are those where rules name the tenant, by key.
    func plainNameBlockers(places: [String: PromotionBlocker.Place]) -> [PromotionBlocker] {
        let resolved = resolvedTarget
        return manifests.flatMap { manifest -> [PromotionBlocker] in
            let key = manifest.key.value.text
            let texts = texts(of: manifest.fields(in: target.name.value), in: resolved)
            return texts.flatMap { text in
                ids(in: text, of: manifest).sorted().map { id in
                    PromotionBlocker(
                        .segmentID,
                        key: key,
                        "its \(text.field) names the definition '\(id)' by its id, which is another in every sandbox",
                        remedy: remedy(for: text, naming: id)
                    )
                }
            }
                + texts.filter { $0.texts.contains(where: foreign.holdsTenant) }.map { text in
                    let owner = "the tenant '\(source.tenant)' of sandbox '\(source.name.value)'"
                    let message = "its \(text.field) names \(owner) plainly"
                    return PromotionBlocker(
                        .tenant,
                        key: key,
                        message,
                        remedy: remedy(for: text, naming: source.tenant),
                        place: text.rule == nil ? nil : places[key]
                    )
                }
        }
    }

    /// The target with the source's values for the variables that it lacks, but for those that would be told twice.
    private var resolvedTarget: SandboxConfiguration {
        supplemented { value in
            foreign.holdsID(value) || foreign.holdsTenant(value) ? value.mappingStrings { _ in "" } : value
        }
    }

    private func ids(in text: FieldText, of manifest: SegmentManifest) -> Set<String> {
        let known = text.texts.reduce(into: Set<String>()) { $0.formUnion(foreign.ids(in: $1)) }
        guard let named = text.rule?.definitionIDs, !named.isEmpty else { return known }
        let origin = origins[manifest.key.value]
        let rules = [
            manifest.fields.expression, origin?.fields.expression, origin?.fields(in: source.name.value).expression,
        ]
        let resolver = TemplateResolver(sandbox: source)
        let common = rules.compactMap(\.self).reduce(into: Set<String>()) { ids, rule in
            ids.formUnion(resolver.resolve(rule.parsed.tree).tree.definitionIDs.map { $0.lowercased() })
        }
        return known.union(named.filter { common.contains($0.lowercased()) })
    }

    private func remedy(for text: FieldText, naming name: String) -> String {
        let values = Dictionary(target.variables.map { ($0.name.value, $0.value) }) { first, _ in first }
        let guilty = text.variables.sorted().filter { values[$0]?.strings.contains { $0.holds(word: name) } ?? false }
        guard guilty.isEmpty else {
            let places = guilty.map { "sandboxes.\(target.name.value).variables.\($0)" }.joined(separator: ", ")
            return "change \(places) in segsync.yaml"
        }
        if name == source.tenant { return text.remedy }
        return text.rule == nil
            ? "take it out" : "write ${segment:KEY} in its place, with the key of that segment's manifest"
    }

    private func texts(of fields: ManifestFields, in sandbox: SandboxConfiguration) -> [FieldText] {
        let resolver = TemplateResolver(sandbox: sandbox)
        func value(_ name: String) -> String? { name == "tenant" ? sandbox.tenant : resolver.value(of: name)?.text }
        var texts: [FieldText] = []
        for (field, text) in [("name", fields.name), ("description", fields.description)] {
            guard let text = text?.value else { continue }
            texts.append(
                FieldText(
                    field: field,
                    texts: [text.resolved { name, _ in value(name) }],
                    variables: text.variables,
                    remedy: "write ${tenant} in its place"
                )
            )
        }
        if let tree = fields.expression?.parsed.tree {
            let rule = resolver.resolve(tree).tree
            texts.append(
                FieldText(
                    field: "rule",
                    texts: rule.searchedTexts,
                    variables: tree.variables,
                    rule: rule,
                    remedy: "write ${tenant} in its place"
                )
            )
        }
        let words = [
            ("schema", "schema", fields.schema.map { [$0.value] }),
            ("merge policy", "mergePolicy", fields.mergePolicy.map { [$0.value] }),
            ("list of labels", "labels", fields.labels?.value), ("list of tags", "tags", fields.tags?.value),
        ]
        return texts
            + words.map { field, key, words in
                let remedy = "override '\(key)' for sandbox '\(target.name.value)'"
                return FieldText(field: field, texts: words ?? [], variables: [], remedy: remedy)
            }
    }
}
