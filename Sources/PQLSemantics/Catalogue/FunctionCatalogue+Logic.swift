extension FunctionCatalogue {
    static let logic: [FunctionEntry] = [
        FunctionEntry(
            "and",
            [.infix],
            [.init("condition", .condition), .init("condition", .condition)],
            repeats: true,
            gives: .boolean,
            .absentIsFalse,
            "Whether all conditions hold.",
            .documented("boolean-functions"),
            choice: "What is no Boolean counts as true when it is there, a list when it is not empty.",
            example: .init("homeAddress.countryCode = \"CA\" and person.birthYear = 1985")
        ),
        FunctionEntry(
            "or",
            [.infix],
            [.init("condition", .condition), .init("condition", .condition)],
            repeats: true,
            gives: .boolean,
            .absentIsFalse,
            "Whether at least one condition holds.",
            .documented("boolean-functions"),
            example: .init("homeAddress.countryCode = \"CA\" or homeAddress.countryCode = \"US\"")
        ),
        FunctionEntry(
            "not",
            [.sign, .syntax("!condition")],
            [.init("condition", .condition)],
            gives: .boolean,
            .absentIsFalse,
            "Whether the condition does not hold.",
            .documented("boolean-functions"),
            choice: "It binds looser than a comparison: 'not a = b' is 'not (a = b)'.",
            example: .init("not (homeAddress.countryCode = \"CA\")")
        ),
        FunctionEntry(
            "if",
            [.call],
            [.init("condition", .condition), .init("then", .any), .init("else", .any)],
            gives: .branches,
            .absentIsFalse,
            "The second argument where the condition holds, else the third.",
            .documented("boolean-functions"),
            choice: "It has the type of its branches, as the page's example shows and its text does not.",
            example: .init("if(homeAddress.countryCode = \"CA\", 1, 2)", gives: "a whole number")
        ),
    ]
}
