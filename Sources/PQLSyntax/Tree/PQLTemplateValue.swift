/// What a template token stands for: a literal.
package enum PQLTemplateValue: Hashable, Sendable {
    case string(String)
    case integer(Int64)
    case double(Double)
    case boolean(Bool)
    case list([PQLTemplateValue])

    /// The literal as a node's kind.
    package var literal: PQLExpression.Kind {
        switch self {
        case .string(let value): .string(PQLString(value))
        case .integer(let value): .integer(value)
        case .double(let value): .double(value)
        case .boolean(let value): .boolean(value)
        case .list(let items): .list(items.map { PQLExpression($0.literal) })
        }
    }

    /// The value inside a string literal; nil for a list.
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
