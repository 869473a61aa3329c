extension FunctionCatalogue {
    static let comparisons: [FunctionEntry] = equalities + orders + memberships + absences

    private static let equalities: [FunctionEntry] = [
        FunctionEntry(
            "=",
            [.infix],
            [.init("left", .any), .init("right", .comparand(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether two values are equal.",
            .documented("comparison-functions"),
            choice: """
                Numbers are compared as numbers whatever their kinds; a text literal is converted only if all of it \
                reads as the other side's type. With a path through a list it is enough that one item is equal. \
                Objects are compared member by member; a list that was computed or written out is compared as a set.
                """,
            example: .init("person.birthYear = 1985")
        ),
        FunctionEntry(
            "!=",
            [.infix],
            [.init("left", .any), .init("right", .comparand(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether two values are there and differ.",
            .documented("comparison-functions"),
            choice: "With a path through a list it is enough that one item differs.",
            opposite: "=",
            example: .init("homeAddress.countryCode != \"CA\"")
        ),
    ]

    private static let orders: [FunctionEntry] = [
        ("<", "is less than"), ("<=", "is at most"), (">", "is greater than"), (">=", "is at least"),
    ].map { name, words in
        FunctionEntry(
            name,
            [.infix],
            [.init("left", .ordered), .init("right", .comparand(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether the left value \(words) the right one.",
            .documented("comparison-functions"),
            choice: "Numbers are compared with numbers and times with times; texts have no order.",
            example: .init("person.birthYear \(name) 1985")
        )
    }

    private static let memberships: [FunctionEntry] = [
        FunctionEntry(
            "in",
            [.infix, .call],
            [.init("value", .any), .init("list", .comparands(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether the value is one of a list's; case counts.",
            .documented("array-functions"),
            choice: "The list may stand in parentheses; an empty one never holds a value.",
            example: .init("homeAddress.countryCode in [\"CA\", \"US\"]")
        ),
        FunctionEntry(
            "notIn",
            [.infix, .call],
            [.init("value", .any), .init("list", .comparands(of: 0))],
            gives: .boolean,
            .falseIfAbsent,
            "Whether the value is there and none of a list's.",
            .documented("array-functions"),
            opposite: "in",
            example: .init("homeAddress.countryCode notIn [\"CA\", \"US\"]")
        ),
    ]

    private static let absences: [FunctionEntry] = [
        FunctionEntry(
            "isNull",
            [.method],
            [.init("value", .any)],
            gives: .boolean,
            .asksForAbsence,
            "Whether the value is absent.",
            .documented("object-functions"),
            example: .init("homeAddress.isNull()")
        ),
        FunctionEntry(
            "isNotNull",
            [.method],
            [.init("value", .any)],
            gives: .boolean,
            .asksForAbsence,
            "Whether the value is there.",
            .documented("object-functions"),
            example: .init("personalEmail.address.isNotNull()")
        ),
    ]
}
