import PQLSemantics
import PQLSyntax
import Testing

/// Changes of what is asked of the values of items: one by one, as a whole, or through parts of unknown meaning.
struct ChangeItemTests {
    /// A list that is compared as a whole may be equal over fewer items and not over more.
    @Test(arguments: [
        ChangeCase("xs[c].f.distinct() = [\"a\"]", "xs.f.distinct() = [\"a\"]", .changed),
        ChangeCase("xs[c].f.distinct() != [\"a\"]", "xs.f.distinct() != [\"a\"]", .changed),
        ChangeCase("xs[c].f = [\"a\"]", "xs.f = [\"a\"]", .changed),
        ChangeCase("xs[c].f != [\"a\"]", "xs.f != [\"a\"]", .changed),
        ChangeCase("[\"a\"] = xs[c].f", "[\"a\"] = xs.f", .changed),
        ChangeCase("xs.map(a)[b].c = [\"a\"]", "xs.map(a).c = [\"a\"]", .changed),
        ChangeCase("xs[c].map(a) = 1", "xs.map(a) = 1", .changed),
        ChangeCase("xs[c].map(a) in [1]", "xs.map(a) in [1, 2]", .changed),
        ChangeCase("xs[c].f in [[\"a\"]]", "xs.f in [[\"a\"]]", .changed),
        ChangeCase("xs[c].f in [ys.g]", "xs.f in [ys.g]", .changed),
        ChangeCase("xs[c].f in [${list}]", "xs.f in [${list}]", .changed),
        ChangeCase("xs[c].f = ys.g", "xs.f = ys.g", .changed),
        ChangeCase("xs[c].f.equals([\"a\"])", "xs.f.equals([\"a\"])", .changed),
        ChangeCase("xs[c].f.contains(ys.g)", "xs.f.contains(ys.g)", .changed),
        ChangeCase("xs[c].distinct() = 1", "xs.distinct() = 1", .changed),
        ChangeCase("xs[c].distinct() != 1", "xs.distinct() != 1", .changed),
        ChangeCase("xs[c].distinct() in [1]", "xs.distinct() in [1]", .changed),
        ChangeCase("xs.distinct()[c] = 1", "xs.distinct() = 1", .changed),
        ChangeCase("xs.distinct() = 7", "xs.distinct() > 5", .changed),
        ChangeCase("xs[c].intersection([1]) = 1", "xs.intersection([1]) = 1", .changed),
        ChangeCase("(select X from xs where X.c) = 1", "(select X from xs) = 1", .changed),
        ChangeCase(
            "p and xs[c and d].f.distinct() = [\"a\"]",
            "p and xs[c].f.distinct() = [\"a\"]",
            .changed,
            ["xs[…] / - d: changed"]
        ),
        ChangeCase("zs[xs[c].f = [1]]", "zs[xs.f = [1]]", .changed),
        ChangeCase("let s = xs.distinct() in s = 1", "let s = xs.distinct() in s in [1, 2]", .changed),
        ChangeCase("let s = xs.distinct() in s[c] = 1", "let s = xs.distinct() in s = 1", .changed),
        ChangeCase("${x} = 1", "${x} in [1, 2]", .changed),
        // Values that are compared one by one.
        ChangeCase("xs[c].f = \"a\"", "xs.f = \"a\"", .wider),
        ChangeCase("xs[c].f != \"a\"", "xs.f != \"a\"", .wider),
        ChangeCase("xs[c].f notIn [1]", "xs.f notIn [1]", .wider),
        ChangeCase("xs[c].f.contains(\"a\")", "xs.f.contains(\"a\")", .wider),
        ChangeCase("xs[c].f > date(2020, 1, 1)", "xs.f > date(2020, 1, 1)", .wider),
        ChangeCase("xs.distinct()[c].f = 1", "xs.distinct().f = 1", .wider),
        ChangeCase("xs.f[c] = 1", "xs.f = 1", .wider),
    ])
    func listsAreComparedAsAWhole(_ change: ChangeCase) { change.check() }

    /// `xs.flag` asks for a value that is true, `xs.flag[c]` for any value.
    @Test(arguments: [
        ChangeCase("xs.flag[true]", "xs.flag", .changed),
        ChangeCase("xs.flag[not c]", "xs.flag", .changed),
        ChangeCase("xs.flag[c or true]", "xs.flag", .changed),
        ChangeCase("let s = xs.flag in s[true]", "let s = xs.flag in s", .changed),
        ChangeCase("xs.flag[true]", "xs.flag[c]", .narrower),
        ChangeCase("xs[c].flag", "xs.flag", .wider),
        ChangeCase("xs.ys[c = 1 and not d]", "xs.ys", .wider),
        ChangeCase("xs.ys[c = 1 or d]", "xs.ys", .wider),
        ChangeCase("xs.ys[zs[true]]", "xs.ys", .wider),
        ChangeCase("xs[a].ys[c]", "xs.ys", .wider),
    ])
    func pathsToFlagsAskForATrueOne(_ change: ChangeCase) { change.check() }

    private static let negated = "\"{\\\"negated\\\": true}\""

    /// § is around a node with a member that may turn its meaning round.
    @Test(arguments: [
        ("§(xs[a]).f = 1", "xs.f = 1"), ("§(xs[a])", "xs"), ("xs[a].f = 1", "§(xs).f = 1"),
        ("§(xs[a])", "§(xs[b])"), ("§(xs[a > 2])", "§(xs[a > 1])"), ("§(xs[a].f) = 1", "§(xs.f) = 1"),
        ("§(xs[a].distinct()).count() > 1", "§(xs.distinct()).count() > 1"),
        ("§(xs[a].map(f)).count() > 1", "§(xs.map(f)).count() > 1"),
        ("§(exists X from xs where X.a > 2)", "§(exists X from xs where X.a > 1)"),
        ("§(forall X from xs where X.a > 2)", "§(forall X from xs where X.a > 1)"),
        ("§(select X from xs where X.a > 2).count() > 1", "§(select X from xs where X.a > 1).count() > 1"),
        ("exists X from §(xs[a]) where X.a > 2", "exists X from xs where X.a > 2"),
        ("§(sum X.a over X from xs where X.a > 2) > 1", "§(sum X.a over X from xs where X.a > 1) > 1"),
        ("§(xs.exists(a > 2))", "§(xs.exists(a > 1))"), ("§(let s = a in s > 2)", "§(let s = a in s > 1)"),
        ("§(xs[a > 2].count()) > 1", "§(xs[a > 1].count()) > 1"),
        ("§(a and b)", "a"), ("§(a and b)", "§(b and a)"), ("§(not a)", "§(not (a or b))"), ("§(a > 2)", "§(a > 1)"),
        ("a = §(1)", "a in [§(1), 2]"), ("a in §([1])", "a in §([1, 2])"), ("§(a) = 1", "§(a) in [1, 2]"),
        ("§(a occurs <= 1 day before now)", "§(a occurs <= 2 days before now)"),
        ("a occurs <= 1 day before §(now)", "a occurs <= 2 days before now"),
        ("§(a.contains(\"xy\"))", "§(a.contains(\"x\"))"), ("§(inSegment(\"a\"))", "inSegment(\"a\")"),
        ("§(CHAIN(e, t, [A: WHAT(a > 2)]))", "§(CHAIN(e, t, [A: WHAT(a > 1)]))"),
        ("CHAIN(§(e[a]), t, [A: WHAT(a)])", "CHAIN(e, t, [A: WHAT(a)])"),
    ])
    func nothingIsProvedThroughPartsOfUnknownMeaning(old: String, new: String) {
        ChangeCase(Self.text(old), Self.text(new), .changed).check()
    }

    /// `§(…)` as `__members(…, "…")`.
    private static func text(_ marked: String) -> String {
        var text = ""
        var depth = 0
        var ends: [Int] = []
        for character in marked {
            switch character {
            case "§":
                text += "__members"
                ends.append(depth)
                continue
            case "(": depth += 1
            case ")":
                depth -= 1
                if ends.last == depth {
                    ends.removeLast()
                    text += ", " + negated
                }
            default: break
            }
            text.append(character)
        }
        return text
    }

    @Test(arguments: [
        // Without its step, `A.p` is a field of the event.
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), B: WHAT(p = A.p)])",
            "CHAIN(e, t, [B: WHAT(p = A.p)])",
            .changed
        ),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), C: WHAT(c), B: WHAT(p = A.p)])",
            "CHAIN(e, t, [A: WHAT(a), B: WHAT(p = A.p)])",
            .wider
        ),
        // A name of which nothing speaks says nothing.
        ChangeCase("CHAIN(e, t, [A: WHAT(a), B: WHAT(b)])", "CHAIN(e, t, [X: WHAT(a), Y: WHAT(b)])", .equal, []),
        ChangeCase(
            "CHAIN(e, t, [A: WHAT(a), B: WHAT(p = A.p)])",
            "CHAIN(e, t, [C: WHAT(a), B: WHAT(p = A.p)])",
            .changed
        ),
    ])
    func stepsOfWhichOthersSpeakAreKept(_ change: ChangeCase) { change.check() }

    @Test func longChainsAreToldAsAWhole() {
        func chain(_ count: Int, _ value: Int, without left: Int? = nil) -> PQLExpression {
            let steps = (0..<count).filter { $0 != left }.map { "C\($0): WHAT(f\($0) > \(value))" }
            return Luma.parse("CHAIN(e, t, [\(steps.joined(separator: ", "))])")
        }
        let change = ExpressionChange(from: chain(20, 1), to: chain(20, 2))
        #expect(change.effect == .narrower && change.clauses.count == 20)
        #expect(change.clauses.allSatisfy { $0.effect == .narrower && $0.path.first == "CHAIN" })
        let long = ExpressionChange(from: chain(500, 1), to: chain(500, 2))
        #expect(long.effect == .narrower && long.clauses.map(\.effect) == [.narrower])
        // One step of many is told alone, wherever it stands.
        let shorter = ExpressionChange(from: chain(500, 1), to: chain(500, 1, without: 250))
        #expect(ChangeCase.lines(shorter) == ["CHAIN / - C250: WHAT(f250 > 1): wider"])
    }
}
