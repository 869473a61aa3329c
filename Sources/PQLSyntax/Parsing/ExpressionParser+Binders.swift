import Diagnostics

// What binds names: select, quantifiers, let, lambdas.

extension ExpressionParser {
    /// Whether a quantifier's word begins a query here rather than being a name.
    func startsQuery(_ keyword: PQLKeyword) -> Bool {
        let next = token(1)
        if next.isName { return !Self.isInfix(next.keyword) }
        if next.isSymbol(.times), token(2).keyword == .from { return true }
        guard next.isSymbol(.openBrace) else { return false }
        return keyword == .select || keyword == .exists || keyword == .forall
    }

    func query(at start: Int) {
        advance()
        let count = declarations(of: start)
        reduceQuery(count, from: start)
        lastLevel = .relation
    }

    private func reduceQuery(_ count: Int, from start: Int) {
        let (declarations, height) = popDeclarations(count)
        let quantifier = source.tokens[start].keyword?.quantifier ?? .select
        push(.query(quantifier, declarations), from: start, above: height)
    }

    /// Takes the last declarations from their stack; their names are no longer bound.
    func popDeclarations(_ count: Int) -> ([PQLDeclaration], height: Int) {
        let last = declared.suffix(count)
        let height = last.reduce(0) { max($0, $1.height) }
        let declarations = last.map(\.declaration)
        declared.removeLast(count)
        var seen: [String: ByteSpan] = [:]
        for declaration in declarations {
            unbind(declaration.name)
            if let before = seen.updateValue(declaration.nameSpan, forKey: declaration.name) {
                let what = "the variable '\(PQLDiagnostics.excerpt(declaration.name))'"
                report(PQLDiagnostics.twice(what, span: declaration.nameSpan, before: before))
            }
        }
        return (declarations, height)
    }

    /// Reads `V from A where C, …`, leaves the names bound, and says how many there are.
    func declarations(of query: Int) -> Int {
        var count = 0
        while declaration(of: query) {
            count += 1
            guard at(.comma), token(1).isName, token(2).keyword == .from else { break }
            advance()
        }
        return count
    }

    private func declaration(of query: Int) -> Bool {
        let position = index
        guard declarationHead() else { return false }
        expression(.postfix)
        bind(name(source.tokens[position]))
        var hasCondition = false
        if skipWhere() {
            hasCondition = true
            expression(.lowest)
            if hasSecondCondition(query) {
                advance()
                expression(.lowest)
                joinConditions(query, position)
            }
        }
        reduceDeclaration(position, hasCondition)
        return true
    }

    private func declarationHead() -> Bool {
        guard current.isName else {
            trouble(PQLDiagnostics.badDeclaration("a variable's name", found: foundForName, span: nameSpan))
            skipJunk()
            return false
        }
        advance()
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
        skipJunk()
        return false
    }

    /// What stands where a name should, a placeholder being one thing.
    private var foundForName: String {
        placeholderName == nil ? found : "the placeholder '\(source.text(of: placeholderSpan))'"
    }

    private var nameSpan: ByteSpan { placeholderName == nil ? foundSpan : placeholderSpan }

    private func skipWhere() -> Bool {
        if !at(.where), !at(.colon) {
            let isSlip = looksLike(.where, current)
            guard isSlip || beginsCondition else { return false }
            trouble(PQLDiagnostics.badDeclaration("'where'", found: found, suggestions: ["where"], span: current.span))
            if !isSlip { return true }
        }
        advance()
        return true
    }

    /// Whether what follows an array looks like the condition on its items, with the word before it forgotten.
    private var beginsCondition: Bool {
        guard current.isName, current.keyword == nil else { return false }
        let next = token(1)
        return next.isSymbol(.dot) || next.isSymbol(.openParenthesis) || next.symbol?.comparison != nil
    }

    private func hasSecondCondition(_ query: Int) -> Bool {
        guard at(.where) || at(.colon) else { return false }
        let quantifier = source.tokens[query].keyword?.quantifier
        return quantifier != nil && quantifier != .select
    }

    /// `where W : C`. Both must hold for `exists`; for `forall`, `W` picks the items of which `C` must hold.
    private func joinConditions(_ query: Int, _ position: Int) {
        let nodes = pop(3)
        let (source, first, second) = (nodes[0], nodes[1], nodes[2])
        let keyword = self.source.tokens[query].keyword
        guard keyword == .forall || keyword == .all else {
            push(source)
            return push(.call("and", [first.tree, second.tree]), from: position, above: [first, second])
        }
        let token = self.source.tokens[position]
        let picked = PQLDeclaration(
            name: name(token),
            nameSpan: token.span,
            source: source.tree,
            condition: first.tree
        )
        push(.query(.select, [picked]), from: position, above: [source, first])
        push(second)
    }

    private func reduceDeclaration(_ position: Int, _ hasCondition: Bool) {
        let nodes = pop(hasCondition ? 2 : 1)
        let token = source.tokens[position]
        let declaration = PQLDeclaration(
            name: name(token),
            nameSpan: token.span,
            source: nodes[0].tree,
            condition: hasCondition ? nodes[1].tree : nil
        )
        declared.append(Declared(declaration: declaration, height: nodes.reduce(0) { max($0, $1.height) }))
    }
}

// MARK: - let

extension ExpressionParser {
    var startsBinding: Bool {
        token(1).isName && !Self.isInfix(token(1).keyword) || token(1).isSymbol(.openBrace)
    }

    func binding() {
        let start = index
        advance()
        lastLevel = .lowest
        guard bindingHead(from: start) else { return }
        let outer = enterBrackets(allowsMembership: false)
        expression(.or)
        leaveBrackets(outer)
        guard skipIn(from: start) else { return }
        bind(name(source.tokens[start + 1]))
        if at(.comma) { furtherBinding() } else { expression(.lowest) }
        reduceBinding(from: start)
        lastLevel = .lowest
    }

    /// `, y = 2 in …`, told about before, is read as a `let` of its own.
    private func furtherBinding() {
        guard descend() else { return pushAborted() }
        binding()
        ascend()
    }

    private func bindingHead(from start: Int) -> Bool {
        if current.isName {
            advance()
            if skip(.equal) { return true }
            trouble(PQLDiagnostics.badLet("'='", found: found, span: foundSpan))
        } else {
            trouble(PQLDiagnostics.badLet("a name", found: foundForName, span: nameSpan))
        }
        skipJunk()
        pushError(from: start)
        return false
    }

    private func skipIn(from start: Int) -> Bool {
        if at(.in) {
            advance()
            return true
        }
        if at(.comma), token(1).isName, token(2).isSymbol(.equal) {
            let hint = "each name has a 'let' of its own: let a = … in let b = … in …"
            trouble(PQLDiagnostics.badLet("'in'", found: found, hint: hint, span: foundSpan))
            return true
        }
        trouble(PQLDiagnostics.badLet("'in'", found: found, span: foundSpan))
        skipJunk()
        _ = pop()
        pushError(from: start)
        lastLevel = .lowest
        return false
    }

    private func reduceBinding(from start: Int) {
        let nodes = pop(2)
        let name = name(source.tokens[start + 1])
        unbind(name)
        push(.binding(name: name, value: nodes[0].tree, body: nodes[1].tree), from: start, above: nodes)
    }
}

// MARK: - Lambdas

extension ExpressionParser {
    /// Whether the parenthesis at hand is that of a lambda's names.
    var startsLambda: Bool {
        let partner = source.partners[index]
        return partner > index && source.tokens[partner + 1].isSymbol(.arrow)
    }

    /// `(a, b) => body`.
    func lambda() {
        let start = index
        let count = lambdaNames()
        expression(.lowest)
        reduceLambda(count, from: start)
        lastLevel = .lowest
    }

    private func lambdaNames() -> Int {
        let partner = source.partners[index]
        var seen: [String: ByteSpan] = [:]
        var count = 0
        advance()
        repeat {
            guard current.isName else { break }
            let name = name(current)
            marks.append(index)
            count += 1
            bind(name)
            if let before = seen.updateValue(current.span, forKey: name) {
                let what = "the name '\(PQLDiagnostics.excerpt(name))'"
                report(PQLDiagnostics.twice(what, span: current.span, before: before))
            }
            advance()
        } while skip(.comma)
        if index != partner || seen.isEmpty || source.tokens[index - 1].isSymbol(.comma) {
            trouble(PQLDiagnostics.badLambda(found: found, hint: "a lambda is written '(x) => …'", span: foundSpan))
        }
        index = partner + 2
        return count
    }

    private func reduceLambda(_ count: Int, from start: Int) {
        let names = marks.suffix(count).map { name(source.tokens[$0]) }
        marks.removeLast(count)
        for name in names { unbind(name) }
        let body = pop()
        push(.lambda(names, body.tree), from: start, above: body.height)
    }
}
