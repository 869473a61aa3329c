import JSONTree
import YAMLSyntax

extension YAMLNode {
    /// The node as JSON: keys are their text, so that the status `200` may be written with quotes or without.
    var json: JSONValue {
        switch kind {
        case .mapping(let entries):
            .object(Dictionary(entries.map { ($0.key.scalar?.text ?? "", $0.value.json) }) { first, _ in first })
        case .sequence(let items):
            .array(items.map(\.json))
        case .scalar(let scalar):
            switch scalar.value {
            case .null: .null
            case .boolean(let value): .boolean(value)
            case .integer(let value): .integer(value)
            case .double(let value): .number(value)
            case .string(let value): .string(value)
            }
        }
    }
}
