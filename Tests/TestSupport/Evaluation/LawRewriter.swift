package import PQLSyntax

/// The laws of the canonical form, by their numbers there.
package enum CanonicalLaw: Int, CaseIterable, Sendable {
    case grouping = 1, numbers, firstParameter, filterCalls, itemLambdas, stepConditions, variableNames, singleRows
}

/// Writes a rule in another way that a law of the canonical form calls equal, at random places.
package struct LawRewriter {
    private var random: SeededRandom

    package init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// The other tree, and in how many places it differs.
    package mutating func rewriting(_ tree: PQLExpression, by law: CanonicalLaw) -> (tree: PQLExpression, hits: Int) {
        var hits = 0
        let result = tree.rewriting { node, level in
            guard !chance(4), let other = other(node, law, level) else { return nil }
            hits += 1
            return other
        }
        return (result, hits)
    }

    private mutating func other(_ node: PQLExpression, _ law: CanonicalLaw, _ level: Int) -> PQLExpression? {
        switch law {
        case .grouping: grouped(node)
        case .numbers: number(node)
        case .firstParameter: node.kind == .subject(up: level) ? PQLExpression(.parameter(1)) : nil
        case .filterCalls: filterCall(node)
        case .itemLambdas: lambda(node)
        case .stepConditions: withStepConditions(node)
        case .variableNames: renamed(node)
        case .singleRows:
            Self.isCondition(node) ? PQLExpression(.call(chance(2) ? "and" : "or", [node])) : nil
        }
    }

    /// Neighbours among the operands as a row of their own.
    private mutating func grouped(_ node: PQLExpression) -> PQLExpression? {
        guard case .call(let function, let operands) = node.kind, ["and", "or"].contains(function.name),
            operands.count > 2
        else { return nil }
        let start = below(operands.count - 1)
        let end = start + 2 + below(min(operands.count - start - 1, operands.count - 2))
        let group = PQLExpression(.call(function, Array(operands[start..<end])))
        return PQLExpression(.call(function, operands[..<start] + [group] + operands[end...]))
    }

    private mutating func number(_ node: PQLExpression) -> PQLExpression? {
        switch node.kind {
        case .integer(let value):
            switch below(4) {
            case 0: PQLExpression(.long(value))
            case 1: PQLExpression(.call("-", [PQLExpression(.integer(-value))]))
            case 2: PQLExpression(.call("-", [PQLExpression(.double(Double(-value)))]))
            default: PQLExpression(.double(Double(value)))
            }
        case .double(let value): PQLExpression(.call("-", [PQLExpression(.double(-value))]))
        default: nil
        }
    }

    private func filterCall(_ node: PQLExpression) -> PQLExpression? {
        switch node.kind {
        case .filter(let base, let condition): return PQLExpression(.call("filter", [base, condition]))
        case .call("filter", let arguments):
            if case .lambda = arguments[1].kind { return nil }
            return PQLExpression(.filter(arguments[0], where: arguments[1]))
        default: return nil
        }
    }

    private mutating func lambda(_ node: PQLExpression) -> PQLExpression? {
        guard case .call(let function, var arguments) = node.kind, let index = function.itemArgument,
            arguments.count > index
        else { return nil }
        if case .lambda = arguments[index].kind { return nil }
        let name = newName(outside: arguments[index])
        arguments[index] = PQLExpression(.lambda([name], arguments[index].naming(name)))
        return PQLExpression(.call(function, arguments))
    }

    /// The last conjuncts of a step's WHAT as its WHERE.
    private mutating func withStepConditions(_ node: PQLExpression) -> PQLExpression? {
        guard case .chain(let chain) = node.kind else { return nil }
        var isOther = false
        let steps = chain.steps.map { step in
            guard step.condition == nil, case .call("and", let operands) = step.what.kind, operands.count > 1 else {
                return step
            }
            isOther = true
            let cut = 1 + below(operands.count - 1)
            return step.with(what: Self.row(operands[..<cut]), condition: Self.row(operands[cut...]))
        }
        return isOther ? PQLExpression(.chain(PQLChain(array: chain.array, order: chain.order, steps: steps))) : nil
    }

    private static func row(_ operands: ArraySlice<PQLExpression>) -> PQLExpression {
        operands.count == 1 ? operands[operands.startIndex] : PQLExpression(.call("and", Array(operands)))
    }

    private mutating func renamed(_ node: PQLExpression) -> PQLExpression? {
        guard !node.binders.isEmpty else { return nil }
        var names: [String] = []
        for _ in node.binders { names.append(newName(outside: node, names)) }
        return node.renaming(binders: names)
    }

    /// A name that does not occur in the tree; one from outside of it may be hidden by it.
    private mutating func newName(outside tree: PQLExpression, _ taken: [String] = []) -> String {
        let names = tree.names.union(taken)
        let pool = ["X", "Y", "amount", "type", "v0", "v1"].filter { !names.contains($0) }
        if !pool.isEmpty { return pool[below(pool.count)] }
        var number = 2
        while names.contains("v\(number)") { number += 1 }
        return "v\(number)"
    }

    /// What is a Boolean and never null.
    private static func isCondition(_ node: PQLExpression) -> Bool {
        switch node.kind {
        case .boolean, .occurs, .chain: true
        case .query(let quantifier, _): quantifier != .select
        case .call(let function, _):
            [
                "and", "or", "not", "=", "!=", "<", "<=", ">", ">=", "in", "notIn", "like", "matches", "isNull",
                "equals", "contains", "startsWith", "exists", "inSegment",
            ].contains(function.name)
        default: false
        }
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}

extension PQLChain.Step {
    package func with(what: PQLExpression, condition: PQLExpression?) -> Self {
        Self(name: name, negated: negated, what: what, condition: condition, when: when, count: count)
    }
}
