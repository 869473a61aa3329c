import PQLSyntax

extension RuleGenerator {
    /// A condition in two ways: one conjunct or disjunct more, another bound, a longer list, another window.
    mutating func edit(_ budget: Int) -> PQLExpression? {
        switch below(16) {
        case 0, 1: return rowEdit(budget)
        case 2, 3: return boundEdit(budget)
        case 4, 5: return listEdit(budget)
        case 6, 7: return windowEdit()
        case 8: return textEdit(budget)
        case 9: return presenceEdit()
        case 10: return countEdit(budget)
        case 11: return quantifierEdit(budget)
        case 12: return setEdit(budget)
        case 13: return truthEdit()
        case 14 where chance(2):
            let condition = condition(budget - 1)
            return swapped(condition, call("not", condition))
        case 14: return either(test(0), test(0))
        default: return budget > 0 ? chain(budget) : nil
        }
    }

    private mutating func rowEdit(_ budget: Int) -> PQLExpression {
        let operands = (0...below(3)).map { _ in condition(budget - 1) }
        let further = condition(budget - 1)
        let name: PQLFunction = chance(2) ? "and" : "or"
        var more = operands
        more.insert(further, at: below(operands.count + 1))
        let row = operands.count == 1 ? operands[0] : node(.call(name, chance(4) ? operands.reversed() : operands))
        return swapped(row, node(.call(name, more)))
    }

    private mutating func boundEdit(_ budget: Int) -> PQLExpression {
        let left = chance(5) ? spread(.number, 0) : number(budget - 1)
        let names = ["<", "<=", ">", ">=", "=", "!="]
        let name = one(of: names)
        let (low, high) = (writtenNumber(), writtenNumber())
        let other = chance(3) ? one(of: names) : name
        if chance(8) {
            return either(call(PQLFunction(name), smallNumber(), left), call(PQLFunction(other), smallNumber(), left))
        }
        return either(call(PQLFunction(name), left, low), call(PQLFunction(other), left, high))
    }

    private mutating func listEdit(_ budget: Int) -> PQLExpression {
        let isText = chance(2)
        let left =
            isText
            ? (chance(4) ? spread(.text, 0) : text(budget - 1)) : (chance(4) ? spread(.number, 0) : number(budget - 1))
        let (list, longer) = lists(isText ? texts() : numbers(), isText ? texts() : numbers())
        let name: PQLFunction = one(of: ["in", "in", "notIn"])
        if isText, chance(3) {
            let sets = path(.texts)
            let function: PQLFunction = one(of: ["intersects", "subsetOf", "supersetOf"])
            return swapped(call(function, sets, list), call(function, sets, longer))
        }
        if isText, chance(4) {
            let flags = (node(.boolean(chance(2))), node(.boolean(chance(2))))
            return either(
                call("stringCompare", literal("equals"), left, list, flags.0),
                call("stringCompare", literal("equals"), left, longer, flags.1)
            )
        }
        if chance(4), case .list(let items) = longer.kind {
            return swapped(call(one(of: ["=", "!="]), left, items[0]), call(name, left, longer))
        }
        return swapped(call(name, left, list), call(chance(6) ? "notIn" : name, left, longer))
    }

    /// A list and the same with more items.
    private mutating func lists(_ list: PQLExpression, _ more: PQLExpression) -> (PQLExpression, PQLExpression) {
        guard case .list(let items) = list.kind, case .list(let others) = more.kind else { return (list, more) }
        let longer = chance(3) ? others + items : items + others
        return (list, chance(5) ? more : node(.list(longer)))
    }

    private mutating func textEdit(_ budget: Int) -> PQLExpression {
        let left = chance(5) ? spread(.text, 0) : text(budget - 1)
        return either(textTest(left), textTest(left))
    }

    private mutating func textTest(_ left: PQLExpression) -> PQLExpression {
        let right = literal(one(of: Vocabulary.texts + ["o", "go", "ld"]))
        let flag = chance(2) ? [] : [node(.boolean(chance(2)))]
        switch below(9) {
        case 0: return call("=", left, right)
        case 1: return call("!=", left, right)
        case 2: return call("like", left, literal(one(of: ["%o%", "go%", "%d", "gold", "_old", "%"])))
        case 3:
            return call(one(of: ["notEqualTo", "doesNotContain", "doesNotStartWith", "doesNotEndWith"]), left, right)
        default:
            let function: PQLFunction = one(of: ["equals", "startsWith", "endsWith", "contains", "equals", "contains"])
            return node(.call(function, [left, right] + flag))
        }
    }

    /// What is there, and what is there and passes a test.
    private mutating func presenceEdit() -> PQLExpression {
        let subject = path(chance(2) ? .number : .text)
        switch below(4) {
        case 0:
            let flag = path(.flag)
            return swapped(flag, call(one(of: ["=", "!="]), flag, node(.boolean(chance(2)))))
        case 1: return swapped(call("isNull", subject), call("not", call("isNotNull", subject)))
        case 2: return swapped(call("isNotNull", subject), call(one(of: ["=", "!="]), subject, subject))
        default: return swapped(subject, call("not", call(one(of: ["isNull", "isNotNull"]), subject)))
        }
    }
}
