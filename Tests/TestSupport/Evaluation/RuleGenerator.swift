package import PQLSyntax

/// Random rules that mean something: well typed over the vocabulary, so that the reference evaluator has an answer for
/// every profile of the profile generator, and true of about as many as not.
///
/// A budget bounds the depth. The same seed gives the same rules.
package struct RuleGenerator {
    private var random: SeededRandom
    /// What the subject is at each level, the profile first.
    var subjects: [Vocabulary.Thing] = [.profile]
    var variables: [(name: String, thing: Vocabulary.Thing)] = []
    /// Whether places come with a second way to write them; see `change`.
    var isChanging = false

    package init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    package mutating func rule(_ budget: Int) -> PQLExpression {
        condition(budget)
    }

    func node(_ kind: PQLExpression.Kind) -> PQLExpression { PQLExpression(kind) }

    func call(_ function: PQLFunction, _ arguments: PQLExpression...) -> PQLExpression {
        node(.call(function, arguments))
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}

// MARK: - Conditions

extension RuleGenerator {
    mutating func condition(_ budget: Int) -> PQLExpression {
        if isChanging, chance(5), let edit = edit(budget) { return edit }
        guard budget > 0 else { return test(0) }
        switch below(12) {
        case 0, 1, 2:
            let count = 2 + below(3)
            return node(.call(chance(2) ? "and" : "or", (0..<count).map { _ in condition(budget - 1) }))
        case 3: return call("not", condition(budget - 1))
        case 4: return query(budget)
        case 5: return chain(budget)
        case 6: return itemTest(budget)
        case 7: return binding(budget)
        case 8: return occurs()
        default: return test(budget)
        }
    }

    private mutating func binding(_ budget: Int) -> PQLExpression {
        let isText = chance(2)
        let value = isText ? text(budget - 1) : number(budget - 1)
        let name = variableName()
        variables.append((name, isText ? .text : .number))
        let body = condition(budget - 1)
        variables.removeLast()
        return node(.binding(name: name, value: value, body: body))
    }

    /// `select`, `exists` and `forall` with one or two variables, as conditions.
    private mutating func query(_ budget: Int) -> PQLExpression {
        let quantifier: PQLQuantifier = [.select, .exists, .forall][below(3)]
        let declarations = declarations(budget - 1)
        variables.removeLast(declarations.count)
        return node(.query(quantifier, declarations))
    }

    /// Declarations whose names stay bound.
    mutating func declarations(_ budget: Int) -> [PQLDeclaration] {
        let names = chance(3) ? [variableName(), "Z"] : [variableName()]
        return names.map { name in
            let (array, thing) = anyArray(budget - 1)
            variables.append((name, thing))
            return PQLDeclaration(name: name, source: array, condition: chance(6) ? nil : condition(budget))
        }
    }

    /// Some names are also those of fields.
    mutating func variableName() -> String { one(of: ["X", "Y", "E", "I", "tier", "amount"]) }

    /// What `body` makes with an item as the subject, or with a name for it as a lambda.
    mutating func about(
        _ thing: Vocabulary.Thing,
        _ body: (inout RuleGenerator) -> PQLExpression
    ) -> PQLExpression {
        guard chance(4) else {
            subjects.append(thing)
            let result = body(&self)
            subjects.removeLast()
            return result
        }
        let name = variableName()
        variables.append((name, thing))
        let result = body(&self)
        variables.removeLast()
        return node(.lambda([name], result))
    }
}
