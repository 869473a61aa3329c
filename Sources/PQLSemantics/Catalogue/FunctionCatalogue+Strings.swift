extension FunctionCatalogue {
    static let strings: [FunctionEntry] = [like] + parts + wholes + [stringCompare] + regularExpressions

    /// The comparisons that `stringCompare` takes by name.
    static let operations = (parts + wholes).map(\.name)

    private static let caseChoice =
        "Without the flag case counts; with false, texts are compared in lower case of no locale."

    private static let like = FunctionEntry(
        "like",
        [.infix, .call],
        [.init("text", .text), .init("pattern", .likePattern)],
        gives: .boolean,
        .falseIfAbsent,
        "Whether the whole text fits a pattern in which % is any run of characters and _ is one; case counts.",
        .documented("string-functions"),
        choice: "Line breaks are characters like others; a backslash before % or _ makes it one too.",
        example: .init("homeAddress.city like \"%es%\"")
    )

    private static let parts: [FunctionEntry] = [
        part("startsWith", "start", "Whether the text begins with another."),
        part(
            "doesNotStartWith",
            "start",
            "Whether the text is there and does not begin with another.",
            opposite: "startsWith"
        ),
        part("endsWith", "end", "Whether the text ends with another."),
        part("doesNotEndWith", "end", "Whether the text is there and does not end with another.", opposite: "endsWith"),
        part("contains", "part", "Whether another text stands in the text."),
        part(
            "doesNotContain",
            "part",
            "Whether the text is there and another does not stand in it.",
            opposite: "contains"
        ),
    ]

    private static func part(
        _ name: String,
        _ parameter: String,
        _ summary: String,
        opposite: String? = nil
    ) -> FunctionEntry {
        FunctionEntry(
            name,
            [.method],
            [.init("text", .text), .init(parameter, .text), .init("caseSensitive", .caseFlag)],
            optional: 1,
            gives: .boolean,
            .falseIfAbsent,
            summary,
            .documented("string-functions"),
            choice: caseChoice,
            opposite: opposite,
            example: .init("personalEmail.address.\(name)(\"luma\", false)")
        )
    }

    private static let wholes: [FunctionEntry] = [
        FunctionEntry(
            "equals",
            [.method],
            [.init("text", .any), .init("other", .comparand(of: 0)), .init("caseSensitive", .caseFlag)],
            optional: 1,
            gives: .boolean,
            .falseIfAbsent,
            "Whether two texts are equal.",
            .documented("string-functions", .live),
            choice: caseChoice + " The page lists one argument, stored rules always have the flag.",
            example: .init("homeAddress.countryCode.equals(\"ca\", false)")
        ),
        FunctionEntry(
            "notEqualTo",
            [.method],
            [.init("text", .any), .init("other", .comparand(of: 0)), .init("caseSensitive", .caseFlag)],
            optional: 1,
            gives: .boolean,
            .falseIfAbsent,
            "Whether two texts are there and differ.",
            .documented("string-functions"),
            choice: caseChoice,
            opposite: "equals",
            example: .init("homeAddress.countryCode.notEqualTo(\"ca\", false)")
        ),
    ]

    private static let stringCompare = FunctionEntry(
        "stringCompare",
        [.call],
        [
            .init("operation", .operation), .init("text", .any), .init("values", .comparandOrList(of: 1)),
            .init("caseSensitive", .caseFlag),
        ],
        gives: .boolean,
        .falseIfAbsent,
        "Whether a comparison of texts, given by its name, holds for one of several values.",
        .seen("stored rules of the Segment Builder", .live, .tutorial),
        choice:
            "Only the operation \"equals\" was ever seen; the names of the other comparisons of texts are taken too.",
        example: .init("stringCompare(\"equals\", homeAddress.countryCode, [\"ca\", \"us\"], false)")
    )

    private static let regularExpressions: [FunctionEntry] = [
        FunctionEntry(
            "matches",
            [.method, .infix, .call],
            [.init("text", .text), .init("pattern", .regularExpression)],
            gives: .boolean,
            .falseIfAbsent,
            "Whether a regular expression of java.util.regex is found in the text.",
            .documented("string-functions"),
            choice: "It need not fit the whole text, though an older table of results says both.",
            example: .init("person.name.firstName.matches(\"(?i)^John\")")
        ),
        FunctionEntry(
            "regexGroup",
            [.method],
            [
                .init("text", .text), .init("pattern", .regularExpression),
                .init("group", .integerIn(0...Int64.max)),
            ],
            gives: .text,
            .absentIfAbsent,
            "What a group of a regular expression found in the text; absent when it is not found.",
            .documented("string-functions"),
            example: .init("personalEmail.address.regexGroup(\"@(\\\\w+)\", 1)", gives: "a text")
        ),
    ]
}
