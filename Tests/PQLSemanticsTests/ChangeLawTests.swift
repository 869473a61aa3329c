import Diagnostics
import JSONTree
import PQLSemantics
import PQLSyntax
import TestSupport
import Testing

/// What holds of every change.
struct ChangeLawTests {
    @Test(arguments: 0..<250)
    func aRuleIsEqualToItselfAndChangesAreMirrored(seed: Int) {
        var rules = RandomRules(seed: UInt64(seed))
        let tree = rules.condition(4)
        let other = rules.changed(tree)
        #expect(ExpressionChange(from: tree, to: tree).effect == .equal)
        let (forth, back) = (ExpressionChange(from: tree, to: other), ExpressionChange(from: other, to: tree))
        let texts = "\(PQLPrinter.print(tree)) → \(PQLPrinter.print(other))"
        #expect(forth.effect == back.effect.mirrored, "\(texts)")
        #expect(forth == ExpressionChange(from: tree, to: other), "\(texts)")
        if PQLCanonical.form(of: tree) == PQLCanonical.form(of: other) {
            #expect(forth.effect == .equal && forth.clauses.isEmpty, "\(texts)")
        } else {
            #expect(!forth.clauses.isEmpty || forth.effect == .equal, "\(texts)")
        }
    }

    @Test(arguments: 0..<200)
    func orderSpacingAndGroupingChangeNothing(seed: Int) {
        var rules = RandomRules(seed: UInt64(seed) + 10_000)
        let tree = rules.condition(4)
        let shuffled = rules.shuffled(tree)
        let change = ExpressionChange(from: tree, to: shuffled)
        #expect(change.effect == .equal, "\(PQLPrinter.print(tree)) → \(PQLPrinter.print(shuffled))")
        #expect(Clause(of: tree).id == Clause(of: shuffled).id, "\(PQLPrinter.print(tree))")
        let printed = PQLParser.parse(PQLPrinter.print(tree)).tree
        #expect(ExpressionChange(from: tree, to: printed).clauses.isEmpty)
    }

    @Test(arguments: 0..<300)
    func randomTreesNeverTrap(seed: Int) {
        var rules = RandomRules(seed: UInt64(seed) + 20_000)
        let (tree, other) = (rules.anything(5), rules.anything(5))
        #expect(ExpressionChange(from: tree, to: tree) == ExpressionChange(from: other, to: other))
        let change = ExpressionChange(from: tree, to: other)
        #expect(change.effect == ExpressionChange(from: other, to: tree).effect.mirrored)
        #expect(!ImpossibleConditions.diagnostics(in: tree, isScalar: { _ in true }).contains { $0.message.isEmpty })
    }

    @Test(arguments: ["and", "or"])
    func tenThousandConditionsAreCompared(row: String) {
        func rule(_ value: (Int) -> Int, _ order: some Sequence<Int>) -> PQLExpression {
            Luma.parse(order.map { "f\($0) > \(value($0))" }.joined(separator: " \(row) "))
        }
        let tree = rule({ $0 }, 0..<10_000)
        if row == "and" {
            #expect(ExpressionChange(from: tree, to: rule({ $0 }, (0..<10_000).reversed())).effect == .equal)
        } else {
            let higher = ExpressionChange(from: tree, to: rule({ $0 + 1 }, 0..<10_000))
            #expect(higher.effect == .narrower)
            #expect(higher.clauses.count == 10_000)
        }
        let fewer = ExpressionChange(from: tree, to: rule({ $0 }, 0..<9999))
        #expect(fewer.clauses.count == 1)
        #expect(fewer.effect == (row == "and" ? .wider : .narrower))
        #expect(ImpossibleConditions.diagnostics(in: tree, isScalar: { _ in true }).isEmpty)
    }

    @Test func thousandsOfConditionsOnOneFieldAreCompared() {
        let values = (0..<4000).map { "f = \($0)" }.joined(separator: " or ")
        let list = "f in [" + (0..<4000).map(String.init).joined(separator: ", ") + "]"
        #expect(ExpressionChange(from: Luma.parse(values), to: Luma.parse(values + " or f = -1")).effect == .wider)
        #expect(ExpressionChange(from: Luma.parse(list), to: Luma.parse("f in [1]")).effect == .narrower)
        // They are equal, but that takes more than is tried.
        #expect(ExpressionChange(from: Luma.parse(list), to: Luma.parse(values)).effect == .narrower)
    }

    @Test(arguments: [
        ("not (§)", ChangeEffect.narrower), ("a and (b or (§))", .changed), ("xs[§]", .changed),
        ("exists X from xs where (§)", .changed), ("xs.exists(§)", .changed), ("if(§, a, b)", .changed),
    ])
    func deepRulesFitASmallStack(step: String, effect: ChangeEffect) {
        let found = SmallStack.run {
            func rule(_ leaf: String) -> PQLExpression {
                // Each step may add several levels: take as many as the parser allows.
                for count in stride(from: 240, to: 10, by: -10) {
                    let text = (0..<count).reduce(leaf) { inner, _ in step.replacing("§", with: inner) }
                    let parsed = PQLParser.parse(text)
                    if parsed.diagnostics.isEmpty { return parsed.tree }
                }
                return PQLExpression(.error)
            }
            let (tree, other) = (rule("x > 1"), rule("x > 2"))
            let change = ExpressionChange(from: tree, to: other)
            let impossible = ImpossibleConditions.diagnostics(in: tree, isScalar: { _ in true })
            return impossible.isEmpty ? change.effect : .equal
        }
        #expect(found == effect)
    }
}

/// Random rules about few fields, so that much of what is compared is alike.
private struct RandomRules {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &random) }

    private func field(_ name: String) -> PQLExpression {
        PQLExpression(.field(of: PQLExpression(.subject(up: 0)), PQLName(name)))
    }

    private func call(_ name: String, _ arguments: [PQLExpression]) -> PQLExpression {
        PQLExpression(.call(PQLFunction(name), arguments))
    }

    private mutating func value() -> PQLExpression {
        switch below(6) {
        case 0: PQLExpression(.string(PQLString(["gold", "go", "Gold", "1", ""][below(5)])))
        case 1: PQLExpression(.double([0.5, 2.5, 3][below(3)]))
        case 2: PQLExpression(.boolean(below(2) == 0))
        default: PQLExpression(.integer(Int64(below(4))))
        }
    }

    private mutating func test() -> PQLExpression {
        let field = field(["a", "b", "c"][below(3)])
        switch below(8) {
        case 0, 1: return call([">", ">=", "<", "<="][below(4)], [field, value()])
        case 2: return call(["=", "!="][below(2)], [field, value()])
        case 3, 4:
            let values = (0..<below(4)).map { _ in value() }
            return call(["in", "notIn"][below(2)], [field, PQLExpression(.list(values))])
        case 5:
            let name = ["startsWith", "contains", "doesNotContain", "equals"][below(4)]
            let flag = below(2) == 0 ? [] : [PQLExpression(.boolean(below(2) == 0))]
            return call(name, [field, value()] + flag)
        case 6: return call(["isNull", "isNotNull"][below(2)], [field])
        default:
            let unit = [PQLTimeUnit.hour, .day, .month, .year][below(4)]
            let comparison = PQLComparison.allCases[below(6)]
            let now = PQLTime.expression(PQLExpression(.moment(.now)))
            let amount = PQLExpression(.integer(Int64(below(3))))
            return PQLExpression(.occurs(field, .distance(comparison, amount: amount, unit, .before, now)))
        }
    }

    mutating func condition(_ depth: Int) -> PQLExpression {
        guard depth > 0 else { return test() }
        switch below(10) {
        case 0, 1, 2: return call("and", (0..<2 + below(2)).map { _ in condition(depth - 1) })
        case 3, 4: return call("or", (0..<2 + below(2)).map { _ in condition(depth - 1) })
        case 5: return call("not", [condition(depth - 1)])
        case 6: return PQLExpression(.filter(field("xs"), where: condition(depth - 1)))
        case 7:
            let items = PQLExpression(.filter(field("xs"), where: condition(depth - 1)))
            return call([">", "<", "="][below(3)], [call("count", [items]), PQLExpression(.integer(Int64(below(3))))])
        case 8: return PQLExpression(.chain(chain(depth - 1)))
        default: return test()
        }
    }

    private mutating func chain(_ depth: Int) -> PQLChain {
        let steps = (0..<1 + below(3)).map { index in
            PQLChain.Step(
                name: "C\(index)",
                negated: below(5) == 0,
                what: condition(depth),
                condition: below(4) == 0 ? test() : nil,
                when: below(3) == 0 ? .within(.interval(.this, .month)) : nil,
                count: below(5) == 0 ? PQLExpression(.integer(Int64(below(3)))) : nil
            )
        }
        return PQLChain(array: field("xEvent"), order: PQLName("timestamp"), steps: steps)
    }

    /// The rule with some of its values, tests and rows replaced.
    mutating func changed(_ tree: PQLExpression) -> PQLExpression {
        var copy = self
        let result = tree.rewriting { node in
            guard case .call(let function, let arguments) = node.kind, copy.below(6) == 0 else { return nil }
            switch function.name {
            case "and", "or":
                return copy.below(2) == 0
                    ? copy.call(function.name, arguments + [copy.test()])
                    : copy.call(copy.below(4) == 0 ? "or" : function.name, Array(arguments.dropFirst()) + [copy.test()])
            case ">", ">=", "<", "<=", "=", "!=": return copy.call(function.name, [arguments[0], copy.value()])
            case "not": return arguments[0]
            default: return copy.test()
            }
        }
        self = copy
        return result
    }

    /// The rule with rows in another order and other groups.
    mutating func shuffled(_ tree: PQLExpression) -> PQLExpression {
        var copy = self
        let result = tree.rewriting { node in
            guard case .call(let function, let arguments) = node.kind, ["and", "or"].contains(function.name) else {
                return nil
            }
            let order = arguments.shuffled(using: &copy.random)
            guard order.count > 2, copy.below(2) == 0 else { return copy.call(function.name, order) }
            return copy.call(function.name, [order[0], copy.call(function.name, Array(order.dropFirst()))])
        }
        self = copy
        return result
    }

    /// A tree of any kinds of nodes, most of them senseless.
    mutating func anything(_ depth: Int) -> PQLExpression {
        guard depth > 0 else { return below(2) == 0 ? value() : field("a") }
        switch below(14) {
        case 0: return PQLExpression(.list((0..<below(3)).map { _ in anything(depth - 1) }))
        case 1: return PQLExpression(.object([PQLMember(key: "k", value: anything(depth - 1))]))
        case 2: return PQLExpression(.lambda(["x", "y"], anything(depth - 1)))
        case 3: return PQLExpression(.binding(name: "s", value: anything(depth - 1), body: anything(depth - 1)))
        case 4:
            let declarations = (0..<1 + below(2)).map { index in
                let condition = below(3) == 0 ? nil : anything(depth - 1)
                return PQLDeclaration(name: "V\(index)", source: anything(depth - 1), condition: condition)
            }
            return PQLExpression(.query(PQLQuantifier.allCases[below(7)], declarations))
        case 5:
            let declared = PQLDeclaration(name: "V", source: anything(depth - 1), condition: anything(depth - 1))
            return PQLExpression(.aggregate(.sum, of: anything(depth - 1), over: [declared]))
        case 6: return PQLExpression(.field(of: anything(depth - 1), PQLName("a")))
        case 7: return PQLExpression(.filter(anything(depth - 1), where: anything(depth - 1)))
        case 8: return PQLExpression(.occurs(anything(depth - 1), .within(.expression(anything(depth - 1)))))
        case 9: return PQLExpression(.null)
        case 10: return PQLExpression(.unknown(["nodeType": "gap"]))
        case 11: return PQLExpression(anything(depth - 1).kind, extraMembers: ["note": .boolean(true)])
        case 12: return condition(depth - 1)
        default:
            let names = [
                "and", "or", "not", "=", "in", "count", "exists", "filter", "stringCompare", "date", "equals", "map",
            ]
            return call(names[below(names.count)], (0..<below(5)).map { _ in anything(depth - 1) })
        }
    }
}
