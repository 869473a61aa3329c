import JSONTree
import PQLSyntax
import TestSupport

/// Random rules of the parts that decide eligibility, and of parts that only stand around them.
struct RandomRule {
    private var random: SeededRandom
    private var bound: [String] = []

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// A condition; `budget` bounds how deep it gets.
    mutating func condition(_ budget: Int) -> PQLExpression {
        guard budget > 0 else { return PQLExpression(.call("=", [path(0), PQLExpression(.integer(1))])) }
        switch below(12) {
        case 0, 1:
            let parts = (0..<(2 + below(2))).map { _ in condition(budget - 1) }
            return PQLExpression(.call(below(2) == 0 ? "and" : "or", parts))
        case 2: return PQLExpression(.call("not", [condition(budget - 1)]))
        case 3, 4:
            return PQLExpression(.occurs(PQLExpression(.field(of: subject(), PQLName("timestamp"))), occurrence()))
        case 5: return PQLExpression(.call("inSegment", [PQLExpression(.string(PQLString("1")))]))
        case 6: return PQLExpression(.chain(chain(budget)))
        case 7, 8: return query(budget)
        case 9: return PQLExpression(.call("exists", [path(budget), condition(budget - 1)]))
        case 10: return binding(budget)
        default:
            let count = PQLExpression(.call("count", [path(budget)]))
            return PQLExpression(.call(">", [count, PQLExpression(.integer(3))]))
        }
    }

    private mutating func path(_ budget: Int) -> PQLExpression {
        var node = subject()
        let names = ["xEvent", "a", "segmentMembership", "productListItems", "timestamp"].map { PQLName($0) }
        for _ in 0...below(3) {
            node = PQLExpression(.field(of: node, names[below(names.count)]))
            if budget > 0, below(3) == 0 { node = PQLExpression(.filter(node, where: condition(budget - 1))) }
            if below(6) == 0 { node = PQLExpression(.call("get", [node, PQLExpression(.string(PQLString("ups")))])) }
        }
        return node
    }

    private mutating func subject() -> PQLExpression {
        switch below(8) {
        case 0: PQLExpression(.subject(up: below(3)))
        case 1: PQLExpression(.parameter(1 + below(2)))
        case 2, 3, 4:
            if let name = bound.randomElement(using: &random) {
                PQLExpression(.variable(name))
            } else {
                PQLExpression(.subject(up: 0))
            }
        case 5: PQLExpression([.unknown(["nodeType": "gap"]), .error, .null][below(3)])
        default: PQLExpression(.subject(up: 0))
        }
    }

    private mutating func query(_ budget: Int) -> PQLExpression {
        var declarations: [PQLDeclaration] = []
        for index in 0...below(2) {
            let source = path(budget - 1)
            bound.append("v\(index)")
            let condition = below(3) == 0 ? nil : condition(budget - 1)
            declarations.append(PQLDeclaration(name: "v\(index)", source: source, condition: condition))
        }
        bound.removeLast(declarations.count)
        if below(4) == 0 { return PQLExpression(.aggregate(.sum, of: path(0), over: declarations)) }
        return PQLExpression(.query(PQLQuantifier.allCases[below(7)], declarations))
    }

    private mutating func binding(_ budget: Int) -> PQLExpression {
        let value = path(budget - 1)
        bound.append("held")
        let body = condition(budget - 1)
        bound.removeLast()
        return PQLExpression(.binding(name: "held", value: value, body: body))
    }

    private mutating func chain(_ budget: Int) -> PQLChain {
        let steps = (0...below(3)).map { index in
            PQLChain.Step(
                name: "C\(index)",
                negated: below(4) == 0,
                what: condition(budget - 1),
                when: below(3) == 0 ? nil : occurrence(),
                count: below(4) == 0 ? PQLExpression(.integer(Int64(below(3)))) : nil
            )
        }
        let array =
            below(5) == 0
            ? path(budget - 1) : PQLExpression(.field(of: PQLExpression(.subject(up: 0)), PQLName("xEvent")))
        return PQLChain(array: array, order: PQLName("timestamp"), steps: steps)
    }

    private mutating func occurrence() -> PQLOccurrence {
        switch below(5) {
        case 0: return .within(time())
        case 1: return .relative(PQLDirection.allCases[below(3)], time())
        case 2: return .between(time(), time())
        default:
            let amounts: [Int64] = [0, 1, 23, 24, 25, .max, -1]
            return .distance(
                PQLComparison.allCases[below(6)],
                amount: PQLExpression(.integer(amounts[below(amounts.count)])),
                PQLTimeUnit.allCases[below(PQLTimeUnit.allCases.count)],
                PQLDirection.allCases[below(3)],
                time()
            )
        }
    }

    private mutating func time() -> PQLTime {
        switch below(4) {
        case 0: .interval(PQLRelation.allCases[below(3)], PQLTimeUnit.allCases[below(PQLTimeUnit.allCases.count)])
        case 1: .expression(PQLExpression(.field(of: subject(), PQLName("timestamp"))))
        default: .expression(PQLExpression(.moment(PQLMoment.allCases[below(4)])))
        }
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
}
