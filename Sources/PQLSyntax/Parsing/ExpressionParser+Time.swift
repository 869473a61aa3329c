import Diagnostics

// `occurs`, and the WHEN of a chain's step.

extension ExpressionParser {
    /// What an occurrence says before its times.
    enum OccurrenceHead {
        case distance(PQLComparison, amount: PQLExpression, PQLTimeUnit, PQLDirection)
        case between
        case relative(PQLDirection)
        case within
    }

    /// What follows `occurs`, which has been read.
    func occurs(from start: Int) {
        let isRead = occurrence()
        reduceOccurs(isRead, from: start)
    }

    private func reduceOccurs(_ isRead: Bool, from start: Int) {
        let subject = pop()
        guard isRead, let (occurrence, height) = occurrences.popLast() else {
            skipJunk()
            return pushError(from: start)
        }
        push(.occurs(subject.tree, occurrence), from: start, above: max(subject.height, height))
    }

    /// Reads the right side of `occurs` and leaves it in `occurrences`; false after telling what is wrong with it.
    func occurrence() -> Bool {
        guard occurrenceHead() else { return false }
        let isRead = headIsBetween ? time() && skipBetweenAnd() && time() : time()
        reduceOccurrence(isRead)
        return isRead
    }

    private var headIsBetween: Bool {
        if case .between? = occurrenceHeads.last { true } else { false }
    }

    private func reduceOccurrence(_ isRead: Bool) {
        guard let head = occurrenceHeads.popLast() else { return }
        guard isRead, let (last, lastHeight) = times.popLast() else {
            if case .between = head { _ = times.popLast() }
            return
        }
        switch head {
        case .distance(let comparison, let amount, let unit, let direction):
            let occurrence = PQLOccurrence.distance(comparison, amount: amount, unit, direction, last)
            occurrences.append((occurrence, max(lastHeight, 1)))
        case .between:
            guard let (first, height) = times.popLast() else { return }
            occurrences.append((.between(first, last), max(height, lastHeight)))
        case .relative(let direction): occurrences.append((.relative(direction, last), lastHeight))
        case .within: occurrences.append((.within(last), lastHeight))
        }
    }

    private func skipBetweenAnd() -> Bool {
        if at(.and) {
            advance()
            return true
        }
        trouble(PQLDiagnostics.badOccurs("'and' between two times", found: found, span: foundSpan))
        return false
    }

    private func occurrenceHead() -> Bool {
        if let comparison = current.symbol?.comparison {
            advance()
            return distanceHead(comparison)
        }
        if lacksComparison {
            let suggestion = "<= \(text(current))"
            let expected = "a comparison before an amount"
            trouble(
                PQLDiagnostics.badOccurs(expected, found: found, suggestions: [suggestion], span: current.span)
            )
            return distanceHead(.lessOrEqual)
        }
        let isName = token(1).isSymbol(.dot) || token(1).symbol?.isCloser ?? false
        if at(.between), !isName {
            advance()
            occurrenceHeads.append(.between)
        } else if let direction = current.keyword?.direction, !isName {
            advance()
            occurrenceHeads.append(.relative(direction))
        } else {
            if at(.on), !isName { advance() }
            if let diagnostic = timeWordTrouble() {
                trouble(diagnostic)
                return false
            }
            occurrenceHeads.append(.within)
        }
        return true
    }

    /// Whether an amount and a unit stand where a time or a comparison should.
    private var lacksComparison: Bool {
        let next = token(1)
        if case .template = current.kind { return next.keyword?.timeUnit != nil }
        return current.isNumber && next.isWord && !Self.isInfix(next.keyword)
    }

    /// Words that people write for a time span, and that PQL has not.
    private func timeWordTrouble() -> Diagnostic? {
        guard current.isWord else { return nil }
        if at(PQLKeyword.not), !token(1).isSymbol(.dot) {
            let hint = "the negation stands before the whole: not (value occurs …)"
            return PQLDiagnostics.badOccurs("a time", found: found, hint: hint, span: foundSpan)
        }
        let word = text(current).lowercased()
        let next = token(1)
        let isForeign = ["within", "since", "until", "during", "in"].contains(word)
        guard next.isNumber || isForeign && next.isName && !Self.isInfix(next.keyword) else { return nil }
        let hint: String? =
            switch word {
            case "last", "within", "past", "in": "write 'occurs <= 3 days before now'"
            case "next": "write 'occurs <= 3 days after now'"
            case "since": "write 'occurs after …'"
            case "until": "write 'occurs before …'"
            default: nil
            }
        return PQLDiagnostics.badOccurs("a time", found: found, hint: hint, span: foundSpan)
    }
}

// MARK: - Distances

extension ExpressionParser {
    /// `3 days before`, with the comparison read.
    private func distanceHead(_ comparison: PQLComparison) -> Bool {
        guard let amount = amount() else {
            let expected = "a whole number of time units"
            trouble(PQLDiagnostics.badOccurs(expected, found: found, hint: amountHint, span: foundSpan))
            return false
        }
        guard let unit = current.keyword?.timeUnit else {
            troubleUnit(among: PQLTimeUnit.allCases.map(\.plural))
            return false
        }
        advance()
        guard let direction = current.keyword?.direction else {
            troubleDirection()
            return false
        }
        advance()
        occurrenceHeads.append(.distance(comparison, amount: amount, unit, direction))
        return true
    }

    private var amountHint: String? {
        switch current.kind {
        case .symbol(.minus): "an amount is not negative; the direction says 'before' or 'after'"
        case .string: "a number stands without quotes"
        case .double: "take a smaller unit: 36 hours instead of 1.5 days"
        default: nil
        }
    }

    private static let shortUnits = [
        "ms": ["milliseconds"], "s": ["seconds"], "sec": ["seconds"], "m": ["minutes", "months"], "min": ["minutes"],
        "mins": ["minutes"], "h": ["hours"], "hr": ["hours"], "hrs": ["hours"], "d": ["days"], "w": ["weeks"],
        "mo": ["months"], "y": ["years"], "yr": ["years"], "yrs": ["years"],
    ]

    private func troubleUnit(among units: [String]) {
        var suggestions = current.isWord ? NearestName.suggestions(for: text(current), among: units) : []
        if let meant = Self.shortUnits[text(current).lowercased()] { suggestions = meant }
        let last = units.last ?? ""
        let hint = "the units are \(units.dropLast().joined(separator: ", ")) and \(last)"
        trouble(
            PQLDiagnostics.badOccurs(
                "a unit of time",
                found: found,
                suggestions: suggestions,
                hint: suggestions.isEmpty && current.isWord ? hint : nil,
                span: foundSpan
            )
        )
    }

    private func troubleDirection() {
        var suggestions: [String] = []
        if current.isWord {
            let word = text(current)
            suggestions = NearestName.suggestions(for: word, among: PQLDirection.allCases.map(\.rawValue))
            if word.lowercased() == "ago" { suggestions = ["before now"] }
        } else if atEnd || atCloser {
            suggestions = ["before now", "after now"]
        }
        let expected = "'before', 'after' or 'from' and a time"
        trouble(PQLDiagnostics.badOccurs(expected, found: found, suggestions: suggestions, span: foundSpan))
    }

    /// A whole number or a template that stands for one.
    func amount() -> PQLExpression? {
        let token = current
        switch token.kind {
        case .integer(let magnitude):
            advance()
            if let value = Int64(exactly: magnitude) { return PQLExpression(.integer(value), span: token.span) }
            report(PQLDiagnostics.badNumber(text(token), span: token.span))
            return PQLExpression(.error, span: token.span)
        case .template(let index):
            advance()
            return PQLExpression(.template(source.templates[index]), span: token.span)
        case .word, .quotedName, .string, .long, .double, .parameter, .schemaReference, .symbol, .invalid, .end:
            return nil
        }
    }

    /// Reads a time and leaves it in `times`; false after telling what is wrong with it.
    private func time() -> Bool {
        if let relation = current.keyword?.relation {
            if let unit = token(1).keyword?.timeUnit {
                advance()
                advance()
                times.append((.interval(relation, unit), 0))
                return true
            }
            if refuseInterval() { return false }
        }
        guard descend() else {
            abort()
            return false
        }
        expression(.sum)
        ascend()
        reduceTime()
        return true
    }

    private func reduceTime() {
        let node = pop()
        times.append((.expression(node.tree), node.height))
    }

    /// `this` or its like before a word that is no unit: told.
    private func refuseInterval() -> Bool {
        let next = token(1)
        guard next.isWord, !Self.isInfix(next.keyword), next.keyword?.direction == nil else { return false }
        advance()
        troubleUnit(among: PQLTimeUnit.allCases.map(\.rawValue))
        return true
    }
}
