import JSONTree
import PQLSyntax
import TestSupport

/// Random trees of every kind of node, each one that some text or some pql/json can say.
struct TreeGenerator {
    /// What may occur in the trees.
    struct Flavour {
        /// Template tokens: text only.
        var templates = true
        /// Nodes and members that are not known, negated steps: what text says by markers.
        var markers = true
        /// `$1`, `xs.filter(c)`, `WHERE` and the like, which pql/json has no form of their own for.
        var textForms = true
    }

    private var random: SeededRandom
    private let flavour: Flavour
    private var bound: [String] = []
    private var levels = 0
    /// The levels at which an event is out of reach because its time is spoken of.
    private var timeLevels: Set<Int> = []

    init(seed: UInt64, flavour: Flavour = Flavour()) {
        random = SeededRandom(seed: seed)
        self.flavour = flavour
    }

    static let names = [
        "a", "homeAddress", "_tenant", "x", "from", "next", "order-total", "1697323153", "xdm:status", "xdm:@id",
        "tick`ed", "größe", "and", "day", "this", "over", "v0", "sum", "count", "chain", "__json", "in", "if",
        "with blank",
    ]
    static let functions = [
        "equals", "isNull", "exists", "filter", "map", "groupBy", "topN", "sum", "count", "inSegment", "if", "date",
        "get",
        "matches", "toBool", "now", "odd name", "and", "chain", "currentMonth", "min", "not", "in", "=", "__members",
    ]
    static let texts = [
        "", "gold", "a\"b\\c", "${x}", "$${", "$", "line\nbreak\ttab", "größe €", "{}", "\u{1}\u{7f}", "e\u{301}",
    ]

    mutating func tree(_ budget: Int) -> PQLExpression {
        let kind = kind(budget)
        guard flavour.markers, chance(25) else { return PQLExpression(kind) }
        if case .unknown = kind { return PQLExpression(kind) }
        return PQLExpression(kind, extraMembers: ["note": .array([.integer(1), .string("a\"b")])])
    }

    private mutating func kind(_ budget: Int) -> PQLExpression.Kind {
        guard budget > 0 else { return leaf() }
        switch below(16) {
        case 0, 1: return .field(of: tree(budget - 1), name())
        case 2: return .filter(tree(budget - 1), where: item { $0.noLambda(budget - 1) })
        case 3, 4, 5: return call(budget)
        case 6: return row(budget)
        case 7: return lambda(budget)
        case 8: return query(budget)
        case 9: return aggregate(budget)
        case 10: return binding(budget)
        case 11: return .occurs(tree(budget - 1), occurrence(budget - 1))
        case 12: return chain(budget)
        case 13: return .list((0..<below(4)).map { _ in listItem(budget - 1) })
        case 14: return object(budget)
        default: return leaf()
        }
    }

    /// In pql/json the items of a list of literals have no type of their own.
    private mutating func listItem(_ budget: Int) -> PQLExpression {
        let item = tree(budget)
        if !flavour.textForms, case .long(let value) = item.kind { return PQLExpression(.integer(value)) }
        return item
    }

    private mutating func noLambda(_ budget: Int) -> PQLExpression {
        let tree = tree(budget)
        if case .lambda = tree.kind { return PQLExpression(.boolean(true)) }
        return tree
    }

    private mutating func leaf() -> PQLExpression.Kind {
        switch below(18) {
        case 0: return .boolean(chance(2))
        case 1: return .integer([0, 7, -201, .max, .min][below(5)])
        case 2: return .long([56, -1, .min][below(3)])
        case 3: return .double([0.45, -51.24, 2.02e12, 1e-300, 3.5, 1e21][below(6)])
        case 4: return .null
        case 5: return .moment(PQLMoment.allCases[below(4)])
        case 6: return .string(string())
        case 7: return flavour.templates ? .template(template()) : .null
        case 8: return .parameter(flavour.textForms ? 1 + below(3) : 2 + below(3))
        case 9: return .schemaReference(id: "_xdm.context.x", version: chance(2) ? 1 : nil)
        case 10: return flavour.markers ? .unknown(["nodeType": "gap", "amount": [1, "${x}", .null]]) : .null
        case 11, 12: return subject()
        case 13, 14: return bound.isEmpty ? subject() : .variable(bound[below(bound.count)])
        default: return .field(of: PQLExpression(subject()), name())
        }
    }

    private mutating func subject() -> PQLExpression.Kind {
        let up = below(levels + 1)
        // Inside WHEN, JSON has no form of its own for the event.
        return .subject(up: timeLevels.contains(levels - up) ? levels : up)
    }

    private mutating func string() -> PQLString {
        guard flavour.templates else { return PQLString(Self.texts[below(Self.texts.count)]) }
        let parts = (0..<below(4)).map { _ in
            chance(3) ? PQLString.Part.template(template()) : .text(Self.texts[below(Self.texts.count)])
        }
        return PQLString(parts: parts)
    }

    private mutating func template() -> PQLTemplate {
        PQLTemplate(chance(3) ? .segment("luma-gold") : .variable("goldLevels"))
    }

    private mutating func name() -> PQLName {
        if flavour.templates, chance(8) {
            return PQLName(.template(PQLTemplate(.variable(chance(2) ? "tenant" : "x"))))
        }
        return PQLName(Self.names[below(Self.names.count)])
    }

    private mutating func call(_ budget: Int) -> PQLExpression.Kind {
        if chance(2) {
            let name = ["=", "!=", "<", ">=", "in", "notIn", "like", "+", "-", "*", "/", "%"][below(12)]
            return .call(PQLFunction(name), [tree(budget - 1), tree(budget - 1)])
        }
        if chance(3) { return .call(chance(2) ? "not" : "-", [tree(budget - 1)]) }
        var function = PQLFunction(Self.functions[below(Self.functions.count)])
        if !flavour.textForms, ["filter", "and"].contains(function.name) { function = "equals" }
        var arguments: [PQLExpression] = []
        for index in 0..<below(4) {
            if index == 1, index == function.itemArgument {
                arguments.append(itemArgument(budget - 1))
            } else {
                arguments.append(tree(budget - 1))
            }
        }
        // A call with the parts of an operator would be one.
        if function == "=" || function == "in", arguments.count == 2 { function = "equals" }
        return .call(function, arguments)
    }

    /// An expression about the item, or a lambda that names it.
    private mutating func itemArgument(_ budget: Int) -> PQLExpression {
        if chance(3), case .lambda(let names, let body) = lambda(budget), flavour.textForms || names.count > 1 {
            return PQLExpression(.lambda(names, body))
        }
        return item { $0.noLambda(budget) }
    }

    private mutating func row(_ budget: Int) -> PQLExpression.Kind {
        .call(chance(2) ? "and" : "or", (0..<(2 + below(2))).map { _ in tree(budget - 1) })
    }

    private mutating func item(_ body: (inout TreeGenerator) -> PQLExpression) -> PQLExpression {
        levels += 1
        let tree = body(&self)
        levels -= 1
        return tree
    }

    private mutating func lambda(_ budget: Int) -> PQLExpression.Kind {
        let names = Array(["K", "G", "from"].prefix(1 + below(3)))
        bound += names
        let body = tree(budget - 1)
        bound.removeLast(names.count)
        return .lambda(names, body)
    }

    private mutating func declarations(_ budget: Int) -> [PQLDeclaration] {
        (0..<(1 + below(2))).map { index in
            let source = tree(budget - 1)
            let name = [["X", "a", "over"], ["Y", "v0", "_"]][index][below(3)]
            bound.append(name)
            return PQLDeclaration(name: name, source: source, condition: chance(3) ? nil : tree(budget - 1))
        }
    }

    private mutating func query(_ budget: Int) -> PQLExpression.Kind {
        let declarations = declarations(budget)
        bound.removeLast(declarations.count)
        return .query(PQLQuantifier.allCases[below(7)], declarations)
    }

    private mutating func aggregate(_ budget: Int) -> PQLExpression.Kind {
        let declarations = declarations(budget)
        let value = chance(3) ? nil : tree(budget - 1)
        bound.removeLast(declarations.count)
        return .aggregate(PQLAggregate.allCases[below(4)], of: value, over: declarations)
    }

    private mutating func binding(_ budget: Int) -> PQLExpression.Kind {
        let value = tree(budget - 1)
        bound.append("S")
        let body = tree(budget - 1)
        bound.removeLast()
        return .binding(name: "S", value: value, body: body)
    }

    private mutating func object(_ budget: Int) -> PQLExpression.Kind {
        .object((0...below(3)).map { PQLMember(key: "k\"\($0)", value: tree(budget - 1)) })
    }

    private mutating func occurrence(_ budget: Int) -> PQLOccurrence {
        switch below(4) {
        case 0:
            let amount: PQLExpression.Kind =
                flavour.templates && chance(4) ? .template(template()) : .integer(Int64(below(40)))
            return .distance(
                PQLComparison.allCases[below(6)],
                amount: PQLExpression(amount),
                PQLTimeUnit.allCases[below(11)],
                PQLDirection.allCases[below(3)],
                time(budget)
            )
        case 1: return .between(time(budget), time(budget))
        case 2: return .relative(PQLDirection.allCases[below(3)], time(budget))
        default: return .within(time(budget))
        }
    }

    private mutating func time(_ budget: Int) -> PQLTime {
        if chance(3) { return .interval(PQLRelation.allCases[below(3)], PQLTimeUnit.allCases[below(11)]) }
        return .expression(tree(budget))
    }

    private mutating func chain(_ budget: Int) -> PQLExpression.Kind {
        let array = tree(budget - 1)
        let steps = (0...below(2)).map { index in
            let what = item { $0.tree(budget - 1) }
            let condition = flavour.textForms && chance(4) ? item { $0.tree(budget - 1) } : nil
            return PQLChain.Step(
                name: ["C0", "C1", "odd step"][index],
                negated: flavour.markers && chance(5),
                what: what,
                condition: condition,
                when: chance(2) ? when(budget - 1) : nil,
                count: chance(3) ? PQLExpression(.integer(5)) : nil,
                extraMembers: flavour.markers && chance(8) ? ["note": ["v0", 1.5]] : [:]
            )
        }
        let places = flavour.markers && chance(4) ? [0, below(steps.count + 1), steps.count].sorted() : []
        let kept = places.map { PQLChain.KeptElement(stepsBefore: $0, json: ["nodeType": "gap", "within": ["K": 3]]) }
        return .chain(PQLChain(array: array, order: PQLName("timestamp"), steps: steps, keptElements: kept))
    }

    private mutating func when(_ budget: Int) -> PQLOccurrence {
        levels += 1
        if !flavour.textForms { timeLevels.insert(levels) }
        let occurrence = occurrence(budget)
        timeLevels.remove(levels)
        levels -= 1
        return occurrence
    }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}
