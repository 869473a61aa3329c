extension FunctionCatalogue {
    static let arithmetic: [FunctionEntry] = [
        calculation("+", "The sum of two numbers.", "person.birthYear + 18", "a whole number"),
        FunctionEntry(
            "-",
            [.infix, .sign],
            [.init("number", .number), .init("other", .number)],
            optional: 1,
            gives: .calculated,
            .absentIfAbsent,
            "The difference of two numbers, or the opposite of one.",
            .documented("arithmetic-functions"),
            example: .init("currentYear() - person.birthYear", gives: "a whole number")
        ),
        calculation("*", "The product of two numbers.", "person.birthYear * 1.5", "a number"),
        calculation(
            "/",
            "The quotient of two numbers, with its fraction; absent when the divisor is 0.",
            "person.birthYear / 10",
            "a number"
        ),
        calculation(
            "%",
            "What is left of a division; absent when the divisor is 0.",
            "person.birthYear % 5",
            "a whole number",
            choice: "It has the sign of the dividend, as in Java."
        ),
    ]

    private static func calculation(
        _ name: String,
        _ summary: String,
        _ example: String,
        _ type: String,
        choice: String? = nil
    ) -> FunctionEntry {
        FunctionEntry(
            name,
            [.infix],
            [.init("left", .number), .init("right", .number)],
            gives: name == "/" ? .number : .calculated,
            .absentIfAbsent,
            summary,
            choice == nil ? .documented("arithmetic-functions") : .documented("arithmetic-functions", .inferred),
            choice: choice,
            example: .init(example, gives: type)
        )
    }
}
