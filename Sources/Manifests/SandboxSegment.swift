internal import Diagnostics
package import PQLSemantics
package import PQLSyntax
package import Segments

/// One segment as a sandbox's manifests say it, as far as it can be read: also in a project with errors.
package struct SandboxSegment: Sendable {
    package struct Variable: Hashable, Sendable {
        package let name: String
        /// As a literal of PQL.
        package let value: String
    }

    package let key: SegmentKey
    package let sandbox: SandboxConfiguration
    /// The file of its manifest.
    package let file: String
    /// With variables filled in.
    package let name: String?
    package let description: String?
    /// Templates are filled in where they can be; nil for a segment without a rule, and for one whose rule is no PQL: what
    /// the parser makes of that to find more mistakes is not what anybody wrote.
    package let rule: PQLExpression?
    package let schema: String
    package let evaluation: EvaluationMethod?
    package let mergePolicy: String?
    package let labels: [String]?
    package let tags: [String]?
    package let lifecycle: Lifecycle?
    package let ttlInDays: Int64?
    package let owner: String?
    package let protect: Bool
    /// The keys that the manifest overrides for the sandbox.
    package let overridden: [String]
    /// The sandbox's variables that it uses, by their names.
    package let variables: [Variable]
    let manifest: SegmentManifest

    init(_ manifest: SegmentManifest, in sandbox: SandboxConfiguration) {
        let fields = manifest.fields(in: sandbox.name.value)
        let resolver = TemplateResolver(sandbox: sandbox)
        let parsed = fields.expression?.parsed
        let resolved = parsed.flatMap { $0.hasErrors ? nil : resolver.resolve($0.tree) }
        var used = resolved?.usedVariables ?? []
        func text(_ template: Located<TemplateText>?) -> String? {
            template?.value.resolved { name, _ in
                if name == "tenant" { return sandbox.tenant }
                used.insert(name)
                return resolver.value(of: name)?.text ?? "${\(name)}"
            }
        }
        self.manifest = manifest
        self.sandbox = sandbox
        key = manifest.key.value
        file = manifest.file.path
        name = text(fields.name)
        description = text(fields.description)
        rule = resolved?.tree
        schema = fields.schema?.value ?? DesiredSegment.defaultSchema
        evaluation = fields.evaluation?.value
        mergePolicy = fields.mergePolicy?.value
        labels = fields.labels?.value
        tags = fields.tags?.value
        lifecycle = fields.lifecycle?.value
        ttlInDays = fields.ttlInDays?.value
        owner = fields.owner?.value
        protect = fields.protect?.value ?? false
        overridden = manifest.overrides.first { $0.sandbox.value == sandbox.name.value }?.fields.named ?? []
        variables = used.sorted().compactMap { name in
            resolver.value(of: name).map { value in
                Variable(name: name, value: PQLPrinter.print(PQLExpression(value.literal)))
            }
        }
    }

    private var ruleFile: FileID? { manifest.fields(in: sandbox.name.value).expression?.file }

    /// The files that tell of it: its manifest's, and its rule's.
    var files: Set<FileID> { Set([manifest.file, ruleFile ?? manifest.file]) }

    /// Whether a diagnostic is about this segment: it stands in its manifest, or in the file of its rule.
    func isPlace(of diagnostic: Diagnostic) -> Bool {
        if diagnostic.file == manifest.file {
            return manifest.span.start <= diagnostic.span.start && diagnostic.span.end <= manifest.span.end
        }
        return diagnostic.file == ruleFile
    }
}

extension ManifestFields {
    /// The keys that are written.
    fileprivate var named: [String] {
        let all: [(String, Bool)] = [
            ("name", name != nil), ("description", description != nil), ("expression", expression != nil),
            ("evaluation", evaluation != nil), ("schema", schema != nil), ("mergePolicy", mergePolicy != nil),
            ("labels", labels != nil), ("tags", tags != nil), ("lifecycle", lifecycle != nil),
            ("ttlInDays", ttlInDays != nil), ("owner", owner != nil), ("protect", protect != nil),
            ("adopt", adopt != nil),
        ]
        return all.filter(\.1).map(\.0)
    }
}
