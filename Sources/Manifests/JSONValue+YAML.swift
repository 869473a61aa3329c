internal import Diagnostics
internal import JSONTree
internal import YAMLSyntax

extension JSONValue {
    /// A YAML node of JSON's own kinds; nil where it holds what JSON cannot.
    ///
    /// Every number that is not finite and every key that is no string is reported at its own place.
    init?(_ node: YAMLNode, file: FileID, into found: inout [Diagnostic]) {
        switch node.kind {
        case .scalar(let scalar):
            switch scalar.value {
            case .null: self = .null
            case .boolean(let value): self = .boolean(value)
            case .integer(let value): self = .integer(value)
            case .string(let value): self = .string(value)
            case .double(let value):
                guard value.isFinite else {
                    found.append(ManifestDiagnostics.notFinite(scalar.text, file: file, span: node.span))
                    return nil
                }
                self = .number(value)
            }
        case .sequence(let items):
            let values = items.compactMap { JSONValue($0, file: file, into: &found) }
            guard values.count == items.count else { return nil }
            self = .array(values)
        case .mapping(let entries):
            var members: [String: JSONValue] = [:]
            for entry in entries {
                let value = JSONValue(entry.value, file: file, into: &found)
                guard let key = entry.key.string else {
                    found.append(ManifestDiagnostics.treeKeyIsNoString(entry.key, file: file))
                    continue
                }
                members[key] = value
            }
            guard members.count == entries.count else { return nil }
            self = .object(members)
        }
    }
}
