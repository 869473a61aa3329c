package import Diagnostics

/// What is legal and says something else than it seems to.
extension PQLSemanticsDiagnostics {
    package static let valueAsCondition = DiagnosticRule(
        "PQL218",
        .warning,
        "value used as a condition",
        explanation: """
            A text, number or time where a condition is expected holds as soon as it is there, 0 and the empty text \
            too. To ask for that, say isNotNull(); to ask for a value, compare it.
            """
    )
    package static let someItem = DiagnosticRule(
        "PQL219",
        .note,
        "one item is enough",
        explanation: """
            A comparison with a path through a list holds as soon as it holds for one item. That is what most rules \
            mean; exists or a filter says it, and joins several conditions about one item. Told once for each list.
            """
    )
    package static let someItemDiffers = DiagnosticRule(
        "PQL220",
        .warning,
        "one item that differs is enough",
        explanation: """
            A negative comparison with a path through a list holds as soon as one item differs, so it holds for \
            nearly every profile with two items. To exclude a value altogether, negate the positive comparison.
            """
    )
    package static let listsCompared = DiagnosticRule(
        "PQL221",
        .warning,
        "two lists are compared",
        explanation: """
            Both sides are paths through lists, so any item of one is compared with any item of the other. For items \
            in common, intersects says it; for pairs of items, bind them with select or exists.
            """
    )
    package static let differentItems = DiagnosticRule(
        "PQL222",
        .warning,
        "conditions that different items may meet",
        explanation: """
            Each of the conditions holds as soon as one item of the list meets it, and it need not be the same item. \
            To ask for one item that meets them all, write them into one filter or exists.
            """
    )
    package static let absentIsNotDifferent = DiagnosticRule(
        "PQL223",
        .note,
        "false where the field is absent",
        explanation: """
            A negative comparison is false, not true, for a profile without the field: 'a != b' is not 'not (a = b)', \
            which is true there. Told once for each field, and not where the rule asks with isNull() or isNotNull().
            """
    )
    package static let holdsForNothing = DiagnosticRule(
        "PQL224",
        .note,
        "forall holds for an empty list",
        explanation: """
            What is said of all items also holds when there are none, and when the list is absent. Not told where the \
            rule also asks whether the list has items.
            """
    )
    package static let comparedWithItself = DiagnosticRule(
        "PQL225",
        .warning,
        "value compared with itself",
        explanation: "Both sides are the same, so the comparison asks at most whether the value is there."
    )
    package static let constantCondition = DiagnosticRule(
        "PQL226",
        .warning,
        "condition that no profile changes",
        explanation: "The condition compares literals, or is one, so it is the same for every profile."
    )
    package static let noWildcard = DiagnosticRule(
        "PQL227",
        .warning,
        "pattern without a wildcard",
        explanation: "Without % or _ the pattern of like fits one text alone; '=' says that."
    )
    package static let earlierStep = DiagnosticRule(
        "PQL234",
        .note,
        "item of an earlier step",
        explanation: """
            No text of Adobe's says how a step of a chain refers to an earlier one. A step's name is read as the item \
            that it found; the service may refuse it. The same can be said with select and two variables.
            """
    )

    static let remarkRules: [DiagnosticRule] = [
        valueAsCondition, someItem, someItemDiffers, listsCompared, differentItems, absentIsNotDifferent,
        holdsForNothing, comparedWithItself, constantCondition, noWildcard, earlierStep,
    ]
}
