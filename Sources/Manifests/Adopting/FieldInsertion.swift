internal import Diagnostics
internal import PQLSyntax
internal import YAMLSyntax

/// A field that a mapping gets, in the words of YAML.
struct NewField {
    let key: String
    let value: Value

    enum Value {
        case text(String, dropsLineEnd: Bool)
        case integer(Int64)
        case list([String])
        case rule(PQLExpression)
    }

    /// On one line, for use within `{…}` or in a block.
    fileprivate func oneLine(isInFlow: Bool) throws(AdoptionRefusal) -> String {
        switch value {
        case .integer(let number): return String(number)
        case .text(let text, _): return try Self.scalar(text, isInFlow)
        case .rule(let tree): return try Self.scalar(PQLLayout.text(of: tree, width: .max), isInFlow)
        case .list(let words):
            var texts: [String] = []
            for word in words { texts.append(try Self.scalar(word, true)) }
            return "[" + texts.joined(separator: ", ") + "]"
        }
    }

    /// The lines of a block's entry; the first begins at the column, without its margin. Where a block would take
    /// what follows for its own, it has one line.
    func block(column: Int = 0, isBlockAllowed: Bool = true) throws(AdoptionRefusal) -> String {
        let lines: String
        let dropsLineEnd: Bool
        switch value {
        case .integer, .list: return try key + ": " + oneLine(isInFlow: false)
        case .text(let text, let drops): (lines, dropsLineEnd) = (text, drops)
        case .rule(let tree): (lines, dropsLineEnd) = (PQLLayout.text(of: tree), true)
        }
        let isPlain = QuotedScalar.reads(lines, as: lines, isInFlow: false) && !lines.contains("\n")
        let canBeBlock = {
            ScalarEdit.reads(ScalarEdit.block(lines, header: "|", column: 2), as: lines, dropsLineEnd: dropsLineEnd)
        }
        if !isBlockAllowed || isPlain || lines.isEmpty || !canBeBlock() || !lines.contains("\n") && !isRule {
            return try key + ": " + oneLine(isInFlow: false)
        }
        return key + ": " + ScalarEdit.block(lines, header: "|", column: column + 2)
    }

    private var isRule: Bool { if case .rule = value { true } else { false } }

    fileprivate static func scalar(_ text: String, _ isInFlow: Bool) throws(AdoptionRefusal) -> String {
        guard let written = ScalarEdit.oneLine(text, .plain, isInFlow: isInFlow) else {
            throw AdoptionRefusal("YAML has no words for it here")
        }
        return written
    }
}

/// Adds fields to a document, or to what it says of one sandbox: behind what stands there, or in front of it where that
/// would take the new lines for its own.
struct FieldInsertion {
    let document: ManifestDocument
    let fields: [NewField]

    /// Adds them to the document's own fields.
    func intoDocument() throws(AdoptionRefusal) -> TextEdit {
        try behindLast(of: document.root, isInFlow: false, [], fields)
    }

    /// Adds them to the sandbox's overrides, which are added too where there are none.
    func intoOverride(of sandbox: String) throws(AdoptionRefusal) -> TextEdit {
        guard let overrides = try document.child("overrides", of: document.root, []) else {
            return try behindLast(of: document.root, isInFlow: false, ["overrides", sandbox], fields)
        }
        let node = overrides.entry.value
        if let own = try document.child(sandbox, of: node, overrides.path, isInFlow: overrides.isInFlow) {
            return try behindLast(of: own.entry.value, isInFlow: own.isInFlow, [], fields)
        }
        return try behindLast(of: node, isInFlow: overrides.isInFlow, [sandbox], fields)
    }

    /// The fields below `keys`, behind the last entry of a mapping that can be followed by another.
    private func behindLast(
        of mapping: YAMLNode,
        isInFlow: Bool,
        _ keys: [String],
        _ fields: [NewField]
    ) throws(AdoptionRefusal) -> TextEdit {
        guard let entries = mapping.mapping else { throw AdoptionRefusal("no mapping stands where it belongs") }
        if isInFlow || document.begins(mapping, with: "{") {
            let text = try flow(keys, fields)
            guard let last = entries.last?.value.span.end else {
                let start = mapping.span.start + 1
                return TextEdit(span: ByteSpan(start, start), text: " " + text + " ")
            }
            return TextEdit(span: ByteSpan(last, last), text: ", " + text)
        }
        guard let first = entries.first else { throw AdoptionRefusal("no mapping stands where it belongs") }
        let start = first.key.span.start
        let column = document.column(of: start)
        guard let last = entries.last(where: { !takesWhatFollows($0.value) }) else {
            let lines = try block(keys, fields, column: column, behind: max(document.startOfLine(of: start), 1) - 1)
            let margin = "\n" + String(repeating: " ", count: column)
            return TextEdit(span: ByteSpan(start, start), text: lines.dropFirst(margin.count) + margin)
        }
        let end = document.endOfLine(from: end(of: last))
        return TextEdit(span: ByteSpan(end, end), text: try block(keys, fields, column: column, behind: end))
    }

    private func flow(_ keys: [String], _ fields: [NewField]) throws(AdoptionRefusal) -> String {
        guard let key = keys.first else {
            var texts: [String] = []
            for field in fields { texts.append(try field.key + ": " + field.oneLine(isInFlow: true)) }
            return texts.joined(separator: ", ")
        }
        return try NewField.scalar(key, true) + ": { " + flow(Array(keys.dropFirst()), fields) + " }"
    }

    private func block(_ keys: [String], _ fields: [NewField], column: Int, behind end: Int) throws(AdoptionRefusal)
        -> String
    {
        let margin = "\n" + String(repeating: " ", count: column)
        guard let key = keys.first else {
            var text = ""
            for (index, field) in fields.enumerated() {
                let isBlockAllowed =
                    index + 1 < fields.count || !document.blockWouldTakeMore(behind: end, column: column + 2)
                text += try margin + field.block(column: column, isBlockAllowed: isBlockAllowed)
            }
            return text
        }
        return try margin + NewField.scalar(key, false) + ":"
            + block(Array(keys.dropFirst()), fields, column: column + document.indentation, behind: end)
    }

    /// Behind the last byte of an entry; an alias ends where it stands.
    private func end(of entry: YAMLEntry) -> Int { max(entry.key.span.end, entry.value.span.end) }

    /// Whether the value ends with a block that would take a line break behind it as its own.
    private func takesWhatFollows(_ node: YAMLNode) -> Bool {
        switch node.kind {
        case .scalar(let scalar):
            guard scalar.style == .literal || scalar.style == .folded else { return false }
            let header = document.text(ByteSpan(node.span.start, min(node.span.end, node.span.start + 3)))
            return header.contains("+") || !header.contains("-") && node.span.end == document.bytes.count
        case .sequence(let items): return items.last.map(takesWhatFollows) ?? false
        case .mapping(let entries): return entries.last.map { takesWhatFollows($0.value) } ?? false
        }
    }
}
