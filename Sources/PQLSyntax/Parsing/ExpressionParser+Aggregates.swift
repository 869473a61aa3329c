import Diagnostics

// sum, average, min and max before a value and its declarations.

extension ExpressionParser {
    /// Whether the word at hand begins `sum E over …` or `sum V from …` rather than a call or a name.
    func startsAggregate() -> Bool {
        let next = token(1)
        if next.isName {
            if token(2).keyword == .from { return true }
            if !Self.isInfix(next.keyword) { return true }
        }
        return over(from: index + 1) >= 0
    }

    func aggregate() {
        let start = index
        advance()
        if current.isName, token(1).keyword == .from {
            let count = declarations(of: start)
            reduceAggregate(count, hasValue: false, from: start)
        } else {
            aggregateOver(from: start)
        }
        lastLevel = .relation
    }

    /// The declarations bind the names that the value before them uses, so they are read first.
    private func aggregateOver(from start: Int) {
        let over = over(from: index)
        if over < 0 { return aggregateWithoutOver(from: start) }
        let value = index
        index = over + 1
        let count = declarations(of: start)
        let end = index
        if !isAborted { index = value }
        expression(.sum)
        if index < over { recover(upTo: over) }
        if !isAborted { index = end }
        reduceAggregate(count, hasValue: true, from: start)
    }

    private func aggregateWithoutOver(from start: Int) {
        expression(.sum)
        trouble(PQLDiagnostics.badDeclaration("'over'", found: found, span: foundSpan))
        reduceAggregate(0, hasValue: true, from: start)
    }

    private func reduceAggregate(_ count: Int, hasValue: Bool, from start: Int) {
        let (declarations, height) = popDeclarations(count)
        let value = hasValue ? pop() : nil
        let aggregate = source.tokens[start].keyword?.aggregate ?? .sum
        push(
            .aggregate(aggregate, of: value?.tree, over: declarations),
            from: start,
            above: max(height, value?.height ?? 0)
        )
    }

    /// The position of the `over` that belongs to the tokens from `start` on, within their brackets; -1 without one.
    ///
    /// What was found is kept for each token on the way, so that no text is searched twice.
    private func over(from start: Int) -> Int {
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
            switch source.tokens[position].kind {
            case .symbol(let symbol) where symbol.closer != nil:
                guard source.partners[position] > position else { break search }
                position = source.partners[position] + 1
            case .symbol(let symbol) where symbol == .comma || symbol.isCloser: break search
            case .word(.over) where !source.tokens[position - 1].isSymbol(.dot):
                result = Int32(position)
                break search
            case .word(.and), .word(.or), .word(.where), .word(.from):
                if !source.tokens[position - 1].isSymbol(.dot) { break search }
                position += 1
            default: position += 1
            }
        }
        for position in seen { overMemo[position] = result }
        return Int(result)
    }
}
