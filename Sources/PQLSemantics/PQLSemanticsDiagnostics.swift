package import Diagnostics
import PQLSyntax

/// What an expression can get wrong about the schemas and the functions, and how we say it.
package enum PQLSemanticsDiagnostics {
    package static let unknownField = DiagnosticRule(
        "PQL201",
        .error,
        "unknown field",
        explanation: """
            The schema lists every field of the profile, of an event and of each other entity, and this name is not \
            among them. The service refuses such an expression. Names are case-sensitive; inside a filter, an item \
            method or a chain step they belong to the item, and '^' climbs out of it.
            """
    )
    package static let wrongTenant = DiagnosticRule(
        "PQL202",
        .error,
        "namespace of another tenant",
        explanation: """
            The fields that an organisation adds itself stand below its own namespace, and this one belongs to \
            another organisation or sandbox. Write ${tenant}, which stands for the right one in every sandbox.
            """
    )
    package static let outsideEnumeration = DiagnosticRule(
        "PQL203",
        .error,
        "value is not in the enumeration",
        explanation: """
            The schema lists the values that this field can have, and the literal is none of them, so the comparison \
            can never decide anything. Comparison is case-sensitive unless a function is called with the flag false.
            """
    )
    package static let unknownFunction = DiagnosticRule(
        "PQL204",
        .error,
        "unknown function",
        explanation: """
            PQL in segments has a fixed set of functions with case-sensitive names. Some functions exist only in \
            Journey Optimizer, which shares the rest of the language.
            """
    )
    package static let wrongArgumentCount = DiagnosticRule(
        "PQL205",
        .error,
        "wrong number of arguments",
        explanation: "Each function takes a fixed number of arguments; the receiver of a method is not counted."
    )
    package static let wrongOperand = DiagnosticRule(
        "PQL206",
        .error,
        "operand of the wrong type",
        explanation: """
            The operator or function works on another type of value. To work on a list, use a list function or bind \
            one item first, as in 'select X from list where X.field = 1'.
            """
    )
    package static let incomparable = DiagnosticRule(
        "PQL207",
        .error,
        "values of different types are compared",
        explanation: """
            Numbers are compared with numbers, texts with texts, times with times. A text literal is converted to the \
            other side's type only if all of it can be read that way.
            """
    )
    package static let convertedLiteral = DiagnosticRule(
        "PQL208",
        .warning,
        "text literal is converted",
        explanation: """
            A text is compared with a field of another type. The service converts it, but what the rule means is \
            clearer when the literal has the field's type.
            """
    )
    package static let comparedWithNull = DiagnosticRule(
        "PQL209",
        .warning,
        "comparison with null",
        explanation: """
            A comparison is false as soon as one side is null, so it never holds. Whether a field has a value is \
            asked with isNull() and isNotNull().
            """
    )
    package static let severalTimes = DiagnosticRule(
        "PQL210",
        .error,
        "occurs on a list of times",
        explanation: """
            'occurs' compares one time. A path through an array, such as xEvent.timestamp, has many; the service \
            refuses it. Bind one item first, as in 'select X from xEvent where X.timestamp occurs today'.
            """
    )
    package static let noFields = DiagnosticRule(
        "PQL211",
        .error,
        "value has no fields",
        explanation: """
            Only objects, and arrays of objects, have fields. The values of a map are reached with get("key"). A \
            scalar has fields only if a relationship in the schema leads from it to another entity.
            """
    )
    package static let noCondition = DiagnosticRule(
        "PQL212",
        .error,
        "no condition on the items",
        explanation: """
            A filter keeps the items of an array for which a condition holds, and exists asks for one. They take \
            neither a position nor a key nor a value: the values of a map are reached with get("key"), the first \
            items of an array with head() and topN(), and includes("value") finds a value.
            """
    )
    package static let pastRoot = DiagnosticRule(
        "PQL213",
        .error,
        "'^' leaves the expression",
        explanation: """
            Each '^' climbs out of one filter, item method or chain step. There are fewer of them around this place.
            """
    )
    package static let unknownParameter = DiagnosticRule(
        "PQL214",
        .error,
        "unknown parameter",
        explanation: "The rule of a segment has one parameter, the profile: $1."
    )
    package static let notBoolean = DiagnosticRule(
        "PQL215",
        .error,
        "rule is not a condition",
        explanation: """
            A segment's rule must be true or false for a profile. A literal, a list or a calculation alone is \
            neither: compare it with something.
            """
    )
    package static let tooDeep = DiagnosticRule(
        "PQL216",
        .error,
        "expression is nested too deeply",
        explanation: "The expression is nested beyond the limit of the checker; split it into several segments."
    )

    package static let rules: [DiagnosticRule] = [
        unknownField, wrongTenant, outsideEnumeration, unknownFunction, wrongArgumentCount, wrongOperand, incomparable,
        convertedLiteral, comparedWithNull, severalTimes, noFields, noCondition, pastRoot, unknownParameter, notBoolean,
        tooDeep,
    ]
}

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
        let place = field.map { "'\($0)'" } ?? "the field"
        return Diagnostic(
            outsideEnumeration,
            "'\(value)' is no value of \(place)",
            span: span,
            suggestions: near.map(quoted),
            hint: near.isEmpty ? "valid values: \(enumerated(values))" : nil
        )
    }

    static func unknownFunction(_ name: String, among names: some Sequence<String>, span: ByteSpan) -> Diagnostic {
        let belongsElsewhere = FunctionTable.neighbours.contains(name)
        return Diagnostic(
            unknownFunction,
            "unknown function '\(name)'",
            span: span,
            suggestions: belongsElsewhere ? [] : NearestName.suggestions(for: name, among: names),
            hint: belongsElsewhere ? "'\(name)' belongs to Journey Optimizer, not to segments" : nil
        )
    }

    static func wrongArgumentCount(of signature: FunctionSignature, found: Int, span: ByteSpan) -> Diagnostic {
        let receiver = signature.isMethod ? 1 : 0
        let most = signature.parameters.count - receiver
        let least = most - signature.optional
        let expected = least == most ? "\(least)" : "\(least) to \(most)"
        var hint: String?
        if found > signature.parameters.count, ["equals", "notEqualTo"].contains(signature.name) {
            hint = "to compare with several values use '\(signature.name == "equals" ? "in" : "notIn")'"
        }
        return Diagnostic(
            wrongArgumentCount,
            "'\(signature.name)' takes \(expected) argument\(most == 1 ? "" : "s"), found \(max(0, found - receiver))",
            span: span,
            hint: hint
        )
    }

    static func wrongOperand(
        of function: String,
        expected: String,
        found: String,
        span: ByteSpan,
        hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(wrongOperand, "'\(function)' takes \(expected), found \(found)", span: span, hint: hint)
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

    static func severalTimes(_ name: String?, span: ByteSpan) -> Diagnostic {
        let found = name.map { "the many times of '\($0)'" } ?? "a list of times"
        return Diagnostic(
            severalTimes,
            "'occurs' takes one time, found \(found)",
            span: span,
            hint: "bind one item first: select X from … where X.… occurs …"
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

    static func pastRoot(climbs: Int, levels: Int, span: ByteSpan) -> Diagnostic {
        let available = levels == 0 ? "nothing to climb out of here" : "only \(levels) to climb out of here"
        return Diagnostic(
            pastRoot,
            "\(String(repeating: "^", count: min(climbs, 8))) climbs too far: \(available)",
            span: span
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
        Diagnostic(notBoolean, "expected a condition, found \(found)", span: span)
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
