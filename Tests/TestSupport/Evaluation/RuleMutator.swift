package import PQLSyntax

/// Changes a rule a little at one random place: to another rule, or to one that a law of the canonical form calls equal.
package struct RuleMutator {
    private var random: SeededRandom
    private var rewriter: LawRewriter

    package init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        rewriter = LawRewriter(seed: seed &+ 1)
    }

    package mutating func mutated(_ tree: PQLExpression) -> PQLExpression {
        if chance(3) { return rewriter.rewriting(tree, by: CanonicalLaw.allCases[below(8)]).tree }
        var count = 0
        _ = tree.rewriting { _, _ in
            count += 1
            return nil
        }
        let target = below(count)
        var index = 0
        return tree.rewriting { node, level in
            defer { index += 1 }
            return index == target ? changed(node, level) : nil
        }
    }

    private mutating func changed(_ node: PQLExpression, _ level: Int) -> PQLExpression {
        switch node.kind {
        case .integer(let value): PQLExpression(chance(2) ? .double(Double(value)) : .integer(value + 1))
        case .double(let value): PQLExpression(.double(chance(2) ? value.rounded() : -value))
        case .string(let string): PQLExpression(.string(PQLString((string.text ?? "").lowercased())))
        case .boolean(let value): PQLExpression(.boolean(!value))
        case .moment: PQLExpression(.moment(PQLMoment.allCases[below(4)]))
        case .list(let items): PQLExpression(.list(chance(2) ? items.reversed() : Array(items.dropLast())))
        case .subject: PQLExpression(chance(2) ? .parameter(1) : .subject(up: below(level + 1)))
        case .variable: PQLExpression(.subject(up: 0))
        case .field(let base, let name): chance(2) ? base : PQLExpression(.field(of: base, other(name)))
        case .filter(let base, let condition): chance(2) ? base : PQLExpression(.call("exists", [base, condition]))
        case .call(let function, let arguments): call(function, arguments)
        case .query(let quantifier, let declarations): query(quantifier, declarations)
        case .aggregate(_, let value, let declarations):
            PQLExpression(.aggregate(PQLAggregate.allCases[below(4)], of: value, over: declarations))
        case .occurs(let time, let occurrence): PQLExpression(.occurs(time, other(occurrence)))
        case .chain(let chain): PQLExpression(.chain(other(chain)))
        case .lambda(let names, let body): PQLExpression(.lambda(names.reversed(), body))
        case .binding(_, let value, let body): chance(2) ? body : value
        case .long, .null, .object, .template, .parameter, .schemaReference, .unknown, .error: node
        }
    }

    private mutating func other(_ name: PQLName) -> PQLName {
        guard case .plain(let text) = name.kind else { return name }
        let groups = [
            ["tier", "type", "sku", "status"], ["points", "age", "amount", "price", "quantity"], ["joined", "seen"],
            ["tags", "labels"], ["vip", "first", "gift"],
        ]
        guard let group = groups.first(where: { $0.contains(text) }) else { return name }
        return PQLName(group[below(group.count)])
    }

    private mutating func call(_ function: PQLFunction, _ arguments: [PQLExpression]) -> PQLExpression {
        let relatives: [[PQLFunction]] = [
            ["=", "!=", "equals"], ["<", "<="], [">", ">="], ["and", "or"], ["in", "notIn"], ["isNull", "isNotNull"],
            ["startsWith", "contains", "doesNotContain"], ["topN", "bottomN"], ["sum", "max", "average"],
            ["intersects", "subsetOf", "supersetOf"], ["exists", "filter"],
        ]
        switch below(6) {
        case 0: return PQLExpression(.call("not", [PQLExpression(.call(function, arguments))]))
        case 1 where function == "not": return arguments[0]
        case 1, 2:
            guard let relatives = relatives.first(where: { $0.contains(function) }) else { break }
            return PQLExpression(.call(relatives[below(relatives.count)], arguments))
        case 3: return PQLExpression(.call(function, arguments.reversed()))
        case 4 where function == "and" || function == "or":
            return PQLExpression(
                .call(function, chance(2) ? Array(arguments.dropLast()) : arguments + arguments.prefix(1))
            )
        case 4 where arguments.count == 2:
            return PQLExpression(.call(function, arguments + [PQLExpression(.boolean(true))]))
        default: break
        }
        return PQLExpression(.call(function, arguments))
    }

    private mutating func query(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) -> PQLExpression {
        if chance(2) {
            return PQLExpression(.query([.select, .exists, .forall][below(3)], declarations))
        }
        let last = declarations[declarations.count - 1]
        let plain = PQLDeclaration(name: last.name, source: last.source, condition: nil)
        return PQLExpression(.query(quantifier, declarations.dropLast() + [plain]))
    }

    private mutating func other(_ occurrence: PQLOccurrence) -> PQLOccurrence {
        switch occurrence {
        case .distance(let comparison, let amount, let unit, let direction, let time):
            switch below(3) {
            case 0: .distance(PQLComparison.allCases[below(6)], amount: amount, unit, direction, time)
            case 1: .distance(comparison, amount: amount, PQLTimeUnit.allCases[below(11)], direction, time)
            default: .distance(comparison, amount: amount, unit, PQLDirection.allCases[below(3)], time)
            }
        case .between(let start, let end): .between(end, start)
        case .relative(_, let time): chance(2) ? .within(time) : .relative(PQLDirection.allCases[below(3)], time)
        case .within(let time): .relative(PQLDirection.allCases[below(3)], time)
        }
    }

    private mutating func other(_ chain: PQLChain) -> PQLChain {
        var steps = chain.steps
        let index = below(steps.count)
        let step = steps[index]
        switch below(5) {
        case 0: steps.reverse()
        case 1: steps[index] = step.with(what: step.condition ?? step.what, condition: step.what)
        case 2: steps[index] = step.with(what: step.what, condition: nil)
        case 3 where steps.count > 1: steps.remove(at: index)
        default:
            steps[index] = PQLChain.Step(
                name: step.name,
                negated: !step.negated,
                what: step.what,
                condition: step.condition,
                when: step.when,
                count: step.count
            )
        }
        return PQLChain(array: chain.array, order: chain.order, steps: steps)
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}
