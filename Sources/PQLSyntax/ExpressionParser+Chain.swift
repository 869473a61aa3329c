import Diagnostics

// CHAIN(array, order, [steps]).

extension ExpressionParser {
    mutating func chain() -> Node {
        let start = index
        advance()
        let open = index
        let outer = allowsMembership
        allowsMembership = true
        defer { allowsMembership = outer }
        advance()
        let array = expression(.lowest)
        var height = array.height
        guard let order = chainOrder() else { return abandonChain(start, open) }
        guard skip(.comma), at(.openBracket) else {
            let expected = "',' and the steps in brackets"
            trouble(PQLDiagnostics.badChain(expected, found: found, span: foundSpan))
            return abandonChain(start, open)
        }
        let steps = steps(&height)
        close(open)
        return make(.chain(PQLChain(array: array.tree, order: order, steps: steps)), from: start, height: height)
    }

    private mutating func abandonChain(_ start: Int, _ open: Int) -> Node {
        if source.partners[open] >= index {
            index = source.partners[open] + 1
        } else {
            skipJunk()
        }
        return errorNode(from: start)
    }

    private mutating func chainOrder() -> PQLName? {
        guard at(.comma) else {
            trouble(PQLDiagnostics.badChain("',' and the field that orders", found: found, span: foundSpan))
            return nil
        }
        advance()
        let token = current
        guard token.isName else {
            if case .template(let index) = token.kind {
                advance()
                return PQLName(.template(source.templates[index]), span: token.span)
            }
            trouble(PQLDiagnostics.badChain("the field that orders, as 'timestamp'", found: found, span: foundSpan))
            return nil
        }
        advance()
        return PQLName(name(token), span: token.span)
    }

    private mutating func steps(_ height: inout Int) -> [PQLChain.Step] {
        let open = index
        advance()
        var steps: [PQLChain.Step] = []
        var seen: [String: ByteSpan] = [:]
        repeat {
            guard let step = step(&height) else {
                skipJunk()
                continue
            }
            if let before = seen.updateValue(step.nameSpan, forKey: step.name) {
                let what = "the step '\(PQLDiagnostics.excerpt(step.name))'"
                report(PQLDiagnostics.twice(what, span: step.nameSpan, before: before))
            }
            steps.append(step)
        } while skip(.comma)
        close(open)
        return steps
    }

    private mutating func step(_ height: inout Int) -> PQLChain.Step? {
        let label = current
        guard label.isName else {
            trouble(PQLDiagnostics.badChain("a step like 'A: WHAT(…)'", found: found, span: foundSpan))
            return nil
        }
        advance()
        guard skip(.colon) else {
            trouble(PQLDiagnostics.badChain("':' behind the step's name", found: found, span: foundSpan))
            return nil
        }
        var clauses = StepClauses()
        if current.isWord, text(current) == Self.negationMarker {
            clauses.isNegated = true
            advance()
        }
        while current.isWord {
            if !clause(&clauses, &height) { break }
        }
        guard let what = clauses.what else {
            if !clauses.isBroken {
                trouble(PQLDiagnostics.badChain("WHAT(condition)", found: found, span: foundSpan))
            }
            return nil
        }
        return PQLChain.Step(
            name: name(label),
            nameSpan: label.span,
            negated: clauses.isNegated,
            what: what,
            condition: clauses.condition,
            when: clauses.when,
            count: clauses.count
        )
    }

    private struct StepClauses {
        var isNegated = false
        var what: PQLExpression?
        var condition: PQLExpression?
        var when: PQLOccurrence?
        var count: PQLExpression?
        var spans: [String: ByteSpan] = [:]
        var isBroken = false
    }

    /// Reads one clause of a step; false, after telling why, when nothing more can be read.
    private mutating func clause(_ clauses: inout StepClauses, _ height: inout Int) -> Bool {
        let token = current
        let word = (token.keyword?.rawValue ?? "").uppercased()
        guard Self.clauseWords.contains(word) else {
            let suggestions = NearestName.suggestions(for: text(token), among: Self.clauseWords)
            let expected = clauses.what == nil ? "WHAT(condition)" : "WHERE, WHEN, COUNT, ',' or ']'"
            trouble(PQLDiagnostics.badChain(expected, found: found, suggestions: suggestions, span: token.span))
            clauses.isBroken = true
            skipClause()
            return true
        }
        advance()
        guard at(.openParenthesis) else {
            trouble(PQLDiagnostics.badChain("'(' behind \(word)", found: found, span: foundSpan))
            clauses.isBroken = true
            return false
        }
        if let before = clauses.spans.updateValue(token.span, forKey: word) {
            report(PQLDiagnostics.twice(word, span: token.span, before: before))
        }
        let open = index
        advance()
        switch word {
        case "WHAT": clauses.what = condition(&height)
        case "WHERE": clauses.condition = condition(&height)
        case "WHEN":
            clauses.when = occurrence(&height)
            if clauses.when == nil { skipJunk() }
        default: count(&clauses)
        }
        close(open)
        return true
    }

    private static let clauseWords = ["WHAT", "WHERE", "WHEN", "COUNT"]

    private mutating func skipClause() {
        advance()
        if at(.openParenthesis), source.partners[index] > index { index = source.partners[index] + 1 }
    }

    private mutating func condition(_ height: inout Int) -> PQLExpression {
        let node = expression(.lowest)
        height = max(height, node.height)
        return node.tree
    }

    private mutating func count(_ clauses: inout StepClauses) {
        guard let amount = amount() else {
            trouble(PQLDiagnostics.badChain("a whole number in COUNT", found: found, span: foundSpan))
            clauses.isBroken = true
            skipJunk()
            return
        }
        clauses.count = amount
    }
}
