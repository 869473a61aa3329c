import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
    /// Whether a value may stand in a place; tells it when not.
    @discardableResult
    mutating func verify(
        _ operand: Operand,
        as parameter: FunctionSignature.Parameter,
        of function: String,
        node: PQLExpression
    ) -> Bool {
        verify(operand, as: parameter, of: function, span: node.span)
    }

    @discardableResult
    mutating func verify(
        _ operand: Operand,
        as parameter: FunctionSignature.Parameter,
        of function: String,
        span: ByteSpan
    ) -> Bool {
        guard !operand.isUnknown, let expectation = parameter.expectation, !expectation.accepts(operand.type) else {
            return true
        }
        report(
            PQLSemanticsDiagnostics.wrongOperand(
                of: function,
                expected: expectation.words,
                found: describe(operand),
                span: span,
                hint: hint(on: operand.type, for: parameter)
            )
        )
        return false
    }

    private func hint(on type: XDMType, for parameter: FunctionSignature.Parameter) -> String? {
        switch (parameter, type) {
        case (.number, .array), (.integer, .array), (.time, .array):
            "bind one item first (select X from …), or aggregate the list"
        case (.array, .map): "a map's values are a list: .values()"
        case (.ordered, .string): "texts have no order; compare them with =, in or startsWith"
        default: nil
        }
    }
}

/// What a parameter takes.
private struct Expectation {
    let words: String
    let families: Set<XDMType.Family>
    /// A list of such values will do: some item satisfies.
    let allowsItems: Bool

    func accepts(_ type: XDMType) -> Bool {
        if families.contains(type.family) || type.family == .any { return true }
        guard allowsItems, case .array(let item) = type else { return false }
        return families.contains(item.family) || item.family == .any
    }
}

extension FunctionSignature.Parameter {
    /// Nil where anything may stand or where the values are compared instead.
    fileprivate var expectation: Expectation? {
        switch self {
        case .text: Expectation(words: "a text", families: [.text], allowsItems: true)
        case .number: Expectation(words: "a number", families: [.number], allowsItems: false)
        case .integer: Expectation(words: "a whole number", families: [.number], allowsItems: false)
        case .boolean: Expectation(words: "a Boolean", families: [.boolean], allowsItems: false)
        case .caseFlag:
            Expectation(words: "true or false as its last argument", families: [.boolean], allowsItems: false)
        case .time: Expectation(words: "a date or time", families: [.time], allowsItems: false)
        case .ordered: Expectation(words: "a number or a time", families: [.number, .time], allowsItems: true)
        case .array: Expectation(words: "a list", families: [.array], allowsItems: false)
        case .map: Expectation(words: "a map", families: [.map], allowsItems: false)
        case .arrayOrMap: Expectation(words: "a list", families: [.array, .map], allowsItems: false)
        case .numberPerItem:
            Expectation(words: "a number for each item", families: [.number], allowsItems: true)
        case .orderedPerItem:
            Expectation(words: "a number or a time for each item", families: [.number, .time], allowsItems: true)
        case .any, .condition, .comparand, .comparands, .comparandOrList, .items, .perItem, .conditionPerItem,
            .audience:
            nil
        }
    }
}
