import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
    /// Whether a value may stand in a place; tells it when not.
    @discardableResult
    @inline(never)
    mutating func verify(
        _ operand: Operand,
        as parameter: FunctionSignature.Parameter,
        of function: String,
        node: PQLExpression
    ) -> Bool {
        guard verify(operand, as: parameter, of: function, span: node.span, found: node.kind.literalWords) else {
            return false
        }
        switch parameter.kind {
        case .integer: return verify(node, operand, in: nil, as: parameter, of: function)
        case .integerIn(let range): return verify(node, operand, in: range, as: parameter, of: function)
        default: return true
        }
    }

    @discardableResult
    @inline(never)
    mutating func verify(
        _ operand: Operand,
        as parameter: FunctionSignature.Parameter,
        of function: String,
        span: ByteSpan,
        found literal: String? = nil
    ) -> Bool {
        guard !operand.isUnknown, let expectation = parameter.kind.expectation, !expectation.accepts(operand.type)
        else { return true }
        report(
            PQLSemanticsDiagnostics.wrongOperand(
                of: function,
                as: parameter.name,
                expected: expectation.words,
                found: literal ?? describe(operand),
                span: span,
                hint: hint(on: operand.type, for: parameter.kind, of: function)
            )
        )
        return false
    }

    /// Whether a number is whole and, where it is written out, lies in a range.
    private mutating func verify(
        _ node: PQLExpression,
        _ operand: Operand,
        in range: ClosedRange<Int64>?,
        as parameter: FunctionSignature.Parameter,
        of function: String
    ) -> Bool {
        if let value = node.wholeNumber {
            guard let range, !range.contains(value) else { return true }
            report(
                PQLSemanticsDiagnostics.outOfRange(
                    of: function,
                    as: parameter.name,
                    expected: range,
                    found: value,
                    span: node.span
                )
            )
            return false
        }
        guard case .number = operand.type else { return true }
        report(
            PQLSemanticsDiagnostics.wrongOperand(
                of: function,
                as: parameter.name,
                expected: "a whole number",
                found: node.kind.literalWords ?? describe(operand),
                span: node.span
            )
        )
        return false
    }

    private func hint(on type: XDMType, for kind: FunctionSignature.Kind, of function: String) -> String? {
        switch (kind, type) {
        case (.number, .array), (.integer, .array), (.integerIn, .array), (.time, .array):
            "bind one item first (select X from …), or aggregate the list"
        case (.array, .map): "a map's values are a list: .values()"
        case (.number, .string) where function == "+": "nothing in PQL joins texts"
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

extension FunctionSignature.Kind {
    /// Nil where anything may stand or where the values are compared instead.
    fileprivate var expectation: Expectation? {
        switch self {
        case .text: Expectation(words: "a text", families: [.text], allowsItems: true)
        case .likePattern, .regularExpression, .operation, .audience:
            Expectation(words: "a text", families: [.text], allowsItems: false)
        case .number: Expectation(words: "a number", families: [.number], allowsItems: false)
        case .integer, .integerIn: Expectation(words: "a whole number", families: [.number], allowsItems: false)
        case .boolean: Expectation(words: "a Boolean", families: [.boolean], allowsItems: false)
        case .caseFlag: Expectation(words: "true or false", families: [.boolean], allowsItems: false)
        case .time: Expectation(words: "a date or time", families: [.time], allowsItems: false)
        case .ordered: Expectation(words: "a number or a time", families: [.number, .time], allowsItems: true)
        case .array: Expectation(words: "a list", families: [.array], allowsItems: false)
        case .map: Expectation(words: "a map", families: [.map], allowsItems: false)
        case .arrayOrMap: Expectation(words: "a list", families: [.array, .map], allowsItems: false)
        case .numberPerItem:
            Expectation(words: "a number for each item", families: [.number], allowsItems: true)
        case .orderedPerItem:
            Expectation(words: "a number or a time for each item", families: [.number, .time], allowsItems: true)
        case .any, .condition, .comparand, .comparands, .comparandOrList, .items, .perItem, .conditionPerItem: nil
        }
    }
}
