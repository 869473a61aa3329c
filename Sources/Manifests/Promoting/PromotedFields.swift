internal import PQLSemantics
internal import PQLSyntax
internal import Segments
internal import XDM

/// What a manifest of one sandbox says otherwise than another sandbox's own manifest of the segment.
///
/// The values compared are those that hold in every sandbox; both sides are read with the other sandbox's tenant and
/// variables, so that what only looks different is not told. A field that the first manifest does not name stays as it
/// is. `protect`, `adopt` and `owner` are each sandbox's own.
///
/// What the other sandbox overrides in its own manifest is deliberate, and is left. In a manifest that more sandboxes
/// read, promotion itself writes there, so that nobody can tell who did: what differs is `contested`.
struct PromotedFields {
    /// What a manifest overrides for the other sandbox, and what would be there instead.
    struct Contested {
        let field: ManagedField
        let own: Located<String>
        let promoted: String
    }

    let manifest: SegmentManifest
    /// In reading order.
    let differing: [ManagedField]
    /// Those of them that the other sandbox overrides.
    let contested: [Contested]

    init(
        of manifest: SegmentManifest,
        over own: SegmentManifest,
        in sandbox: SandboxConfiguration,
        among sandboxes: [SandboxConfiguration]
    ) {
        self.manifest = manifest
        let base = Self.desired(manifest.withoutOverrides, in: sandbox)
        let standing = Self.desired(own, in: sandbox)
        let named = ManagedField.ofContent.filter(manifest.fields.names)
        let isShared = sandboxes.count { $0.reads(own.file) && own.isFor($0.name.value) } > 1
        let overridden = own.override(for: sandbox.name.value)?.fields
        let open = named.filter { field in isShared || !(overridden?.names(field, byDefault: false) ?? false) }
        // What cannot be read here is told by the check of the whole; until then it counts as different.
        let differing = open.filter { field in
            guard let base, let standing else { return true }
            return !Self.isSame(field, base, standing)
        }
        self.differing = differing
        contested = differing.compactMap { field in
            guard let own = overridden?.words(of: field) else { return nil }
            // A manifest that does not name its schema has that of profiles.
            let promoted = manifest.fields.words(of: field)?.value ?? DesiredSegment.defaultSchema
            return promoted == own.value ? nil : Contested(field: field, own: own, promoted: promoted)
        }
    }

    /// The fields as they are to be written into the manifest of a key, which may be the one that the segment had before.
    func wanted(in key: SegmentKey) -> WantedFields {
        WantedFields(key: key, fields: differing) { field, _ throws(AdoptionRefusal) in
            try value(of: field)
        }
    }

    /// What the manifest wants in a sandbox, whether or not it is for it; nil where a template cannot be filled in.
    static func desired(_ manifest: SegmentManifest, in sandbox: SandboxConfiguration) -> DesiredSegment? {
        SandboxAssembly(sandbox: sandbox, manifests: [manifest], catalog: .empty).entries.first?.desired
    }

    static func isSame(_ field: ManagedField, _ left: DesiredSegment, _ right: DesiredSegment) -> Bool {
        switch field {
        case .name: left.name.isExactly(right.name)
        case .description: left.description.map { Array($0.utf8) } == right.description.map { Array($0.utf8) }
        case .expression: left.expression == right.expression
        case .schema: left.schema == right.schema
        case .evaluation: left.evaluation == right.evaluation
        case .mergePolicy: left.mergePolicy == right.mergePolicy
        case .ttlInDays: left.ttlInDays == right.ttlInDays
        case .labels: left.exactLabels == right.exactLabels
        case .tags: left.tagIdentities == right.tagIdentities
        case .lifecycle: left.lifecycle == right.lifecycle
        case .key, .protect: true
        }
    }

    private func value(of field: ManagedField) throws(AdoptionRefusal) -> AdoptedValue {
        let fields = manifest.fields
        let value: AdoptedValue? =
            switch field {
            case .name: (fields.name?.value).map(AdoptedValue.template)
            case .description: (fields.description?.value).map(AdoptedValue.template)
            case .expression: (fields.expression?.parsed.tree).map(AdoptedValue.rule)
            case .schema: .word(fields.schema?.value ?? DesiredSegment.defaultSchema)
            case .evaluation: (fields.evaluation?.value.rawValue).map(AdoptedValue.word)
            case .mergePolicy: (fields.mergePolicy?.value).map(AdoptedValue.word)
            case .ttlInDays: (fields.ttlInDays?.value).map(AdoptedValue.integer)
            case .labels: (fields.labels?.value).map { .list(AdoptedList(labels: $0)) }
            case .tags: (fields.tags?.value).map { .list(AdoptedList(tagNames: $0)) }
            case .lifecycle: (fields.lifecycle?.value.text).map(AdoptedValue.word)
            case .key, .protect: nil
            }
        guard let value else { throw AdoptionRefusal("the manifest does not name it") }
        return value
    }
}

extension String {
    /// An accent in another normal form is another text.
    fileprivate func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension DesiredSegment {
    fileprivate var exactLabels: Set<[UInt8]>? { labels.map { Set($0.map { Array($0.utf8) }) } }

    /// The case of a tag's name does not count.
    fileprivate var tagIdentities: Set<String>? { tags.map { Set($0.map { $0.lowercased() }) } }
}

extension ManifestFields {
    /// Whether a manifest says something of the field; it always has a schema, which `byDefault` counts.
    func names(_ field: ManagedField, byDefault: Bool) -> Bool {
        switch field {
        case .name: name != nil
        case .description: description != nil
        case .expression: expression != nil
        case .schema: schema != nil || byDefault
        case .evaluation: evaluation != nil
        case .mergePolicy: mergePolicy != nil
        case .ttlInDays: ttlInDays != nil
        case .labels: labels != nil
        case .tags: tags != nil
        case .lifecycle: lifecycle != nil
        case .key: false
        case .protect: protect != nil
        }
    }

    fileprivate func names(_ field: ManagedField) -> Bool { names(field, byDefault: true) }

    /// What a manifest says of a field, on one line and with its templates; nil where it does not name it.
    fileprivate func words(of field: ManagedField) -> Located<String>? {
        func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
        return switch field {
        case .name: name?.map(\.source)
        case .description: description?.map(\.source)
        case .expression:
            expression.map { Located(PQLPrinter.print($0.parsed.tree), file: $0.file, span: $0.span) }
        case .schema: schema
        case .evaluation: evaluation?.map(\.rawValue)
        case .mergePolicy: mergePolicy
        case .ttlInDays: ttlInDays?.map { String($0) }
        case .labels: labels?.map(list)
        case .tags: tags?.map(list)
        case .lifecycle: lifecycle?.map(\.text)
        case .key, .protect: nil
        }
    }
}

extension SegmentManifest {
    func override(for sandbox: String) -> (sandbox: Located<String>, fields: ManifestFields)? {
        overrides.first { $0.sandbox.value == sandbox }
    }

    /// What it says for every sandbox.
    var withoutOverrides: SegmentManifest {
        SegmentManifest(
            key: key,
            movedFrom: movedFrom,
            fields: fields,
            sandboxes: sandboxes,
            overrides: [],
            file: file,
            span: span
        )
    }

    /// The names of the fields that a sandbox has a value of its own for, in reading order.
    func overriddenFields(in sandbox: String) -> [String] {
        guard let fields = override(for: sandbox)?.fields else { return [] }
        return ManagedField.allCases.filter { fields.names($0, byDefault: false) }.map(\.rawValue)
            + (fields.owner == nil ? [] : ["owner"]) + (fields.adopt == nil ? [] : ["adopt"])
    }
}
