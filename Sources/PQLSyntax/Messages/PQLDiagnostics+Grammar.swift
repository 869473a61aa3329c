import Diagnostics

extension PQLDiagnostics {
    static func expectedValue(found: String, hint: String? = nil, span: ByteSpan) -> Diagnostic {
        Diagnostic(expectedValue, "expected a value, found \(found)", span: span, hint: hint)
    }

    static func unexpected(
        found: String,
        suggestions: [String] = [],
        hint: String? = nil,
        span: ByteSpan
    ) -> Diagnostic {
        Diagnostic(
            unexpected,
            "expected an operator or the end, found \(found)",
            span: span,
            suggestions: suggestions,
            hint: hint
        )
    }

    static func missingOperator(
        found: String,
        suggestions: [String] = [],
        hint: String? = nil,
        span: ByteSpan
    ) -> Diagnostic {
        Diagnostic(
            missingOperator,
            "expected an operator, found \(found)",
            span: span,
            suggestions: suggestions,
            hint: hint
        )
    }

    static func unclosed(_ closer: String, found: String, span: ByteSpan, opened: ByteSpan) -> Diagnostic {
        Diagnostic(
            unclosed,
            "expected '\(closer)', found \(found)",
            span: span,
            suggestions: [closer],
            notes: [Diagnostic.Note("the bracket was opened here", file: .expression, span: opened)]
        )
    }

    static func unopened(_ closer: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            unopened,
            "'\(closer)' closes nothing",
            span: span,
            hint: "take it out, or put the bracket before it that it should close"
        )
    }

    static func expectedName(
        _ place: String,
        found: String,
        suggestions: [String] = [],
        hint: String? = nil,
        span: ByteSpan
    ) -> Diagnostic {
        Diagnostic(
            expectedName,
            "expected a name \(place), found \(found)",
            span: span,
            suggestions: suggestions,
            hint: hint
        )
    }

    static func chainedComparison(_ found: String, rewritten: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            chainedComparison,
            "expected one comparison, found a second one with \(found)",
            span: span,
            hint: rewritten.map { "write '\($0)'" } ?? "join two comparisons with 'and', or put one in parentheses"
        )
    }

    static func needsParentheses(_ found: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            needsParentheses,
            "expected parentheses around \(found) as an operand",
            span: span,
            hint: "what reaches to the right as far as it can stands in parentheses as an operand: ( … )"
        )
    }

    static func index(_ key: String, isText: Bool, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            index,
            "expected a condition between brackets, found \(key)",
            span: span,
            suggestions: isText ? [".get(\(key))"] : [],
            hint: isText
                ? "a value of a map is reached with .get(\(key))"
                : "there is no access by position; .head() gives the first item, .topN(…) the first by an order"
        )
    }

    static func postfixExists(span: ByteSpan) -> Diagnostic {
        Diagnostic(
            postfixExists,
            "expected an operator, found 'exists'",
            span: span,
            suggestions: [".isNotNull()"],
            hint: "a value is there if .isNotNull() holds"
        )
    }

    static func setSyntax(span: ByteSpan) -> Diagnostic {
        Diagnostic(
            setSyntax,
            "expected a value, found a set in braces",
            span: span,
            hint: "sets were removed from PQL in 2018; write (select X from xEvent where …)"
        )
    }

    static func braces(_ found: String, hint: String, _ span: ByteSpan) -> Diagnostic {
        Diagnostic(expectedValue, "expected a value, found \(found)", span: span, hint: hint)
    }

    static func placeholder(_ name: String, asWritten found: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            expectedValue,
            "expected a value, found the placeholder '\(excerpt(found))'",
            span: span,
            suggestions: ["${\(name)}"],
            hint: "a template is written ${\(excerpt(name))}"
        )
    }

    static func badDeclaration(
        _ expected: String,
        found: String,
        suggestions: [String] = [],
        span: ByteSpan
    ) -> Diagnostic {
        Diagnostic(
            badDeclaration,
            "expected \(expected), found \(found)",
            span: span,
            suggestions: suggestions,
            hint: suggestions.isEmpty ? "a variable is declared as 'X from array where condition'" : nil
        )
    }

    static func badChain(
        _ expected: String,
        found: String,
        suggestions: [String] = [],
        hint: String? = nil,
        span: ByteSpan
    ) -> Diagnostic {
        Diagnostic(badChain, "expected \(expected), found \(found)", span: span, suggestions: suggestions, hint: hint)
    }

    static func badOccurs(
        _ expected: String,
        found: String,
        suggestions: [String] = [],
        hint: String? = nil,
        span: ByteSpan
    ) -> Diagnostic {
        Diagnostic(badOccurs, "expected \(expected), found \(found)", span: span, suggestions: suggestions, hint: hint)
    }

    static func badLet(
        _ expected: String,
        found: String,
        hint: String = "a value is named with 'let name = value in expression'",
        span: ByteSpan
    ) -> Diagnostic {
        Diagnostic(
            badLet,
            "expected \(expected), found \(found)",
            span: span,
            hint: hint
        )
    }

    static func badLambda(found: String, hint: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(badLambda, "expected names in parentheses before '=>', found \(found)", span: span, hint: hint)
    }

    static func emptyList(span: ByteSpan) -> Diagnostic {
        Diagnostic(emptyList, "the list is empty, so nothing is in it", span: span)
    }

    static func twice(_ what: String, span: ByteSpan, before: ByteSpan) -> Diagnostic {
        Diagnostic(
            twice,
            "\(what) stands twice",
            span: span,
            notes: before.length == 0 ? [] : [Diagnostic.Note("it stands here first", file: .expression, span: before)]
        )
    }

    static func notComparison(span: ByteSpan) -> Diagnostic {
        Diagnostic(
            notComparison,
            "'not' applies to the whole comparison",
            span: span,
            hint: "put the comparison in parentheses: not (…)"
        )
    }

    static func tooDeep(limit: Int, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            tooDeep,
            "the expression nests deeper than \(limit) levels",
            span: span,
            hint: "rows of 'and' and 'or' do not nest; long rows of other operators and paths do"
        )
    }

    static func tooLong(bytes: Int, limit: Int) -> Diagnostic {
        Diagnostic(tooLong, "the expression has \(bytes) bytes, more than \(limit)", span: .zero)
    }

    static func treeAsText(span: ByteSpan) -> Diagnostic {
        Diagnostic(
            treeAsText,
            "expected PQL text, found a pql/json tree",
            span: span,
            hint: "its format is pql/json"
        )
    }

    static func empty(span: ByteSpan) -> Diagnostic {
        Diagnostic(empty, "expected an expression, found nothing", span: span)
    }

    static func badMarker(_ problem: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(badMarker, problem, span: span)
    }
}
