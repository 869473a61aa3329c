import Diagnostics
import JSONTree

// CHAIN(array, order, [steps]).

extension ExpressionParser {
    enum Clause: CaseIterable {
        case what, condition, when, count

        var word: String {
            switch self {
            case .what: "WHAT"
            case .condition: "WHERE"
            case .when: "WHEN"
            case .count: "COUNT"
            }
        }

        init?(_ keyword: PQLKeyword?) {
            switch keyword {
            case .what?: self = .what
            case .where?: self = .condition
            case .when?: self = .when
            case .count?: self = .count
            default: return nil
            }
        }
    }

    /// What has been read of a step.
    struct StepParts {
        let label: Int
        /// Whether its label is no name, as was told.
        var isNameless = false
        var isNegated = false
        var extraMembers: [String: JSONValue] = [:]
        /// Set for what is no step, but an element of pql/json that is kept.
        var keptJSON: JSONValue?
        var what: PQLExpression?
        var condition: PQLExpression?
        var when: PQLOccurrence?
        var count: PQLExpression?
        var height = 0
        /// Whether something wrong with it has been told.
        var isBroken = false
        var clause = Clause.what
        var positions: [Clause: Int] = [:]
    }

    func chain() {
        let start = index
        advance()
        let open = index
        let outer = enterBrackets()
        advance()
        expression(.lowest)
        if chainHead() {
            let count = readSteps()
            close(open)
            reduceChain(count, from: start)
        } else {
            abandonChain(open, from: start)
        }
        leaveBrackets(outer)
        lastLevel = .postfix
    }

    /// Reads `, order ,` and leaves the position of the order's token in `marks`.
    private func chainHead() -> Bool {
        guard skip(.comma) else {
            trouble(PQLDiagnostics.badChain("',' and the field that orders", found: found, span: foundSpan))
            return false
        }
        let position = index
        switch current.kind {
        case .word, .quotedName, .template: advance()
        default:
            trouble(PQLDiagnostics.badChain("the field that orders, as 'timestamp'", found: found, span: foundSpan))
            return false
        }
        guard skip(.comma), at(.openBracket) else {
            trouble(PQLDiagnostics.badChain("',' and the steps in brackets", found: found, span: foundSpan))
            return false
        }
        marks.append(position)
        return true
    }

    private func abandonChain(_ open: Int, from start: Int) {
        _ = pop()
        if source.partners[open] >= index { index = source.partners[open] + 1 } else { skipJunk() }
        pushError(from: start)
    }

    private func reduceChain(_ count: Int, from start: Int) {
        let parts = steps.suffix(count)
        steps.removeLast(count)
        let order = source.tokens[marks.removeLast()]
        let array = pop()
        var height = array.height
        var seen: [String: ByteSpan] = [:]
        var finished: [PQLChain.Step] = []
        var kept: [PQLChain.KeptElement] = []
        for part in parts {
            if let json = part.keptJSON { kept.append(PQLChain.KeptElement(stepsBefore: finished.count, json: json)) }
            height = max(height, part.height)
            let label = source.tokens[part.label]
            guard let what = part.what else { continue }
            let step = PQLChain.Step(
                name: name(label),
                nameSpan: label.span,
                negated: part.isNegated,
                what: what,
                condition: part.condition,
                when: part.when,
                count: part.count,
                extraMembers: part.extraMembers
            )
            if !part.isNameless, let before = seen.updateValue(label.span, forKey: step.name) {
                let what = "the step '\(PQLDiagnostics.excerpt(step.name))'"
                report(PQLDiagnostics.twice(what, span: label.span, before: before))
            }
            finished.append(step)
        }
        let chain = PQLChain(array: array.tree, order: orderName(order), steps: finished, keptElements: kept)
        push(.chain(chain), from: start, above: height)
    }

    private func orderName(_ token: PQLToken) -> PQLName {
        guard case .template(let index) = token.kind else { return PQLName(name(token), span: token.span) }
        return PQLName(.template(source.templates[index]), span: token.span)
    }
}

// MARK: - Steps

extension ExpressionParser {
    /// Reads `[A: …, B: …]`, leaves what is whole in `steps`, and says how many.
    private func readSteps() -> Int {
        let open = index
        advance()
        var count = 0
        repeat {
            if at(marker: Self.elementMarker) {
                keptElement()
                count += 1
            } else if stepHead() {
                while clauseHead() { clauseBody() }
                if stepIsWhole() { count += 1 }
            } else {
                skipJunk()
            }
        } while skipSeparator()
        close(open)
        return count
    }

    /// A comma, or what people write for one.
    private func skipSeparator() -> Bool {
        if beginsStep {
            let end = source.tokens[index - 1].span.end
            let expected = "',' between two steps"
            let span = ByteSpan(end, end)
            trouble(PQLDiagnostics.badChain(expected, found: found, suggestions: [","], span: span))
            return true
        }
        guard atThen else { return skip(.comma) }
        trouble(PQLDiagnostics.badChain("','", found: found, suggestions: [","], span: current.span))
        advance()
        return true
    }

    /// Whether a step's name and colon stand where a comma between two steps should.
    private var beginsStep: Bool { current.isName && token(1).isSymbol(.colon) }

    /// Whether a word stands where a comma between two steps should.
    private var atThen: Bool {
        if at(.and) { return token(1).isName && token(2).isSymbol(.colon) }
        return current.isWord && current.span.length == 4 && text(current).lowercased() == "then"
    }

    private func stepHead() -> Bool {
        if at(.what), token(1).isSymbol(.openParenthesis) { return namelessStep() }
        guard current.isName else {
            trouble(PQLDiagnostics.badChain("a step like 'A: WHAT(…)'", found: found, span: foundSpan))
            return false
        }
        advance()
        guard skip(.colon) else {
            trouble(PQLDiagnostics.badChain("':' behind the step's name", found: found, span: foundSpan))
            return false
        }
        steps.append(stepMarkers())
        return true
    }

    /// `WHAT(…)` where its name should stand.
    private func namelessStep() -> Bool {
        let found = text(current)
        trouble(
            PQLDiagnostics.badChain(
                "a step's name and ':'",
                found: "'\(found)'",
                suggestions: ["C\(steps.count): \(found)"],
                span: current.span
            )
        )
        var parts = StepParts(label: index)
        parts.isNameless = true
        steps.append(parts)
        return true
    }

    /// Whether the last step has what a step must have; otherwise it is told about and dropped.
    private func stepIsWhole() -> Bool {
        guard let parts = steps.last else { return false }
        if parts.what != nil { return true }
        if !parts.isBroken {
            trouble(PQLDiagnostics.badChain("WHAT(condition)", found: found, span: foundSpan))
        }
        steps.removeLast()
        skipJunk()
        return false
    }

    /// Reads a clause's word, and leaves its kind with the step; false when no clause follows.
    private func clauseHead() -> Bool {
        while current.isWord, !atThen, !beginsStep {
            let token = current
            guard let clause = Clause(token.keyword) else {
                refuseClause()
                continue
            }
            let position = index
            advance()
            guard at(.openParenthesis) else {
                trouble(PQLDiagnostics.badChain("'(' behind \(clause.word)", found: found, span: foundSpan))
                steps[steps.count - 1].isBroken = true
                return false
            }
            steps[steps.count - 1].clause = clause
            if let before = steps[steps.count - 1].positions.updateValue(position, forKey: clause) {
                let first = source.tokens[before].span
                report(PQLDiagnostics.twice(clause.word, span: token.span, before: first))
            }
            return true
        }
        return false
    }

    /// Reads what stands in a clause's parentheses.
    private func clauseBody() {
        let open = index
        advance()
        let clause = lastClause
        if clause == .when {
            let isRead = occurrence()
            keepOccurrence(isRead)
        } else if clause == .count {
            keepCount()
        } else {
            expression(.lowest)
            keepCondition()
        }
        close(open)
    }

    private var lastClause: Clause { steps[steps.count - 1].clause }

    private func keepCondition() {
        let node = pop()
        let last = steps.count - 1
        steps[last].height = max(steps[last].height, node.height)
        if steps[last].clause == .what { steps[last].what = node.tree } else { steps[last].condition = node.tree }
    }

    private func keepOccurrence(_ isRead: Bool) {
        guard isRead, let (occurrence, height) = occurrences.popLast() else { return skipJunk() }
        let last = steps.count - 1
        steps[last].height = max(steps[last].height, height)
        steps[last].when = occurrence
    }

    private func keepCount() {
        let last = steps.count - 1
        guard let amount = amount() else {
            let hint = current.symbol?.comparison == nil ? nil : "COUNT(n) asks for at least n events"
            trouble(PQLDiagnostics.badChain("a whole number in COUNT", found: found, hint: hint, span: foundSpan))
            steps[last].isBroken = true
            return skipJunk()
        }
        steps[last].height = max(steps[last].height, 1)
        steps[last].count = amount
    }
}
