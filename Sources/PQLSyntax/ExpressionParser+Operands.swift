import Diagnostics
import JSONTree

extension ExpressionParser {
    /// What stands before or between operators. `found` is left at `postfix` when fields, calls and filters may
    /// follow, and says otherwise how tightly the operand holds together.
    mutating func operand(_ level: Level, _ allowsQuery: Bool, _ found: inout Level) -> Node {
        switch current.kind {
        case .word(let keyword?): return keywordOperand(keyword, level, allowsQuery, &found)
        case .word(nil), .quotedName: return named()
        case .symbol(.openParenthesis): return parenthesised(level, &found)
        case .symbol(.minus): return negative(&found)
        case .symbol(.not): return negation(level, &found)
        case .symbol(.openBracket): return list()
        case .symbol(.openBrace): return braces()
        case .symbol(.less) where placeholderName != nil: return placeholder()
        case .symbol(.caret): return climbed()
        case .string, .integer, .long, .double, .template, .parameter, .schemaReference: return literal()
        case .symbol, .invalid, .end: return missingOperand(level, allowsQuery, &found)
        }
    }

    /// Tells that a value is missing, and goes on with the next thing that may be one.
    private mutating func missingOperand(_ level: Level, _ allowsQuery: Bool, _ found: inout Level) -> Node {
        let start = index
        trouble(PQLDiagnostics.expectedValue(found: self.found, span: foundSpan))
        while !atEnd, !at(.comma), !(current.symbol?.isCloser ?? false), !Self.isInfix(current.keyword) {
            if startsOperand { return operand(level, allowsQuery, &found) }
            advance()
        }
        return errorNode(from: start)
    }

    private var startsOperand: Bool {
        switch current.kind {
        case .word, .quotedName, .string, .integer, .long, .double, .template, .parameter, .schemaReference: true
        case .symbol(let symbol): symbol.closer != nil || symbol == .minus || symbol == .not || symbol == .caret
        case .invalid, .end: false
        }
    }

    /// `{NAME}` or `<NAME>` where a value is expected: told, and passed over.
    mutating func placeholder() -> Node {
        let start = index
        trouble(PQLDiagnostics.placeholder(text(token(1)), asWritten: source.text(of: placeholderSpan), span: placeholderSpan))
        index += 3
        return errorNode(from: start)
    }

    /// Whether the current token is an operator's word that cannot be a name here: no value stands there.
    private mutating func missingBefore(_ keyword: PQLKeyword) -> Node {
        trouble(PQLDiagnostics.expectedValue(found: found, span: foundSpan))
        if !Self.isInfix(keyword) { advance() }
        return errorNode(from: index)
    }

    private mutating func keywordOperand(
        _ keyword: PQLKeyword,
        _ level: Level,
        _ allowsQuery: Bool,
        _ found: inout Level
    ) -> Node {
        switch keyword {
        case .not: return negation(level, &found)
        case .let:
            guard startsBinding else { return named() }
            needParentheses(around: "let", unless: level == .lowest)
            found = .lowest
            return binding()
        case .select, .exists, .forall, .some, .all, .none, .one:
            guard startsQuery(keyword) else { return named() }
            needParentheses(around: keyword.rawValue, unless: level <= .relation || allowsQuery)
            found = .relation
            return query(keyword)
        case .sum, .average, .min, .max:
            guard startsAggregate else { return named() }
            needParentheses(around: keyword.rawValue, unless: level <= .relation || allowsQuery)
            found = .relation
            return aggregate(keyword)
        case .chain: return token(1).isSymbol(.openParenthesis) ? chain() : named()
        case .and, .or: return missingBefore(keyword)
        case .in, .notIn, .like, .matches:
            if token(1).isSymbol(.openParenthesis) { return prefixCall(keyword == .notIn ? "notIn" : keyword.rawValue) }
            return isPlainlyNamed ? named() : missingBefore(keyword)
        case .if: return token(1).isSymbol(.openParenthesis) ? prefixCall("if") : named()
        case .where, .from, .over, .occurs, .between, .before, .after, .on:
            return isPlainlyNamed ? named() : missingBefore(keyword)
        case .this, .last, .next: return relative(keyword)
        case .true, .false, .null, .now, .today, .yesterday, .tomorrow:
            return token(1).isSymbol(.openParenthesis) ? named() : word(keyword)
        default: return named()
        }
    }

    private mutating func needParentheses(around word: String, unless isFine: Bool) {
        if !isFine { trouble(PQLDiagnostics.needsParentheses(word, span: current.span)) }
    }

    /// Whether an operator's word is used as the name of a field, as what follows shows.
    private var isPlainlyNamed: Bool {
        guard let symbol = token(1).symbol else { return false }
        return symbol == .dot || symbol.comparison != nil
    }

    private mutating func word(_ keyword: PQLKeyword) -> Node {
        let start = index
        advance()
        switch keyword {
        case .true: return make(.boolean(true), from: start)
        case .false: return make(.boolean(false), from: start)
        default:
            guard let moment = keyword.moment else { return make(.null, from: start) }
            return make(.moment(moment), from: start)
        }
    }

    /// `this`, and the relative intervals, which are no values.
    private mutating func relative(_ keyword: PQLKeyword) -> Node {
        if token(1).keyword?.timeUnit != nil {
            let start = index
            let interval = "'\(text(current)) \(text(token(1)))'"
            let span = current.span.union(token(1).span)
            let hint = "compare it with 'occurs': value occurs \(text(current)) \(text(token(1)))"
            trouble(PQLDiagnostics.badOccurs("a value", found: interval, hint: hint, span: span))
            advance()
            advance()
            return errorNode(from: start)
        }
        guard keyword == .this, !token(1).isSymbol(.openParenthesis) else { return named() }
        let start = index
        advance()
        return make(.subject(up: 0), from: start)
    }

    private mutating func literal() -> Node {
        let start = index
        let token = current
        advance()
        switch token.kind {
        case .string(let index): return make(.string(source.strings[index]), from: start)
        case .integer(let magnitude): return make(.integer(whole(magnitude, token)), from: start)
        case .long(let magnitude): return make(.long(whole(magnitude, token)), from: start)
        case .double(let value): return make(.double(value), from: start)
        case .parameter(let position): return make(.parameter(position), from: start)
        case .schemaReference(let index):
            let reference = source.references[index]
            return make(.schemaReference(id: reference.id, version: reference.version), from: start)
        case .template(let index): return template(source.templates[index], from: start)
        case .word, .quotedName, .symbol, .invalid, .end: return errorNode(from: start)
        }
    }

    private mutating func whole(_ magnitude: UInt64, _ token: PQLToken) -> Int64 {
        if let value = Int64(exactly: magnitude) { return value }
        report(PQLDiagnostics.badNumber(text(token), span: token.span))
        return 0
    }

    /// `${tenant}` and `${name}.field` begin a path; every other template is a value.
    private mutating func template(_ template: PQLTemplate, from start: Int) -> Node {
        guard template.isSegment(beforeField: at(.dot) && !token(2).isSymbol(.openParenthesis)) else {
            return make(.template(template), from: start)
        }
        let origin = ByteSpan(template.span.start, template.span.start)
        let subject = PQLExpression(.subject(up: 0), span: origin)
        return make(.field(of: subject, PQLName(.template(template), span: template.span)), from: start, height: 1)
    }

    /// `-`: the sign of a number, or an operator.
    private mutating func negative(_ found: inout Level) -> Node {
        let start = index
        found = .unary
        let isSign = token(1).isNumber && !token(2).isSymbol(.dot) && !token(2).isSymbol(.openBracket)
        if isSign {
            let number = token(1)
            advance()
            advance()
            switch number.kind {
            case .integer(let magnitude): return make(.integer(negated(magnitude, number)), from: start)
            case .long(let magnitude): return make(.long(negated(magnitude, number)), from: start)
            case .double(let value): return make(.double(-value), from: start)
            default: return errorNode(from: start)
            }
        }
        let function = PQLFunction("-", span: current.span)
        advance()
        let value = expression(.unary)
        return make(.call(function, [value.tree]), from: start, height: value.height)
    }

    private mutating func negated(_ magnitude: UInt64, _ token: PQLToken) -> Int64 {
        if magnitude == Int64.min.magnitude { return .min }
        return -whole(magnitude, token)
    }

    /// `not` or `!`.
    private mutating func negation(_ level: Level, _ found: inout Level) -> Node {
        let start = index
        needParentheses(around: text(current), unless: level <= .not)
        let function = PQLFunction("not", span: current.span)
        advance()
        let operandStart = index
        let value = expression(.not)
        if Self.isComparison(value.tree), source.partners[operandStart] != index - 1 {
            report(PQLDiagnostics.notComparison(span: function.span))
        }
        found = .not
        return make(.call(function, [value.tree]), from: start, height: value.height)
    }

    private static func isComparison(_ tree: PQLExpression) -> Bool {
        switch tree.kind {
        case .call(let function, let arguments):
            arguments.count == 2 && PQLComparison(rawValue: function.name) != nil
                || ["in", "notIn", "like"].contains(function.name)
        case .occurs: true
        default: false
        }
    }

    /// `(…)`, or a lambda, which begins with a parenthesis too.
    private mutating func parenthesised(_ level: Level, _ found: inout Level) -> Node {
        let partner = source.partners[index]
        if partner > index, source.tokens[partner + 1].isSymbol(.arrow) {
            needParentheses(around: "a lambda", unless: level == .lowest)
            found = .lowest
            return lambda(partner)
        }
        let open = index
        let outer = allowsMembership
        allowsMembership = true
        advance()
        let inner = expression(.lowest)
        close(open)
        allowsMembership = outer
        return inner
    }

    private mutating func list() -> Node {
        let start = index
        let items = arguments(itemArgument: nil)
        if items.isEmpty, !isAborted, source.partners[start] == start + 1 {
            report(PQLDiagnostics.emptyList(span: span(from: start)))
        }
        return make(.list(items.map(\.tree)), from: start, height: items.map(\.height).max() ?? 0)
    }

    /// Expressions between commas up to the closing bracket; the current token opens it.
    mutating func arguments(itemArgument: Int?) -> [Node] {
        let open = index
        let outer = allowsMembership
        allowsMembership = true
        defer { allowsMembership = outer }
        advance()
        guard let closer = source.tokens[open].symbol?.closer, !skip(closer) else { return [] }
        var nodes: [Node] = []
        repeat { nodes.append(expression(.lowest)) } while skip(.comma)
        close(open)
        return nodes
    }
}

extension PQLTemplate {
    /// Whether the token, where a path may start, is the path's first segment.
    func isSegment(beforeField: Bool) -> Bool {
        switch kind {
        case .variable(let name): name == "tenant" || beforeField
        case .segment: false
        }
    }
}
