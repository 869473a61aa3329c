import Diagnostics

extension ExpressionParser {
    /// What may stand where a value is expected.
    private enum Beginning {
        case literal, word, relative
        case name, call, marker
        case parenthesis, lambda, list, object, caret
        case minus, negation
        case query, aggregate, binding, chain
        /// Told about, and either passed over or left for what is around.
        case refused
        case missing
    }

    /// Reads what stands before or between operators, leaves it as a value and its level in `lastLevel`.
    func operand(_ level: Level, _ allowsQuery: Bool) {
        let start = index
        lastLevel = .postfix
        var beginning = beginning(level, allowsQuery)
        if beginning == .missing {
            guard skipToOperand() else { return pushError(from: start) }
            beginning = self.beginning(level, allowsQuery)
        }
        switch beginning {
        case .literal: literal()
        case .word: word()
        case .relative: relative()
        case .name: name()
        case .parenthesis: parenthesised()
        case .minus: negative()
        case .negation: negation()
        case .refused, .missing: pushError(from: index)
        case .call, .marker, .lambda, .list, .object, .caret, .query, .aggregate, .binding, .chain:
            guard descend() else { return pushAborted() }
            construct(beginning)
            ascend()
        }
    }

    private func construct(_ beginning: Beginning) {
        switch beginning {
        case .call: call()
        case .marker: marker()
        case .lambda: lambda()
        case .list: list()
        case .object: object()
        case .caret: climbed()
        case .query: query(at: index)
        case .aggregate: aggregate()
        case .binding: binding()
        case .chain: chain()
        case .literal, .word, .relative, .name, .parenthesis, .minus, .negation, .refused, .missing: break
        }
    }

    private func beginning(_ level: Level, _ allowsQuery: Bool) -> Beginning {
        switch current.kind {
        case .word(let keyword?): return beginning(keyword, level, allowsQuery)
        case .word(nil), .quotedName: return named()
        case .symbol(.openParenthesis):
            guard startsLambda else { return .parenthesis }
            needParentheses(around: "a lambda", unless: level == .lowest)
            return .lambda
        case .symbol(.minus): return .minus
        case .symbol(.not):
            needParentheses(around: "'!'", unless: level <= .not)
            return .negation
        case .symbol(.openBracket): return .list
        case .symbol(.openBrace): return braces()
        case .symbol(.caret): return .caret
        case .string, .integer, .long, .double, .template, .parameter, .schemaReference: return .literal
        case .symbol(.less) where placeholderName != nil: return refusePlaceholder()
        case .symbol, .invalid, .end: return .missing
        }
    }

    private func beginning(_ keyword: PQLKeyword, _ level: Level, _ allowsQuery: Bool) -> Beginning {
        let isCall = token(1).isSymbol(.openParenthesis)
        switch keyword {
        case .not:
            if isPlainlyNamed { return refuseOperator(keyword) }
            needParentheses(around: "'not'", unless: level <= .not)
            return .negation
        case .let:
            guard startsBinding else { return named() }
            needParentheses(around: "'let'", unless: level == .lowest)
            return .binding
        case .select, .exists, .forall, .some, .all, .none, .one:
            guard startsQuery(keyword) else { return named() }
            needParentheses(around: "'\(keyword.rawValue)'", unless: level <= .relation || allowsQuery)
            return .query
        case .sum, .average, .min, .max:
            guard startsAggregate() else { return named() }
            needParentheses(around: "'\(keyword.rawValue)'", unless: level <= .relation || allowsQuery)
            return .aggregate
        case .chain: return isCall ? .chain : .name
        case .and, .or: return refuseOperator(keyword)
        case .in, .notIn, .like, .matches:
            return isCall ? .call : isPlainlyNamed ? .name : refuseOperator(keyword)
        case .where, .from, .over, .occurs, .between, .before, .after, .on:
            return isPlainlyNamed ? .name : refuseOperator(keyword)
        case .this, .last, .next:
            if token(1).keyword?.timeUnit != nil { return .relative }
            return keyword == .this && !isCall ? .word : named()
        case .true, .false, .null, .now, .today, .yesterday, .tomorrow: return isCall ? .call : .word
        default: return named()
        }
    }

    private func named() -> Beginning {
        guard token(1).isSymbol(.openParenthesis) else { return .name }
        return isMarker ? .marker : .call
    }

    private func needParentheses(around what: String, unless isFine: Bool) {
        if !isFine { trouble(PQLDiagnostics.needsParentheses(what, span: current.span)) }
    }

    /// Whether an operator's word is used as the name of a field, as what follows shows.
    private var isPlainlyNamed: Bool {
        guard let symbol = token(1).symbol else { return false }
        return symbol == .dot || symbol.comparison != nil
    }

    /// An operator's word stands where a value should.
    private func refuseOperator(_ keyword: PQLKeyword) -> Beginning {
        trouble(missingValue())
        if isPlainlyNamed || isLastOfClause { return .name }
        if !Self.isInfix(keyword) { advance() }
        return .refused
    }

    private var isLastOfClause: Bool {
        let next = token(1)
        if case .end = next.kind { return true }
        return next.isSymbol(.comma) || next.symbol?.isCloser ?? false
    }

    /// `{NAME}` or `<NAME>`.
    private func refusePlaceholder() -> Beginning {
        let span = placeholderSpan
        trouble(PQLDiagnostics.placeholder(text(token(1)), asWritten: source.text(of: span), span: span))
        index += 3
        return .refused
    }

    private func bracesTrouble() -> Diagnostic {
        switch token(1).kind {
        case .string, .integer, .long, .double:
            return PQLDiagnostics.braces(
                "values in braces",
                hint: "a list stands in square brackets: [ … ]",
                current.span
            )
        case .symbol(.openBrace):
            let hint = "double braces are Journey Optimizer's; a template is written ${name}"
            return PQLDiagnostics.braces("'{{'", hint: hint, current.span)
        case .symbol(.closeBrace):
            return PQLDiagnostics.braces("'{}'", hint: "an object has members: {\"key\": value}", current.span)
        case .word, .quotedName:
            guard token(2).isSymbol(.colon) else { return PQLDiagnostics.setSyntax(span: current.span) }
            let key = PQLDiagnostics.excerpt(text(token(1)))
            let hint = "a key stands in double quotes: {\"\(key)\": …}"
            return PQLDiagnostics.braces(
                "the key '\(key)' without quotes",
                hint: hint,
                current.span.union(token(1).span)
            )
        case .template, .parameter, .schemaReference, .symbol, .invalid, .end:
            return PQLDiagnostics.setSyntax(span: current.span)
        }
    }

    /// Braces that begin no object are told about and passed over.
    private func braces() -> Beginning {
        if placeholderName != nil { return refusePlaceholder() }
        if case .string = token(1).kind, !token(2).isSymbol(.comma), !(token(2).symbol?.isCloser ?? false) {
            return .object
        }
        trouble(bracesTrouble())
        index = max(index, source.partners[index])
        advance()
        return .refused
    }
}

// MARK: - Values with parts

extension ExpressionParser {
    /// `not` or `!`.
    private func negation() {
        let start = index
        advance()
        expression(.not)
        warnOfBareComparison(behind: start)
        reduceCall("not", at: start, 1, from: start)
        lastLevel = .not
    }

    private func warnOfBareComparison(behind start: Int) {
        guard let operand = lastValue, operand.isBareComparison, source.partners[start + 1] != index - 1,
            !isTroubled(at: start)
        else { return }
        report(PQLDiagnostics.notComparison(span: source.tokens[start].span))
    }

    private func parenthesised() {
        let open = index
        let outer = enterBrackets()
        advance()
        expression(.lowest)
        close(open)
        leaveBrackets(outer)
        lastLevel = .postfix
    }

    private func list() {
        let start = index
        let count = arguments()
        if count == 0 { warnOfEmptyList(from: start) }
        reduceList(count, from: start)
        lastLevel = .postfix
    }

    private func warnOfEmptyList(from start: Int) {
        if !isAborted, source.partners[start] == start + 1 {
            report(PQLDiagnostics.emptyList(span: span(from: start)))
        }
    }

    /// Reads expressions between commas up to the closing bracket, which the current token opens, and says how many.
    func arguments() -> Int {
        let open = index
        advance()
        if source.partners[open] == index {
            advance()
            return 0
        }
        let outer = enterBrackets()
        var count = 0
        repeat {
            expression(.lowest)
            count += 1
        } while skip(.comma)
        close(open)
        leaveBrackets(outer)
        return count
    }
}

extension PQLExpression {
    /// A comparison in an operator's form, whose reach behind `not` people may see differently.
    fileprivate var isBareComparison: Bool {
        switch kind {
        case .call(let function, let arguments):
            arguments.count == 2
                && (PQLComparison(rawValue: function.name) != nil || ["in", "notIn", "like"].contains(function.name))
        case .occurs: true
        case .string, .boolean, .integer, .long, .double, .null, .moment, .list, .object, .template, .subject,
            .parameter, .variable, .field, .filter, .lambda, .query, .aggregate, .binding, .chain, .schemaReference,
            .unknown, .error:
            false
        }
    }
}
