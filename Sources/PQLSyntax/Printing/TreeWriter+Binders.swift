import JSONTree

// What binds names, and time.

extension TreeWriter {
    mutating func lambda(_ names: [String], _ body: PQLExpression) {
        say("(" + names.map(Self.rootName).joined(separator: ", ") + ") => ")
        for name in names { bind(name) }
        write(body, .lowest)
        for name in names { unbind(name) }
    }

    mutating func binding(_ name: String, _ value: PQLExpression, _ body: PQLExpression) {
        say("let " + Self.rootName(name) + " = ")
        write(value, .sum)
        say(" in ")
        bind(name)
        write(body, .lowest)
        unbind(name)
    }

    /// Writes `V from A where C, …` and leaves the names bound.
    mutating func declarations(_ declarations: [PQLDeclaration]) {
        for (index, declaration) in declarations.enumerated() {
            if index > 0 { say(", ") }
            say(Self.rootName(declaration.name) + " from ")
            write(declaration.source, .postfix)
            bind(declaration.name)
            guard let condition = declaration.condition else { continue }
            say(" where ")
            // A condition that reaches to the right would take the next declaration for its own.
            write(condition, index + 1 == declarations.count ? .lowest : .or)
        }
    }

    mutating func aggregate(_ aggregate: PQLAggregate, _ value: PQLExpression?, _ declarations: [PQLDeclaration]) {
        say(aggregate.rawValue + " ")
        if let value {
            for declaration in declarations { bind(declaration.name) }
            write(value, .sum)
            unbind(declarations)
            say(" over ")
        }
        self.declarations(declarations)
        unbind(declarations)
    }

    mutating func occurrence(_ occurrence: PQLOccurrence) {
        switch occurrence {
        case .distance(let comparison, let amount, let unit, let direction, let time):
            say(comparison.rawValue + " ")
            write(amount, .postfix)
            say(" " + (amount.kind == .integer(1) ? unit.rawValue : unit.plural))
            say(" " + direction.rawValue + " ")
            self.time(time)
        case .between(let start, let end):
            say("between ")
            time(start)
            say(" and ")
            time(end)
        case .relative(let direction, let time):
            say(direction.rawValue + " ")
            self.time(time)
        case .within(let time): self.time(time)
        }
    }

    private mutating func time(_ time: PQLTime) {
        switch time {
        case .interval(let relation, let unit): say(relation.rawValue + " " + unit.rawValue)
        case .expression(let expression): write(expression, .sum)
        }
    }

    mutating func chain(_ chain: PQLChain) {
        say("CHAIN(")
        write(chain.array, .lowest)
        say(", ")
        write(order: chain.order)
        say(", [")
        var kept = chain.keptElements[...]
        for index in 0...chain.steps.count {
            while let element = kept.first, element.stepsBefore <= index || index == chain.steps.count {
                if index > 0 || kept.count < chain.keptElements.count { say(", ") }
                say(ExpressionParser.elementMarker + "(" + json(element.json) + ")")
                kept.removeFirst()
            }
            guard index < chain.steps.count else { break }
            if index > 0 || kept.count < chain.keptElements.count { say(", ") }
            step(chain.steps[index])
        }
        say("])")
    }

    private mutating func step(_ step: PQLChain.Step) {
        say(Self.rootName(step.name) + ": " + (step.negated ? ExpressionParser.negationMarker + " " : ""))
        if !step.extraMembers.isEmpty {
            say(ExpressionParser.membersMarker + "(" + json(.object(step.extraMembers)) + ") ")
        }
        say("WHAT(")
        write(step.what, .lowest)
        say(")")
        if let condition = step.condition {
            say(" WHERE(")
            write(condition, .lowest)
            say(")")
        }
        if let when = step.when {
            say(" WHEN(")
            occurrence(when)
            say(")")
        }
        if let count = step.count {
            say(" COUNT(")
            write(count, .postfix)
            say(")")
        }
    }
}
