internal import Diagnostics
internal import PQLSemantics
internal import PQLSyntax
internal import Segments
internal import XDM

/// Makes the desired state of one sandbox from its manifests: templates filled in, expressions checked.
struct SandboxAssembly {
    /// A segment, or nil where its manifest is too wrong, with what was found for it in this sandbox.
    struct Entry {
        let manifest: SegmentManifest
        let desired: DesiredSegment?
        /// References to other segments by key, with their place in the file.
        let references: [Located<String>]
        /// The rule as it was checked, and where it stands; nil where it could not be.
        let rule: CheckedRule?
        let evaluation: Located<EvaluationMethod>?
        let name: Located<String>?
        let found: [Diagnostic]
    }

    /// An expression with its templates filled in, checked, and the place that its offsets belong to.
    struct CheckedRule {
        let checked: CheckedExpression
        let place: ManifestExpression
    }

    let sandbox: SandboxConfiguration
    let entries: [Entry]
    let unusedVariables: [Diagnostic]

    init(sandbox: SandboxConfiguration, manifests: [SegmentManifest], catalog: SchemaCatalog) {
        self.sandbox = sandbox
        let checker = ExpressionChecker(catalog: catalog)
        var used: Set<String> = []
        entries = manifests.map { manifest in
            var builder = EntryBuilder(sandbox: sandbox, checker: checker)
            let entry = builder.entry(manifest)
            used.formUnion(builder.usedVariables)
            return entry
        }
        unusedVariables = sandbox.variables.filter { !used.contains($0.name.value) }.map {
            ManifestDiagnostics.unusedVariable($0.name)
        }
    }

    /// Whether the rule of each segment leaves the profile.
    func entityUses(describedBy catalog: SchemaCatalog) -> [SegmentKey: EntityUse] {
        let described = catalog.describedClasses
        let uses = entries.compactMap { entry -> (SegmentKey, EntityUse)? in
            guard let desired = entry.desired, let rule = entry.rule else { return nil }
            return (desired.key, rule.checked.entityUse(schema: desired.schema, described: described))
        }
        // One key twice is a mistake that has been told.
        return Dictionary(uses) { first, _ in first }
    }
}

/// Builds one entry, noting on the way what is wrong and which variables it uses.
private struct EntryBuilder {
    let sandbox: SandboxConfiguration
    let checker: ExpressionChecker
    private(set) var usedVariables: Set<String> = []
    private var found: [Diagnostic] = []

    init(sandbox: SandboxConfiguration, checker: ExpressionChecker) {
        self.sandbox = sandbox
        self.checker = checker
    }

    mutating func entry(_ manifest: SegmentManifest) -> SandboxAssembly.Entry {
        let fields = manifest.fields(in: sandbox.name.value)
        let name = fields.name.map { text in Located(resolved(text), file: text.file, span: text.span) }
        let description = fields.description.map { text in Located(resolved(text), file: text.file, span: text.span) }
        if let name, name.value.allSatisfy(\.isWhitespace) {
            found.append(ManifestDiagnostics.missingKey("name", in: "a manifest", file: name.file, span: name.span))
        }
        if let description, StampedDescription(remote: description.value).stampsLastLine {
            found.append(ManifestDiagnostics.stampInDescription(file: description.file, span: description.span))
        }
        let schema = fields.schema?.value ?? DesiredSegment.defaultSchema
        let expression = fields.expression.flatMap { checked($0, schema: schema) }
        var desired: DesiredSegment?
        if let name, let expression {
            desired = DesiredSegment(
                key: manifest.key.value,
                name: name.value,
                description: description?.value,
                expression: SegmentExpression(expression.rule.checked.tree),
                schema: schema,
                evaluation: fields.evaluation?.value,
                mergePolicy: (fields.mergePolicy?.value).map(MergePolicyName.init),
                ttlInDays: fields.ttlInDays?.value,
                labels: fields.labels?.value,
                tags: fields.tags?.value,
                lifecycle: fields.lifecycle?.value,
                protect: fields.protect?.value ?? false,
                adopt: fields.adopt?.value ?? false,
                movedFrom: manifest.movedFrom?.value
            )
        }
        return SandboxAssembly.Entry(
            manifest: manifest,
            desired: desired,
            references: expression?.references ?? [],
            rule: expression?.rule,
            evaluation: fields.evaluation,
            name: name,
            found: found
        )
    }

    private mutating func resolved(_ text: Located<TemplateText>) -> String {
        let resolver = TemplateResolver(sandbox: sandbox)
        return text.value.resolved { name, span in
            usedVariables.insert(name)
            if name == "tenant" { return sandbox.tenant }
            guard let value = resolver.value(of: name) else {
                found.append(resolver.undefined(name, file: text.file, span: span))
                return nil
            }
            guard let text = value.text else {
                found.append(resolver.listInText(name, file: text.file, span: span))
                return nil
            }
            return text
        }
    }

    private mutating func checked(
        _ expression: ManifestExpression,
        schema: String
    ) -> (rule: SandboxAssembly.CheckedRule, references: [Located<String>])? {
        let resolved = TemplateResolver(sandbox: sandbox).resolve(expression.parsed.tree)
        usedVariables.formUnion(resolved.usedVariables)
        found += resolved.diagnostics.map(expression.placed)
        guard resolved.diagnostics.isEmpty else { return nil }
        // What reading found is told again in the order of the text; the bag keeps it once.
        let read = ParsedExpression(tree: resolved.tree, diagnostics: expression.parsed.diagnostics)
        let checked = checker.check(read, schema: schema)
        found += checked.diagnostics.map(expression.placed)
        guard !read.hasErrors else { return nil }
        found += ExpressionLimits.diagnostics(of: checked.tree).map(expression.placed)
        let references = resolved.references.map { reference in
            let placed = expression.offsets?.original(of: reference.span) ?? expression.span
            return Located(reference.key, file: expression.file, span: placed)
        }
        return (SandboxAssembly.CheckedRule(checked: checked, place: expression), references)
    }
}

extension StampedDescription {
    /// Whether the text would be taken for a stamp, whole or broken.
    fileprivate var stampsLastLine: Bool { stamp != nil || hasUnreadableStamp }
}
