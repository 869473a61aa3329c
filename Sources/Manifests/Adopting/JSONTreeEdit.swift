internal import Diagnostics
internal import JSONTree
internal import YAMLSyntax

/// Brings JSON that is written as YAML to another value: where the shape is the same only the scalars that differ
/// change, and the smallest part of another shape becomes JSON on one line.
struct JSONTreeEdit {
    let document: ManifestDocument
    let isInFlow: Bool

    func edits(of node: YAMLNode, to json: JSONValue, key: ByteSpan) throws(AdoptionRefusal) -> [TextEdit] {
        var found: [Diagnostic] = []
        if JSONValue(node, file: .expression, into: &found) == json { return [] }
        guard !document.begins(node, with: "*") else {
            throw AdoptionRefusal("an alias stands in the rule, so that its text counts elsewhere too")
        }
        switch (node.kind, json) {
        case (.mapping(let entries), .object(let members))
        where entries.count == members.count && entries.allSatisfy { members[$0.key.string ?? ""] != nil }:
            var edits: [TextEdit] = []
            for entry in entries {
                guard let value = members[entry.key.string ?? ""] else { continue }
                edits += try self.edits(of: entry.value, to: value, key: entry.key.span)
            }
            return edits
        case (.sequence(let items), .array(let values)) where items.count == values.count:
            var edits: [TextEdit] = []
            for (item, value) in zip(items, values) { edits += try self.edits(of: item, to: value, key: key) }
            return edits
        case (.scalar(let scalar), .string(let text)):
            if case .string = scalar.value {
                let edit = ScalarEdit(document: document, key: key, node: node, scalar: scalar, isInFlow: true)
                if scalar.style != .literal, scalar.style != .folded {
                    return [TextEdit(span: node.span, text: try edit.oneLine(text, scalar.style))]
                }
            }
            return [try replacement(of: node, by: json)]
        case (.scalar, _), (.sequence, _), (.mapping, _): return [try replacement(of: node, by: json)]
        }
    }

    private func replacement(of node: YAMLNode, by json: JSONValue) throws(AdoptionRefusal) -> TextEdit {
        let scalars = Set(Self.scalars(of: node))
        var offset = node.span.start
        for span in scalars.sorted(by: { $0.start < $1.start }) + [ByteSpan(node.span.end, node.span.end)] {
            if offset < span.start, document.text(ByteSpan(offset, span.start)).contains("#") {
                throw AdoptionRefusal("comments stand in the part of the rule that changes its shape")
            }
            offset = max(offset, span.end)
        }
        return TextEdit(span: node.span, text: JSONText.encode(json))
    }

    private static func scalars(of node: YAMLNode) -> [ByteSpan] {
        switch node.kind {
        case .scalar: [node.span]
        case .sequence(let items): items.flatMap(scalars)
        case .mapping(let entries): entries.flatMap { [$0.key.span] + scalars(of: $0.value) }
        }
    }
}
