extension FunctionCatalogue {
    static let maps: [FunctionEntry] = [
        FunctionEntry(
            "get",
            [.method],
            [.init("map", .map), .init("key", .text)],
            gives: .value,
            .absentIfAbsent,
            "The value of a key; absent when the map has no such key.",
            .documented("map-functions"),
            example: .init("segmentMembership.get(\"ups\").get(\"1a\").status = \"realized\"")
        ),
        FunctionEntry(
            "keys",
            [.method],
            [.init("map", .map)],
            gives: .keys,
            .absentIfAbsent,
            "The keys of the map.",
            .documented("map-functions"),
            example: .init("identityMap.keys()", gives: "a list of texts")
        ),
        FunctionEntry(
            "values",
            [.method],
            [.init("map", .map)],
            gives: .values,
            .absentIfAbsent,
            "The values of the map.",
            .documented("map-functions"),
            example: .init("identityMap.values().count() > 1")
        ),
        FunctionEntry(
            "mapEntry",
            [.call],
            [.init("key", .any), .init("value", .any)],
            gives: .entry,
            .absentIfAbsent,
            "A key and its value, as the body of map, which makes a map of them.",
            .documented("computed-attributes/expressions"),
            example: .init("xEvent.groupBy(eventType).map((K, G) => mapEntry(K, G.count())).get(\"a\") > 1")
        ),
        FunctionEntry(
            "{ }",
            syntax: ["{\"key\": value, …}"],
            gives: "an object",
            .readsNothing,
            "An object of the values.",
            .documented("computed-attributes/expressions"),
            example: .init(
                "xEvent.groupBy(eventType).map({\"total\": this.count()})[total > 3].count() > 0"
            )
        ),
    ]
}
