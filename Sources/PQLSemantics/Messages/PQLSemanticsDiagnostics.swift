package import Diagnostics

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
            can never decide anything. Case counts unless a function is called with the flag false.
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
        "no condition",
        explanation: """
            A condition must be true or false for a profile. A literal, a list or a calculation alone is neither: \
            compare it with something.
            """
    )
    package static let tooDeep = DiagnosticRule(
        "PQL216",
        .error,
        "expression is nested too deeply",
        explanation: "The expression is nested beyond the limit of the checker; split it into several segments."
    )

    package static let rules: [DiagnosticRule] =
        mistakes + functionRules + remarkRules

    private static let mistakes: [DiagnosticRule] = [
        unknownField, wrongTenant, outsideEnumeration, unknownFunction, wrongArgumentCount, wrongOperand, incomparable,
        convertedLiteral, comparedWithNull, severalTimes, noFields, noCondition, pastRoot, unknownParameter, notBoolean,
        tooDeep,
    ]
}
