import Diagnostics

// Values without parts.

extension ExpressionParser {
    func word() {
        let start = index
        let keyword = current.keyword
        advance()
        switch keyword {
        case .true: push(.boolean(true), from: start)
        case .false: push(.boolean(false), from: start)
        case .this: push(.subject(up: 0), from: start)
        default: push((keyword?.moment).map(PQLExpression.Kind.moment) ?? .null, from: start)
        }
    }

    /// `this month` and its like, which are no values.
    func relative() {
        let start = index
        let interval = "\(text(current)) \(text(token(1)))"
        let hint = "compare it with 'occurs': value occurs \(interval)"
        let span = current.span.union(token(1).span)
        trouble(PQLDiagnostics.badOccurs("a value", found: "'\(interval)'", hint: hint, span: span))
        advance()
        advance()
        pushError(from: start)
    }

    func literal() {
        let start = index
        let token = current
        advance()
        switch token.kind {
        case .string(let index): push(.string(source.strings[index]), from: start)
        case .integer(let magnitude): push(.integer(whole(magnitude, token)), from: start)
        case .long(let magnitude): push(.long(whole(magnitude, token)), from: start)
        case .double(let value): push(.double(value), from: start)
        case .parameter(let position): push(.parameter(position), from: start)
        case .schemaReference(let index):
            let reference = source.references[index]
            push(.schemaReference(id: reference.id, version: reference.version), from: start)
        case .template(let index): template(source.templates[index], from: start)
        case .word, .quotedName, .symbol, .invalid, .end: pushError(from: start)
        }
    }

    private func whole(_ magnitude: UInt64, _ token: PQLToken) -> Int64 {
        if let value = Int64(exactly: magnitude) { return value }
        report(PQLDiagnostics.badNumber(text(token), span: token.span))
        return 0
    }

    /// `${tenant}` and `${name}.field` begin a path; every other template is a value.
    private func template(_ template: PQLTemplate, from start: Int) {
        let isBeforeField = at(.dot) && token(1).canBeSegment && !token(2).isSymbol(.openParenthesis)
        guard template.isSegment(beforeField: isBeforeField) else { return push(.template(template), from: start) }
        let origin = ByteSpan(template.span.start, template.span.start)
        let subject = PQLExpression(.subject(up: 0), span: origin)
        push(.field(of: subject, PQLName(.template(template), span: template.span)), from: start, above: 1)
    }

    /// A minus: the sign of a number, or an operator.
    func negative() {
        let start = index
        advance()
        if current.isNumber, !token(1).isSymbol(.dot), !token(1).isSymbol(.openBracket) {
            negativeNumber(from: start)
        } else {
            expression(.unary)
            reduceCall(nil, at: start, 1, from: start)
        }
        lastLevel = .unary
    }

    private func negativeNumber(from start: Int) {
        let number = current
        advance()
        switch number.kind {
        case .integer(let magnitude): push(.integer(negated(magnitude, number)), from: start)
        case .long(let magnitude): push(.long(negated(magnitude, number)), from: start)
        case .double(let value): push(.double(-value), from: start)
        default: pushError(from: start)
        }
    }

    private func negated(_ magnitude: UInt64, _ token: PQLToken) -> Int64 {
        magnitude == Int64.min.magnitude ? .min : -whole(magnitude, token)
    }
}

extension PQLTemplate {
    /// Whether the token, where a path may start, is the path's first segment.
    func isSegment(beforeField: Bool) -> Bool {
        switch kind {
        case .variable(let name): name == "tenant" || beforeField
        case .segment: false
        }
    }
}

extension PQLToken {
    fileprivate var canBeSegment: Bool {
        if case .template = kind { true } else { isName }
    }
}
