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

    /// Values of items, or what `distinct()` leaves of them, compared with a list as a whole and with single values.
    mutating func setEdit(_ budget: Int) -> PQLExpression {
        let isText = chance(2)
        let thing: Vocabulary.Thing = chance(2) ? .event : .item
        let array = array(of: thing, 0)
        subjects.append(thing)
        let (condition, other) = (condition(budget - 2), test(0))
        subjects.removeLast()
        let filters = [array, node(.filter(array, where: condition)), node(.filter(array, where: other))]
        let name = PQLName(thing == .event ? (isText ? "type" : "amount") : (isText ? "sku" : "price"))
        let value = isText ? literal(one(of: Vocabulary.texts)) : smallNumber()
        let list = node(.list([value]))
        let isDistinct = chance(2)
        func compared(_ array: PQLExpression, _ function: PQLFunction, _ right: PQLExpression) -> PQLExpression {
            let path = node(.field(of: array, name))
            return call(function, isDistinct ? call("distinct", path) : path, right)
        }
        let function: PQLFunction = one(of: ["=", "=", "!="])
        let right = chance(3) ? value : list
        return swapped(
            compared(one(of: filters), function, right),
            compared(one(of: filters), chance(4) ? "=" : function, chance(6) ? value : right)
        )
    }

    /// Flags of items, filtered before and after the path to them, where true or false is asked.
    mutating func truthEdit() -> PQLExpression {
        let flags = node(.field(of: path(.events), PQLName("first")))
        subjects.append(.event)
        let condition = test(0)
        subjects.removeLast()
        let filtered = node(.field(of: node(.filter(path(.events), where: condition)), PQLName("first")))
        let ways = [
            flags, filtered, node(.filter(flags, where: node(.boolean(true)))), call("distinct", flags),
            node(.filter(filtered, where: node(.boolean(true)))),
        ]
        return either(one(of: ways), one(of: ways))
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
