/// What a template variable stands for.
package enum VariableValue: Hashable, Sendable {
    case string(String)
    case integer(Int64)
    case double(Double)
    case boolean(Bool)
    case list([VariableValue])

    /// For messages: `a string`, `a list`.
    package var kindText: String {
        switch self {
        case .string: "a string"
        case .integer, .double: "a number"
        case .boolean: "a boolean"
        case .list: "a list"
        }
    }

    /// The value inside a text; nil for a list.
    package var text: String? {
        switch self {
        case .string(let value): value
        case .integer(let value): String(value)
        case .double(let value): String(value)
        case .boolean(let value): String(value)
        case .list: nil
        }
    }
}
