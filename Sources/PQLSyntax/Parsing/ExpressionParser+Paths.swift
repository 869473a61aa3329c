import Diagnostics

// Names, paths, calls, filters and objects.

extension ExpressionParser {
    /// A variable, or the first segment of a path.
    func name() {
        let start = index
        let token = current
        let name = name(token)
        advance()
        if isBound(name) { return push(.variable(name), from: start) }
        let subject = PQLExpression(.subject(up: 0), span: ByteSpan(token.span.start, token.span.start))
        push(.field(of: subject, PQLName(name, span: token.span)), from: start, above: 1)
    }

    /// `name(…)`.
    func call() {
        let start = index
        advance()
        let count = arguments()
        reduceCall(functionName(source.tokens[start]), at: start, count, from: start)
        lastLevel = .postfix
    }

    /// Functions are spelt exactly; words that are also operators, in any case.
    private func functionName(_ token: PQLToken) -> String {
        switch token.keyword {
        case .notIn: "notIn"
        case .in?, .like?, .matches?, .if?: token.keyword?.rawValue ?? ""
        default: name(token)
        }
    }

    /// Reads one field, call or filter behind a value; false when none follows.
    func suffix(from start: Int) -> Bool {
        let isFilter = at(.openBracket)
        guard isFilter || at(.dot) else { return false }
        guard descend() else {
            abort()
            return false
        }
        if isFilter {
            filter(from: start)
        } else {
            advance()
            member(from: start)
        }
        ascend()
        return true
    }

    private func member(from start: Int) {
        guard current.isName, token(1).isSymbol(.openParenthesis) else { return field(from: start) }
        let position = index
        advance()
        let count = arguments()
        reduceCall(name(source.tokens[position]), at: position, count + 1, from: start)
    }

    private func field(from start: Int) {
        let token = current
        let name: PQLName
        switch token.kind {
        case .template(let index): name = PQLName(.template(source.templates[index]), span: token.span)
        case .word, .quotedName: name = PQLName(self.name(token), span: token.span)
        case .string, .integer, .long, .double, .parameter, .schemaReference, .symbol, .invalid, .end:
            return refuseField(from: start)
        }
        advance()
        let base = pop()
        push(.field(of: base.tree, name), from: start, above: base.height)
    }

    private func refuseField(from start: Int) {
        if let name = placeholderName {
            trouble(
                PQLDiagnostics.expectedName(
                    "after '.'",
                    found: "the placeholder '\(PQLDiagnostics.excerpt(source.text(of: placeholderSpan)))'",
                    suggestions: ["${\(name)}"],
                    hint: "a template is written ${\(PQLDiagnostics.excerpt(name))}",
                    span: placeholderSpan
                )
            )
            index += 3
        } else {
            trouble(PQLDiagnostics.expectedName("after '.'", found: found, hint: fieldHint, span: foundSpan))
            skipJunk()
        }
        _ = pop()
        pushError(from: start)
    }

    /// What to do about something that stands behind a dot and is no name.
    private var fieldHint: String {
        switch current.kind {
        case .integer, .long:
            let next = token(1)
            let isOneName = next.isWord && next.span.start == current.span.end
            let name = PQLDiagnostics.excerpt(text(current) + (isOneName ? text(next) : ""))
            return "a name that begins with a digit is written in back-quotes: `\(name)`"
        case .double: return "there are no ranges: write 'value >= 1 and value <= 5'"
        default: return "a dot stands between two names: take it out, or say the field behind it"
        }
    }

    private func filter(from start: Int) {
        if refuseIndex(from: start) { return }
        let open = index
        let outer = enterBrackets()
        advance()
        expression(.lowest)
        close(open)
        leaveBrackets(outer)
        reduceFilter(open, from: start)
    }

    private func reduceFilter(_ open: Int, from start: Int) {
        let nodes = pop(2)
        let (base, condition) = (nodes[0].tree, nodes[1].tree)
        guard condition.isLambda else { return push(.filter(base, where: condition), from: start, above: nodes) }
        // A lambda names the item itself, as only a method's argument can.
        push(
            .call(PQLFunction("filter", span: source.tokens[open].span), [base, condition]),
            from: start,
            above: nodes
        )
    }

    /// A key or a position alone between brackets: told, and passed over.
    private func refuseIndex(from start: Int) -> Bool {
        guard source.partners[index] == index + 2 else { return false }
        let key = token(1)
        let span = current.span.union(token(2).span)
        switch key.kind {
        case .string: trouble(PQLDiagnostics.index(text(key), isText: true, span: span))
        case .integer, .long: trouble(PQLDiagnostics.index("'\(text(key))'", isText: false, span: span))
        case .word, .quotedName, .double, .template, .parameter, .schemaReference, .symbol, .invalid, .end: return false
        }
        index += 3
        _ = pop()
        pushError(from: start)
        return true
    }

    /// `^`, `^^.field`, `^field`.
    func climbed() {
        let start = index
        var climbs = 0
        while skip(.caret) { climbs += 1 }
        push(.subject(up: climbs), from: start)
        if current.isName, current.span.start == source.tokens[index - 1].span.end { member(from: start) }
        lastLevel = .postfix
    }

    /// `{"key": value, …}`.
    func object() {
        let start = index
        let outer = enterBrackets()
        advance()
        var count = 0
        while key() {
            expression(.lowest)
            count += 1
            if !skip(.comma) { break }
        }
        close(start)
        leaveBrackets(outer)
        reduceObject(count, from: start)
        lastLevel = .postfix
    }

    private func key() -> Bool {
        guard case .string(let string) = current.kind, source.strings[string].text != nil else {
            trouble(PQLDiagnostics.expectedName("in quotes as a key", found: found, span: foundSpan))
            return false
        }
        guard token(1).isSymbol(.colon) else {
            advance()
            trouble(PQLDiagnostics.expectedName("followed by ':'", found: found, span: foundSpan))
            return false
        }
        marks.append(index)
        advance()
        advance()
        return true
    }

    private func reduceObject(_ count: Int, from start: Int) {
        let nodes = pop(count)
        let keys = marks.suffix(count).map { source.tokens[$0] }
        marks.removeLast(count)
        var seen: [String: ByteSpan] = [:]
        var members: [PQLMember] = []
        for (token, node) in zip(keys, nodes) {
            guard case .string(let index) = token.kind, let key = source.strings[index].text else { continue }
            members.append(PQLMember(key: key, value: node.tree))
            if let before = seen.updateValue(token.span, forKey: key) {
                let what = "the key '\(PQLDiagnostics.excerpt(key))'"
                report(PQLDiagnostics.twice(what, span: token.span, before: before))
            }
        }
        push(.object(members), from: start, above: nodes)
    }
}
