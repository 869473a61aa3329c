import Diagnostics

extension ExpressionParser {
    /// An expression whose operators bind at least as tightly as `level`.
    ///
    /// `allowsQuery` lets a `select` or quantifier stand bare although the level asks for more, as on the right of a
    /// comparison.
    mutating func expression(_ level: Level, allowsQuery: Bool = false) -> Node {
        guard descend() else {
            ascend()
            return abort()
        }
        let start = index
        var leftLevel = Level.postfix
        var left = operand(level, allowsQuery, &leftLevel)
        if leftLevel == .postfix {
            while suffix(&left, from: start) {}
        }
        while infix(&left, &leftLevel, level, from: start) {}
        ascend()
        return left
    }

    /// Reads one operator and its right side into `left`; false when none of the level follows.
    private mutating func infix(
        _ left: inout Node,
        _ leftLevel: inout Level,
        _ level: Level,
        from start: Int
    ) -> Bool {
        guard let operatorLevel = infixLevel(), operatorLevel >= level else { return false }
        switch operatorLevel {
        case .or, .and: left = row(operatorLevel, left, from: start)
        case .sum, .product: left = arithmetic(operatorLevel, left, from: start)
        default:
            if leftLevel == .relation { chainedTrouble(left) }
            left = relation(left, from: start)
        }
        leftLevel = operatorLevel
        return true
    }

    private func infixLevel() -> Level? {
        switch current.kind {
        case .symbol(let symbol):
            switch symbol {
            case .plus, .minus: return .sum
            case .times, .divide, .modulo: return .product
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return .relation
            case .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace, .closeBrace, .comma,
                .dot, .colon, .caret, .not, .arrow:
                return nil
            }
        case .word(.or): return .or
        case .word(.and): return .and
        case .word(.in): return allowsMembership ? .relation : nil
        case .word(.notIn), .word(.like), .word(.matches), .word(.occurs): return .relation
        case .word(.not): return token(1).keyword == .in ? .relation : nil
        default: return nil
        }
    }

    private mutating func chainedTrouble(_ left: Node) {
        switch left.tree.kind {
        case .query, .aggregate: trouble(PQLDiagnostics.needsParentheses(Self.word(of: left.tree), span: left.tree.span))
        default: trouble(PQLDiagnostics.chainedComparison(found, span: foundSpan))
        }
    }

    private static func word(of tree: PQLExpression) -> String {
        switch tree.kind {
        case .query(let quantifier, _): quantifier.rawValue
        case .aggregate(let aggregate, _, _): aggregate.rawValue
        default: "it"
        }
    }

    /// All operands of one `and` or `or`.
    private mutating func row(_ level: Level, _ first: Node, from start: Int) -> Node {
        let keyword: PQLKeyword = level == .or ? .or : .and
        let function = PQLFunction(keyword.rawValue, span: current.span)
        var operands = [first.tree]
        var height = first.height
        while at(keyword) {
            advance()
            let next = expression(level == .or ? .and : .not)
            operands.append(next.tree)
            height = max(height, next.height)
        }
        return make(.call(function, operands), from: start, height: height)
    }

    private mutating func arithmetic(_ level: Level, _ left: Node, from start: Int) -> Node {
        let function = PQLFunction(text(current), span: current.span)
        advance()
        let right = expression(level == .sum ? .product : .unary)
        return make(.call(function, [left.tree, right.tree]), from: start, height: max(left.height, right.height))
    }

    private mutating func relation(_ left: Node, from start: Int) -> Node {
        let keyword = current.keyword
        let operatorSpan = current.span
        let name = keyword == nil ? text(current) : Self.relationName(keyword)
        // An operator that the lexer corrected stands in the text as it was.
        let function = PQLFunction(current.symbol?.rawValue ?? name, span: operatorSpan)
        if keyword == .not {
            let span = operatorSpan.union(token(1).span)
            trouble(PQLDiagnostics.missingOperator(found: "'not in'", suggestions: ["notIn"], span: span))
            advance()
        }
        advance()
        let right: Node
        switch keyword {
        case .occurs: return occurs(left, from: start)
        case .in, .notIn, .not: right = members()
        default: right = expression(.sum, allowsQuery: true)
        }
        return make(.call(function, [left.tree, right.tree]), from: start, height: max(left.height, right.height))
    }

    private static func relationName(_ keyword: PQLKeyword?) -> String {
        switch keyword {
        case .not?, .notIn?: "notIn"
        case let keyword?: keyword.rawValue
        case nil: ""
        }
    }

    /// The right side of `in`: a value, or values in parentheses, which are a list too.
    private mutating func members() -> Node {
        let start = index
        guard at(.openParenthesis), source.partners[index] > index else { return expression(.sum, allowsQuery: true) }
        let partner = source.partners[index]
        if hasComma(inside: index) { return tuple() }
        let node = expression(.sum, allowsQuery: true)
        guard index == partner + 1, node.tree.kind.isScalarLiteral else { return node }
        return make(.list([node.tree]), from: start, height: node.height)
    }

    private func hasComma(inside open: Int) -> Bool {
        var index = open + 1
        while index < source.partners[open] {
            let token = source.tokens[index]
            if token.isSymbol(.comma) { return true }
            // A declaration's comma does not make a list.
            if token.keyword == .from, !source.tokens[index - 1].isSymbol(.dot) { return false }
            index = max(source.partners[index], index) + 1
        }
        return false
    }

    private mutating func tuple() -> Node {
        let start = index
        let items = arguments(itemArgument: nil)
        return make(.list(items.map(\.tree)), from: start, height: items.map(\.height).max() ?? 0)
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
