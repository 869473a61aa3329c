import Diagnostics

// How reading goes on after something could not be read.

extension ExpressionParser {
    /// Passes over what cannot be read, whole brackets at a time, up to where a new clause may begin.
    func skipJunk() {
        while !atEnd {
            if let symbol = current.symbol {
                if symbol == .comma || symbol.isCloser { return }
                if source.partners[index] > index { index = source.partners[index] }
            } else if at(.and) || at(.or) {
                return
            }
            advance()
        }
    }

    /// Goes to `end`, telling what stands in the way and what is wrong inside of it.
    func recover(upTo end: Int) {
        troubleBehindValue()
        guard descend() else { return }
        while skipToClause(before: end) {
            expression(.lowest)
            if index < end, !atCloser, !at(.comma) { troubleBehindValue() }
            _ = pop()
        }
        ascend()
    }

    /// Whether another clause begins before `end`; it is the next then.
    private func skipToClause(before end: Int) -> Bool {
        while index < end {
            skipJunk()
            guard index < end else { return false }
            if at(.and) || at(.or) || at(.comma) {
                advance()
                return index < end
            }
            trouble(PQLDiagnostics.unopened(text(current), span: current.span))
            advance()
        }
        return false
    }

    /// Ends a bracket that was opened at `open`, telling what stands in the way.
    func close(_ open: Int) {
        if skipCloser(of: open) { return }
        let partner = source.partners[open]
        guard partner >= index else { return troubleUnclosed(open) }
        if at(.comma) || atCloser { troubleUnclosed(open) }
        recover(upTo: partner)
        index = max(index, partner + 1)
    }

    private func skipCloser(of open: Int) -> Bool {
        guard let closer = source.tokens[open].symbol?.closer else { return true }
        return skip(closer)
    }

    private func troubleUnclosed(_ open: Int) {
        let closer = source.tokens[open].symbol?.closer?.rawValue ?? ""
        trouble(PQLDiagnostics.unclosed(closer, found: found, span: foundSpan, opened: source.tokens[open].span))
    }

    /// Tells that a value is missing, and looks for the next thing that may be one; false when none follows.
    func skipToOperand() -> Bool {
        trouble(missingValue())
        while !atEnd, !at(.comma), !atCloser, !Self.isInfix(current.keyword) {
            if startsOperand { return true }
            advance()
        }
        return false
    }

    private var startsOperand: Bool {
        switch current.kind {
        case .word, .quotedName, .string, .integer, .long, .double, .template, .parameter, .schemaReference: true
        case .symbol(let symbol): symbol.closer != nil || symbol == .minus || symbol == .not || symbol == .caret
        case .invalid, .end: false
        }
    }
}
