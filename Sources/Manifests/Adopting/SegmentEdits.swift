internal import Diagnostics
internal import PQLSyntax
internal import Segments
internal import YAMLSyntax

/// Works out how a manifest is edited so that it says what a sandbox has.
struct SegmentEdits {
    let sandbox: SandboxConfiguration
    /// Whether other sandboxes read the manifest too and shall not see the change.
    let isShared: Bool
    let manifest: SegmentManifest
    let document: ManifestDocument
    let places: [Int: ExpressionPlace]

    private(set) var changes: [DocumentChange] = []
    private(set) var refused: [AdoptionOutcome] = []
    /// The rule for the file that the manifest's expression names.
    private(set) var ruleOfFile: (file: FileID, rule: PQLExpression)?

    init(
        _ segment: WantedFields,
        of manifest: SegmentManifest,
        in document: ManifestDocument,
        places: [Int: ExpressionPlace],
        sandbox: SandboxConfiguration,
        keys: Set<SegmentKey>,
        isShared: Bool
    ) {
        self.manifest = manifest
        self.document = document
        self.places = places
        self.sandbox = sandbox
        self.isShared = isShared
        var added: [(field: ManagedField, new: NewField, isOverride: Bool)] = []
        for field in segment.fields {
            do throws(AdoptionRefusal) {
                let value = try segment.value(field, keys)
                switch try document.place(of: field.rawValue, in: sandbox.name.value, isShared: isShared) {
                case .standing(let place): try change(field, at: place, to: value)
                case .inDocument: added.append((field, try newField(field, value), false))
                case .inOverride: added.append((field, try newField(field, value), true))
                }
            } catch {
                refused.append(.refused(segment.key, field, error.reason))
            }
        }
        for isOverride in [false, true] {
            let fields = added.filter { $0.isOverride == isOverride }
            if !fields.isEmpty { insert(fields.map { ($0.field, $0.new) }, isOverride: isOverride) }
        }
    }

    // MARK: Values that stand in the manifest

    private mutating func change(
        _ field: ManagedField,
        at place: StandingValue,
        to value: AdoptedValue
    ) throws(AdoptionRefusal) {
        let edits: [TextEdit]
        var path = place.path
        let meaning: AdoptedMeaning
        switch value {
        case .word(let word):
            edits = [try scalarEdit(place, dropsLineEnd: false).edit(to: word)]
            meaning = .text(word, dropsLineEnd: false)
        case .text(let text):
            let written = restored(text, field)
            edits = [try scalarEdit(place, dropsLineEnd: field == .description).edit(to: written)]
            meaning = .text(written, dropsLineEnd: field == .description)
        case .template(let text):
            let written = text.source
            edits = [try scalarEdit(place, dropsLineEnd: field == .description).edit(to: written)]
            meaning = .text(written, dropsLineEnd: field == .description)
        case .integer(let number):
            edits = [TextEdit(span: place.entry.value.span, text: String(number))]
            meaning = .integer(number)
        case .list(let list):
            let edit = try ListEdit(document, place, to: list)
            edits = try edit.edits()
            meaning = .strings(edit.result)
        case .rule(let rule):
            let edit = RuleEdit(document: document, places: places, value: place)
            guard let templates = ruleTemplates else {
                throw AdoptionRefusal("the manifest's expression cannot be read")
            }
            if edit.file != nil {
                guard let file = manifest.fields(in: sandbox.name.value).expression?.file else { return }
                ruleOfFile = (file, templates.restored(in: rule))
                return
            }
            (edits, path, meaning) = try edit.change(to: rule, templates: templates)
        }
        changes.append(
            DocumentChange(
                key: manifest.key.value,
                fields: [field],
                document: document.index,
                edits: edits,
                meanings: [path: meaning]
            )
        )
    }

    private func scalarEdit(_ place: StandingValue, dropsLineEnd: Bool) throws(AdoptionRefusal) -> ScalarEdit {
        guard let scalar = place.entry.value.scalar else { throw AdoptionRefusal("it is no text in the manifest") }
        return ScalarEdit(
            document: document,
            key: place.entry.key.span,
            node: place.entry.value,
            scalar: scalar,
            isInFlow: place.isInFlow,
            dropsLineEnd: dropsLineEnd
        )
    }

    private var ruleTemplates: RuleTemplates? {
        manifest.fields(in: sandbox.name.value).expression.map { RuleTemplates(of: $0.parsed.tree, in: sandbox) }
    }

    private func restored(_ text: String, _ field: ManagedField) -> String {
        let fields = manifest.fields(in: sandbox.name.value)
        guard let old = field == .name ? fields.name : fields.description else {
            return TextTemplates.namingTenant(sandbox.tenant, in: text)
        }
        return TextTemplates(of: old.value, in: sandbox).restored(in: text)
    }

    // MARK: Values that are added

    private func newField(_ field: ManagedField, _ value: AdoptedValue) throws(AdoptionRefusal) -> NewField {
        switch value {
        case .word(let word): return NewField(key: field.rawValue, value: .text(word, dropsLineEnd: false))
        case .text(let text):
            let written = restored(text, field)
            return NewField(key: field.rawValue, value: .text(written, dropsLineEnd: field == .description))
        case .template(let text):
            return NewField(key: field.rawValue, value: .text(text.source, dropsLineEnd: field == .description))
        case .integer(let number): return NewField(key: field.rawValue, value: .integer(number))
        case .list(let list): return NewField(key: field.rawValue, value: .list(list.wanted.values.sorted()))
        case .rule(let rule):
            let tree = ruleTemplates?.restored(in: rule) ?? rule
            guard tree.isText else {
                throw AdoptionRefusal("pql/text has no words for the sandbox's rule; write it with 'format: pql/json'")
            }
            return NewField(key: field.rawValue, value: .rule(tree))
        }
    }

    private mutating func insert(_ fields: [(field: ManagedField, new: NewField)], isOverride: Bool) {
        let insertion = FieldInsertion(document: document, fields: fields.map(\.new))
        do throws(AdoptionRefusal) {
            let name = sandbox.name.value
            let edit = isOverride ? try insertion.intoOverride(of: name) : try insertion.intoDocument()
            let path = isOverride ? ["overrides", name] : []
            let meanings = fields.map { (path + [$0.new.key], $0.new.meaning) }
            changes.append(
                DocumentChange(
                    key: manifest.key.value,
                    fields: fields.map(\.field),
                    document: document.index,
                    edits: [edit],
                    meanings: Dictionary(meanings) { first, _ in first }
                )
            )
        } catch {
            refused += fields.map { .refused(manifest.key.value, $0.field, error.reason) }
        }
    }
}

extension NewField {
    fileprivate var meaning: AdoptedMeaning {
        switch value {
        case .text(let text, let dropsLineEnd): .text(text, dropsLineEnd: dropsLineEnd)
        case .integer(let number): .integer(number)
        case .list(let words): .strings(words)
        case .rule(let tree): .rule(tree)
        }
    }
}
