import PQLSemantics
import PQLSyntax
import Testing

/// A change of a rule and what is expected to be told of it.
struct ChangeCase: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let effect: ChangeEffect
    /// Nil where only the effect matters.
    let lines: [String]?

    init(_ old: String, _ new: String, _ effect: ChangeEffect, _ lines: [String]? = nil) {
        self.old = old
        self.new = new
        self.effect = effect
        self.lines = lines
    }

    var testDescription: String { "\(old) → \(new)" }

    /// The clauses in the words of these tests: `any of / + b = 2: wider`.
    static func lines(_ change: ExpressionChange) -> [String] {
        change.clauses.map { clause in
            let what =
                switch clause.kind {
                case .added: "+ \(clause.new ?? "?")"
                case .removed: "- \(clause.old ?? "?")"
                case .altered: "\(clause.old ?? "?") → \(clause.new ?? "?")"
                }
            return (clause.path + [what]).joined(separator: " / ") + ": \(clause.effect.rawValue)"
        }
    }

    /// Both directions: each effect is the mirror of the other.
    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        // What is legal but surprising is compared as well.
        let (parsed, others) = (PQLParser.parse(old), PQLParser.parse(new))
        #expect(!parsed.hasErrors && !others.hasErrors, "\(testDescription)", sourceLocation: sourceLocation)
        let (tree, other) = (parsed.tree, others.tree)
        let change = ExpressionChange(from: tree, to: other)
        let back = ExpressionChange(from: other, to: tree)
        #expect(change.effect == effect, "\(testDescription)", sourceLocation: sourceLocation)
        #expect(back.effect == effect.mirrored, "back: \(testDescription)", sourceLocation: sourceLocation)
        #expect(back.clauses.count == change.clauses.count, "\(testDescription)", sourceLocation: sourceLocation)
        if let lines {
            #expect(Self.lines(change) == lines, "\(testDescription)", sourceLocation: sourceLocation)
        }
    }
}

/// Changes of one comparison.
struct ChangeValueTests {
    @Test(arguments: [
        // Lists.
        ChangeCase(
            "level in [\"gold\"]",
            "level in [\"gold\", \"platinum\"]",
            .wider,
            ["level in [\"gold\"] → level in [\"gold\", \"platinum\"]: wider"]
        ),
        ChangeCase("x in [1, 2, 3]", "x in [2]", .narrower, ["x in [1, 2, 3] → x in [2]: narrower"]),
        ChangeCase("x in [1, 2]", "x in [2, 1]", .equal, ["x in [1, 2] → x in [2, 1]: equal"]),
        ChangeCase("x in [1, 1]", "x in [1]", .equal),
        ChangeCase("x in [1, 2]", "x in [1, 3]", .changed),
        ChangeCase("x in [1]", "y in [1, 2]", .changed),
        ChangeCase("x in [\"1\"]", "x in [1, 2]", .changed),
        ChangeCase("x in [y]", "x in [y, 1]", .wider),
        ChangeCase("x in ys", "x in zs", .changed),
        ChangeCase("x notIn [1]", "x notIn [1, 2]", .narrower),
        ChangeCase("x notIn [1, 2]", "x notIn [3]", .changed),
        ChangeCase("x notIn [y]", "x notIn [y, 1]", .changed),
        ChangeCase("x in [1]", "x notIn [1]", .changed),
        ChangeCase("x notIn [1, null]", "x notIn [1]", .changed),
        ChangeCase("x notIn []", "x notIn [1]", .changed),
        // One value and several.
        ChangeCase("x = 1", "x in [1, 2]", .wider, ["x = 1 → x in [1, 2]: wider"]),
        ChangeCase("x = \"a\"", "x in [\"a\"]", .equal),
        ChangeCase("x = 1", "x in [2, 3]", .changed),
        ChangeCase("x = y", "x in [y, 1]", .changed),
        ChangeCase("x.distinct() = 1", "x.distinct() in [1, 2]", .changed),
        ChangeCase("x != 1", "x notIn [1, 2]", .narrower),
        ChangeCase("x != 1", "x notIn [1]", .equal),
        ChangeCase("x != 1", "x notIn [1, \"a\"]", .changed),
        ChangeCase("x != 1", "x notIn [2]", .changed),
        ChangeCase("x = 1", "x = 2", .changed, ["x = 1 → x = 2: changed"]),
        ChangeCase("x = 1", "x != 1", .changed),
        ChangeCase("x = 1", "x != 2", .wider),
        ChangeCase("x = \"gold\"", "x notIn [\"silver\", \"bronze\"]", .wider),
        ChangeCase("x = \"1\"", "x != \"01\"", .changed),
        ChangeCase("x = \"1\"", "x != \"2\"", .wider),
        ChangeCase("x = \"true\"", "x != \"false\"", .changed),
        ChangeCase("x = 1", "x != \"b\"", .changed),
        ChangeCase("x = 1", "x.isNotNull()", .wider),
        ChangeCase("x != 1", "x.isNotNull()", .wider),
        ChangeCase("x.isNull()", "x.isNotNull()", .changed),
        ChangeCase("x = null", "x.isNotNull()", .wider),
        ChangeCase("x = 1", "x.equals(1)", .changed),
        ChangeCase("not (x = 1)", "x != 1", .changed, ["not (x = 1) → x != 1: changed"]),
        // The same number.
        ChangeCase("x = 1", "x = 1.0", .equal, []),
        ChangeCase("x > 1L", "x > 1", .equal, []),
        // Several values and rows.
        ChangeCase("x in [1, 2]", "x = 1 or x = 2", .equal),
        ChangeCase("x in [1, 2]", "x = 1 or x = 3", .changed),
        ChangeCase("x in [1, 2]", "x = 1 or x in [2, 3]", .wider),
        ChangeCase("x notIn [1, 2]", "x != 1 and x != 2", .wider),
        ChangeCase("x in [1, 2] and y", "x = 1 or x = 2", .wider),
    ])
    func values(_ change: ChangeCase) { change.check() }

    @Test(arguments: [
        ChangeCase("x > 5", "x > 6", .narrower, ["x > 5 → x > 6: narrower"]),
        ChangeCase("x > 5", "x >= 5", .wider),
        ChangeCase("x >= 5", "x > 4", .wider),
        ChangeCase("x >= 5", "x > 5.5", .narrower),
        ChangeCase("x < 5", "x < 6", .wider),
        ChangeCase("x <= 5", "x < 5", .narrower),
        ChangeCase("x < 5", "x > 5", .changed),
        ChangeCase("x < 5", "x >= 5", .changed),
        ChangeCase("not (x < 5)", "x >= 5", .changed),
        ChangeCase("x > 5", "y > 6", .changed),
        ChangeCase("x > \"5\"", "x > \"6\"", .changed),
        ChangeCase("x > y", "x >= y", .wider),
        ChangeCase("x > y", "x > z", .changed),
        ChangeCase("x > 9007199254740993", "x > 9007199254740992", .changed),
        ChangeCase("5 < x", "x > 6", .narrower),
        ChangeCase("5 < x", "x > 5", .equal),
        ChangeCase("x = 7", "x > 5", .wider),
        ChangeCase("x = 5", "x > 5", .changed),
        ChangeCase("x in [6, 7]", "x > 5", .wider),
        ChangeCase("x in [5, 6]", "x > 5", .changed),
        ChangeCase("x = \"7\"", "x > 5", .changed),
        ChangeCase("x > 5", "x != 5", .wider),
        ChangeCase("x >= 5", "x != 5", .changed),
        ChangeCase("x > 5", "x notIn [3, 5]", .wider),
        ChangeCase("x > 5", "x notIn [3, \"a\"]", .changed),
        ChangeCase("x > date(2020, 1, 1)", "x > date(2021, 1, 1)", .narrower),
        ChangeCase("x > date(2020, 2, 30)", "x > date(2021, 1, 1)", .changed),
        ChangeCase("x > date(2020, 1, 1)", "x > 5", .changed),
        ChangeCase("a + b > 5", "a + b > 6", .narrower),
        ChangeCase("a + b > 5", "a - b > 5", .changed),
        ChangeCase("xs.sum(p) > 5", "xs.sum(p) > 3", .wider),
        ChangeCase("person.orders.price > 5", "person.orders.price > 3", .wider),
    ])
    func bounds(_ change: ChangeCase) { change.check() }

    @Test(arguments: [
        ChangeCase("x.startsWith(\"ab\")", "x.startsWith(\"a\")", .wider),
        ChangeCase("x.startsWith(\"ab\")", "x.startsWith(\"b\")", .changed),
        ChangeCase("x.endsWith(\".com\")", "x.endsWith(\"om\")", .wider),
        ChangeCase("x.endsWith(\"om\")", "x.endsWith(\"o\")", .changed),
        ChangeCase("x.contains(\"abc\")", "x.contains(\"b\")", .wider),
        ChangeCase("x.contains(\"abc\")", "x.contains(\"ac\")", .changed),
        ChangeCase("x.contains(\"abc\")", "x.contains(\"\")", .changed),
        ChangeCase("x.startsWith(\"ab\")", "x.contains(\"b\")", .wider),
        ChangeCase("x.contains(\"b\")", "x.startsWith(\"b\")", .narrower),
        ChangeCase("x.endsWith(\"ab\")", "x.startsWith(\"ab\")", .changed),
        ChangeCase("x.doesNotContain(\"a\")", "x.doesNotContain(\"ab\")", .wider),
        ChangeCase("x.doesNotStartWith(\"ab\")", "x.doesNotStartWith(\"a\")", .narrower),
        ChangeCase("x.doesNotContain(\"a\")", "not x.contains(\"a\")", .changed),
        ChangeCase("x.contains(\"a\")", "x.doesNotContain(\"b\")", .changed),
        ChangeCase("x.equals(\"a\", true)", "x.equals(\"a\", false)", .wider),
        ChangeCase("x.equals(\"a\")", "x.equals(\"a\", true)", .equal),
        ChangeCase("x.contains(\"a\", false)", "x.contains(\"A\", false)", .equal),
        ChangeCase("x.equals(\"a\", false)", "x.equals(\"A\", false)", .equal),
        ChangeCase("x.equals(\"true\", false)", "x.equals(\"TRUE\", false)", .changed),
        ChangeCase("x.contains(\"a\")", "x.contains(\"A\")", .changed),
        ChangeCase("x.contains(\"AB\", true)", "x.contains(\"b\", false)", .wider),
        ChangeCase("x.contains(\"ab\", false)", "x.contains(\"b\", true)", .changed),
        ChangeCase("x.doesNotContain(\"a\", false)", "x.doesNotContain(\"a\", true)", .wider),
        ChangeCase("x.contains(\"a\", y)", "x.contains(\"a\", true)", .changed),
        ChangeCase("x.contains(\"ΑΣ\", true)", "x.contains(\"ΑΣ\", false)", .changed),
        ChangeCase("x.startsWith(\"e\u{301}\")", "x.startsWith(\"e\")", .changed),
        ChangeCase("x.startsWith(\"Köl\")", "x.startsWith(\"Kö\")", .wider),
        ChangeCase("x.startsWith(y)", "x.startsWith(z)", .changed),
        ChangeCase("x = \"gold\"", "x.startsWith(\"go\")", .wider),
        ChangeCase("x = \"gold\"", "x.contains(\"x\")", .changed),
        ChangeCase("x = \"10\"", "x.startsWith(\"1\")", .changed),
        ChangeCase("x.equals(\"gold\", false)", "x.contains(\"OL\", false)", .wider),
        ChangeCase("x = \"gold\"", "x.doesNotContain(\"z\")", .wider),
        ChangeCase("x = \"gold\"", "x.equals(\"gold\")", .changed),
        ChangeCase("x like \"a%\"", "x like \"%\"", .changed),
        ChangeCase("x.matches(\"a\")", "x.matches(\"b\")", .changed),
        ChangeCase(
            "stringCompare(\"equals\", x, [\"a\"], false)",
            "stringCompare(\"equals\", x, [\"a\", \"b\"], false)",
            .wider
        ),
        ChangeCase(
            "stringCompare(\"equals\", x, [\"a\"], true)",
            "stringCompare(\"equals\", x, [\"a\"], false)",
            .wider
        ),
        ChangeCase(
            "stringCompare(\"equals\", x, [\"a\", \"b\"], true)",
            "stringCompare(\"equals\", x, [\"a\"], false)",
            .changed
        ),
        ChangeCase("stringCompare(\"equals\", x, \"a\", false)", "x.equals(\"a\", false)", .changed),
    ])
    func texts(_ change: ChangeCase) { change.check() }

    @Test(arguments: [
        ChangeCase("xs.intersects([1])", "xs.intersects([1, 2])", .wider),
        ChangeCase("xs.supersetOf([1])", "xs.supersetOf([1, 2])", .narrower),
        ChangeCase("xs.supersetOf([1])", "xs.supersetOf([])", .changed),
        ChangeCase("xs.subsetOf([1])", "xs.subsetOf([1, 2])", .wider),
        ChangeCase("xs.subsetOf([1])", "xs.subsetOf([2])", .changed),
        ChangeCase("xs.intersects([1])", "xs.includes(1)", .changed),
        ChangeCase("xs.intersects(ys)", "xs.intersects(zs)", .changed),
        ChangeCase("inSegment(\"a\")", "inSegment(\"b\")", .changed),
        ChangeCase("x", "x = true", .changed),
        ChangeCase("true", "x = 1", .narrower),
        ChangeCase("x = 1", "false", .narrower),
        ChangeCase("if(a, b, c)", "if(a, b, d)", .changed),
        ChangeCase("__json(\"{\\\"nodeType\\\": \\\"new\\\"}\")", "x = 1", .changed),
        ChangeCase("${x} = 1", "${y} = 1", .changed),
    ])
    func others(_ change: ChangeCase) { change.check() }
}
