internal import Diagnostics
internal import PQLSyntax

extension PQLSemanticsDiagnostics {
    static func unknownField(_ name: String, in place: String, span: ByteSpan, advice: FieldAdvice) -> Diagnostic {
        Diagnostic(
            unknownField,
            "unknown field '\(name)' in \(place)",
            span: span,
            suggestions: advice.suggestions,
            hint: advice.hint
        )
    }

    /// `a-b` where neither `a` nor `b` is a field.
    static func hyphenatedName(_ name: String, in place: String, span: ByteSpan, suggestions: [String]) -> Diagnostic {
        Diagnostic(
            unknownField,
            "unknown field '\(name)' in \(place)",
            span: span,
            suggestions: suggestions,
            hint: hyphenHint(name)
        )
    }

    /// `a-b` where only `a` is a field.
    static func subtractedName(_ name: String, from left: String, span: ByteSpan, suggestion: String?) -> Diagnostic {
        Diagnostic(
            wrongOperand,
            "'-' takes two numbers, found \(left) and an unknown name",
            span: span,
            suggestions: suggestion.map { [$0] } ?? [],
            hint: hyphenHint(name)
        )
    }

    private static func hyphenHint(_ name: String) -> String {
        "'-' subtracts; a name with a hyphen stands in back-quotes: `\(name)`"
    }

    static func wrongTenant(_ name: String, tenant: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            wrongTenant,
            "expected the tenant '\(tenant)' of this sandbox, found '\(name)'",
            span: span,
            suggestions: ["${tenant}", tenant]
        )
    }

    static func outsideEnumeration(
        _ value: String,
        of field: String?,
        among values: [String],
        span: ByteSpan
    ) -> Diagnostic {
        let near = NearestName.suggestions(for: value, among: values)
        let folded = value.lowercased()
        let respelt = near.first { $0.lowercased() == folded }
        let place = field.map { "'\($0)'" } ?? "the field"
        return Diagnostic(
            outsideEnumeration,
            "'\(value)' is no value of \(place)",
            span: span,
            suggestions: (respelt.map { [$0] } ?? near).map(quoted),
            hint: respelt.map { "the schema spells it '\($0)', and case counts" }
                ?? (near.isEmpty ? "valid values: \(enumerated(values))" : nil)
        )
    }

    static func incomparable(
        expected: String,
        found: String,
        span: ByteSpan,
        suggestions: [String] = [],
        hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            incomparable,
            "expected \(expected), found \(found)",
            span: span,
            suggestions: suggestions,
            hint: hint
        )
    }

    static func convertedLiteral(_ text: String, to type: String, literal: String?, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            convertedLiteral,
            "the text '\(text)' is compared as \(type)",
            span: span,
            suggestions: literal.map { [$0] } ?? []
        )
    }

    static func comparedWithNull(span: ByteSpan) -> Diagnostic {
        Diagnostic(
            comparedWithNull,
            "a comparison with null is always false",
            span: span,
            hint: "ask with isNull() or isNotNull()"
        )
    }

    static func noFields(
        _ name: String,
        in holder: String,
        span: ByteSpan,
        suggestions: [String] = []
    ) -> Diagnostic {
        Diagnostic(noFields, "\(holder) has no field '\(name)'", span: span, suggestions: suggestions)
    }

    static func noCondition(found: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(noCondition, "expected a condition on each item, found \(found)", span: span)
    }

    static func pastRoot(climbs: Int, levels: Int, span: ByteSpan, suggestion: String? = nil) -> Diagnostic {
        let available = levels == 0 ? "nothing to climb out of here" : "only \(levels) to climb out of here"
        return Diagnostic(
            pastRoot,
            "\(String(repeating: "^", count: min(climbs, 8))) climbs too far: \(available)",
            span: span,
            suggestions: suggestion.map { [$0] } ?? []
        )
    }

    static func unknownParameter(_ position: Int, span: ByteSpan) -> Diagnostic {
        Diagnostic(
            unknownParameter,
            "expected $1, the profile, found '$\(position)'",
            span: span,
            suggestions: ["$1"]
        )
    }

    static func notBoolean(found: String, span: ByteSpan) -> Diagnostic {
        Diagnostic(notBoolean, "expected a condition, found \(found)", span: span, hint: "compare it with something")
    }

    static func tooDeep(limit: Int, span: ByteSpan) -> Diagnostic {
        Diagnostic(tooDeep, "expected at most \(limit) levels of nesting", span: span)
    }

    /// A literal of the language for a text.
    static func quoted(_ text: String) -> String {
        PQLPrinter.literal(PQLString(text))
    }

    private static func enumerated(_ values: [String]) -> String {
        let shown = values.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
        return values.count > 12 ? shown + " and \(values.count - 12) more" : shown
    }
}
