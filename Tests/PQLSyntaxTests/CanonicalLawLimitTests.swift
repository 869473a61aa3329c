import JSONTree
import PQLSyntax
import TestSupport
import Testing

/// Where the laws end: pairs that only look equal, each with a profile that tells them apart, and what is called equal
/// among rules that were changed at random.
struct CanonicalLawLimitTests {
    @Test(arguments: [
        // Null is false in a comparison, and so its negation is true.
        ("not (a = 1)", "a != 1", "{}"),
        ("not (a != 1)", "a = 1", "{}"),
        ("not (a in [1])", "a notIn [1]", "{}"),
        ("not (a notIn [1])", "a in [1]", "{}"),
        ("not (a < 1)", "a >= 1", "{}"),
        ("not a.contains(\"x\")", "a.doesNotContain(\"x\")", "{}"),
        ("not a.equals(\"x\")", "a.notEqualTo(\"x\")", "{}"),
        ("not a.startsWith(\"x\")", "a.doesNotStartWith(\"x\")", "{}"),
        ("not a.endsWith(\"x\")", "a.doesNotEndWith(\"x\")", "{}"),
        ("not a.isNull()", "a", #"{"a": false}"#),
        ("not (t occurs before today)", "t occurs after today", "{}"),
        ("not (t occurs = 1 day before now)", "t occurs != 1 day before now", "{}"),
        ("a = a", "true", "{}"),
        ("a = 1 or a != 1", "a or true", "{}"),
        ("a * 0 = 0", "true", "{}"),
        ("a = null", "a.isNull()", "{}"),
        ("a - a = 0", "0 = 0", "{}"),
        ("a in []", "not (a notIn [])", #"{}"#),
        // Paths through arrays: some value, whichever test.
        ("not (xs.a = 1)", "xs.a != 1", #"{"xs": [{"a": 1}, {"a": 2}]}"#),
        ("not (xs.a in [1])", "xs.a notIn [1]", #"{"xs": [{"a": 1}, {"a": 2}]}"#),
        ("xs.a = 1 and xs.b = 1", "xs[a = 1 and b = 1]", #"{"xs": [{"a": 1}, {"b": 1}]}"#),
        ("xs.exists(a = 1) and xs.exists(b = 1)", "xs.exists(a = 1 and b = 1)", #"{"xs": [{"a": 1}, {"b": 1}]}"#),
        ("xs.a != 1", "forall X from xs where X.a != 1", #"{"xs": []}"#),
        // Truth of what is no Boolean.
        ("a.isNotNull()", "a", #"{"a": []}"#),
        ("xs.count()", "xs.count() > 0", #"{"xs": []}"#),
        ("not (not a)", "a.isNotNull()", #"{"a": false}"#),
        // Case, kinds, and grouping.
        ("a = \"x\"", "a.equals(\"x\", false)", #"{"a": "X"}"#),
        ("a = \"x\"", "a = \"X\"", #"{"a": "x"}"#),
        ("a.equals(\"x\")", "a like \"%x%\"", #"{"a": "xx"}"#),
        ("a like \"x\"", "a.contains(\"x\")", #"{"a": "xx"}"#),
        ("a and (b or c)", "a and b or c", #"{"c": true}"#),
        ("not a and b", "not (a and b)", "{}"),
        ("a - (b - c) = 3", "a - b - c = 3", #"{"a": 3, "b": 1, "c": 1}"#),
        ("a / 2 = 1", "a / 2.5 = 1", #"{"a": 2}"#),
        ("a = [1, 2]", "a in [1, 2]", #"{"a": [1]}"#),
        // Items, their order, and whose names they are.
        ("xs[a = ^.b]", "xs[a = b]", #"{"xs": [{"a": 1}], "b": 1}"#),
        ("xs[ys[a = ^.b]]", "xs[ys[a = ^^.b]]", #"{"xs": [{"ys": [{"a": 1}], "b": 1}]}"#),
        ("xs[$1.a = 1]", "xs[a = 1]", #"{"xs": [{"a": 1}]}"#),
        ("xs.topN(a, 1).head().a = 2", "xs.bottomN(a, 1).head().a = 2", #"{"xs": [{"a": 1}, {"a": 2}]}"#),
        ("xs[a = 1].topN(a, 1)", "xs.topN(a, 1)[a = 1]", #"{"xs": [{"a": 1}, {"a": 2}]}"#),
        ("xs.distinct().count() = 1", "xs.count() = 1", #"{"xs": [1, 1.0]}"#),
        ("xs.map(a).count() = 2", "xs.count() = 2", #"{"xs": [{"a": 1}, {}]}"#),
        ("xs.sum(a) = 0", "xs.min(a) = 0", "{}"),
        ("forall X from xs where X.a", "exists X from xs where X.a", "{}"),
        ("not (exists X from xs where X.a = 1)", "forall X from xs where X.a != 1", #"{"xs": [{}]}"#),
        ("forall X from xs where X.a, Y from X.ys where Y.b", "exists X from xs, Y from X.ys where Y.b", "{}"),
        ("select X from xs, Y from ys where X.a", "select X from xs where X.a", #"{"xs": [{"a": 1}]}"#),
        ("let s = a in b", "b and a", #"{"b": true}"#),
        ("if(a, true, b)", "if(b, true, false)", #"{"a": true}"#),
        ("$1.a", "$1.profile.a", #"{"a": true}"#),
        // Time.
        ("t occurs <= 1 day before now", "t occurs < 1 day before now", #"{"t": "2018-08-27T14:30:00Z"}"#),
        ("t occurs <= 1 day before now", "t occurs <= 1 day before today", #"{"t": "2018-08-28T01:00:00Z"}"#),
        ("t occurs today", "t occurs <= 24 hours before now", #"{"t": "2018-08-27T20:00:00Z"}"#),
        ("t occurs <= 1 month before today", "t occurs <= 30 days before today", #"{"t": "2018-07-28"}"#),
        ("t occurs this week", "t occurs <= 7 days before now", #"{"t": "2018-08-26"}"#),
        ("t occurs = 1 day before now", "t occurs = 24 hours before now", #"{"t": "2018-08-27T01:00:00Z"}"#),
        ("t occurs before today", "not (t occurs after yesterday)", "{}"),
        // Sequences.
        (
            "CHAIN(e, t, [A: WHAT(a), B: WHAT(b)])", "CHAIN(e, t, [B: WHAT(b), A: WHAT(a)])",
            #"{"e": [{"t": 1, "a": 1}, {"t": 2, "b": 1}]}"#
        ),
        (
            "CHAIN(e, t, [A: WHAT(a), B: WHAT(b)])", "CHAIN(e, t, [A: WHAT(a)]) and CHAIN(e, t, [B: WHAT(b)])",
            #"{"e": [{"t": 1, "a": 1, "b": 1}]}"#
        ),
        (
            "CHAIN(e, t, [A: WHAT(a) COUNT(2)])", "CHAIN(e, t, [A: WHAT(a), B: WHAT(a)])",
            #"{"e": [{"t": 1, "a": 1}, {"t": 1, "a": 1}]}"#
        ),
        ("CHAIN(e, t, [A: WHAT(a) COUNT(2)])", "CHAIN(e, t, [A: WHAT(a)])", #"{"e": [{"t": 1, "a": 1}]}"#),
        (
            "CHAIN(e, t, [A: WHAT(a), B: __negated WHAT(b)])", "CHAIN(e, t, [A: WHAT(a), B: WHAT(not b)])",
            #"{"e": [{"t": 1, "a": 1}]}"#
        ),
        (
            "CHAIN(e, t, [A: WHAT(a) WHERE(b)])", "CHAIN(e, t, [A: WHAT(a)]) and CHAIN(e, t, [A: WHAT(b)])",
            #"{"e": [{"t": 1, "a": 1}, {"t": 2, "b": 1}]}"#
        ),
        ("not (CHAIN(e, t, [A: WHAT(a)]))", "CHAIN(e, t, [A: WHAT(not a)])", "{}"),
    ])
    func pairsThatAProfileTellsApartAreNotEqual(left: String, right: String, profile: String) throws {
        let profile = try JSONText.decode(profile)
        let (left, right) = (tree(left), tree(right))
        #expect(
            try Oracle.evaluator.holds(left, profile: profile) != Oracle.evaluator.holds(right, profile: profile)
        )
        #expect(PQLCanonical.form(of: left) != PQLCanonical.form(of: right))
    }

    @Test func rulesThatAreEqualAfterRandomChangesMeanTheSame() {
        var tally = OracleTally()
        var (equal, different, toldApart) = (0, 0, 0)
        for seed in 0..<1800 as Range<UInt64> {
            var generator = RuleGenerator(seed: seed &+ 50_000)
            var mutator = RuleMutator(seed: seed)
            let rule = generator.rule(2)
            var other = mutator.mutated(rule)
            if seed % 3 == 0 { other = mutator.mutated(other) }
            guard other != rule else { continue }
            let (left, right) = (Oracle.answers(rule), Oracle.answers(other))
            guard PQLCanonical.form(of: rule) == PQLCanonical.form(of: other) else {
                different += 1
                toldApart += left == right ? 0 : 1
                continue
            }
            equal += 1
            tally.count(left)
            #expect(left == right, "\(PQLPrinter.print(rule)) and \(PQLPrinter.print(other))")
        }
        #expect(equal > 250 && tally.mixed > 80 && tally.isBalanced, "\(equal) \(tally)")
        #expect(different > 600 && toldApart > 350, "\(toldApart) of \(different)")
    }

    /// The oracle and its profiles are sharp enough: rewrites that are no laws are found out.
    @Test(arguments: [
        ("=", "!=", true), ("!=", "=", true), ("in", "notIn", true), ("contains", "doesNotContain", true),
        ("<", ">=", true), ("and", "or", false), ("topN", "bottomN", false), ("sum", "max", false),
        ("isNotNull", "isNull", false), ("<=", "<", false), ("intersects", "subsetOf", false),
    ])
    func rewritesThatAreNoLawsAreFoundOut(function: String, other: String, isUnderNot: Bool) throws {
        var (hits, found) = (0, 0)
        for seed in 0..<6000 as Range<UInt64> where found < 2 {
            var generator = RuleGenerator(seed: seed)
            let rule = generator.rule(3)
            let wrong = rule.rewriting { node in
                if isUnderNot {
                    guard case .call("not", let operands) = node.kind,
                        case .call(PQLFunction(function), let inner) = operands[0].kind
                    else { return nil }
                    return PQLExpression(.call(PQLFunction(other), inner))
                }
                guard case .call(PQLFunction(function), let arguments) = node.kind else { return nil }
                return PQLExpression(.call(PQLFunction(other), arguments))
            }
            guard wrong != rule else { continue }
            hits += 1
            if Oracle.answers(rule) != Oracle.answers(wrong) { found += 1 }
        }
        #expect(found == 2, "\(found) of \(hits)")
    }
}
