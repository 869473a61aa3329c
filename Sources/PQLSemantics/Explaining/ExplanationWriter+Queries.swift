import PQLSyntax
import XDM

extension ExplanationWriter {
    /// `select`, `exists`, `forall` and the older quantifiers where something has to hold.
    mutating func query(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) -> Statement {
        let outer = scope
        defer { scope = outer }
        switch quantifier {
        case .forall, .all: return each(declarations[...])
        case .select, .exists, .some:
            return ("there is at least one \(rows(declarations).words.singular)" as Phrase).statement
        case .none: return ("there is no \(rows(declarations).words.singular)" as Phrase).statement
        case .one: return ("there is exactly one \(rows(declarations).words.singular)" as Phrase).statement
        }
    }

    /// The same where a value is expected.
    mutating func queried(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) -> Phrase {
        switch quantifier {
        case .select:
            let outer = scope
            defer { scope = outer }
            let (words, operand) = rows(declarations)
            return listing(words, operand)
        case .exists, .forall, .some, .all, .none, .one: return whether(query(quantifier, declarations))
        }
    }

    /// `sum E over V from A where C`; without E the variable itself is summed.
    mutating func aggregate(
        _ aggregate: PQLAggregate,
        _ value: PQLExpression?,
        _ declarations: [PQLDeclaration]
    ) -> Phrase {
        let outer = scope
        defer { scope = outer }
        let (words, operand) = rows(declarations)
        let kind = Self.combination(aggregate.rawValue)
        guard let value else {
            return ("\(kind) \(words.plural)" as Phrase).of(combinedOperand(aggregate.rawValue, operand.item))
        }
        let each = self.value(value)
        return ("\(kind) \(each.grouped) over \(words.plural)" as Phrase)
            .of(combinedOperand(aggregate.rawValue, each.operand))
    }

    /// The items, or combinations of items, for which all conditions hold. Their names stay bound.
    private mutating func rows(_ declarations: [PQLDeclaration]) -> (words: ListWords, operand: Operand) {
        if declarations.count == 1, let declaration = declarations.first {
            let list = value(declaration.source)
            let words = items(of: list)
            let speaker = scope.speaker(words.noun.called, list.operand.item)
            scope.bind(declaration.name, to: speaker)
            let told = declaration.condition.map { condition($0) }
            return (words.adding(told, introducing: speaker), list.operand)
        }
        var names: Phrase = ""
        var conditions: [Statement] = []
        for (index, declaration) in declarations.enumerated() {
            let list = value(declaration.source)
            let words = items(of: list)
            let speaker = scope.speaker(
                words.noun.called,
                list.operand.item,
                name: declaration.name,
                isOneOfMany: true
            )
            scope.bind(declaration.name, to: speaker)
            let source: Phrase = words.tail.pieces.isEmpty ? "" : " (\(words.noun.singular)\(words.tail))"
            names = "\(names)\(index == 0 ? "" : " and ")\(speaker.handle)\(source)"
            if let condition = declaration.condition { conditions += conjuncts(condition) }
        }
        let noun = ListWords.Noun(singular: "combination", plural: "combinations")
        let words = ListWords(noun, " of \(names)")
        return (words.adding(conditions.isEmpty ? nil : .all(conditions)), Operand(.array(.any)))
    }

    /// `forall`: the first holds for every item and, for each, the next one for every item of the next list.
    private mutating func each(_ declarations: ArraySlice<PQLDeclaration>) -> Statement {
        guard let declaration = declarations.first else { return Statement("always") }
        let list = value(declaration.source)
        let words = items(of: list)
        let speaker = scope.speaker(words.noun.called, list.operand.item, isOneOfMany: declarations.count > 1)
        scope.bind(declaration.name, to: speaker)
        var parts = [declaration.condition.map { condition($0) } ?? Statement("always")]
        if declarations.count > 1 { parts.append(each(declarations.dropFirst())) }
        let name = speaker.isAlwaysNamed ? " (called \(speaker.handle))" : speaker.introduction
        return Statement.all(parts).prefixed("for every \(words.singular.inline)\(name), if any, ")
    }
}

extension ExplanationWriter {
    /// The conditions that a condition joins by `and`.
    private mutating func conjuncts(_ node: PQLExpression) -> [Statement] {
        guard case .call("and", let operands) = node.kind, node.extraMembers.isEmpty else { return [condition(node)] }
        return operands.map { condition($0) }
    }
}
