// What binds names, and time.

extension TreeWriter {
    mutating func lambda(_ names: [String], _ body: PQLExpression) {
        output += "(" + names.map(Self.rootName).joined(separator: ", ") + ") => "
        for name in names { bind(name) }
        write(body, .lowest)
        unbind(names)
    }

    mutating func binding(_ name: String, _ value: PQLExpression, _ body: PQLExpression) {
        output += "let " + Self.rootName(name) + " = "
        write(value, .sum)
        output += " in "
        bind(name)
        write(body, .lowest)
        unbind([name])
    }

    /// Writes `V from A where C, …` and leaves the names bound.
    mutating func declarations(_ declarations: [PQLDeclaration]) {
        for (index, declaration) in declarations.enumerated() {
            if index > 0 { output += ", " }
            output += Self.rootName(declaration.name) + " from "
            write(declaration.source, .postfix)
            bind(declaration.name)
            guard let condition = declaration.condition else { continue }
            output += " where "
            // A condition that reaches to the right would take the next declaration for its own.
            write(condition, index + 1 == declarations.count ? .lowest : .or)
        }
    }

    mutating func aggregate(_ aggregate: PQLAggregate, _ value: PQLExpression?, _ declarations: [PQLDeclaration]) {
        output += aggregate.rawValue + " "
        if let value {
            for declaration in declarations { bind(declaration.name) }
            write(value, .sum)
            unbind(declarations)
            output += " over "
        }
        self.declarations(declarations)
        unbind(declarations)
    }

    mutating func occurrence(_ occurrence: PQLOccurrence) {
        switch occurrence {
        case .distance(let comparison, let amount, let unit, let direction, let time):
            output += comparison.rawValue + " "
            write(amount, .postfix)
            output += " " + (amount.kind == .integer(1) ? unit.rawValue : unit.plural)
            output += " " + direction.rawValue + " "
            self.time(time)
        case .between(let start, let end):
            output += "between "
            time(start)
            output += " and "
            time(end)
        case .relative(let direction, let time):
            output += direction.rawValue + " "
            self.time(time)
        case .within(let time): self.time(time)
        }
    }

    private mutating func time(_ time: PQLTime) {
        switch time {
        case .interval(let relation, let unit): output += relation.rawValue + " " + unit.rawValue
        case .expression(let expression): write(expression, .sum)
        }
    }

    mutating func chain(_ chain: PQLChain) {
        output += "CHAIN("
        write(chain.array, .lowest)
        output += ", "
        write(order: chain.order)
        output += ", ["
        for (index, step) in chain.steps.enumerated() {
            if index > 0 { output += ", " }
            self.step(step)
        }
        output += "])"
    }

    private mutating func step(_ step: PQLChain.Step) {
        output += Self.rootName(step.name) + ": " + (step.negated ? ExpressionParser.negationMarker + " " : "")
        output += "WHAT("
        write(step.what, .lowest)
        output += ")"
        if let condition = step.condition {
            output += " WHERE("
            write(condition, .lowest)
            output += ")"
        }
        if let when = step.when {
            output += " WHEN("
            occurrence(when)
            output += ")"
        }
        if let count = step.count {
            output += " COUNT("
            write(count, .postfix)
            output += ")"
        }
    }
}
