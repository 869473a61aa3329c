import Diagnostics

extension ExpressionParser {
    /// Reads an expression whose operators bind at least as tightly as `level`, and leaves it as a value.
    ///
    /// `allowsQuery` lets a `select` or quantifier stand bare although the level asks for more, as on the right of a
    /// comparison.
    func expression(_ level: Level, allowsQuery: Bool = false) {
        guard descend() else { return pushAborted() }
        let start = index
        operand(level, allowsQuery)
        if lastLevel == .postfix {
            while suffix(from: start) {}
            lastLevel = .postfix
        }
        while infix(level, from: start) {}
        ascend()
    }

    /// Reads one operator and its right side; false when none of the level follows.
    private func infix(_ level: Level, from start: Int) -> Bool {
        let found = infixLevel()
        guard found != .lowest, found >= level else { return false }
        switch found {
        case .or, .and: row(found, from: start)
        case .sum, .product: arithmetic(found, from: start)
        default: relation(from: start)
        }
        lastLevel = found
        return true
    }

    /// The level of the operator that follows; `lowest` if none does.
    private func infixLevel() -> Level {
        switch current.kind {
        case .symbol(let symbol):
            switch symbol {
            case .plus, .minus: .sum
            case .times, .divide, .modulo: .product
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .relation
            case .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace, .closeBrace, .comma,
                .dot, .colon, .caret, .not, .arrow:
                .lowest
            }
        case .word(.or): .or
        case .word(.and): .and
        case .word(.in): allowsMembership ? .relation : .lowest
        case .word(.notIn), .word(.like), .word(.matches), .word(.occurs): .relation
        case .word(.not): token(1).keyword == .in ? .relation : .lowest
        case .word, .quotedName, .string, .integer, .long, .double, .template, .parameter, .schemaReference, .invalid,
            .end:
            .lowest
        }
    }

    /// All operands of one `and` or `or`.
    private func row(_ level: Level, from start: Int) {
        let position = index
        var count = 1
        repeat {
            advance()
            expression(level == .or ? .and : .not)
            count += 1
        } while at(level == .or ? .or : .and)
        reduceCall(level == .or ? "or" : "and", at: position, count, from: start)
    }

    private func arithmetic(_ level: Level, from start: Int) {
        let position = index
        advance()
        expression(level == .sum ? .product : .unary)
        reduceCall(nil, at: position, 2, from: start)
    }

    private func relation(from start: Int) {
        let isSecond = lastLevel == .relation && isChained()
        let position = index
        skipRelation()
        if source.tokens[position].keyword == .occurs {
            occurs(from: start)
        } else {
            switch source.tokens[position].keyword {
            case .in, .notIn, .not: members()
            default: expression(.sum, allowsQuery: true)
            }
            reduceCall(nil, at: position, 2, from: start)
        }
        if isSecond { reduceChained(at: position, from: start) }
    }

    private func skipRelation() {
        if at(PQLKeyword.not) {
            let span = current.span.union(token(1).span)
            trouble(PQLDiagnostics.missingOperator(found: "'not in'", suggestions: ["notIn"], span: span))
            advance()
        }
        advance()
    }

    /// Whether the comparison before is the left side of the one at hand; what cannot be read of it, nothing, is left
    /// as that side then. A query or aggregate as the left side is told here and read as it was meant.
    private func isChained() -> Bool {
        guard let left = lastValue else { return false }
        switch left.kind {
        case .query(let quantifier, _):
            trouble(PQLDiagnostics.needsParentheses("'\(quantifier.rawValue)'", span: left.span))
            return false
        case .aggregate(let aggregate, _, _):
            trouble(PQLDiagnostics.needsParentheses("'\(aggregate.rawValue)'", span: left.span))
            return false
        default:
            pushError(from: index)
            return true
        }
    }

    /// Tells of a second comparison in a row, now that all of it was read, and joins the two.
    private func reduceChained(at position: Int, from start: Int) {
        let token = source.tokens[position]
        let found = "'\(PQLDiagnostics.excerpt(text(token)))'"
        report(PQLDiagnostics.chainedComparison(found, rewritten: rewrittenRow(token), span: token.span))
        reduceCall("and", at: position, 2, from: start)
    }

    /// `a < b and b < c` for `a < b < c`, whose two comparisons are the last values; nil where it would be long.
    private func rewrittenRow(_ second: PQLToken) -> String? {
        let nodes = lastValues(2)
        guard nodes.count == 2, case .call(let first, let left) = nodes[0].kind, left.count == 2,
            PQLComparison(rawValue: first.name) != nil, let comparison = second.symbol?.comparison,
            case .call(_, let right) = nodes[1].kind, right.count == 2
        else { return nil }
        let sides = [left[0], left[1], right[1]]
        guard sides.allSatisfy({ $0.span.length > 0 && $0.span.length <= 60 && $0.isPlain }) else { return nil }
        let texts = sides.map { source.text(of: $0.span) }
        return "\(texts[0]) \(first.name) \(texts[1]) and \(texts[1]) \(comparison.rawValue) \(texts[2])"
    }

    /// Makes a call of the last `count` values; without a name, that of the operator at the position.
    func reduceCall(_ name: String?, at position: Int, _ count: Int, from start: Int) {
        let token = source.tokens[position]
        let function = PQLFunction(name ?? operatorName(token), span: token.span)
        let nodes = pop(count)
        push(.call(function, nodes.map(\.tree)), from: start, above: nodes)
    }

    private func operatorName(_ token: PQLToken) -> String {
        // An operator that the lexer corrected stands in the text as it was.
        if let symbol = token.symbol { return symbol.rawValue }
        switch token.keyword {
        case PQLKeyword.not?, .notIn?: return "notIn"
        case let keyword?: return keyword.rawValue
        case nil: return text(token)
        }
    }
}

// MARK: - The right side of `in`

extension ExpressionParser {
    /// A value, or values in parentheses, which are a list too.
    private func members() {
        let start = index
        if hasTuple() {
            let count = arguments()
            return reduceList(count, from: start)
        }
        expression(.sum, allowsQuery: true)
        reduceMember(from: start)
    }

    private func reduceMember(from start: Int) {
        guard source.partners[start] == index - 1, source.tokens[start].isSymbol(.openParenthesis),
            lastValue?.kind.isScalarLiteral ?? false
        else { return }
        reduceList(1, from: start)
    }

    /// Whether a parenthesis begins with a comma of its own inside.
    private func hasTuple() -> Bool {
        guard at(.openParenthesis), source.partners[index] > index else { return false }
        var position = index + 1
        while position < source.partners[index] {
            let token = source.tokens[position]
            if token.isSymbol(.comma) { return true }
            // A declaration's comma does not make a list.
            if token.keyword == .from, !source.tokens[position - 1].isSymbol(.dot) { return false }
            position = max(source.partners[position], position) + 1
        }
        return false
    }

    func reduceList(_ count: Int, from start: Int) {
        let nodes = pop(count)
        push(.list(nodes.map(\.tree)), from: start, above: nodes)
    }
}

extension PQLExpression.Kind {
    /// A string, number or boolean as such.
    var isScalarLiteral: Bool {
        switch self {
        case .string, .boolean, .integer, .long, .double: true
        case .null, .moment, .list, .object, .template, .subject, .parameter, .variable, .field, .filter, .call,
            .lambda, .query, .aggregate, .binding, .occurs, .chain, .schemaReference, .unknown, .error:
            false
        }
    }
}

extension PQLExpression {
    /// A path of names, or a literal: what needs no parentheses anywhere.
    fileprivate var isPlain: Bool {
        var node = self
        while case .field(let base, _) = node.kind { node = base }
        switch node.kind {
        case .subject, .variable, .moment: return true
        default: return node.kind.isScalarLiteral
        }
    }
}
