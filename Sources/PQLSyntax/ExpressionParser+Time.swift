import Diagnostics

// `occurs`, and the WHEN of a chain's step.

extension ExpressionParser {
    /// What follows `occurs`, which has been read.
    mutating func occurs(_ left: Node, from start: Int) -> Node {
        var height = left.height
        guard let occurrence = occurrence(&height) else {
            skipJunk()
            return errorNode(from: start)
        }
        return make(.occurs(left.tree, occurrence), from: start, height: height)
    }

    /// The right side of `occurs`; nil after telling what is wrong with it.
    mutating func occurrence(_ height: inout Int) -> PQLOccurrence? {
        if let comparison = current.symbol?.comparison {
            advance()
            return distance(comparison, &height)
        }
        if at(.between), !isName(before: token(1)) {
            advance()
            guard let start = time(&height) else { return nil }
            guard at(.and) else {
                trouble(PQLDiagnostics.badOccurs("'and' between two times", found: found, span: foundSpan))
                return nil
            }
            advance()
            return time(&height).map { .between(start, $0) }
        }
        if let direction = current.keyword?.direction, !isName(before: token(1)) {
            advance()
            return time(&height).map { .relative(direction, $0) }
        }
        if at(.on), !isName(before: token(1)) { advance() }
        if let diagnostic = timeWordTrouble() {
            trouble(diagnostic)
            return nil
        }
        return time(&height).map(PQLOccurrence.within)
    }

    /// Whether a word before this token is the name of a field.
    private func isName(before token: PQLToken) -> Bool {
        token.isSymbol(.dot) || token.isSymbol(.closeParenthesis) || token.isSymbol(.closeBracket)
    }

    /// Words that people write for a time span, and that PQL has not.
    private func timeWordTrouble() -> Diagnostic? {
        guard let word = current.keyword?.rawValue ?? (current.isWord ? text(current).lowercased() : nil) else {
            return nil
        }
        let next = token(1)
        guard
            next.isNumber
                || ["within", "since", "until", "during"].contains(word) && next.isName && !Self.isInfix(next.keyword) else { return nil }
        let hint: String? =
            switch word {
            case "last", "within", "past", "in": "write 'occurs <= 3 days before now'"
            case "next": "write 'occurs <= 3 days after now'"
            case "since": "write 'occurs after …'"
            case "until": "write 'occurs before …'"
            default: nil
            }
        return PQLDiagnostics.badOccurs("a time", found: found, hint: hint, span: foundSpan)
    }

    /// `3 days before now`, with the comparison read.
    private mutating func distance(_ comparison: PQLComparison, _ height: inout Int) -> PQLOccurrence? {
        guard let amount = amount() else {
            var hint: String?
            if at(.minus) { hint = "an amount is not negative; the direction says 'before' or 'after'" }
            trouble(
                PQLDiagnostics.badOccurs("a whole number of time units", found: found, hint: hint, span: foundSpan)
            )
            return nil
        }
        height = max(height, 1)
        guard let unit = current.keyword?.timeUnit else {
            let suggestions = current.isWord ? Self.unitSuggestions(text(current)) : []
            trouble(PQLDiagnostics.badOccurs("a unit of time", found: found, suggestions: suggestions, span: foundSpan))
            return nil
        }
        advance()
        guard let direction = current.keyword?.direction else {
            directionTrouble(unit)
            return nil
        }
        advance()
        return time(&height).map { .distance(comparison, amount: amount, unit, direction, $0) }
    }

    private mutating func directionTrouble(_ unit: PQLTimeUnit) {
        var suggestions: [String] = []
        if current.isWord {
            suggestions = NearestName.suggestions(for: text(current), among: PQLDirection.allCases.map(\.rawValue))
            if text(current).lowercased() == "ago" { suggestions = ["before now"] }
        }
        trouble(
            PQLDiagnostics.badOccurs(
                "'before', 'after' or 'from' and a time",
                found: found,
                suggestions: suggestions,
                span: foundSpan
            )
        )
    }

    private static func unitSuggestions(_ word: String) -> [String] {
        NearestName.suggestions(for: word, among: PQLTimeUnit.allCases.map(\.plural))
    }

    /// A whole number or a template that stands for one.
    mutating func amount() -> PQLExpression? {
        let token = current
        switch token.kind {
        case .integer(let magnitude):
            advance()
            guard let value = Int64(exactly: magnitude) else {
                report(PQLDiagnostics.badNumber(text(token), span: token.span))
                return PQLExpression(.error, span: token.span)
            }
            return PQLExpression(.integer(value), span: token.span)
        case .template(let index):
            advance()
            return PQLExpression(.template(source.templates[index]), span: token.span)
        case .word, .quotedName, .string, .long, .double, .parameter, .schemaReference, .symbol, .invalid, .end:
            return nil
        }
    }

    private mutating func time(_ height: inout Int) -> PQLTime? {
        if let relation = current.keyword?.relation {
            if let unit = token(1).keyword?.timeUnit {
                advance()
                advance()
                return .interval(relation, unit)
            }
            let next = token(1)
            if next.isWord, !Self.isInfix(next.keyword), next.keyword?.direction == nil {
                advance()
                let suggestions = NearestName.suggestions(
                    for: text(current),
                    among: PQLTimeUnit.allCases.map(\.rawValue)
                )
                trouble(
                    PQLDiagnostics.badOccurs(
                        "a unit of time",
                        found: found,
                        suggestions: suggestions,
                        span: foundSpan
                    )
                )
                return nil
            }
        }
        let node = expression(.sum)
        height = max(height, node.height)
        return .expression(node.tree)
    }
}
