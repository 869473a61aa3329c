import Diagnostics
import PQLSyntax
import XDM

extension ExpressionInference {
    /// Compares an earlier argument with one value, which is not read before.
    mutating func compare(
        _ call: Call,
        other: Int,
        _ operand: Operand,
        with node: PQLExpression,
        allowsList: Bool
    ) -> Operand {
        guard case .list = node.kind else {
            let right = check(node)
            let left = Side(call.arguments[other], operand)
            compare(left, Side(node, right), isCaseSensitive: call.isCaseSensitive)
            return right
        }
        switch operand.type {
        case .any, .array: return compareItems(call, other: other, operand, with: node)
        case .object, .map, .string, .integer, .number, .boolean, .date, .dateTime: break
        }
        if allowsList { return compareItems(call, other: other, operand, with: node) }
        let list = check(node)
        report(
            PQLSemanticsDiagnostics.wrongOperand(
                of: call.name,
                expected: "one value",
                found: describe(list),
                span: node.span,
                hint:
                    "to compare with several values use '\(FunctionCatalogue.opposite(of: call.name) != nil ? "notIn" : "in")'"
            )
        )
        return .unknown
    }

    /// Compares an earlier argument with the items of a list.
    mutating func compareItems(
        _ call: Call,
        other: Int,
        _ operand: Operand,
        with node: PQLExpression
    ) -> Operand {
        let left = Side(call.arguments[other], operand)
        if case .list(let items) = node.kind {
            for item in items {
                compare(left, Side(item, check(item)), isCaseSensitive: call.isCaseSensitive)
            }
            return Operand(.array(operand.type.element))
        }
        let list = check(node)
        if ["in", "notIn"].contains(call.name), Literal(node) != nil {
            let suggestion = "[\(PQLPrinter.print(node))]"
            report(
                PQLSemanticsDiagnostics.wrongOperand(
                    of: call.name,
                    expected: "a list",
                    found: node.kind.literalWords ?? describe(list),
                    span: node.span,
                    suggestions: node.span.length <= 80 ? [suggestion] : [],
                    hint: nil
                )
            )
            return .unknown
        }
        guard verify(list, as: .init("list", .array), of: call.name, node: node) else { return .unknown }
        compare(left, Side(node, list), isCaseSensitive: call.isCaseSensitive)
        return list
    }

    private mutating func compare(_ left: Side, _ right: Side, isCaseSensitive: Bool) {
        for side in [left, right] where side.node.kind.isNull {
            report(PQLSemanticsDiagnostics.comparedWithNull(span: side.node.span))
            return
        }
        if let literal = Literal(right.node), !left.isLiteral {
            compare(literal, at: right.node.span, with: left.operand, isCaseSensitive: isCaseSensitive)
        } else if let literal = Literal(left.node), !right.isLiteral {
            compare(literal, at: left.node.span, with: right.operand, isCaseSensitive: isCaseSensitive)
        } else if !left.operand.type.element.isComparable(with: right.operand.type.element) {
            report(
                PQLSemanticsDiagnostics.incomparable(
                    expected: kind(of: left.operand),
                    found: describe(right.operand),
                    span: right.node.span
                )
            )
        }
    }

    /// Compares a literal with a value; where that is a list, with its items.
    private mutating func compare(
        _ literal: Literal,
        at span: ByteSpan,
        with operand: Operand,
        isCaseSensitive: Bool
    ) {
        switch literal.fit(into: operand.type.element, isCaseSensitive: isCaseSensitive) {
        case .fits: break
        case .outside(let enumeration):
            report(
                PQLSemanticsDiagnostics.outsideEnumeration(
                    literal.text,
                    of: operand.name,
                    among: enumeration.values,
                    span: span
                )
            )
        case .converted(let better):
            report(
                PQLSemanticsDiagnostics.convertedLiteral(
                    literal.text,
                    to: operand.type.element.words,
                    literal: better,
                    span: span
                )
            )
        case .mismatch(let better):
            report(
                PQLSemanticsDiagnostics.incomparable(
                    expected: kind(of: operand),
                    found: literal.words,
                    span: span,
                    suggestions: better.map { [$0] } ?? [],
                    hint: Self.timeHint(literal, operand)
                )
            )
        }
    }

    /// How a day or a year is compared with a time.
    private static func timeHint(_ literal: Literal, _ operand: Operand) -> String? {
        guard operand.type.element.family == .time else { return nil }
        switch literal {
        case .text: return "a day is written date(year, month, day)"
        case .number(_, let isWhole):
            return isWhole ? "a part of a time is compared with .getYear(), .getMonth() and the like" : nil
        case .boolean: return nil
        }
    }

    /// What a value compared with another must be.
    private func kind(of operand: Operand) -> String {
        let words = operand.type.element.words
        return operand.name.map { "\(words) like '\($0)'" } ?? words
    }
}

/// One side of a comparison.
private struct Side {
    let node: PQLExpression
    let operand: Operand

    init(_ node: PQLExpression, _ operand: Operand) {
        self.node = node
        self.operand = operand
    }

    var isLiteral: Bool { Literal(node) != nil }
}

extension XDMType {
    fileprivate func isComparable(with other: XDMType) -> Bool {
        family == other.family || family == .any || other.family == .any
    }
}
