import Diagnostics

extension ExpressionParser {
    /// What is wrong where a value should stand.
    func missingValue() -> Diagnostic {
        if at(.dot), token(1).isSymbol(.dot) {
            let span = current.span.union(token(token(2).isSymbol(.dot) ? 2 : 1).span)
            let hint = "the dots stand for something left out: write it"
            return PQLDiagnostics.expectedValue(found: "'\(source.text(of: span))'", hint: hint, span: span)
        }
        return PQLDiagnostics.expectedValue(found: found, hint: missingValueHint, span: foundSpan)
    }

    private var missingValueHint: String? {
        switch current.kind {
        case .symbol(.times) where token(1).symbol?.isCloser ?? false: return "for what always holds write 'true'"
        case .symbol(.plus): return "a plus stands between two numbers; a number has no sign '+'"
        case .symbol(.dot): return "a path begins with a name"
        case .symbol(.comma): return "a value is missing before the comma, or the comma is one too many"
        case .symbol(let symbol) where symbol.isCloser: return "a value is missing before the bracket"
        case .symbol(let symbol) where symbol.comparison != nil: return "a comparison has a value on both sides"
        case .word(.and), .word(.or):
            if token(1).isSymbol(.dot) { fallthrough }
            if hasOperatorBefore { return "'\(text(source.tokens[index - 1]))' has nothing on its right" }
            return "'\(text(current))' joins two conditions, of which one is missing"
        case .word(.where) where index == 0: return "a rule is the condition alone, without 'where'"
        case .word: return "as a field's name the word is written in back-quotes: `\(text(current))`"
        case .end: return "the expression stops in the middle: say what follows, or take out what asks for it"
        default: return nil
        }
    }

    /// Whether an operator between two values stands before the token at hand.
    private var hasOperatorBefore: Bool {
        guard index > 1, let symbol = source.tokens[index - 1].symbol else { return false }
        switch symbol {
        case .plus, .minus, .times, .divide, .modulo: return true
        default: return symbol.comparison != nil
        }
    }

    /// Tells what is wrong with a token that stands where an operator or the end should.
    func troubleBehindValue() {
        let span = foundSpan
        let found = found
        switch current.kind {
        case .end:
            trouble(PQLDiagnostics.unexpected(found: found, span: span))
        case .symbol(let symbol) where symbol.isCloser:
            trouble(PQLDiagnostics.unopened(symbol.rawValue, span: span))
        case .symbol(.openBrace):
            if let name = placeholderName {
                let span = placeholderSpan
                trouble(PQLDiagnostics.placeholder(name, asWritten: source.text(of: span), span: span))
            } else {
                trouble(PQLDiagnostics.unexpected(found: found, span: span))
            }
        case .symbol(.arrow):
            // Another arrow has been told about.
            guard text(current) == "=>" else { return }
            let hint = "a lambda is written '(x) => …', 'at least' is written '>='"
            trouble(PQLDiagnostics.badLambda(found: found, hint: hint, span: span))
        case .word(.exists): trouble(PQLDiagnostics.postfixExists(span: span))
        case .word: trouble(wordBehindValue(text(current), span: span))
        case .symbol(.colon) where token(1).isSymbol(.equal):
            let span = span.union(token(1).span)
            trouble(PQLDiagnostics.unexpected(found: "':='", suggestions: ["="], span: span))
            advance()
        case .symbol(.comma):
            let hint = "a comma separates what stands between brackets; values for 'in' stand in [ ]"
            trouble(PQLDiagnostics.unexpected(found: found, hint: hint, span: span))
        case .symbol(.caret):
            let hint = "'^' before a path climbs out of a filter; there is no power"
            trouble(PQLDiagnostics.unexpected(found: found, hint: hint, span: span))
        case .symbol, .invalid: trouble(PQLDiagnostics.unexpected(found: found, span: span))
        case .string, .integer, .long, .double, .quotedName, .template, .parameter, .schemaReference:
            let hint = "an operator or a comma is missing before it"
            trouble(PQLDiagnostics.missingOperator(found: found, hint: hint, span: span))
        }
    }

    private func wordBehindValue(_ word: String, span: ByteSpan) -> Diagnostic {
        let found = "'\(PQLDiagnostics.excerpt(word))'"
        let before = source.tokens[max(index - 1, 0)]
        if before.isNumber, before.span.end == current.span.start {
            let name = PQLDiagnostics.excerpt(text(before) + word)
            let hint = "a name that begins with a digit is written in back-quotes: `\(name)`; a number has digits alone"
            return PQLDiagnostics.missingOperator(found: found, hint: hint, span: span)
        }
        if before.keyword == .if {
            let hint = "a choice is written if(condition, value, otherValue)"
            return PQLDiagnostics.missingOperator(found: found, hint: hint, span: span)
        }
        if current.keyword?.timeUnit != nil, before.isNumber {
            let hint = "a time is compared with 'occurs': value occurs <= \(text(before)) \(word) before now"
            return PQLDiagnostics.missingOperator(found: found, hint: hint, span: span)
        }
        if let diagnostic = sqlWord(word.lowercased()) { return diagnostic }
        if let hint = Self.foreignWords[word.lowercased()] {
            return PQLDiagnostics.missingOperator(found: found, hint: hint, span: span)
        }
        if Self.methodWords.contains(word) {
            let hint = "'\(word)' is a method: value.\(word)(…)"
            return PQLDiagnostics.missingOperator(found: found, hint: hint, span: span)
        }
        let suggestions = NearestName.suggestions(for: word, among: Self.operatorWords).filter { $0 != word }
        let hint = suggestions.isEmpty ? missingOperatorHint : nil
        return PQLDiagnostics.missingOperator(found: found, suggestions: suggestions, hint: hint, span: span)
    }

    /// What a word may be that stands behind a value and is nothing that is known.
    private var missingOperatorHint: String? {
        switch token(1).kind {
        case .end, .symbol, .word:
            return lastValue?.isCondition ?? false ? "join two conditions with 'and' or 'or'" : nil
        case .string, .integer, .long, .double, .template:
            guard case .field? = lastValue?.kind else { return nil }
            return "values are compared with =, !=, <, <=, >, >=, in or like"
        case .quotedName, .parameter, .schemaReference, .invalid: return nil
        }
    }

    /// `is null`, `is not null` and `between A and B`, with what they are in PQL.
    private func sqlWord(_ word: String) -> Diagnostic? {
        let isNegative = token(1).keyword == PQLKeyword.not
        let last = token(isNegative ? 2 : 1)
        if word == "is", last.keyword == .null {
            let span = current.span.union(last.span)
            return PQLDiagnostics.missingOperator(
                found: "'\(source.text(of: span))'",
                suggestions: [isNegative ? ".isNotNull()" : ".isNull()"],
                span: span
            )
        }
        guard word == "between", token(1).isNumber, token(2).keyword == .and, token(3).isNumber,
            let value = lastValue?.span, value.length > 0, value.length <= 60
        else { return nil }
        let path = source.text(of: value)
        let hint = "write '\(path) >= \(text(token(1))) and \(path) <= \(text(token(3)))'"
        return PQLDiagnostics.missingOperator(found: "'between'", hint: hint, span: current.span)
    }

    private static let operatorWords = ["and", "or", "in", "notIn", "like", "matches", "occurs"]

    private static let methodWords: Set<String> = [
        "startsWith", "doesNotStartWith", "endsWith", "doesNotEndWith", "contains", "doesNotContain", "equals",
        "notEqualTo", "isNull", "isNotNull", "intersects", "includes", "subsetOf", "supersetOf",
    ]

    private static let foreignWords = [
        "is": "write .isNull() or .isNotNull()",
        "not": "write 'not (…)' before the condition, or notIn, doesNotContain and the like",
        "between": "write 'value >= a and value <= b', or for a time 'value occurs between a and b'",
        "xor": "write '(a and not (b)) or (not (a) and b)'",
        "before": "a time condition begins with 'occurs'",
        "after": "a time condition begins with 'occurs'",
        "within": "a time condition begins with 'occurs': occurs <= 3 days before now",
        "occurs": "WHEN holds what stands behind 'occurs': WHEN(today)",
        "then": "a sequence is CHAIN(xEvent, timestamp, [A: WHAT(…), B: WHAT(…)])",
        "where": "'where' belongs to select, exists, forall and aggregates; an array is filtered with [condition]",
        "from": "'from' belongs to select, exists, forall and aggregates",
        "over": "'over' belongs to sum, average, min and max",
    ]

    /// The name in `{NAME}` or `<NAME>` at the current token, as manuals write what is to be filled in; nil for
    /// everything else.
    var placeholderName: String? {
        guard token(1).isWord else { return nil }
        guard at(.openBrace) && token(2).isSymbol(.closeBrace) || at(.less) && token(2).isSymbol(.greater) else {
            return nil
        }
        return text(token(1))
    }

    var placeholderSpan: ByteSpan { current.span.union(token(2).span) }

    /// Whether the word is an operator behind a value.
    static func isInfix(_ keyword: PQLKeyword?) -> Bool {
        switch keyword {
        case .and, .or, .in, .notIn, .like, .matches, .occurs, .where, .over, .from: true
        default: false
        }
    }

    /// Whether the word at the token is near enough to `keyword` to be meant as it.
    func looksLike(_ keyword: PQLKeyword, _ token: PQLToken) -> Bool {
        guard token.isWord, token.keyword == nil else { return false }
        return !NearestName.suggestions(for: text(token), among: [keyword.rawValue]).isEmpty
    }
}
