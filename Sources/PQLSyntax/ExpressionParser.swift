import Diagnostics

/// The recursive-descent parser over one text's tokens.
///
/// Binary operators are climbed by precedence in `expression`; what stands between them is read by `operand` and its
/// leaf functions, what stands behind a value by `suffix`. Functions on the path of recursion are kept small, because
/// their frames bound how deep a text may nest.
struct ExpressionParser {
    /// How tightly a construct holds together; an operand binds at least as tightly as its operator asks.
    enum Level: Int, Comparable {
        case lowest, or, and, not, relation, sum, product, unary, postfix

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// A tree and the number of nodes on its longest way down.
    struct Node {
        let tree: PQLExpression
        let height: Int
    }

    let source: PQLTokens
    let limits: PQLLimits
    var index = 0
    private(set) var diagnostics: [Diagnostic] = []
    /// The token at which the last diagnostic was made: it gets no second one.
    private var troubledIndex = -1
    private(set) var isAborted = false
    private var nesting = 0
    private var bound: [String: Int] = [:]
    /// Off in the value of a `let`, where `in` ends the value.
    var allowsMembership = true
    /// For each token, where the `over` of an aggregate before it stands: -1 nowhere, -2 not looked for yet.
    var overMemo: [Int32] = []

    init(_ source: PQLTokens, limits: PQLLimits) {
        self.source = source
        self.limits = limits
    }

    mutating func query() -> PQLExpression {
        if source.tokens.count == 1 {
            if source.diagnostics.isEmpty {
                diagnostics.append(PQLDiagnostics.empty(span: ByteSpan(0, source.bytes.count)))
            }
            return PQLExpression(.error)
        }
        let node = expression(.lowest)
        let last = source.tokens.count - 1
        if index < last { recover(upTo: last) }
        return isAborted ? PQLExpression(.error) : node.tree
    }
}

// MARK: - Tokens

extension ExpressionParser {
    var current: PQLToken { source.tokens[index] }

    func token(_ offset: Int) -> PQLToken {
        source.tokens[min(index + offset, source.tokens.count - 1)]
    }

    func at(_ symbol: PQLToken.Symbol) -> Bool { current.isSymbol(symbol) }

    func at(_ keyword: PQLKeyword) -> Bool { current.keyword == keyword }

    var atEnd: Bool { index == source.tokens.count - 1 }

    mutating func advance() {
        if index < source.tokens.count - 1 { index += 1 }
    }

    mutating func skip(_ symbol: PQLToken.Symbol) -> Bool {
        guard at(symbol) else { return false }
        advance()
        return true
    }

    func text(_ token: PQLToken) -> String { source.text(of: token.span) }

    /// The name that a word or back-quoted token spells.
    func name(_ token: PQLToken) -> String {
        if case .quotedName(let index) = token.kind { return source.names[index] }
        return text(token)
    }

    /// From the token at `start` to the last one read.
    func span(from start: Int) -> ByteSpan {
        let begin = source.tokens[start].span.start
        guard index > start else { return ByteSpan(begin, begin) }
        return ByteSpan(begin, source.tokens[index - 1].span.end)
    }

    /// The current token in words.
    var found: String {
        switch current.kind {
        case .end: "the end of the expression"
        case .string: "the string \(PQLDiagnostics.excerpt(text(current)))"
        case .word, .quotedName, .integer, .long, .double, .template, .parameter, .schemaReference, .symbol, .invalid:
            "'\(PQLDiagnostics.excerpt(text(current)))'"
        }
    }

    /// Where a diagnostic about the current token points; at the end just behind the last token.
    var foundSpan: ByteSpan {
        guard atEnd, index > 0 else { return current.span }
        let end = source.tokens[index - 1].span.end
        return ByteSpan(end, end)
    }
}

// MARK: - Nodes and limits

extension ExpressionParser {
    mutating func make(_ kind: PQLExpression.Kind, from start: Int, height: Int = 0) -> Node {
        if height >= limits.maxDepth { return abort() }
        return Node(tree: PQLExpression(kind, span: span(from: start)), height: height + 1)
    }

    func errorNode(from start: Int) -> Node {
        Node(tree: PQLExpression(.error, span: span(from: start)), height: 1)
    }

    /// Ends the reading: everything after sees the end of the text.
    mutating func abort() -> Node {
        if !isAborted {
            isAborted = true
            diagnostics.append(PQLDiagnostics.tooDeep(limit: limits.maxDepth, span: foundSpan))
        }
        index = source.tokens.count - 1
        troubledIndex = index
        return errorNode(from: index)
    }

    /// Counts one step down; a node costs at most two, its own and that of its parentheses.
    mutating func descend() -> Bool {
        nesting += 1
        return nesting <= 2 * limits.maxDepth + 2
    }

    mutating func ascend() { nesting -= 1 }

    mutating func bind(_ name: String) { bound[name, default: 0] += 1 }

    mutating func unbind(_ names: some Sequence<String>) {
        for name in names {
            if let count = bound[name], count > 1 { bound[name] = count - 1 } else { bound[name] = nil }
        }
    }

    func isBound(_ name: String) -> Bool { !bound.isEmpty && bound[name] != nil }
}

// MARK: - Trouble

extension ExpressionParser {
    /// Tells what is wrong at the current token, unless the token has been told about before.
    mutating func trouble(_ diagnostic: Diagnostic) {
        defer { troubledIndex = index }
        if case .invalid = current.kind { return }
        if troubledIndex != index { report(diagnostic) }
    }

    /// Tells what is wrong with something already read.
    mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < limits.maxDiagnostics { diagnostics.append(diagnostic) }
    }

    /// Passes over what cannot be read, whole brackets at a time, up to where a new clause may begin.
    mutating func skipJunk() {
        while !atEnd {
            if let symbol = current.symbol {
                if symbol == .comma || symbol.isCloser { return }
                if source.partners[index] > index {
                    index = source.partners[index]
                }
            } else if at(.and) || at(.or) {
                return
            }
            advance()
        }
    }

    /// Goes to `end`, telling what stands in the way and what is wrong inside of it.
    mutating func recover(upTo end: Int) {
        troubleBehindValue()
        while index < end {
            let before = index
            skipJunk()
            guard index < end else { return }
            if current.symbol?.isCloser ?? false {
                trouble(PQLDiagnostics.unopened(text(current), span: current.span))
                advance()
            } else if at(.and) || at(.or) || at(.comma) {
                advance()
                _ = expression(.lowest)
            }
            if index == before { advance() }
        }
    }

    /// Ends a bracket that was opened at `open`, telling what stands in the way.
    mutating func close(_ open: Int) {
        guard let closer = source.tokens[open].symbol?.closer else { return }
        if skip(closer) { return }
        let partner = source.partners[open]
        guard partner >= index else {
            return trouble(
                PQLDiagnostics.unclosed(
                    closer.rawValue,
                    found: found,
                    span: foundSpan,
                    opened: source.tokens[open].span
                )
            )
        }
        if at(.comma) || (current.symbol?.isCloser ?? false) {
            trouble(
                PQLDiagnostics.unclosed(
                    closer.rawValue,
                    found: found,
                    span: foundSpan,
                    opened: source.tokens[open].span
                )
            )
        }
        recover(upTo: partner)
        index = max(index, partner + 1)
    }
}
