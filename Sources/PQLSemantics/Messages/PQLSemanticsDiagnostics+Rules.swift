package import Diagnostics

extension PQLSemanticsDiagnostics {
    package static let unusualForm = DiagnosticRule(
        "PQL217",
        .warning,
        "function behind its argument",
        explanation: "The function is no method: it stands before its arguments, and is sent that way."
    )
    package static let badPattern = DiagnosticRule(
        "PQL228",
        .error,
        "malformed regular expression",
        explanation: """
            The pattern is no regular expression of java.util.regex, which the service uses, so the rule would fail \
            or never hold. In a text each backslash of the pattern is doubled.
            """
    )
    package static let slowPattern = DiagnosticRule(
        "PQL229",
        .warning,
        "regular expression that may take for ever",
        explanation: """
            A repeated group that repeats again can split the same text in very many ways, and all of them are tried \
            when the rest does not fit. Leave one of the two repetitions out.
            """
    )
    package static let outOfRange = DiagnosticRule(
        "PQL230",
        .error,
        "number out of range",
        explanation: """
            The number is written out and none that the function takes: a day that the calendar does not have, a \
            count below 1, a group that the pattern does not have.
            """
    )
    package static let emptySpan = DiagnosticRule(
        "PQL231",
        .warning,
        "span of time that ends before it begins",
        explanation: "Nothing lies between a time and an earlier one, so the condition never holds."
    )
    package static let unknownOperation = DiagnosticRule(
        "PQL232",
        .error,
        "unknown comparison of texts",
        explanation: """
            The first argument of stringCompare is the name of a function that compares texts. The Segment Builder \
            writes "equals".
            """
    )
    package static let stepOutOfReach = DiagnosticRule(
        "PQL233",
        .error,
        "chain step out of reach",
        explanation: """
            A step of a chain can name the steps before it and means their items. It cannot name itself, a later \
            step, or one that must not occur.
            """
    )
    package static let differentBranches = DiagnosticRule(
        "PQL235",
        .error,
        "branches of different types",
        explanation: "if gives one of its two last arguments, so both must have one type."
    )
    package static let entryOutOfPlace = DiagnosticRule(
        "PQL236",
        .error,
        "mapEntry outside map",
        explanation: "A map entry is no value. It can only be the body of map, which makes a map of the entries."
    )

    static let functionRules: [DiagnosticRule] = [
        unusualForm, badPattern, slowPattern, outOfRange, emptySpan, unknownOperation, stepOutOfReach,
        differentBranches, entryOutOfPlace,
    ]
}
