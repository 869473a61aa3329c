import JSONTree

// What binds names, and time.

extension TreeWriter {
    mutating func lambda(_ names: [String], _ body: PQLExpression) {
        let list = names.map(Self.rootName).joined(separator: ", ")
        open(.hanging)
        say("(" + list + ") =>", before: .together(blank: true))
        for name in names { bind(name) }
        write(body, .lowest)
        for name in names { unbind(name) }
        close()
    }

    mutating func binding(_ name: String, _ value: PQLExpression, _ body: PQLExpression) {
        open(.group)
        say("let " + Self.rootName(name) + " =", before: .apart(.relation, blank: true))
        write(value, .sum)
        say(" in", before: .together(blank: true))
        bind(name)
        write(body, .lowest)
        unbind(name)
        close()
    }

    mutating func query(_ quantifier: PQLQuantifier, _ declarations: [PQLDeclaration]) {
        self.declarations(declarations, behind: quantifier.rawValue)
        unbind(declarations)
    }

    /// Writes `V from A where C, …` behind a keyword and leaves the names bound.
    private mutating func declarations(_ declarations: [PQLDeclaration], behind keyword: String) {
        guard declarations.count > 1 else {
            say(keyword + " ")
            if let declaration = declarations.first { self.declaration(declaration, isLast: true) }
            return
        }
        open(.hanging)
        say(keyword, before: .together(blank: true))
        for (index, declaration) in declarations.enumerated() {
            if index > 0 { comma() }
            self.declaration(declaration, isLast: index + 1 == declarations.count)
        }
        close()
    }

    private mutating func declaration(_ declaration: PQLDeclaration, isLast: Bool) {
        open(.hanging)
        say(Self.rootName(declaration.name) + " from", before: .apart(.seam, blank: true))
        write(declaration.source, .postfix)
        bind(declaration.name)
        if let condition = declaration.condition {
            say("where ", after: .together(blank: true))
            // A condition that reaches to the right would take the next declaration for its own.
            writeHanging(condition, isLast ? .lowest : .or)
        }
        close()
    }

    mutating func aggregate(_ aggregate: PQLAggregate, _ value: PQLExpression?, _ declarations: [PQLDeclaration]) {
        if let value {
            open(.hanging)
            say(aggregate.rawValue + " ")
            for declaration in declarations { bind(declaration.name) }
            write(value, .sum)
            unbind(declarations)
            line(.together(blank: true))
            self.declarations(declarations, behind: "over")
            close()
        } else {
            self.declarations(declarations, behind: aggregate.rawValue)
        }
        unbind(declarations)
    }

    mutating func occurrence(_ occurrence: PQLOccurrence) {
        switch occurrence {
        case .distance(let comparison, let amount, let unit, let direction, let time):
            say(comparison.rawValue + " ")
            write(amount, .postfix)
            say(" " + (amount.kind == .integer(1) ? unit.rawValue : unit.plural))
            say(direction.rawValue + " ", after: .apart(.seam, blank: true))
            self.time(time)
        case .between(let start, let end):
            say("between ")
            time(start)
            say("and ", after: .apart(.seam, blank: true))
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

    /// The steps stand two columns further in than `CHAIN`, as long as the array is a path.
    mutating func chain(_ chain: PQLChain) {
        if Self.level(of: chain.array) == .postfix {
            say("CHAIN(")
            chainParts(chain, separatedBy: .apart(.seam, blank: true))
            say(")")
        } else {
            inBrackets("CHAIN(", ")") { $0.chainParts(chain, separatedBy: .together(blank: true)) }
        }
    }

    private mutating func chainParts(_ chain: PQLChain, separatedBy line: LayoutLine) {
        write(chain.array, .lowest)
        comma(line)
        write(order: chain.order)
        comma(line)
        inBrackets("[", "]") { $0.elements(of: chain) }
    }

    /// The steps, with the elements that are kept as they are where they stood.
    private mutating func elements(of chain: PQLChain) {
        var kept = chain.keptElements[...]
        var isFirst = true
        for index in 0...chain.steps.count {
            while let element = kept.first, element.stepsBefore <= index || index == chain.steps.count {
                if !isFirst { comma() }
                say(ExpressionParser.elementMarker + "(" + json(element.json) + ")")
                kept.removeFirst()
                isFirst = false
            }
            guard index < chain.steps.count else { break }
            if !isFirst { comma() }
            step(chain.steps[index])
            isFirst = false
        }
    }

    private mutating func step(_ step: PQLChain.Step) {
        say(Self.rootName(step.name) + ": " + (step.negated ? ExpressionParser.negationMarker + " " : ""))
        if !step.extraMembers.isEmpty {
            say(ExpressionParser.membersMarker + "(" + json(.object(step.extraMembers)) + ") ")
        }
        inBrackets("WHAT(", ")") { $0.write(step.what, .lowest) }
        if let condition = step.condition {
            clause("WHERE(") { $0.write(condition, .lowest) }
        }
        if let when = step.when {
            clause("WHEN(") { $0.occurrence(when) }
        }
        if let count = step.count {
            clause("COUNT(") { $0.write(count, .postfix) }
        }
    }

    private mutating func clause(_ opening: String, _ content: (inout TreeWriter) -> Void) {
        line(.apart(.seam, blank: true))
        inBrackets(opening, ")", .brackets, content)
    }
}
