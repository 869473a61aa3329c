import Diagnostics
import JSONTree

// What text cannot say by itself: see PQLPrinter.

extension ExpressionParser {
    static let jsonMarker = "__json"
    static let membersMarker = "__members"
    static let negationMarker = "__negated"

    /// Whether the word at hand is one of the printer's markers.
    var isMarker: Bool {
        guard current.isWord, current.span.length <= Self.membersMarker.utf8.count else { return false }
        let word = text(current)
        return word == Self.jsonMarker || word == Self.membersMarker
    }

    /// `__json("…")` or `__members(value, "…")`.
    func marker() {
        let start = index
        advance()
        let count = arguments()
        reduceMarker(count, from: start)
        lastLevel = .postfix
    }

    private func reduceMarker(_ count: Int, from start: Int) {
        let nodes = pop(count)
        let value = nodes.last.flatMap(json)
        switch (text(source.tokens[start]), count, value) {
        case (Self.jsonMarker, 1, let value?): push(.unknown(value), from: start)
        case (Self.membersMarker, 2, .object(let members)?):
            let tree = nodes[0].tree
            let marked = PQLExpression(tree.kind, span: tree.span, extraMembers: members)
            push(Node(tree: marked, height: nodes[0].height))
        default:
            let problem = "expected JSON in a string in '\(text(source.tokens[start]))'"
            report(PQLDiagnostics.badMarker(problem, span: span(from: start)))
            pushError(from: start)
        }
    }

    private func json(_ node: Node) -> JSONValue? {
        guard case .string(let string) = node.tree.kind, let text = string.text else { return nil }
        return JSONNesting.exceeds(limits.maxDepth, in: text.utf8) ? nil : try? JSONText.decode(text)
    }
}

/// How deep brackets stand inside one another in a JSON text.
enum JSONNesting {
    static func exceeds(_ limit: Int, in text: some Sequence<UInt8>) -> Bool {
        var depth = 0
        for byte in text {
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth -= 1 }
            if depth > limit { return true }
        }
        return false
    }
}
