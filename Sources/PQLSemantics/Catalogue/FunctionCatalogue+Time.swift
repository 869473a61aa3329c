extension FunctionCatalogue {
    static let times: [FunctionEntry] = clock + calendar + occurrences

    private static let clock: [FunctionEntry] = [
        ("currentMonth", "The month of the run, 1 to 12.", "person.birthDate.getMonth() = currentMonth()"),
        ("currentYear", "The year of the run.", "person.birthYear < currentYear() - 18"),
        (
            "currentDayOfMonth", "The day of the run, 1 to 31.",
            "person.birthDate.getDayOfMonth() = currentDayOfMonth()"
        ),
    ].map { name, summary, example in
        FunctionEntry(
            name,
            [.call],
            [],
            gives: .integer,
            .readsNothing,
            summary,
            .documented("datetime-functions"),
            choice: "The run counts in UTC.",
            example: .init(example)
        )
    }

    private static let calendar: [FunctionEntry] = [
        ("getMonth", "The month of a time, 1 to 12."), ("getYear", "The year of a time."),
        ("getDayOfMonth", "The day of a time in its month, 1 to 31."),
    ].map { name, summary in
        FunctionEntry(
            name,
            [.method],
            [.init("time", .time)],
            gives: .integer,
            .absentIfAbsent,
            summary,
            .documented("datetime-functions"),
            example: .init("person.birthDate.\(name)() = today.\(name)()")
        )
    }

    private static let occurrences: [FunctionEntry] = [
        FunctionEntry(
            "date",
            [.call],
            [
                .init("year", .integerIn(1...9999)), .init("month", .integerIn(1...12)),
                .init("day", .integerIn(1...31)),
            ],
            gives: .date,
            .absentIfAbsent,
            "A day.",
            .documented("overview"),
            example: .init("person.birthDate occurs before date(2020, 3, 14)")
        ),
        FunctionEntry(
            "occurs",
            syntax: [
                "time occurs <= n units before time", "time occurs between time and time",
                "time occurs before time", "time occurs on time", "time occurs this month",
            ],
            gives: "Boolean",
            .falseIfAbsent,
            "Whether a time lies in a span; spans are counted from now, today, a date or another time.",
            .documented("datetime-functions"),
            choice: """
                All is UTC; weeks begin on Monday; months and longer go by the calendar. 'after' and 'from' are the \
                same. Both bounds of 'between' belong to it, and reversed ones hold nothing. A path through a list has \
                many times and is refused, as by the service.
                """,
            example: .init("timestamp occurs <= 30 days before now", schema: "_xdm.context.experienceevent")
        ),
        FunctionEntry(
            "now",
            syntax: ["now", "today", "yesterday", "tomorrow"],
            gives: "time",
            .readsNothing,
            "The instant of the run, and the start of its day, of the day before and of the day after.",
            .documented("datetime-functions", .live),
            example: .init("person.birthDate.getMonth() = tomorrow.getMonth()")
        ),
        FunctionEntry(
            "this",
            syntax: ["this unit", "last unit", "next unit"],
            gives: "span of time",
            .readsNothing,
            "The full unit of the calendar around the run, before it or after it, where a time is expected.",
            .documented("datetime-functions"),
            example: .init("timestamp occurs last month", schema: "_xdm.context.experienceevent")
        ),
    ]
}
