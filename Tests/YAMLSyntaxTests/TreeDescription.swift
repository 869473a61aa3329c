import YAMLSyntax

extension YAMLNode {
    /// The tree on one line: strings in quotes, everything else as YAML's flow style writes it.
    var flow: String {
        switch kind {
        case .scalar(let scalar):
            switch scalar.value {
            case .null: "null"
            case .boolean(let value): "\(value)"
            case .integer(let value): "\(value)"
            case .double(let value): "\(value)"
            case .string(let text): String(reflecting: text)
            }
        case .sequence(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key.flow): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }

    /// The node and all that are in it, in the order of the text.
    var all: [YAMLNode] {
        switch kind {
        case .scalar: [self]
        case .sequence(let items): [self] + items.flatMap(\.all)
        case .mapping(let entries): [self] + entries.flatMap { $0.key.all + $0.value.all }
        }
    }
}
