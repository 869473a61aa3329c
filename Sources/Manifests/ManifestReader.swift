internal import Diagnostics
internal import JSONTree
internal import PQLSemantics
internal import PQLSyntax
internal import Segments
internal import YAMLSyntax

/// Reads the manifests of one file, reporting everything that is wrong with them.
///
/// One YAML document is one segment; an empty document is passed over. Expressions are parsed here, once for all
/// sandboxes.
struct ManifestReader {
    private static let fieldKeys = [
        "name", "description", "expression", "evaluation", "schema", "mergePolicy", "labels", "tags", "lifecycle",
        "ttlInDays", "owner", "protect", "adopt",
    ]
    private static let manifestKeys = ["key"] + fieldKeys + ["movedFrom", "sandboxes", "overrides"]
    /// A year's worth of days, ten times over: far past anything the service has been seen to hold.
    private static let ttlRange: ClosedRange<Int64> = 1...3650

    let file: FileID
    let files: FileTree
    private(set) var found: [Diagnostic] = []
    /// Files of expressions that were read on the way, for the renderer.
    private(set) var sources: [SourceFile] = []

    init(file: FileID, files: FileTree) {
        self.file = file
        self.files = files
    }

    mutating func read(_ bytes: [UInt8]) -> [SegmentManifest] {
        let stream = YAMLParser.parse(bytes, file: file)
        found += stream.diagnostics
        // A document that was cut short lacks keys through no further fault of the user's.
        return stream.documents.compactMap { document in
            guard document.isComplete, let root = document.root else { return nil }
            return readManifest(root)
        }
    }

    private mutating func readManifest(_ root: YAMLNode) -> SegmentManifest? {
        guard
            let reader = MappingReader(root, file: file, owner: "a manifest", keys: Self.manifestKeys, into: &found)
        else { return nil }
        let key = reader.requiredString("key", into: &found).flatMap { readSegmentKey($0) }
        _ = reader.required("name", into: &found)
        _ = reader.required("expression", into: &found)
        let fields = readFields(reader)
        let sandboxes = reader.strings("sandboxes", into: &found)
        if let node = reader.node("sandboxes"), node.sequence?.isEmpty == true {
            found.append(ManifestDiagnostics.noSandboxes(file: file, span: node.span))
        }
        let overrides = readOverrides(reader.node("overrides"))
        let movedFrom = reader.string("movedFrom", into: &found).flatMap { readSegmentKey($0) }
        guard let key else { return nil }
        return SegmentManifest(
            key: key,
            movedFrom: movedFrom,
            fields: fields,
            sandboxes: sandboxes,
            overrides: overrides,
            file: file,
            span: root.span
        )
    }

    private mutating func readSegmentKey(_ text: Located<String>) -> Located<SegmentKey>? {
        guard let key = SegmentKey(text.value) else {
            found.append(ManifestDiagnostics.malformedKey(text))
            return nil
        }
        return text.map { _ in key }
    }

    private mutating func readFields(_ reader: MappingReader) -> ManifestFields {
        let labels = reader.strings("labels", into: &found)
        let tags = reader.strings("tags", into: &found)
        let schema = reader.string("schema", into: &found)
        let mergePolicy = reader.string("mergePolicy", into: &found)
        found += ListRules.check(labels: labels ?? []) + ListRules.check(tags: tags ?? [])
        found += ManifestDiagnostics.templates(
            in: [schema, mergePolicy].compactMap(\.self) + (labels ?? []) + (tags ?? [])
        )
        func list(_ key: String, _ items: [Located<String>]?) -> Located<[String]>? {
            guard let items, let node = reader.node(key) else { return nil }
            return Located(items.map(\.value), file: file, span: node.span)
        }
        return ManifestFields(
            name: readText("name", reader),
            description: readText("description", reader),
            expression: reader.node("expression").flatMap { expression($0) },
            evaluation: reader.choice("evaluation", as: EvaluationMethod.self, into: &found),
            schema: schema,
            mergePolicy: mergePolicy,
            labels: list("labels", labels),
            tags: list("tags", tags),
            lifecycle: reader.choice("lifecycle", as: LifecycleChoice.self, into: &found)
                .map { $0.map { Lifecycle($0.rawValue) } },
            ttlInDays: reader.integer("ttlInDays", in: Self.ttlRange, into: &found),
            owner: reader.string("owner", into: &found),
            protect: reader.boolean("protect", into: &found),
            adopt: reader.boolean("adopt", into: &found)
        )
    }

    private mutating func readText(_ key: String, _ reader: MappingReader) -> Located<TemplateText>? {
        guard let text = reader.string(key, into: &found), let scalar = reader.node(key)?.scalar else { return nil }
        // A block ends with a line break that nobody means; in quotes one stands there on purpose.
        let isBlock = scalar.style == .literal || scalar.style == .folded
        return text.map { text in
            TemplateText(isBlock && key == "description" ? text.droppingLineEnd : text, offsets: scalar.offsets)
        }
    }

    private mutating func readOverrides(
        _ node: YAMLNode?
    ) -> [(sandbox: Located<String>, fields: ManifestFields)] {
        let entries = node?.namedEntries("'overrides'", file: file, into: &found) ?? []
        return entries.compactMap { name, value in
            let owner = "the overrides of '\(name.value)'"
            return MappingReader(value, file: file, owner: owner, keys: Self.fieldKeys, into: &found).map { reader in
                (name, readFields(reader))
            }
        }
    }
}

// MARK: Expressions

extension ManifestReader {
    /// A text, `{file: path}`, or `{format: …, value: …}`.
    private mutating func expression(_ node: YAMLNode) -> ManifestExpression? {
        if let scalar = node.scalar {
            return parsed(scalar.text, file: file, span: node.span, offsets: scalar.offsets)
        }
        let keys = ["file", "format", "value"]
        guard let reader = MappingReader(node, file: file, owner: "an expression", keys: keys, into: &found) else {
            return nil
        }
        if let path = reader.string("file", into: &found) {
            if reader.node("value") != nil || reader.node("format") != nil {
                let message = "an expression has either 'file' or 'format' and 'value'"
                found.append(ManifestDiagnostics.malformedExpression(message, file: file, span: node.span))
            }
            return fileExpression(path)
        }
        guard let format = reader.requiredString("format", into: &found),
            let value = reader.required("value", into: &found)
        else { return nil }
        switch PQLForm(rawValue: format.value) {
        case .text:
            guard let scalar = value.scalar else {
                found.append(ManifestDiagnostics.wrongType("'value'", expected: "a text", value, file: file))
                return nil
            }
            return parsed(scalar.text, file: file, span: value.span, offsets: scalar.offsets)
        case .json:
            return treeExpression(value)
        case nil:
            let known = PQLForm.allCases.map(\.rawValue)
            found.append(ManifestDiagnostics.unknownChoice(format, key: "format", known: known))
            return nil
        }
    }

    /// The file's path is relative to the manifest's folder.
    private mutating func fileExpression(_ path: Located<String>) -> ManifestExpression? {
        let folder = file.path.split(separator: "/").dropLast().map(String.init)
        let isInside = !path.value.hasPrefix("/") && !path.value.split(separator: "/").contains("..")
        guard isInside else {
            let message = "a file stands in or below the manifest's folder, found '\(path.value)'"
            found.append(ManifestDiagnostics.malformedExpression(message, file: file, span: path.span))
            return nil
        }
        let full = (folder + [path.value]).joined(separator: "/")
        do throws(FileTree.Failure) {
            let source = SourceFile(id: FileID(full), bytes: try files.read(full))
            guard let text = String(validating: source.bytes, as: UTF8.self) else {
                let failure = ManifestDiagnostics.unreadable("'\(full)'", "it is no UTF-8", file: file, span: path.span)
                found.append(failure)
                return nil
            }
            sources.append(source)
            let span = ByteSpan(0, source.bytes.count)
            return parsed(text, file: source.id, span: span, offsets: .shift(by: 0, length: source.bytes.count))
        } catch {
            found.append(
                ManifestDiagnostics.unreadable("'\(full)'", error.reason, file: file, span: path.span)
            )
            return nil
        }
    }

    private mutating func parsed(
        _ text: String,
        file: FileID,
        span: ByteSpan,
        offsets: OffsetMap
    ) -> ManifestExpression {
        expression(PQLParser.parse(text), file: file, span: span, offsets: offsets)
    }

    /// A tree written as a JSON text, or as YAML of the same shape.
    private mutating func treeExpression(_ value: YAMLNode) -> ManifestExpression? {
        if let scalar = value.scalar {
            let parsed = PQLJSONCodec.decode(text: scalar.text, templates: true)
            return expression(parsed, file: file, span: value.span, offsets: scalar.offsets)
        }
        guard let json = JSONValue(value, file: file, into: &found) else { return nil }
        return expression(PQLJSONCodec.decode(json, templates: true), file: file, span: value.span, offsets: nil)
    }

    private mutating func expression(
        _ parsed: ParsedExpression,
        file: FileID,
        span: ByteSpan,
        offsets: OffsetMap?
    ) -> ManifestExpression {
        let expression = ManifestExpression(parsed: parsed, file: file, span: span, offsets: offsets)
        found += parsed.diagnostics.map(expression.placed)
        return expression
    }
}
