extension FunctionCatalogue {
    static let bindings: [FunctionEntry] = queries + values + sequences

    private static let queries: [FunctionEntry] = [
        FunctionEntry(
            "select",
            syntax: ["select V from list where condition, W from list where condition, …"],
            gives: "list of items, or of rows of items",
            .nothingIfNothing,
            "The items, or rows of items, for which the conditions hold.",
            .documented("overview"),
            choice:
                "As a condition it holds when something was selected. What follows 'where' reaches as far as it can.",
            example: .init(
                "select E from xEvent where E.eventType = \"commerce.purchases\"",
                gives: "a list of objects"
            )
        ),
        FunctionEntry(
            "exists V",
            syntax: ["exists V from list where condition, …"],
            gives: "Boolean",
            .falseIfNothing,
            "Whether the conditions hold for at least one row of items.",
            .documented("logical-quantifiers"),
            choice: "':' may stand for 'where'.",
            example: .init("exists E from xEvent where E.commerce.order.priceTotal > 50")
        ),
        FunctionEntry(
            "forall",
            syntax: ["forall V from list where condition, …"],
            gives: "Boolean",
            .trueIfNothing,
            "Whether the condition holds for every item and, for each, the next one for every item of the next list.",
            .documented("logical-quantifiers", .open),
            choice: "It holds for an empty and for an absent list.",
            example: .init("xEvent.count() > 0 and (forall E from xEvent where E.commerce.order.priceTotal > 50)")
        ),
    ]

    private static let values: [FunctionEntry] = [
        FunctionEntry(
            "let",
            syntax: ["let name = value in expression"],
            gives: "the type of its body",
            .asItsBody,
            "Names a value for the expression that follows.",
            .documented("misc-functions"),
            choice: "The value's own 'in' needs parentheses.",
            example: .init("let n = xEvent.count() in n > 1 and n < 10")
        ),
        FunctionEntry(
            "=>",
            syntax: ["(name) => expression", "(name, name) => expression"],
            gives: "function",
            .asItsBody,
            "Names the items that a function reads, or the profile.",
            .documented("overview"),
            example: .init("xEvent.exists((E) => E.eventType = \"commerce.purchases\")")
        ),
    ]

    private static let sequences: [FunctionEntry] = [
        FunctionEntry(
            "CHAIN",
            syntax: ["CHAIN(list, time, [A: WHAT(condition) WHERE(condition) WHEN(span) COUNT(n), B: …])"],
            gives: "Boolean",
            .falseIfNothing,
            "Whether items follow one another in strict order of time so that each meets its step.",
            .documented("methods/streaming-segmentation; validation", .live),
            choice: """
                WHERE is one more condition beside WHAT; COUNT(n) asks for at least n items. A step may name an \
                earlier one and means its item, as in 'C1: WHAT(device.type = C0.device.type)'; no text of Adobe's \
                says so.
                """,
            example: .init(
                """
                CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "commerce.productViews") WHEN(today), \
                C1: WHAT(eventType = "commerce.purchases")])
                """
            )
        ),
        FunctionEntry(
            "inSegment",
            [.call],
            [.init("audience", .audience)],
            gives: .boolean,
            .falseIfAbsent,
            "Whether the profile belongs to another audience, given by its id.",
            .documented("methods/streaming-segmentation", .live),
            choice: "It belongs to it when its membership is realized or existing.",
            example: .init("inSegment(\"a3f1\")")
        ),
    ]
}
