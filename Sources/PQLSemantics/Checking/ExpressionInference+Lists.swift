import Diagnostics
import PQLSyntax
import XDM

// Comparisons that are legal and say something else than they seem to.

extension ExpressionInference {
    private static let comparisons: Set<String> = [
        "=", "!=", "<", "<=", ">", ">=", "in", "notIn", "like", "matches", "startsWith", "doesNotStartWith",
        "endsWith", "doesNotEndWith", "contains", "doesNotContain", "equals", "notEqualTo",
    ]

    /// The list of which one item is enough for a comparison to hold; nil when it compares single values.
    func someItem(of call: Call, _ operands: [Operand]) -> PQLExpression.Kind? {
        guard Self.comparisons.contains(call.name) else { return nil }
        let left = operands[0]
        if left.isArray { return left.list }
        guard operands.count > 1, ["=", "!=", "<", "<=", ">", ">="].contains(call.name), operands[1].isArray else {
            return nil
        }
        return operands[1].list
    }

    mutating func judgeComparison(_ call: Call, _ operands: [Operand], span: ByteSpan) {
        guard Self.comparisons.contains(call.name), operands.count > 1 else { return }
        if judgeConstant(call, span: span) { return }
        let isNegative = FunctionCatalogue.opposite(of: call.name) != nil
        guard let list = someItem(of: call, operands) else {
            if isNegative { noteAbsence(call, operands[0]) }
            return
        }
        let words = listWords(list)
        if ["=", "!=", "equals", "notEqualTo"].contains(call.name), operands[0].isArray, operands[1].isArray {
            guard operands[1].list != nil else { return }
            report(PQLSemanticsDiagnostics.listsCompared(call.name, better: shared(call), span: span))
        } else if isNegative {
            report(
                PQLSemanticsDiagnostics.someItemDiffers(
                    call.name,
                    words,
                    better: opposite(of: call),
                    span: span
                )
            )
            if PQLExpression(list).isShort { remarks.dropNote(onItemsOf: list) }
        } else if PQLExpression(list).isShort {
            remarks.note(PQLSemanticsDiagnostics.someItem(words, span: span), onItemsOf: list)
        }
    }

    /// A negative comparison is false where its value is absent.
    private mutating func noteAbsence(_ call: Call, _ operand: Operand) {
        guard let origin = operand.origin, let name = operand.name, !call.arguments[1].kind.isNull else { return }
        switch operand.type {
        case .string, .integer, .number, .boolean, .date, .dateTime: break
        case .object, .array, .map, .any: return
        }
        let place = call.arguments[0].span
        remarks.note(
            PQLSemanticsDiagnostics.absentIsNotDifferent(call.name, name, span: place),
            onAbsenceOf: origin
        )
    }

    /// The question that a negative comparison with a list was probably meant to ask: `not (x = y)`.
    private func opposite(of call: Call) -> String? {
        guard let opposite = FunctionCatalogue.opposite(of: call.name) else { return nil }
        return short(
            PQLExpression(.call("not", [PQLExpression(.call(PQLFunction(opposite), call.arguments))]))
        )
    }

    /// Two lists with an item in common, said so.
    private func shared(_ call: Call) -> String? {
        let intersects = PQLExpression(.call("intersects", [call.arguments[0], call.arguments[1]]))
        return ["=", "equals"].contains(call.name) ? short(intersects) : nil
    }

    private func short(_ tree: PQLExpression) -> String? {
        guard tree.isShort else { return nil }
        let text = PQLPrinter.print(tree)
        return text.utf8.count <= 160 ? text : nil
    }
}

// MARK: - Conditions that are joined

extension ExpressionInference {
    /// The operands of `and`, `or`, `not`: literals decide nothing, and conditions about one list may be about
    /// different items of it.
    mutating func judgeOperands(of call: Call, _ operands: [Operand]) {
        for argument in call.arguments {
            if case .boolean(let value) = argument.kind {
                report(PQLSemanticsDiagnostics.constantCondition(value, span: argument.span))
            }
        }
        guard call.name == "and" else { return }
        var first: [PQLExpression: Int] = [:]
        var told: Set<PQLExpression> = []
        for (index, operand) in operands.enumerated() {
            guard let list = operand.list, case .boolean = operand.type else { continue }
            let key = PQLExpression(list)
            guard key.isShort else { continue }
            guard let before = first[key] else {
                first[key] = index
                continue
            }
            guard told.insert(key).inserted else { continue }
            report(
                PQLSemanticsDiagnostics.differentItems(
                    listWords(list),
                    span: call.arguments[index].span,
                    before: call.arguments[before].span
                )
            )
            remarks.dropNote(onItemsOf: list)
        }
    }

    /// Tells a comparison whose result no profile changes.
    private mutating func judgeConstant(_ call: Call, span: ByteSpan) -> Bool {
        if let value = ConstantComparison.value(of: call) {
            report(PQLSemanticsDiagnostics.constantCondition(value, span: span))
            return true
        }
        let (left, right) = (call.arguments[0], call.arguments[1])
        guard !["in", "notIn"].contains(call.name), Literal(left) == nil, !left.kind.isNull, left == right else {
            return false
        }
        report(PQLSemanticsDiagnostics.comparedWithItself(call.name, span: span))
        return true
    }
}
