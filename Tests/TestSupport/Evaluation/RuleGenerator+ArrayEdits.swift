import PQLSyntax

extension RuleGenerator {
    /// `xs[c].count() > n` and its relatives.
    mutating func countEdit(_ budget: Int) -> PQLExpression {
        let (array, _) = anyArray(budget)
        return either(counted(array), counted(array))
    }

    private mutating func counted(_ array: PQLExpression) -> PQLExpression {
        switch below(6) {
        case 0: return array
        case 1: return call("not", array)
        default:
            let amount = Int64(below(4)) - (chance(6) ? 2 : 0)
            return call(one(of: [">", ">=", "<", "<=", "=", "!="]), call("count", array), node(.integer(amount)))
        }
    }

    /// `select`, `exists`, `forall`, `.exists()`, a filter and its count, over the same items.
    mutating func quantifierEdit(_ budget: Int) -> PQLExpression {
        let (array, thing) = anyArray(budget - 1)
        let name = variableName()
        variables.append((name, thing))
        let condition = condition(budget - 1)
        variables.removeLast()
        func query(_ quantifier: PQLQuantifier, _ condition: PQLExpression) -> PQLExpression {
            PQLExpression(.query(quantifier, [PQLDeclaration(name: name, source: array, condition: condition)]))
        }
        let negated = call("not", condition)
        let lambda = node(.lambda([name], condition))
        let ways = [
            array, query(.select, condition), query(.exists, condition), query(.forall, condition),
            call("exists", array, lambda), call("filter", array, lambda), call("not", query(.exists, negated)),
            call("not", query(.forall, negated)), call("not", query(.select, condition)),
            call(">", call("count", query(.select, condition)), node(.integer(0))),
            call("<", call("count", call("filter", array, lambda)), node(.integer(1))),
        ]
        return either(one(of: ways), one(of: ways))
    }
}
