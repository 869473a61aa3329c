import Diagnostics
import JSONTree

// What text cannot say by itself: see PQLPrinter.

extension ExpressionParser {
    static let jsonMarker = "__json"
    static let membersMarker = "__members"
    static let negationMarker = "__negated"
    static let elementMarker = "__element"

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
        return json(text)
    }

    private func json(_ text: String) -> JSONValue? { try? JSONText.decode(text, maxDepth: limits.maxDepth) }
}

// MARK: - Markers among the steps of a chain

extension ExpressionParser {
    /// Whether the word at hand is `marker`, and a bracket follows.
    func at(marker: String) -> Bool {
        current.isWord && current.span.length == marker.utf8.count && token(1).isSymbol(.openParenthesis)
            && text(current) == marker
    }

    /// `__element("…")`: leaves it among the steps.
    func keptElement() {
        var parts = StepParts(label: index)
        parts.keptJSON = markedJSON()
        steps.append(parts)
    }

    /// `__members("…")` and `__negated` before a step's clauses.
    func stepMarkers() -> StepParts {
        var parts = StepParts(label: index - 2)
        var before: [String: ByteSpan] = [:]
        while current.isWord {
            let start = index
            let isNegation =
                current.span.length == Self.negationMarker.utf8.count && text(current) == Self.negationMarker
            guard isNegation || at(marker: Self.membersMarker) else { break }
            let marker = text(current)
            if let first = before.updateValue(current.span, forKey: marker) {
                report(PQLDiagnostics.twice("'\(marker)'", span: current.span, before: first))
            }
            if isNegation {
                parts.isNegated = true
                advance()
            } else if let value = markedJSON() {
                parts.extraMembers = members(value, from: start)
            }
        }
        return parts
    }

    private func members(_ value: JSONValue, from start: Int) -> [String: JSONValue] {
        if case .object(let members) = value { return members }
        let problem = "expected the JSON of an object in a string in '\(Self.membersMarker)'"
        report(PQLDiagnostics.badMarker(problem, span: span(from: start)))
        return [:]
    }

    /// The JSON in the marker's string, and goes behind the marker; nil after telling what is wrong.
    private func markedJSON() -> JSONValue? {
        let start = index
        let marker = text(current)
        advance()
        let close = source.partners[index] > index ? source.partners[index] : source.tokens.count - 2
        var value: JSONValue?
        if close == index + 2, case .string(let string) = token(1).kind, let text = source.strings[string].text {
            value = json(text)
        }
        index = max(index, close)
        advance()
        if value == nil {
            let problem = "expected JSON in a string in '\(marker)'"
            report(PQLDiagnostics.badMarker(problem, span: span(from: start)))
        }
        return value
    }
}
