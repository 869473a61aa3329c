/// How a call is written with an operator.
enum PQLOperator {
    case row(ExpressionParser.Level)
    case infix(ExpressionParser.Level)
    case not
    case negative

    /// Nil for functions, and for operators with a number of operands that text cannot say.
    init?(_ name: String, arity: Int) {
        switch (name, arity) {
        case ("and", 2...): self = .row(.and)
        case ("or", 2...): self = .row(.or)
        case ("not", 1): self = .not
        case ("-", 1): self = .negative
        case ("=", 2), ("!=", 2), ("<", 2), ("<=", 2), (">", 2), (">=", 2), ("in", 2), ("notIn", 2), ("like", 2):
            self = .infix(.relation)
        case ("+", 2), ("-", 2): self = .infix(.sum)
        case ("*", 2), ("/", 2), ("%", 2): self = .infix(.product)
        default: return nil
        }
    }

    var level: ExpressionParser.Level {
        switch self {
        case .row(let level), .infix(let level): level
        case .not: .not
        case .negative: .unary
        }
    }
}
