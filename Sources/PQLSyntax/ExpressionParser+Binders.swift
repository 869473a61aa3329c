import Diagnostics

// What binds names: select, quantifiers, aggregates, let, lambdas.

extension ExpressionParser {
    /// Whether a quantifier's word begins a query here rather than being a name.
    func startsQuery(_ keyword: PQLKeyword) -> Bool {
        let next = token(1)
        if next.isName { return !Self.isInfix(next.keyword) }
        guard next.isSymbol(.openBrace) else { return false }
        return keyword == .select || keyword == .exists || keyword == .forall
    }

    mutating func query(_ keyword: PQLKeyword) -> Node {
        let start = index
        let quantifier = keyword.quantifier ?? .select
        advance()
        let (declarations, height) = declarations(quantifier)
        return make(.query(quantifier, declarations), from: start, height: height)
    }

    /// Whether the word at hand begins `sum E over …` or `sum V from …` rather than a call or a name.
    var startsAggregate: Bool {
        mutating get {
            let next = token(1)
            if next.isName {
                if token(2).keyword == .from { return true }
                if !Self.isInfix(next.keyword) { return true }
            }
            return over(from: index + 1) != nil
        }
    }

    mutating func aggregate(_ keyword: PQLKeyword) -> Node {
        let start = index
        let aggregate = keyword.aggregate ?? .sum
        advance()
        if current.isName, token(1).keyword == .from {
            let (declarations, height) = declarations(nil)
            return make(.aggregate(aggregate, of: nil, over: declarations), from: start, height: height)
        }
        guard let over = over(from: index) else {
            let value = expression(.sum)
            trouble(PQLDiagnostics.badDeclaration("'over'", found: found, span: foundSpan))
            return make(.aggregate(aggregate, of: value.tree, over: []), from: start, height: value.height)
        }
        // The declarations bind the names that the value before them uses.
        let valueStart = index
        index = over + 1
        var names: [String] = []
        let (declarations, height) = declarations(nil, keeping: &names)
        let end = index
        index = valueStart
        let value = expression(.sum)
        if index < over { recover(upTo: over) }
        unbind(names)
        if !isAborted { index = end }
        return make(
            .aggregate(aggregate, of: value.tree, over: declarations),
            from: start,
            height: max(value.height, height)
        )
    }

    /// The `over` that belongs to the tokens from `start` on, within their brackets.
    private mutating func over(from start: Int) -> Int? {
        if overMemo.isEmpty { overMemo = [Int32](repeating: -2, count: source.tokens.count) }
        var seen: [Int] = []
        var result: Int32 = -1
        var position = start
        search: while position < source.tokens.count - 1 {
            if overMemo[position] != -2 {
                result = overMemo[position]
                break
            }
            seen.append(position)
            let token = source.tokens[position]
            switch token.kind {
            case .symbol(let symbol) where symbol.closer != nil:
                guard source.partners[position] > position else { break search }
                position = source.partners[position] + 1
                continue
            case .symbol(let symbol) where symbol == .comma || symbol.isCloser: break search
            case .word(.over) where !source.tokens[position - 1].isSymbol(.dot):
                result = Int32(position)
                break search
            case .word(.and), .word(.or), .word(.where), .word(.from): break search
            default: position += 1
            }
        }
        for position in seen { overMemo[position] = result }
        return result < 0 ? nil : Int(result)
    }

    /// Declarations between commas; their names are no longer bound afterwards.
    private mutating func declarations(_ quantifier: PQLQuantifier?) -> ([PQLDeclaration], height: Int) {
        var names: [String] = []
        let result = declarations(quantifier, keeping: &names)
        unbind(names)
        return result
    }

    private mutating func declarations(
        _ quantifier: PQLQuantifier? = nil,
        keeping names: inout [String]
    ) -> ([PQLDeclaration], height: Int) {
        var declarations: [PQLDeclaration] = []
        var seen: [String: ByteSpan] = [:]
        var height = 0
        while let (declaration, own) = declaration(quantifier, &names) {
            if let before = seen.updateValue(declaration.nameSpan, forKey: declaration.name) {
                let what = "the variable '\(PQLDiagnostics.excerpt(declaration.name))'"
                report(PQLDiagnostics.twice(what, span: declaration.nameSpan, before: before))
            }
            declarations.append(declaration)
            height = max(height, own)
            guard at(.comma), token(1).isName, token(2).keyword == .from else { break }
            advance()
        }
        return (declarations, height)
    }

    private mutating func declaration(
        _ quantifier: PQLQuantifier?,
        _ names: inout [String]
    ) -> (PQLDeclaration, height: Int)? {
        let start = index
        let token = current
        guard token.isName else {
            let found = placeholderName.map { "the placeholder '{\($0)}'" } ?? found
            trouble(PQLDiagnostics.badDeclaration("a variable's name", found: found, span: foundSpan))
            skipJunk()
            return nil
        }
        let name = name(token)
        advance()
        guard skipFrom() else {
            skipJunk()
            return nil
        }
        var source = postfixExpression()
        names.append(name)
        bind(name)
        var condition: Node?
        if skipWhere() {
            condition = expression(.lowest)
            if quantifier != .select, quantifier != nil, let first = condition, at(.where) || at(.colon) {
                advance()
                condition = join(first, expression(.lowest), quantifier, name, token.span, &source, from: start)
            }
        }
        let declaration = PQLDeclaration(
            name: name,
            nameSpan: token.span,
            source: source.tree,
            condition: condition?.tree
        )
        return (declaration, max(source.height, condition?.height ?? 0))
    }

    /// `where W : C`. Both must hold for `exists`; for `forall`, `W` picks the items of which `C` must hold.
    private mutating func join(
        _ first: Node,
        _ second: Node,
        _ quantifier: PQLQuantifier?,
        _ name: String,
        _ nameSpan: ByteSpan,
        _ source: inout Node,
        from start: Int
    ) -> Node {
        let height = max(first.height, second.height)
        guard quantifier == .forall || quantifier == .all else {
            return make(.call("and", [first.tree, second.tree]), from: start, height: height)
        }
        let picked = PQLDeclaration(name: name, nameSpan: nameSpan, source: source.tree, condition: first.tree)
        source = make(.query(.select, [picked]), from: start, height: max(source.height, first.height))
        return second
    }

    private mutating func skipFrom() -> Bool {
        if at(.from) {
            advance()
            return true
        }
        if at(.in) || looksLike(.from, current) {
            trouble(PQLDiagnostics.badDeclaration("'from'", found: found, suggestions: ["from"], span: current.span))
            advance()
            return true
        }
        trouble(PQLDiagnostics.badDeclaration("'from'", found: found, span: foundSpan))
        return false
    }

    private mutating func skipWhere() -> Bool {
        if at(.where) || at(.colon) {
            advance()
            return true
        }
        guard looksLike(.where, current) else { return false }
        trouble(PQLDiagnostics.badDeclaration("'where'", found: found, suggestions: ["where"], span: current.span))
        advance()
        return true
    }

    /// A value with its fields, calls and filters, without operators.
    private mutating func postfixExpression() -> Node {
        expression(.postfix)
    }
}

extension ExpressionParser {
    var startsBinding: Bool {
        token(1).isName && !Self.isInfix(token(1).keyword) || token(1).isSymbol(.openBrace)
    }

    mutating func binding() -> Node {
        let start = index
        advance()
        guard current.isName else {
            let found = placeholderName.map { "the placeholder '{\($0)}'" } ?? found
            trouble(PQLDiagnostics.badLet("a name", found: found, span: foundSpan))
            skipJunk()
            return errorNode(from: start)
        }
        let name = name(current)
        advance()
        guard skip(.equal) else {
            trouble(PQLDiagnostics.badLet("'='", found: found, span: foundSpan))
            skipJunk()
            return errorNode(from: start)
        }
        let outer = allowsMembership
        allowsMembership = false
        let value = expression(.or)
        allowsMembership = outer
        guard at(.in) else {
            trouble(PQLDiagnostics.badLet("'in'", found: found, span: foundSpan))
            skipJunk()
            return errorNode(from: start)
        }
        advance()
        bind(name)
        let body = expression(.lowest)
        unbind([name])
        return make(
            .binding(name: name, value: value.tree, body: body.tree),
            from: start,
            height: max(value.height, body.height)
        )
    }

    /// `(a, b) => body`; the current token opens the parenthesis whose partner is given.
    mutating func lambda(_ partner: Int) -> Node {
        let start = index
        var names: [String] = []
        var seen: [String: ByteSpan] = [:]
        advance()
        repeat {
            guard current.isName else {
                let hint = "a lambda is written '(x) => …'"
                trouble(PQLDiagnostics.badLambda(found: found, hint: hint, span: foundSpan))
                break
            }
            let name = name(current)
            if let before = seen.updateValue(current.span, forKey: name) {
                let what = "the name '\(PQLDiagnostics.excerpt(name))'"
                report(PQLDiagnostics.twice(what, span: current.span, before: before))
            }
            names.append(name)
            advance()
        } while skip(.comma)
        if index != partner {
            trouble(PQLDiagnostics.badLambda(found: found, hint: nil, span: foundSpan))
        }
        index = partner + 2
        for name in names { bind(name) }
        let body = expression(.lowest)
        unbind(names)
        return make(.lambda(names, body.tree), from: start, height: body.height)
    }
}
