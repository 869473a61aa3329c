internal import Diagnostics

/// The words for what is legal and says something else than it seems to.
extension PQLSemanticsDiagnostics {
    static func valueAsCondition(_ found: String, better: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            valueAsCondition,
            "expected a condition, found \(found), which holds as soon as it is there",
            span: span,
            suggestions: better.map { [$0] } ?? []
        )
    }

    static func someItem(_ list: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(someItem, "holds as soon as one item of \(list) meets it", span: span)
    }

    static func someItemDiffers(_ function: String, _ list: String, better: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            someItemDiffers,
            "'\(function)' holds as soon as one item of \(list) differs",
            span: span,
            suggestions: better.map { [$0] } ?? [],
            hint: "to say that no item is equal, negate the positive comparison"
        )
    }

    static func listsCompared(_ function: String, better: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            listsCompared,
            "'\(function)' compares two lists and holds as soon as one item of the left meets one of the right",
            span: span,
            suggestions: better.map { [$0] } ?? []
        )
    }

    static func differentItems(_ list: String, span: ByteSpan, before: ByteSpan) -> Diagnostic {
        Diagnostic(
            differentItems,
            "another item of \(list) may meet this condition than the one before",
            span: span,
            hint: "to ask for one item that meets all of them, write \(example(list))",
            notes: before.length == 0
                ? [] : [Diagnostic.Note("the condition before", file: .expression, span: before)]
        )
    }

    private static func example(_ list: String) -> String {
        list.hasPrefix("'") ? "'\(list.dropFirst().dropLast())[… and …]'" : "them into one filter: list[… and …]"
    }

    static func absentIsNotDifferent(_ function: String, _ field: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            absentIsNotDifferent,
            "'\(function)' is false where '\(field)' is absent",
            span: span,
            hint: "to hold there too, negate the positive comparison: not (…)"
        )
    }

    static func holdsForNothing(_ list: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            holdsForNothing,
            "holds for a profile where \(list) is empty or absent",
            span: span,
            hint: "ask for items too, with .count() > 0"
        )
    }

    static func comparedWithItself(_ function: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(comparedWithItself, "'\(function)' compares a value with itself", span: span)
    }

    static func constantCondition(_ value: Bool, span: ByteSpan) -> Diagnostic {
        Diagnostic(constantCondition, "the condition is always \(value)", span: span)
    }

    static func noWildcard(span: ByteSpan) -> Diagnostic {
        Diagnostic(
            noWildcard,
            "the pattern has no wildcard, so 'like' is '='",
            span: span,
            hint: "% stands for any run of characters, _ for one"
        )
    }

    static func earlierStep(_ name: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            earlierStep,
            "'\(name)' is read as the item that the step found; Adobe documents no such reference",
            span: span
        )
    }
}
