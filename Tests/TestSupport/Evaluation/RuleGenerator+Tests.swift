import PQLSyntax

extension RuleGenerator {
    /// One comparison, membership, string test or plain truth.
    mutating func test(_ budget: Int) -> PQLExpression {
        switch below(13) {
        case 0, 1, 2: return numberTest(budget)
        case 3, 4, 5: return textTest(budget)
        case 6: return call(chance(2) ? "in" : "notIn", chance(4) ? spread(.text, 0) : text(budget - 1), texts())
        case 7: return call(chance(2) ? "in" : "notIn", number(budget - 1), numbers())
        case 8: return chance(2) ? path(.flag) : call("=", path(.flag), node(.boolean(chance(2))))
        case 9: return call(chance(2) ? "isNull" : "isNotNull", path(one(of: [.text, .number, .time, .texts])))
        case 10: return truth(budget)
        case 11: return setTest(budget)
        default: return call("inSegment", literal(one(of: Vocabulary.audiences)))
        }
    }

    private mutating func numberTest(_ budget: Int) -> PQLExpression {
        let name = one(of: ["=", "!=", "<", "<=", ">", ">="])
        let left = chance(5) ? spread(.number, 0) : number(budget - 1)
        return call(PQLFunction(name), left, chance(3) ? number(budget - 1) : smallNumber())
    }

    private mutating func textTest(_ budget: Int) -> PQLExpression {
        let left = chance(5) ? spread(.text, 0) : text(budget - 1)
        let right = chance(4) ? text(budget - 1) : literal(one(of: Vocabulary.texts))
        switch below(4) {
        case 0: return call(chance(2) ? "=" : "!=", left, right)
        case 1:
            if chance(3) {
                return call("stringCompare", literal("equals"), left, texts(), node(.boolean(chance(2))))
            }
            let pattern = one(of: ["%o%", "_", "a%", "%b", "gold", "_old", "%"])
            return chance(3) ? call("matches", left, literal("(?i)^g")) : call("like", left, literal(pattern))
        default:
            let name = one(of: [
                "startsWith", "doesNotStartWith", "endsWith", "doesNotEndWith", "contains", "doesNotContain", "equals",
                "notEqualTo",
            ])
            let flag = chance(2) ? [] : [node(.boolean(chance(2)))]
            return node(.call(PQLFunction(name), [left, right] + flag))
        }
    }

    /// What is true by being there.
    private mutating func truth(_ budget: Int) -> PQLExpression {
        switch below(4) {
        case 0: return path(.text)
        case 1: return path(.number)
        case 2: return spread(.flag, 0)
        default: return anyArray(budget - 1).0
        }
    }

    private mutating func setTest(_ budget: Int) -> PQLExpression {
        let array = array(of: .text, budget - 1)
        switch below(5) {
        case 0: return call("includes", array, literal(one(of: Vocabulary.texts)))
        case 1: return call("in", literal(one(of: Vocabulary.texts)), path(.texts))
        case 2: return call("=", call("intersection", array, texts()), texts())
        default: return call(PQLFunction(one(of: ["intersects", "subsetOf", "supersetOf"])), array, texts())
        }
    }

    /// `array.exists(condition)`.
    mutating func itemTest(_ budget: Int) -> PQLExpression {
        let (array, thing) = anyArray(budget - 1)
        return call("exists", array, about(thing) { $0.condition(budget - 1) })
    }

    func literal(_ text: String) -> PQLExpression { node(.string(PQLString(text))) }

    mutating func texts() -> PQLExpression {
        node(.list((0..<(1 + below(3))).map { _ in literal(one(of: Vocabulary.texts)) }))
    }

    mutating func numbers() -> PQLExpression {
        node(.list((0..<(1 + below(3))).map { _ in isChanging ? writtenNumber() : smallNumber() }))
    }

    /// A number, now and then as text, which becomes the number that it is compared with, or fails to.
    mutating func writtenNumber() -> PQLExpression {
        chance(8) ? literal(one(of: ["0", "1", "2.0", "1.5", "x", ""])) : smallNumber()
    }

    mutating func smallNumber() -> PQLExpression {
        switch below(6) {
        case 0: node(.double(Double(below(4)) + 0.5))
        case 1: node(.double(Double(below(4))))
        case 2: node(.integer(-Int64(below(3))))
        default: node(.integer(Int64(below(5))))
        }
    }
}
