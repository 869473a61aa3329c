internal import Diagnostics
internal import YAMLSyntax

/// Edits of a manifest's own entries, such as `sandboxes`; everything else keeps its bytes.
enum ManifestEntryEdit {
    /// Adds to the list of sandboxes, which is made where there is none.
    case addingSandboxes([String])
    /// Sets an entry to a word; it is added where there is none.
    case setting(String, to: String)
    /// Takes entries out, with the comments in them.
    case removing([String])

    /// A file with edits of some of its documents, by their index.
    static func apply(
        _ edits: [Int: [ManifestEntryEdit]],
        to bytes: [UInt8],
        file: FileID
    ) throws(AdoptionRefusal) -> [UInt8] {
        guard let breaks = LineBreaks(bytes) else {
            throw AdoptionRefusal("the lines of '\(file)' end in several ways")
        }
        let source = ReadManifest(breaks.unified, file: file)
        var all: [TextEdit] = []
        for (index, edits) in edits {
            guard index < source.documents.count, let root = source.documents[index].root else {
                throw AdoptionRefusal("the documents of '\(file)' cannot be told apart")
            }
            let document = ManifestDocument(bytes: source.bytes, root: root, index: index)
            for edit in edits { all += try edit.edits(of: document) }
        }
        let ordered = all.sorted { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
        let result = ReadManifest(TextEdit.apply(ordered, to: source.bytes), file: file)
        let overlaps = zip(ordered, ordered.dropFirst()).contains { $0.span.end > $1.span.start }
        guard !overlaps, !result.hasErrors, result.documents.count == source.documents.count else {
            throw AdoptionRefusal("'\(file)' would say something else then")
        }
        return breaks.restored(result.bytes)
    }

    private func edits(of document: ManifestDocument) throws(AdoptionRefusal) -> [TextEdit] {
        switch self {
        case .addingSandboxes(let names):
            guard let list = try document.child("sandboxes", of: document.root, []) else {
                let field = NewField(key: "sandboxes", value: .list(names))
                return [try FieldInsertion(document: document, fields: [field]).intoDocument()]
            }
            let listed = list.entry.value.sequence?.compactMap(\.string) ?? []
            return try ListEdit(document, list, to: AdoptedList(labels: listed + names)).edits()
        case .setting(let key, let word):
            guard let value = try document.child(key, of: document.root, []) else {
                let field = NewField(key: key, value: .text(word, dropsLineEnd: false))
                return [try FieldInsertion(document: document, fields: [field]).intoDocument()]
            }
            guard let scalar = value.entry.value.scalar else { throw AdoptionRefusal("'\(key)' is no text") }
            let edit = ScalarEdit(
                document: document,
                key: value.entry.key.span,
                node: value.entry.value,
                scalar: scalar,
                isInFlow: value.isInFlow
            )
            return [try edit.edit(to: word)]
        case .removing(let keys):
            var edits: [TextEdit] = []
            for entry in document.root.mapping ?? [] where keys.contains(entry.key.string ?? "") {
                edits.append(try Self.removal(of: entry, from: document))
            }
            return edits
        }
    }

    private static func removal(
        of entry: YAMLEntry,
        from document: ManifestDocument
    ) throws(AdoptionRefusal) -> TextEdit {
        let start = document.startOfLine(of: entry.key.span.start)
        let margin = document.text(ByteSpan(start, entry.key.span.start))
        guard margin.allSatisfy({ $0 == " " || $0 == "\u{FEFF}" }) else {
            throw AdoptionRefusal("'\(entry.key.string ?? "")' does not stand on lines of its own")
        }
        // A block ends behind its last line break, or in front of it.
        var end = max(entry.key.span.end, entry.value.span.end)
        if end > start, document.bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        end = min(document.endOfLine(from: end) + 1, document.bytes.count)
        return TextEdit(span: ByteSpan(margin.contains("\u{FEFF}") ? entry.key.span.start : start, end), text: "")
    }
}
