import PQLSyntax

extension RuleGenerator {
    /// Everything that a name or carets reach here, the innermost things first. The profile is always among them.
    private var roots: [(expression: PQLExpression, thing: Vocabulary.Thing)] {
        var seen: Set<String> = []
        let bound = variables.reversed().filter { seen.insert($0.name).inserted }
        return bound.map { (node(.variable($0.name)), $0.thing) }
            + subjects.reversed().enumerated().map { (node(.subject(up: $0.offset)), $0.element) }
    }

    private func paths(_ content: Vocabulary.Content) -> [PQLExpression] {
        roots.flatMap { root, thing in
            let isItself = (content == .text && thing == .text) || (content == .number && thing == .number)
            return (isItself ? [root] : []) + fields(content, of: thing, root)
        }
    }

    private func fields(_ content: Vocabulary.Content, of thing: Vocabulary.Thing, _ base: PQLExpression)
        -> [PQLExpression]
    {
        Vocabulary.fields(of: thing).filter { $0.content == content }.map { field in
            field.path.reduce(base) { node(.field(of: $0, PQLName($1))) }
        }
    }

    /// A path from something in reach to a field that the profile has; what is near comes more often.
    mutating func path(_ content: Vocabulary.Content) -> PQLExpression {
        let paths = paths(content)
        return paths[min(below(paths.count), below(paths.count))]
    }

    /// A path through an array, whose values are compared one by one.
    mutating func spread(_ content: Vocabulary.Content, _ budget: Int) -> PQLExpression {
        let thing: Vocabulary.Thing = chance(2) && content != .time ? .item : .event
        return one(of: fields(content, of: thing, array(of: thing, budget)))
    }

    mutating func anyArray(_ budget: Int) -> (PQLExpression, Vocabulary.Thing) {
        let thing = one(of: [Vocabulary.Thing.event, .event, .item, .item, .text, .number, .consent])
        return (array(of: thing, budget), thing)
    }

    /// An array with items of one kind.
    mutating func array(of thing: Vocabulary.Thing, _ budget: Int) -> PQLExpression {
        guard budget > 0, chance(2) else { return plainArray(of: thing) }
        let array = array(of: thing, budget - 1)
        switch below(5) {
        case 0, 1:
            subjects.append(thing)
            let condition = condition(budget - 1)
            subjects.removeLast()
            return node(.filter(array, where: condition))
        case 2: return call("filter", array, about(thing) { $0.condition(budget - 1) })
        case 3 where thing == .event || thing == .item:
            let key = about(thing) {
                $0.node(.field(of: $0.item(thing), PQLName(thing == .event ? "amount" : "price")))
            }
            return call(chance(2) ? "topN" : "bottomN", array, key, node(.integer(Int64(1 + below(3)))))
        case 3: return call("distinct", array)
        default:
            let name = variableName()
            variables.append((name, thing))
            let condition = condition(budget - 1)
            variables.removeLast()
            return node(.query(.select, [PQLDeclaration(name: name, source: array, condition: condition)]))
        }
    }

    /// The item itself, by the name that a lambda has just given it or as the subject.
    private func item(_ thing: Vocabulary.Thing) -> PQLExpression {
        roots.first { $0.thing == thing }?.expression ?? node(.subject(up: 0))
    }

    private mutating func plainArray(of thing: Vocabulary.Thing) -> PQLExpression {
        switch thing {
        case .event, .profile: return path(.events)
        case .item:
            let near = paths(.items)
            return near.isEmpty || chance(3) ? node(.field(of: path(.events), PQLName("items"))) : one(of: near)
        case .text: return chance(3) ? spread(.text, 0) : path(.texts)
        case .number: return chance(3) ? call("map", path(.events), about(.event) { $0.number(0) }) : path(.numbers)
        case .consent: return call("values", path(.consents))
        }
    }
}
