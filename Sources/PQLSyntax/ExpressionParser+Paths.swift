import Diagnostics
import JSONTree

// Names, paths, calls and filters.

extension ExpressionParser {
    /// A name where a path or a call starts.
    mutating func named() -> Node {
        if token(1).isSymbol(.openParenthesis) {
            if current.isWord, let marked = marker() { return marked }
            return prefixCall(name(current))
        }
        let start = index
        let token = current
        let name = name(token)
        advance()
        if isBound(name) { return make(.variable(name), from: start) }
        let origin = ByteSpan(token.span.start, token.span.start)
        let subject = PQLExpression(.subject(up: 0), span: origin)
        return make(.field(of: subject, PQLName(name, span: token.span)), from: start, height: 1)
    }

    mutating func prefixCall(_ name: String) -> Node {
        let start = index
        let function = PQLFunction(name, span: current.span)
        advance()
        let arguments = arguments(itemArgument: function.itemArgument)
        return make(
            .call(function, arguments.map(\.tree)),
            from: start,
            height: arguments.map(\.height).max() ?? 0
        )
    }

    /// One field, call or filter behind a value; false when none follows.
    mutating func suffix(_ left: inout Node, from start: Int) -> Bool {
        if at(.openBracket) {
            left = filter(left, from: start)
            return true
        }
        guard at(.dot) else { return false }
        advance()
        left = member(of: left, from: start)
        return true
    }

    private mutating func member(of left: Node, from start: Int) -> Node {
        let token = current
        if case .template(let index) = token.kind {
            advance()
            let name = PQLName(.template(source.templates[index]), span: token.span)
            return make(.field(of: left.tree, name), from: start, height: left.height)
        }
        guard token.isName else {
            var hint: String?
            if token.isNumber { hint = "a name of digits is written in back-quotes: `\(text(token))`" }
            if let placeholder = placeholderName { hint = "a template is written ${\(placeholder)}" }
            trouble(PQLDiagnostics.expectedName("after '.'", found: found, hint: hint, span: foundSpan))
            skipJunk()
            return errorNode(from: start)
        }
        let name = name(token)
        if self.token(1).isSymbol(.openParenthesis) { return method(name, of: left, from: start) }
        advance()
        return make(.field(of: left.tree, PQLName(name, span: token.span)), from: start, height: left.height)
    }

    private mutating func method(_ name: String, of left: Node, from start: Int) -> Node {
        let function = PQLFunction(name, span: current.span)
        advance()
        let arguments = arguments(itemArgument: function.itemArgument)
        return make(
            .call(function, [left.tree] + arguments.map(\.tree)),
            from: start,
            height: max(left.height, arguments.map(\.height).max() ?? 0)
        )
    }

    private mutating func filter(_ left: Node, from start: Int) -> Node {
        let open = index
        if let key = indexKey() {
            trouble(key)
            index = source.partners[open] + 1
            return errorNode(from: start)
        }
        let outer = allowsMembership
        allowsMembership = true
        advance()
        let condition = expression(.lowest)
        close(open)
        allowsMembership = outer
        let kind: PQLExpression.Kind =
            condition.tree.isLambda
            ? .call(PQLFunction("filter", span: source.tokens[open].span), [left.tree, condition.tree])
            : .filter(left.tree, where: condition.tree)
        return make(kind, from: start, height: max(left.height, condition.height))
    }

    /// What is wrong with `[` at the current token if a key or a position stands alone between the brackets.
    private func indexKey() -> Diagnostic? {
        guard source.partners[index] == index + 2 else { return nil }
        let key = token(1)
        switch key.kind {
        case .string: return PQLDiagnostics.index(text(key), isText: true, span: key.span)
        case .integer, .long: return PQLDiagnostics.index("'\(text(key))'", isText: false, span: key.span)
        default: return nil
        }
    }

    /// `^`, `^^.field`, `^field`.
    mutating func climbed() -> Node {
        let start = index
        var climbs = 0
        while skip(.caret) { climbs += 1 }
        let subject = make(.subject(up: climbs), from: start)
        guard current.isName, current.span.start == source.tokens[index - 1].span.end else { return subject }
        return member(of: subject, from: start)
    }

    /// `{"key": value}`; other braces are told about and passed over.
    mutating func braces() -> Node {
        let start = index
        if placeholderName != nil { return placeholder() }
        guard case .string = token(1).kind, token(2).isSymbol(.colon) else {
            trouble(PQLDiagnostics.setSyntax(span: current.span))
            let partner = source.partners[index]
            index = partner > index ? partner : index
            advance()
            return errorNode(from: start)
        }
        let outer = allowsMembership
        allowsMembership = true
        defer { allowsMembership = outer }
        advance()
        var members: [PQLMember] = []
        var spans: [String: ByteSpan] = [:]
        var height = 0
        repeat {
            guard let key = key(&spans) else { break }
            let value = expression(.lowest)
            members.append(PQLMember(key: key, value: value.tree))
            height = max(height, value.height)
        } while skip(.comma)
        close(start)
        return make(.object(members), from: start, height: height)
    }

    private mutating func key(_ spans: inout [String: ByteSpan]) -> String? {
        let token = current
        guard case .string(let index) = token.kind, let text = source.strings[index].text else {
            trouble(PQLDiagnostics.expectedName("in quotes as a key", found: found, span: foundSpan))
            return nil
        }
        advance()
        if let before = spans.updateValue(token.span, forKey: text) {
            report(PQLDiagnostics.twice("the key '\(PQLDiagnostics.excerpt(text))'", span: token.span, before: before))
        }
        guard skip(.colon) else {
            trouble(PQLDiagnostics.expectedName("followed by ':'", found: found, span: foundSpan))
            return nil
        }
        return text
    }
}

// MARK: - What text cannot say by itself

extension ExpressionParser {
    static let jsonMarker = "__json"
    static let membersMarker = "__members"
    static let negationMarker = "__negated"

    /// `__json("…")` and `__members(value, "…")`, by which the printer carries what only pql/json can say.
    private mutating func marker() -> Node? {
        let start = index
        switch text(current) {
        case Self.jsonMarker:
            let arguments = markerArguments()
            guard arguments.count == 1, let value = json(arguments[0], start) else { return malformed(start) }
            return make(.unknown(value), from: start)
        case Self.membersMarker:
            let arguments = markerArguments()
            guard arguments.count == 2, case .object(let members)? = json(arguments[1], start) else {
                return malformed(start)
            }
            let value = arguments[0]
            let tree = PQLExpression(value.tree.kind, span: value.tree.span, extraMembers: members)
            return Node(tree: tree, height: value.height)
        default: return nil
        }
    }

    private mutating func markerArguments() -> [Node] {
        advance()
        return arguments(itemArgument: nil)
    }

    private mutating func malformed(_ start: Int) -> Node {
        report(PQLDiagnostics.badMarker("expected JSON in a string in '\(text(source.tokens[start]))'", span: span(from: start)))
        return errorNode(from: start)
    }

    private func json(_ node: Node, _ start: Int) -> JSONValue? {
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
