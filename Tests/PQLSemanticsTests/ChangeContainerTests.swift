import PQLSemantics
import Testing

/// Changes inside filters, queries, counts and chains.
struct ChangeContainerTests {
    @Test(arguments: [
        ChangeCase(
            "exists X from xs where X.a > 1",
            "exists Y from xs where Y.a > 2",
            .narrower,
            ["exists Y from xs / X.a > 1 → Y.a > 2: narrower"]
        ),
        ChangeCase("select X from xs where X.a in [1]", "select X from xs where X.a in [1, 2]", .wider),
        ChangeCase("select X from xs where X.a = 1", "exists X from xs where X.a = 1", .equal),
        ChangeCase("exists X from xs", "exists X from xs where X.a = 1", .narrower),
        ChangeCase("exists X from xs where X.a = 1", "exists X from ys where X.a = 1", .changed),
        ChangeCase("exists X from xs where X.a = 1", "exists X from xs, Y from ys where X.a = 1", .changed),
        ChangeCase("exists X from xs[b] where X.a = 1", "exists X from xs where X.a = 1", .wider),
        ChangeCase(
            "exists X from xs where X.a = 1, Y from X.ys where Y.b > 1",
            "exists X from xs where X.a = 1, Y from X.ys where Y.b > 2",
            .narrower
        ),
        ChangeCase("not (exists X from xs where X.a > 1)", "not (exists X from xs where X.a > 2)", .wider),
        ChangeCase("forall X from xs where X.a > 1", "forall X from xs where X.a > 2", .narrower),
        ChangeCase("forall X from xs where X.a > 1", "forall X from xs[b] where X.a > 1", .wider),
        ChangeCase(
            "forall X from xs where X.a > 1, Y from X.ys where Y.b = 1",
            "forall X from xs where X.a > 2, Y from X.ys where Y.b = 1",
            .changed
        ),
        ChangeCase(
            "forall X from xs where X.a > 1, Y from X.ys where Y.b > 1",
            "forall X from xs where X.a > 1, Y from X.ys where Y.b > 2",
            .narrower
        ),
        ChangeCase("forall X from xs where X.a > 1", "exists X from xs where X.a > 1", .changed),
        ChangeCase("none X from xs where X.a > 1", "none X from xs where X.a > 2", .changed),
        ChangeCase("some X from xs where X.a > 1", "some X from xs where X.a > 2", .changed),
        ChangeCase("let s = a in s > 1", "let s = a in s > 2", .narrower),
        ChangeCase("let s = a in s > 1", "let s = b in s > 2", .changed),
    ])
    func queries(_ change: ChangeCase) { change.check() }

    @Test(arguments: [
        ChangeCase(
            "xEvent[type = \"a\"]",
            "xEvent[type in [\"a\", \"b\"]]",
            .wider,
            ["xEvent[…] / type = \"a\" → type in [\"a\", \"b\"]: wider"]
        ),
        ChangeCase(
            "items.exists(a > 1 and b = 1)",
            "items.exists(a > 1)",
            .wider,
            ["items.exists(…) / - b = 1: wider"]
        ),
        ChangeCase("items.exists(a > 1)", "items[a > 1]", .equal),
        ChangeCase("items.exists((x) => x.a > 1)", "items.exists(a > 2)", .narrower),
        ChangeCase("xs[a]", "xs", .wider),
        ChangeCase("xs[ys[a > 1]]", "xs[ys[a > 2]]", .narrower, ["xs[…] / ys[…] / a > 1 → a > 2: narrower"]),
        ChangeCase("xs[a > ^.b]", "xs[a >= ^.b]", .wider),
        ChangeCase("xs[a > ^.b]", "xs[a > b]", .changed),
        ChangeCase("xs[a > 1].b = 5", "xs[a > 2].b = 5", .narrower, ["xs[…] / a > 1 → a > 2: narrower"]),
        ChangeCase("xs[a > 1].b = 5", "xs[a > 2].b in [5, 6]", .changed),
        ChangeCase("xs[a > 2].b = 5", "xs[a > 1].b in [5, 6]", .wider),
        ChangeCase("xs[a > 1].b != 5", "xs[a > 2].b != 5", .narrower),
        ChangeCase("xs[a > 1].b.isNotNull()", "xs[a > 2].b.isNotNull()", .changed),
        ChangeCase("xs[a > 1].b.isNull()", "xs[a > 2].b.isNull()", .changed),
        ChangeCase("xs[a > 1].head().b = 5", "xs[a > 2].head().b = 5", .changed),
        ChangeCase("xs[a > 1].topN(b, 5).c = 1", "xs[a > 2].topN(b, 5).c = 1", .changed),
        ChangeCase("(select X from xs where X.a > 1).b = 5", "(select X from xs where X.a > 2).b = 5", .narrower),
    ])
    func filters(_ change: ChangeCase) { change.check() }

    @Test(arguments: [
        ChangeCase("xs[a].count() > 3", "xs[a].count() > 5", .narrower),
        ChangeCase("xs.count() > 2", "xs.count() >= 3", .equal),
        ChangeCase("xs.count() < 3", "xs.count() <= 2", .equal),
        ChangeCase("xs.count() > 2.5", "xs.count() >= 3", .equal),
        ChangeCase("x > 2", "x >= 3", .narrower),
        ChangeCase(
            "xs[a > 1].count() > 3",
            "xs[a > 2].count() > 3",
            .narrower,
            ["xs[…] / a > 1 → a > 2: narrower"]
        ),
        ChangeCase(
            "xs[a > 1].count() < 3",
            "xs[a > 2].count() < 3",
            .wider,
            ["xs[…] / a > 1 → a > 2: wider"]
        ),
        ChangeCase("xs[a > 1].count() > 3", "xs[a > 2].count() > 4", .narrower),
        ChangeCase("xs[a > 1].count() > 3", "xs[a > 2].count() > 2", .changed),
        ChangeCase(
            "xs[a > 1].count() = 3",
            "xs[a > 2].count() = 3",
            .changed,
            ["xs[…] / a > 1 → a > 2: changed"]
        ),
        ChangeCase("xs[a > 1].count() != 3", "xs[a > 2].count() != 3", .changed),
        ChangeCase("xs[a > 2].count() = 3", "xs[a > 1].count() >= 3", .wider),
        ChangeCase("xs.count() = 3", "xs.count() in [3, 4]", .wider),
        ChangeCase("xs[a].b.distinct().count() > 1", "xs.b.distinct().count() > 1", .wider),
        ChangeCase("(select X from xs where X.a > 1).count() > 3", "(select X from xs).count() > 3", .wider),
        ChangeCase("xs[a > 1].sum(p) > 3", "xs[a > 2].sum(p) > 3", .changed),
        ChangeCase("xs[a > 1].average(p) > 3", "xs[a > 2].average(p) > 3", .changed),
        ChangeCase("xs[a > 1].max(p) > 3", "xs[a > 2].max(p) > 3", .changed),
        ChangeCase(
            "(sum X.p over X from xs where X.a > 1) > 3",
            "(sum X.p over X from xs where X.a > 2) > 3",
            .changed
        ),
    ])
    func counts(_ change: ChangeCase) { change.check() }

    private static let buy = "CHAIN(xEvent, timestamp, [A: WHAT(a > 1), B: WHAT(b = 1) WHEN(<= 7 days before now)])"

    @Test(arguments: [
        ChangeCase(
            buy,
            "CHAIN(xEvent, timestamp, [A: WHAT(a > 2), B: WHAT(b = 1) WHEN(<= 7 days before now)])",
            .narrower,
            ["CHAIN / step A / a > 1 → a > 2: narrower"]
        ),
        ChangeCase(
            buy,
            "CHAIN(xEvent, timestamp, [A: WHAT(a > 1), B: WHAT(b = 1) WHEN(<= 3 days before now)])",
            .narrower,
            ["CHAIN / step B / WHEN / <= 7 days before now → <= 3 days before now: narrower"]
        ),
        ChangeCase(
            buy,
            "CHAIN(xEvent, timestamp, [A: WHAT(a > 1), B: WHAT(b = 1)])",
            .wider,
            ["CHAIN / step B / WHEN / - <= 7 days before now: wider"]
        ),
        ChangeCase(
            buy,
            "CHAIN(xEvent, timestamp, [A: WHAT(a > 1), B: WHAT(b = 1) WHEN(<= 7 days before now), C: WHAT(c)])",
            .narrower,
            ["CHAIN / + C: WHAT(c): narrower"]
        ),
        ChangeCase(
            buy,
            "CHAIN(xEvent, timestamp, [B: WHAT(b = 1) WHEN(<= 7 days before now)])",
            .wider,
            ["CHAIN / - A: WHAT(a > 1): wider"]
        ),
        ChangeCase(
            buy,
            "CHAIN(xEvent, timestamp, [A: WHAT(b = 1) WHEN(<= 7 days before now), B: WHAT(a > 1)])",
            .changed
        ),
        ChangeCase(
            "CHAIN(xEvent, timestamp, [A: WHAT(a)])",
            "CHAIN(xEvent, timestamp, [Z: WHAT(a)])",
            .equal,
            []
        ),
        ChangeCase("CHAIN(e, t, [A: WHAT(a)])", "CHAIN(e, t, [A: WHAT(a) WHERE(b)])", .narrower),
        ChangeCase("CHAIN(e, t, [A: WHAT(true)])", "CHAIN(e, t, [A: WHAT(a)])", .narrower),
        ChangeCase("CHAIN(e, t, [A: WHAT(a)])", "CHAIN(f, t, [A: WHAT(a)])", .changed),
        ChangeCase("CHAIN(e, t, [A: WHAT(a)])", "CHAIN(e, u, [A: WHAT(a)])", .changed),
        ChangeCase("CHAIN(e[b], t, [A: WHAT(a)])", "CHAIN(e, t, [A: WHAT(a)])", .wider),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a) COUNT(2)])",
            "CHAIN(e, t, [A: WHAT(a) COUNT(3)])",
            .narrower,
            ["CHAIN / step A / COUNT / 2 → 3: narrower"]
        ),
        ChangeCase("CHAIN(e, t, [A: WHAT(a)])", "CHAIN(e, t, [A: WHAT(a) COUNT(1)])", .equal),
        ChangeCase("CHAIN(e, t, [A: WHAT(a)])", "CHAIN(e, t, [A: WHAT(a) COUNT(0)])", .changed),
        ChangeCase("CHAIN(e, t, [A: WHAT(a) COUNT(${n})])", "CHAIN(e, t, [A: WHAT(a) COUNT(2)])", .changed),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a > 1) COUNT(2), B: WHAT(b)])",
            "CHAIN(e, t, [A: WHAT(a > 2) COUNT(3), B: WHAT(b)])",
            .narrower
        ),
        // No event may match a negated step.
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b > 1), C: WHAT(c)])",
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b > 2), C: WHAT(c)])",
            .wider,
            ["CHAIN / step N / b > 1 → b > 2: wider"]
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), C: WHAT(c)])",
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b), C: WHAT(c)])",
            .narrower,
            ["CHAIN / + N: __negated WHAT(b): narrower"]
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b)])",
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b) WHEN(today)])",
            .wider
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b), C: WHAT(c)])",
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b), C: WHAT(c), D: WHAT(d)])",
            .changed
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b), C: WHAT(c)])",
            "CHAIN(e, t, [A: WHAT(a), X: WHAT(x), N: __negated WHAT(b), C: WHAT(c)])",
            .changed
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), N: __negated WHAT(b), C: WHAT(c)])",
            "CHAIN(e, t, [A: WHAT(a), C: WHAT(c), N: __negated WHAT(b)])",
            .changed
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a > 1) COUNT(2), N: __negated WHAT(b)])",
            "CHAIN(e, t, [A: WHAT(a > 2) COUNT(2), N: __negated WHAT(b)])",
            .changed,
            ["CHAIN / step A / a > 1 → a > 2: changed"]
        ),
        ChangeCase("CHAIN(e, t, [A: WHAT(a)])", "CHAIN(e, t, [A: __negated WHAT(a)])", .changed),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a) WHEN(< 2 days after u)])",
            "CHAIN(e, t, [A: WHAT(a) WHEN(< 3 days after u)])",
            .wider,
            ["CHAIN / step A / t occurs < 2 days after u → t occurs < 3 days after u: wider"]
        ),
        // Elements of unknown meaning.
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a > 1), __element(\"{\\\"nodeType\\\": \\\"gap\\\"}\"), B: WHAT(b)])",
            "CHAIN(e, t, [A: WHAT(a > 2), __element(\"{\\\"nodeType\\\": \\\"gap\\\"}\"), B: WHAT(b)])",
            .changed
        ),
        // Steps that speak of the event of another.
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a > 1), B: WHAT(p = A.p)])",
            "CHAIN(e, t, [A: WHAT(a > 2), B: WHAT(p = A.p)])",
            .narrower
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a > 1) COUNT(2), B: WHAT(p = A.p)])",
            "CHAIN(e, t, [A: WHAT(a > 2) COUNT(2), B: WHAT(p = A.p)])",
            .changed
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), B: WHAT(b), C: WHAT(p = A.p)])",
            "CHAIN(e, t, [B: WHAT(a), A: WHAT(b), C: WHAT(p = A.p)])",
            .changed
        ),
        ChangeCase(
            "not (CHAIN(e, t, [A: WHAT(a > 1)]))",
            "not (CHAIN(e, t, [A: WHAT(a > 2)]))",
            .wider,
            ["not / CHAIN / step A / a > 1 → a > 2: wider"]
        ),
    ])
    func chains(_ change: ChangeCase) { change.check() }
}
