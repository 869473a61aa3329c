extension FunctionCatalogue {
    static let aggregations: [FunctionEntry] = [
        FunctionEntry(
            "count",
            [.method],
            [.init("list", .arrayOrMap)],
            gives: .integer,
            .zeroIfNothing,
            "How many items there are.",
            .documented("aggregation-functions", .inferred),
            choice: "0 for an absent list too.",
            example: .init("xEvent[eventType = \"commerce.purchases\"].count() > 3")
        ),
        aggregate("sum", .numberPerItem, .number, .zeroIfNothing, "The sum of the values."),
        aggregate("average", .numberPerItem, .number, .absentIfNothing, "The mean of the values."),
        aggregate("min", .orderedPerItem, .extreme, .absentIfNothing, "The smallest of the values."),
        aggregate("max", .orderedPerItem, .extreme, .absentIfNothing, "The largest of the values."),
    ]

    private static func aggregate(
        _ name: String,
        _ kind: FunctionSignature.Kind,
        _ result: FunctionSignature.Result,
        _ nullRule: FunctionEntry.NullRule,
        _ summary: String
    ) -> FunctionEntry {
        FunctionEntry(
            name,
            [
                .method, .syntax("\(name) expression over V from list where condition, …"),
                .syntax("\(name) V from list where condition"),
            ],
            [.init("list", .array), .init("expression", kind)],
            optional: 1,
            gives: result,
            nullRule,
            summary,
            .documented("aggregation-functions; misc-functions"),
            choice: result == .extreme ? "Dates and times have an order too, as an example of Adobe's shows." : nil,
            example: .init("xEvent.\(name)(commerce.order.priceTotal) > 100")
        )
    }
}
