import PQLSyntax
import XDM

extension ExplanationWriter {
    /// A call that gives a Boolean in words; nil for every other.
    mutating func conditionalCall(_ name: String, _ arguments: [PQLExpression]) -> Statement? {
        switch (name, arguments.count) {
        case ("and", 1...): return .all(arguments.map { condition($0) })
        case ("or", 1...):
            let parts = arguments.map { condition($0) }
            return parts.count == 1 ? parts[0] : Statement("at least one of these is true", parts)
        case ("not", 1): return negation(of: arguments[0])
        case ("if", 3): return choice(arguments) { $0.condition($1) }
        case ("=", 2), ("!=", 2), ("<", 2), ("<=", 2), (">", 2), (">=", 2):
            return comparison(name, arguments[0], arguments[1])
        case ("in", 2), ("notIn", 2): return membership(arguments[0], arguments[1], negated: name == "notIn")
        case ("isNull", 1): return ("\(value(arguments[0])) has no value" as Phrase).statement
        case ("isNotNull", 1): return ("\(value(arguments[0])) has a value" as Phrase).statement
        case ("intersects", 2): return lists(arguments, "has an item in common with")
        case ("subsetOf", 2): return lists(arguments, "has no items but those of")
        case ("supersetOf", 2): return lists(arguments, "has all items of")
        case ("includes", 2): return lists(arguments, "includes")
        case ("exists", 2): return existence(arguments[0], arguments[1], "at least one")
        case ("inSegment", 1): return segment(arguments[0], isMember: true)
        default: return textTest(name, arguments)
        }
    }

    /// The opposite of a condition. Where a value is absent the condition does not hold, so its opposite does.
    private mutating func negation(of node: PQLExpression) -> Statement {
        if node.extraMembers.isEmpty {
            switch node.kind {
            case .boolean(let value): return Statement(value ? "never" : "always")
            case .call(let function, let arguments):
                if let opposite = negation(ofCall: function.name, arguments) { return opposite }
            case .query(let quantifier, let declarations):
                switch quantifier {
                case .select, .exists, .some: return query(.none, declarations)
                case .none: return query(.exists, declarations)
                case .forall, .all, .one: break
                }
            case .chain(let chain):
                if let opposite = chain.opposite { return self.chain(opposite, whole: node) }
            case .filter(let base, let body):
                let told = filter(base, body)
                if isToldByItems(told), let list = told.list {
                    return ("there is no \(list.singular)" as Phrase).statement
                }
                return truth(of: told).prefixed("it is not true that ")
            case .lambda(let names, let body): return rule(names) { $0.negation(of: body) }
            case .binding(let name, let value, let body): return binding(name, value) { $0.negation(of: body) }
            case .string, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject, .parameter,
                .variable, .field, .aggregate, .occurs, .schemaReference, .unknown, .error:
                break
            }
        }
        return condition(node).prefixed("it is not true that ")
    }

    private mutating func negation(ofCall name: String, _ arguments: [PQLExpression]) -> Statement? {
        switch (name, arguments.count) {
        case ("not", 1): return condition(arguments[0])
        case ("if", 3): return choice(arguments) { $0.negation(of: $1) }
        case ("and", 1), ("or", 1): return negation(of: arguments[0])
        case ("or", 2...): return Statement("none of these is true", arguments.map { condition($0) })
        case ("and", 2...): return Statement("not all of these are true", arguments.map { condition($0) })
        case ("isNull", 1): return ("\(value(arguments[0])) has a value" as Phrase).statement
        case ("isNotNull", 1): return ("\(value(arguments[0])) has no value" as Phrase).statement
        case ("inSegment", 1): return segment(arguments[0], isMember: false)
        case ("exists", 2): return existence(arguments[0], arguments[1], "no")
        case ("=", 2), ("!=", 2), ("<", 2), ("<=", 2), (">", 2), (">=", 2):
            return oppositeOfNull(name, arguments[0], arguments[1])
        default: return nil
        }
    }

    private mutating func choice(
        _ arguments: [PQLExpression],
        _ tell: (inout Self, PQLExpression) -> Statement
    ) -> Statement {
        Statement(
            "it depends on a condition",
            [
                condition(arguments[0]).prefixed("if "), tell(&self, arguments[1]).prefixed("then "),
                tell(&self, arguments[2]).prefixed("otherwise "),
            ]
        )
    }

    private mutating func lists(_ arguments: [PQLExpression], _ verb: String) -> Statement {
        let list = value(arguments[0])
        let other = value(arguments[1], like: list.operand)
        return ("\(list) \(verb) \(other)" as Phrase).statement
    }

    private mutating func existence(_ list: PQLExpression, _ body: PQLExpression, _ quantity: String) -> Statement {
        let words = selected(list, body)
        return ("there is \(quantity) \(words.singular)" as Phrase).statement
    }

    private mutating func segment(_ audience: PQLExpression, isMember: Bool) -> Statement {
        let verb = "\(scope.root.handle) is \(isMember ? "" : "not ")in segment"
        if audience.extraMembers.isEmpty {
            switch audience.kind {
            case .template(let template):
                if case .segment(let key) = template.kind { return Statement("\(verb) '\(key)'") }
            case .string(let string):
                if string.parts.count == 1, case .template(let template)? = string.parts.first,
                    case .segment(let key) = template.kind
                {
                    return Statement("\(verb) '\(key)'")
                }
                return Statement("\(verb) \(PQLPrinter.literal(string))")
            case .boolean, .integer, .long, .double, .null, .moment, .list, .object, .subject, .parameter, .variable,
                .field, .filter, .call, .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference,
                .unknown, .error:
                break
            }
        }
        return ("\(verb) with the id \(value(audience))" as Phrase).statement
    }
}
