internal import Diagnostics
internal import PQLSyntax
internal import YAMLSyntax

/// The bytes of a manifest file with what YAML reads in them and the pql/text expressions among that.
struct ReadManifest {
    let bytes: [UInt8]
    let documents: [YAMLDocument]
    let diagnostics: [Diagnostic]
    /// In the order of the file.
    let places: [ExpressionPlace]

    init(_ bytes: [UInt8], file: FileID) {
        let stream = YAMLParser.parse(bytes, file: file)
        var finder = ExpressionFinder(bytes, repeated: RepeatedValues(stream.documents, in: bytes))
        for document in stream.documents {
            if let root = document.root { finder.visit(root) }
        }
        self.bytes = bytes
        documents = stream.documents
        diagnostics = stream.diagnostics
        places = finder.places.sorted { $0.node.span.start < $1.node.span.start }
    }

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// An expression that is written as a text in a manifest.
struct ExpressionPlace {
    let node: YAMLNode
    let text: String
    /// The key that the text is the value of.
    let key: ByteSpan
    /// Whether it stands within `{…}`.
    let isInFlow: Bool
    /// Whether an alias stands there, and the text is elsewhere.
    let isAlias: Bool
    /// Whether an anchor marks it, or an alias repeats a value that it is in: its text may count elsewhere too.
    let isShared: Bool
    let parsed: ParsedExpression

    var isSound: Bool { !parsed.hasErrors }

    /// Whether a tree of pql/json stands there by mistake.
    var isTree: Bool { MisplacedTree.stands(in: Array(text.utf8), parsed) }

    /// What is wrong with the expression, where it stands in the file.
    func diagnostics(in file: FileID) -> [Diagnostic] {
        guard let offsets = node.scalar?.offsets else { return [] }
        return parsed.diagnostics.map { $0.relocated(to: file, by: offsets) }
    }
}

/// Finds the expressions of a document: under `expression`, and there under the overrides.
private struct ExpressionFinder {
    private let bytes: [UInt8]
    private let repeated: RepeatedValues
    private(set) var places: [ExpressionPlace] = []
    /// Where the texts begin that were found: an alias leads to one again.
    private var found: Set<Int> = []

    init(_ bytes: [UInt8], repeated: RepeatedValues) {
        self.bytes = bytes
        self.repeated = repeated
    }

    mutating func visit(_ root: YAMLNode) {
        visit(fields: root, isInFlow: false)
        for entry in root.mapping ?? [] where entry.key.string == "overrides" {
            let isInFlow = isFlow(root) || isFlow(entry.value)
            for override in entry.value.mapping ?? [] { visit(fields: override.value, isInFlow: isInFlow) }
        }
    }

    private mutating func visit(fields node: YAMLNode, isInFlow: Bool) {
        guard let entries = node.mapping else { return }
        for entry in entries where entry.key.string == "expression" {
            let isInFlow = isInFlow || isFlow(node)
            if entry.value.scalar != nil {
                add(entry, isInFlow: isInFlow)
            } else {
                visit(form: entry.value, isInFlow: isInFlow)
            }
        }
    }

    /// `{ format: pql/text, value: … }`.
    private mutating func visit(form node: YAMLNode, isInFlow: Bool) {
        guard let entries = node.mapping,
            entries.contains(where: { $0.key.string == "format" && $0.value.string == "pql/text" })
        else { return }
        for entry in entries where entry.key.string == "value" { add(entry, isInFlow: isInFlow || isFlow(node)) }
    }

    private mutating func add(_ entry: YAMLEntry, isInFlow: Bool) {
        guard let scalar = entry.value.scalar, scalar.value != .null,
            found.insert(entry.value.span.start).inserted
        else { return }
        places.append(
            ExpressionPlace(
                node: entry.value,
                text: scalar.text,
                key: entry.key.span,
                isInFlow: isInFlow,
                isAlias: begins(entry.value, with: "*"),
                isShared: repeated.contain(entry.value)
                    || RepeatedValues.isAnchored(ByteSpan(entry.key.span.end, entry.value.span.start), in: bytes),
                parsed: PQLParser.parse(scalar.text)
            )
        )
    }

    private func isFlow(_ node: YAMLNode) -> Bool { begins(node, with: "{") }

    private func begins(_ node: YAMLNode, with character: Unicode.Scalar) -> Bool {
        node.span.start < bytes.count && bytes[node.span.start] == UInt8(ascii: character)
    }
}
