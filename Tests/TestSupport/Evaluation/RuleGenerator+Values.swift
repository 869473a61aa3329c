import PQLSyntax

extension RuleGenerator {
    mutating func text(_ budget: Int) -> PQLExpression {
        guard budget > 0 else { return path(.text) }
        switch below(7) {
        case 0:
            return node(
                .field(of: call("get", path(.consents), literal(one(of: Vocabulary.consents))), PQLName("status"))
            )
        case 1: return node(.field(of: call("head", array(of: .item, budget - 1)), PQLName("sku")))
        case 2: return call("if", condition(budget - 1), text(budget - 1), literal(one(of: Vocabulary.texts)))
        case 3: return call("regexGroup", path(.text), literal("(a|o)"), node(.integer(1)))
        default: return path(.text)
        }
    }

    mutating func number(_ budget: Int) -> PQLExpression {
        guard budget > 0 else { return path(.number) }
        switch below(12) {
        case 0: return call(PQLFunction(one(of: ["+", "-", "*", "/", "%"])), number(budget - 1), smallNumber())
        case 1: return call("-", number(budget - 1))
        case 2, 3: return call("count", anyArray(budget - 1).0)
        case 4:
            let thing: Vocabulary.Thing = chance(2) ? .event : .item
            let name = one(of: ["sum", "average", "min", "max"])
            return call(PQLFunction(name), array(of: thing, budget - 1), about(thing) { $0.number(0) })
        case 5: return call(PQLFunction(one(of: ["sum", "average", "min", "max"])), array(of: .number, budget - 1))
        case 6: return aggregate(budget)
        case 7: return call("if", condition(budget - 1), number(budget - 1), smallNumber())
        case 8: return call("getMonth", chance(3) ? node(.moment(.today)) : path(.time))
        case 9: return grouped(budget)
        default: return path(.number)
        }
    }

    /// `sum X.amount over X from …`, or the short form over numbers.
    private mutating func aggregate(_ budget: Int) -> PQLExpression {
        let aggregate = PQLAggregate.allCases[below(4)]
        if chance(3) {
            let name = variableName()
            let source = array(of: .number, budget - 1)
            variables.append((name, .number))
            let declaration = PQLDeclaration(name: name, source: source, condition: chance(2) ? test(0) : nil)
            variables.removeLast()
            return node(.aggregate(aggregate, of: nil, over: [declaration]))
        }
        let declarations = declarations(budget - 1)
        let value = number(0)
        variables.removeLast(declarations.count)
        return node(.aggregate(aggregate, of: value, over: declarations))
    }

    /// How many events there are of a type.
    private mutating func grouped(_ budget: Int) -> PQLExpression {
        let groups = call(
            "groupBy",
            array(of: .event, budget - 1),
            node(.field(of: node(.subject(up: 0)), PQLName("type")))
        )
        let counts = chance(2) ? ["K", "G"] : ["type", "X"]
        let entry = call("mapEntry", node(.variable(counts[0])), call("count", node(.variable(counts[1]))))
        return call("get", call("map", groups, node(.lambda(counts, entry))), literal(one(of: Vocabulary.texts)))
    }
}
