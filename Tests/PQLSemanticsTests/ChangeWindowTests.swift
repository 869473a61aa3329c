import PQLSemantics
import Testing

/// Changes of windows of time.
struct ChangeWindowTests {
    @Test(arguments: [
        ChangeCase("t occurs <= 3 days before now", "t occurs <= 7 days before now", .wider),
        ChangeCase("t occurs < 3 days before now", "t occurs <= 3 days before now", .wider),
        ChangeCase("t occurs <= 1 day before now", "t occurs <= 24 hours before now", .equal),
        ChangeCase("t occurs <= 1 week before now", "t occurs < 8 days before now", .wider),
        ChangeCase("t occurs <= 8 days before now", "t occurs < 8 days before now", .narrower),
        ChangeCase("t occurs <= 1 month before now", "t occurs <= 31 days before now", .changed),
        ChangeCase("t occurs <= 1 month before now", "t occurs <= 2 months before now", .wider),
        ChangeCase("t occurs <= 1 year before now", "t occurs <= 12 months before now", .equal),
        ChangeCase("t occurs <= 1 year before now", "t occurs <= 365 days before now", .changed),
        ChangeCase("t occurs <= 1 decade before now", "t occurs <= 1 century before now", .wider),
        ChangeCase("t occurs <= 2000 years before now", "t occurs <= 1 year before now", .changed),
        ChangeCase("t occurs <= 9223372036854775807 weeks before now", "t occurs <= 1 week before now", .changed),
        ChangeCase("t occurs > 3 days before now", "t occurs > 7 days before now", .narrower),
        ChangeCase("t occurs >= 3 days before now", "t occurs > 3 days before now", .narrower),
        ChangeCase("t occurs > 3 days before now", "t occurs < 3 days before now", .changed),
        ChangeCase("t occurs = 3 days before now", "t occurs = 72 hours before now", .changed),
        ChangeCase("t occurs = 3 days before now", "t occurs <= 4 days before now", .changed),
        ChangeCase("t occurs != 3 days before now", "t occurs != 4 days before now", .changed),
        ChangeCase("t occurs <= 3 days before now", "t occurs <= 7 days after now", .changed),
        ChangeCase("t occurs <= 3 days after now", "t occurs <= 7 days from now", .changed),
        ChangeCase("t occurs <= 3 days from now", "t occurs <= 7 days from now", .wider),
        ChangeCase("t occurs <= 3 days before now", "t occurs <= 7 days before today", .changed),
        ChangeCase("t occurs <= 3 days before this month", "t occurs <= 7 days before this month", .wider),
        ChangeCase("t occurs <= ${n} days before now", "t occurs <= ${n} hours before now", .changed),
        ChangeCase("t occurs < ${n} days before now", "t occurs <= ${n} days before now", .wider),
        ChangeCase("t occurs < 2 weeks after u", "t occurs < 3 weeks after u", .wider),
        ChangeCase("t occurs < 2 weeks after u", "t occurs < 2 weeks after v", .changed),
        ChangeCase("t occurs < 2 weeks after u", "s occurs < 2 weeks after u", .changed),
        ChangeCase("t occurs this month", "t occurs this year", .changed),
        ChangeCase("t occurs today", "t occurs this week", .changed),
        ChangeCase("t occurs on today", "t occurs today", .equal, []),
        ChangeCase("t occurs before today", "t occurs before tomorrow", .changed),
        ChangeCase("t occurs before date(2024, 1, 1)", "t occurs before date(2024, 6, 1)", .wider),
        ChangeCase("t occurs after date(2024, 1, 1)", "t occurs after date(2024, 6, 1)", .narrower),
        ChangeCase("t occurs after date(2024, 1, 1)", "t occurs before date(2024, 6, 1)", .changed),
        ChangeCase("t occurs before date(2023, 2, 29)", "t occurs before date(2024, 6, 1)", .changed),
        ChangeCase("t occurs before date(currentYear(), 1, 1)", "t occurs before date(2024, 6, 1)", .changed),
        ChangeCase(
            "t occurs between date(2024, 2, 1) and date(2024, 3, 1)",
            "t occurs between date(2024, 1, 1) and date(2024, 3, 1)",
            .wider
        ),
        ChangeCase(
            "t occurs between date(2024, 2, 1) and date(2024, 3, 1)",
            "t occurs between date(2024, 1, 1) and date(2024, 2, 28)",
            .changed
        ),
        ChangeCase(
            "t occurs between u and date(2024, 3, 1)",
            "t occurs between u and date(2024, 2, 29)",
            .narrower
        ),
        ChangeCase("t occurs between last month and now", "t occurs between last year and now", .changed),
        ChangeCase("t occurs <= 3 days before now", "t.isNotNull()", .wider),
        ChangeCase("not (t occurs <= 3 days before now)", "not (t occurs <= 7 days before now)", .narrower),
    ])
    func windows(_ change: ChangeCase) { change.check() }
}
