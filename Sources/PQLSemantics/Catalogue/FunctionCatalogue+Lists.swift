extension FunctionCatalogue {
    static let lists: [FunctionEntry] = sets + perItem + orders + brackets

    private static let sets: [FunctionEntry] = [
        FunctionEntry(
            "intersects",
            [.method],
            [.init("list", .array), .init("other", .items(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether two lists have an item in common.",
            .documented("array-functions"),
            example: .init("xEvent.productListItems.SKU.intersects([\"PS\", \"XD\"])")
        ),
        FunctionEntry(
            "intersection",
            [.method],
            [.init("list", .array), .init("other", .items(of: 0))],
            gives: .receiver,
            .absentIfAbsent,
            "The items that two lists have in common; absent when there are none.",
            .documented("array-functions"),
            example: .init(
                "xEvent.productListItems.SKU.intersection([\"PS\", \"XD\"]).count() > 1"
            )
        ),
        FunctionEntry(
            "subsetOf",
            [.method],
            [.init("list", .array), .init("other", .items(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether every item of the list is in the other.",
            .documented("array-functions", .open),
            choice: "An absent list is a part of none.",
            example: .init("xEvent.productListItems.SKU.subsetOf([\"PS\", \"XD\"])")
        ),
        FunctionEntry(
            "supersetOf",
            [.method],
            [.init("list", .array), .init("other", .items(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether every item of the other list is in this one.",
            .documented("array-functions", .open),
            choice: "An absent list holds nothing, not even the items of an empty one.",
            example: .init("xEvent.productListItems.SKU.supersetOf([\"PS\", \"XD\"])")
        ),
        FunctionEntry(
            "includes",
            [.method],
            [.init("list", .array), .init("item", .comparand(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether the item is in the list.",
            .documented("array-functions", .open),
            choice: "An absent list includes nothing.",
            example: .init("xEvent.productListItems.SKU.includes(\"PS\")")
        ),
        FunctionEntry(
            "distinct",
            [.method],
            [.init("list", .array)],
            gives: .receiver,
            .absentIfAbsent,
            "The list without what stands in it twice.",
            .documented("array-functions"),
            choice: "Values are the same when '=' says so; absent items are left out.",
            example: .init("xEvent.productListItems.SKU.distinct().count() > 1")
        ),
    ]

    private static let perItem: [FunctionEntry] = [
        FunctionEntry(
            "groupBy",
            [.method],
            [.init("list", .array), .init("key", .perItem)],
            gives: .groups,
            .absentIfAbsent,
            "The items of the list by a key that each has.",
            .documented("array-functions", .open),
            choice: """
                Keys are the same when '=' says so; items without a key are left out; groups stand in the order of \
                their first items.
                """,
            example: .init("xEvent.groupBy(eventType)", gives: "a map")
        ),
        FunctionEntry(
            "filter",
            [.method],
            [.init("list", .array), .init("condition", .conditionPerItem)],
            gives: .receiver,
            .absentIfAbsent,
            "The items for which a condition holds.",
            .documented("array-functions"),
            example: .init("xEvent.filter(commerce.order.priceTotal >= 100)", gives: "a list of objects")
        ),
        FunctionEntry(
            "map",
            [.method],
            [.init("list", .arrayOrMap), .init("expression", .perItem)],
            gives: .mapped,
            .absentIfAbsent,
            "What an expression gives for each item; a lambda about a map names the key and the value.",
            .documented("array-functions; computed-attributes/expressions"),
            choice: "A body mapEntry(…) makes a map, any other a list. 'this' is the item itself.",
            example: .init("xEvent.groupBy(eventType).map((K, G) => mapEntry(K, G.count()))", gives: "a map")
        ),
        FunctionEntry(
            "exists",
            [.method],
            [.init("list", .array), .init("condition", .conditionPerItem)],
            gives: .boolean,
            .falseIfNothing,
            "Whether a condition holds for at least one item.",
            .seen("stored rules of the Segment Builder; methods/edge-segmentation (old)", .live, .tutorial),
            example: .init("xEvent.exists(eventType = \"commerce.purchases\")")
        ),
    ]

    private static let orders: [FunctionEntry] = [
        FunctionEntry(
            "topN",
            [.method],
            [.init("list", .array), .init("by", .orderedPerItem), .init("count", .integerIn(1...Int64.max))],
            gives: .receiver,
            .absentIfAbsent,
            "The items with the largest values, the largest first.",
            .documented("array-functions", .live),
            choice: """
                The page's text says ascending, its examples and stored rules say descending. A shorter list comes \
                back whole; ties keep their order; items without a value come last.
                """,
            example: .init("xEvent.topN(timestamp, 5)", gives: "a list of objects")
        ),
        FunctionEntry(
            "bottomN",
            [.method],
            [.init("list", .array), .init("by", .orderedPerItem), .init("count", .integerIn(1...Int64.max))],
            gives: .receiver,
            .absentIfAbsent,
            "The items with the smallest values, the smallest first.",
            .documented("array-functions", .live),
            choice: "As topN, in ascending order.",
            example: .init("xEvent.bottomN(timestamp, 5)", gives: "a list of objects")
        ),
        FunctionEntry(
            "head",
            [.method],
            [.init("list", .array)],
            gives: .item,
            .absentIfAbsent,
            "The first item of the list.",
            .documented("array-functions", .inferred),
            choice: "Absent when the list is empty.",
            example: .init("xEvent.topN(timestamp, 1).head().commerce.order.priceTotal", gives: "a number")
        ),
    ]

    private static let brackets: [FunctionEntry] = [
        FunctionEntry(
            "[ ]",
            syntax: ["list[condition]"],
            gives: "the type of its list",
            .absentIfAbsent,
            "The items for which a condition holds; bare names in it belong to the item.",
            .documented("filter-functions"),
            choice: "Brackets never hold a position or a key.",
            example: .init("xEvent[productListItems[SKU = \"PS\"]]", gives: "a list of objects")
        ),
        FunctionEntry(
            "^",
            syntax: ["^field", "^^.field"],
            gives: "the type of the field",
            .absentIfAbsent,
            "A field of what is around the filter, one level for each caret.",
            .documented("filter-functions"),
            choice: "Item methods and steps of a chain are levels too.",
            example: .init("xEvent[productListItems[SKU = \"PS\" or ^^.person.gender = \"female\"]].count() > 0")
        ),
    ]
}
