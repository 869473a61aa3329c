import PQLSemantics
import Testing

/// Changes of rows of conditions, and of what stands under `not`.
struct ChangeRowTests {
    @Test(arguments: [
        ChangeCase("a = 1", "a = 1 and country = \"US\"", .narrower, ["+ country = \"US\": narrower"]),
        ChangeCase("a = 1 and b = 2 and c = 3", "a = 1 and c = 3", .wider, ["- b = 2: wider"]),
        ChangeCase("a = 1", "a = 1 or b = 2", .wider, ["any of / + b = 2: wider"]),
        ChangeCase("a = 1 or b = 2 or c = 3", "a = 1 or b = 2", .narrower, ["any of / - c = 3: narrower"]),
        ChangeCase("a = 1 and b = 2", "b = 2 and a = 1", .equal, []),
        ChangeCase("a = 1 or b = 2", "b = 2 or a = 1", .equal, []),
        ChangeCase("a = 1 and (b = 2 and c = 3)", "c = 3 and a = 1 and b = 2", .equal, []),
        ChangeCase("a = 1 and b = 2", "a = 1 or b = 2", .wider),
        ChangeCase("a and b", "c and d", .changed, ["- a: wider", "- b: wider", "+ c: narrower", "+ d: narrower"]),
        ChangeCase("a = 1", "b = 1", .changed, ["a = 1 → b = 1: changed"]),
        ChangeCase(
            "a > 1 and b > 1",
            "b > 2 and a > 2",
            .narrower,
            ["a > 1 → a > 2: narrower", "b > 1 → b > 2: narrower"]
        ),
        ChangeCase(
            "a > 1 and b > 1",
            "a > 2 and b > 0",
            .changed,
            ["a > 1 → a > 2: narrower", "b > 1 → b > 0: wider"]
        ),
        ChangeCase("a > 1 and b = 1", "a > 2 and c = 1", .changed),
        ChangeCase(
            "a = 1 and (b = 2 or c = 3)",
            "a = 1 and (b = 2 or c = 3 or d = 4)",
            .wider,
            ["any of / + d = 4: wider"]
        ),
        ChangeCase(
            "a = 1 or b = 2 and c = 3",
            "a = 1 or b = 2 and c = 3 and d = 4",
            .narrower,
            ["any of / all of / + d = 4: narrower"]
        ),
        ChangeCase("a = 1 and (b = 2 or c = 3)", "a = 1 and b = 2 or a = 1 and c = 3", .narrower),
        ChangeCase("a = 1 or b = 2 and c = 3", "(a = 1 or b = 2) and (a = 1 or c = 3)", .wider),
        ChangeCase("x > 5", "x > 5 and x > 3", .equal, ["+ x > 3: equal"]),
        ChangeCase("x > 5 and x > 5", "x > 5", .equal, ["- x > 5: equal"]),
        ChangeCase("x > 5 or y = 1", "x > 5 or y = 1 or x > 7", .equal),
        ChangeCase("x = 1 and x = 2", "x in [1, 2]", .wider),
        ChangeCase("x = 1 and y = 1", "x = 2", .changed, ["x = 1 → x = 2: changed", "- y = 1: wider"]),
        ChangeCase("a = 1 and true", "a = 1", .equal),
        ChangeCase("a = 1 or false", "a = 1", .equal),
    ])
    func rows(_ change: ChangeCase) { change.check() }

    @Test(arguments: [
        ChangeCase("not (x in [1])", "not (x in [1, 2])", .narrower, ["not / x in [1] → x in [1, 2]: narrower"]),
        ChangeCase("not (x notIn [1])", "not (x notIn [1, 2])", .wider),
        ChangeCase("not (a = 1)", "not (a = 1 and b = 2)", .wider, ["not / all of / + b = 2: wider"]),
        ChangeCase("not (a = 1)", "not (a = 1 or b = 2)", .narrower, ["not / any of / + b = 2: narrower"]),
        ChangeCase("not (not (x > 5))", "not (not (x > 6))", .narrower, ["not / not / x > 5 → x > 6: narrower"]),
        ChangeCase("not (not (x > 5))", "x > 5", .equal),
        ChangeCase("not (a = 1 or b = 2)", "not (a = 1) and not (b = 2)", .equal),
        ChangeCase("not (a = 1 and b = 2)", "not (a = 1) or not (b = 2)", .equal),
        ChangeCase("not (a = 1)", "a = 1", .changed),
        ChangeCase("not (a = 1)", "not (b = 1)", .changed),
        ChangeCase("not (a = 1) and b = 2", "not (a in [1, 2]) and b = 2", .narrower),
        ChangeCase("not (a = 1) and b = 2", "not (a in [1, 2])", .changed),
    ])
    func negations(_ change: ChangeCase) { change.check() }
}
