import Diagnostics

/// The recursive-descent parser over one text's tokens.
///
/// Binary operators are climbed by precedence in `expression`; what stands between them is read by `operand` and the
/// functions that it calls, what stands behind a value by `suffix`.
///
/// The frames of the functions that call each other in a circle bound how deep a text may nest, also in a debug build
/// on a small stack. So these functions hold a few integers and nothing else: trees wait on the parser's own stacks
/// (`values`, `declared`, …) until a `reduce…` function, which calls nothing back, makes a node of them.
final class ExpressionParser {
    /// How tightly a construct holds together; an operand binds at least as tightly as its operator asks.
    enum Level: Int8, Comparable {
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
    private(set) var allowsMembership = true
    /// How tightly what was read last holds together; `postfix` if fields, calls and filters may follow it.
    var lastLevel = Level.postfix
    /// For each token, where the `over` of an aggregate before it stands: -1 nowhere, -2 not looked for yet.
    var overMemo: [Int32] = []

    private var values: [Node] = []
    /// Tokens to come back to: names of lambdas, keys of objects, the order of a chain.
    var marks: [Int] = []
    var declared: [Declared] = []
    var times: [(time: PQLTime, height: Int)] = []
    var occurrences: [(occurrence: PQLOccurrence, height: Int)] = []
    var occurrenceHeads: [OccurrenceHead] = []
    var steps: [StepParts] = []

    struct Declared {
        let declaration: PQLDeclaration
        let height: Int
    }

    init(_ source: PQLTokens, limits: PQLLimits) {
        self.source = source
        self.limits = limits
    }

    func query() -> PQLExpression {
        if source.tokens.count == 1 {
            if source.diagnostics.isEmpty {
                diagnostics.append(PQLDiagnostics.empty(span: ByteSpan(0, source.bytes.count)))
            }
            return PQLExpression(.error)
        }
        expression(.lowest)
        let last = source.tokens.count - 1
        if index < last { recover(upTo: last) }
        let tree = pop().tree
        if case .object(let members) = tree.kind, members.contains(where: { $0.key == "nodeType" }) {
            report(PQLDiagnostics.treeAsText(span: tree.span))
        }
        return isAborted ? PQLExpression(.error) : tree
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

    var atCloser: Bool { current.symbol?.isCloser ?? false }

    func advance() {
        if index < source.tokens.count - 1 { index += 1 }
    }

    func skip(_ symbol: PQLToken.Symbol) -> Bool {
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

// MARK: - Values

extension ExpressionParser {
    func push(_ node: Node) { values.append(node) }

    func pop() -> Node {
        guard let last = values.popLast() else { preconditionFailure("every operand leaves a value") }
        return last
    }

    /// The last `count` values in the order in which they were read.
    func pop(_ count: Int) -> [Node] {
        let nodes = Array(values.suffix(count))
        values.removeLast(count)
        return nodes
    }

    var lastValue: PQLExpression? { values.last?.tree }

    func lastValues(_ count: Int) -> [PQLExpression] { values.suffix(count).map(\.tree) }

    /// Leaves a node around values of at most the given height.
    func push(_ kind: PQLExpression.Kind, from start: Int, above height: Int = 0) {
        if height >= limits.maxDepth { return pushAborted() }
        push(Node(tree: PQLExpression(kind, span: span(from: start)), height: height + 1))
    }

    func push(_ kind: PQLExpression.Kind, from start: Int, above nodes: [Node]) {
        push(kind, from: start, above: nodes.reduce(0) { max($0, $1.height) })
    }

    func pushError(from start: Int) {
        push(Node(tree: PQLExpression(.error, span: span(from: start)), height: 1))
    }

    func pushAborted() {
        abort()
        pushError(from: index)
    }

    /// Ends the reading: everything after sees the end of the text.
    func abort() {
        if !isAborted {
            isAborted = true
            diagnostics.append(PQLDiagnostics.tooDeep(limit: limits.maxDepth, span: foundSpan))
        }
        index = source.tokens.count - 1
        troubledIndex = index
    }

    /// Counts steps down before they are taken; false if they lead too deep.
    ///
    /// An expression costs one, and one more if it is a construct with parts or a time, so a node with its parentheses
    /// costs at most three: what the printer writes of a tree within the limit is never refused.
    func descend(_ steps: Int = 1) -> Bool {
        guard nesting + steps <= 3 * limits.maxDepth + 2, !isAborted else { return false }
        nesting += steps
        return true
    }

    func ascend(_ steps: Int = 1) { nesting -= steps }
}

// MARK: - Names and trouble

extension ExpressionParser {
    /// Inside of brackets `in` is always an operator. Gives what held outside, to be restored by `leaveBrackets`.
    func enterBrackets(allowsMembership: Bool = true) -> Bool {
        let outer = self.allowsMembership
        self.allowsMembership = allowsMembership
        return outer
    }

    func leaveBrackets(_ outer: Bool) { allowsMembership = outer }
}

extension ExpressionParser {
    func bind(_ name: String) { bound[name, default: 0] += 1 }

    func unbind(_ name: String) {
        if let count = bound[name], count > 1 { bound[name] = count - 1 } else { bound[name] = nil }
    }

    func isBound(_ name: String) -> Bool { !bound.isEmpty && bound[name] != nil }

    /// Tells what is wrong at the current token, unless the token has been told about before.
    func trouble(_ diagnostic: Diagnostic) {
        defer { troubledIndex = index }
        if case .invalid = current.kind { return }
        if troubledIndex != index { report(diagnostic) }
    }

    /// Whether the last thing told was about the token at `position`.
    func isTroubled(at position: Int) -> Bool { troubledIndex == position }

    /// Tells what is wrong with something already read.
    func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < limits.maxDiagnostics { diagnostics.append(diagnostic) }
    }
}
