import Diagnostics
import Foundation
import JSONTree
import PQLSemantics
import PQLSyntax
import TestSupport
import Testing

/// An explanation says all that its rule says: rules that differ are explained differently, and nothing is left out.
struct ExplanationLawTests {
    private static let explainer = ExpressionExplainer(catalog: Luma.catalog)

    private static func explain(_ tree: PQLExpression) -> Explanation {
        explainer.explain(tree, schema: "_xdm.context.profile")
    }

    /// Random rules with edits that people make, and with random ones, judged by the reference evaluator.
    @Test func rulesThatAreExplainedAlikeMeanTheSame() {
        var compared = 0
        var alike = 0
        for seed in 0..<3000 as Range<UInt64> {
            var generator = RuleGenerator(seed: seed)
            var mutator = RuleMutator(seed: seed)
            var pairs: [(PQLExpression, PQLExpression)] = []
            if let change = generator.change(1 + Int(seed % 3)) { pairs.append((change.old, change.new)) }
            let rule = generator.rule(1 + Int(seed % 3))
            pairs.append((rule, mutator.mutated(rule)))
            for (rule, other) in pairs where rule != other {
                compared += 1
                guard Self.explain(rule) == Self.explain(other) else { continue }
                alike += 1
                guard let witness = OracleWorld.witness(ifNotEqual: rule, other) else { continue }
                let texts = "\(PQLPrinter.print(rule)) and \(PQLPrinter.print(other))"
                Issue.record("seed \(seed): \(texts) are explained alike, but \(witness)")
            }
        }
        #expect(compared > 3000)
        #expect(alike > 50 && alike * 4 < compared, "\(alike) of \(compared)")
    }

    /// Every rule of a corpus, with one literal, name or word changed at a time.
    private static func expectNothingLeftOut(_ tree: PQLExpression, _ place: String) -> Int {
        let explanation = explain(tree)
        var count = 0
        _ = tree.rewriting { _ in
            count += 1
            return nil
        }
        var changes = 0
        for target in 0..<count {
            var index = 0
            let other = tree.rewriting { node in
                defer { index += 1 }
                return index == target ? node.slightlyChanged : nil
            }
            guard PQLCanonical.form(of: other) != PQLCanonical.form(of: tree) else { continue }
            changes += 1
            #expect(explain(other) != explanation, "\(place): \(PQLPrinter.print(tree)) and \(PQLPrinter.print(other))")
        }
        return changes
    }

    @Test func nothingOfOurOwnCorpusIsLeftOut() {
        var changes = 0
        for entry in OwnCorpus.cases {
            let reading = OwnCorpusReading(entry)
            guard reading.isReadable else { continue }
            changes += Self.expectNothingLeftOut(reading.tree, entry.place)
        }
        #expect(changes > 2000, "\(changes)")
    }

    private static let corpus = ProcessInfo.processInfo.environment["SEGSYNC_REFERENCE_DATA"].map {
        URL(filePath: $0).appending(path: "corpus/pql.jsonl")
    }

    /// Needs the corpus of SEGSYNC_REFERENCE_DATA.
    @Test(.enabled(if: corpus != nil))
    func nothingOfOthersExpressionsIsLeftOut() throws {
        var explained = 0
        for line in try String(contentsOf: try #require(Self.corpus), encoding: .utf8).split(separator: "\n") {
            let entry = try JSONText.decode(line.utf8)
            guard entry["valid"] == true, let text = entry["pql"]?.string else { continue }
            let parsed = (entry["format"] == "text" ? PQLForm.text : .json).read(text.utf8)
            guard !parsed.hasErrors else { continue }
            explained += 1
            _ = Self.expectNothingLeftOut(parsed.tree, entry["id"]?.string ?? "?")
        }
        #expect(explained > 280, "\(explained)")
    }

    /// Literals stand in the sentences as often as in the rule.
    @Test func everyLiteralIsSaidAsOftenAsInTheRule() {
        for seed in 5000..<6000 as Range<UInt64> {
            var generator = RuleGenerator(seed: seed)
            let rule = generator.rule(3)
            let words = Self.explain(rule).lines.map(\.text).joined(separator: "\n")
            var texts: [String: Int] = [:]
            rule.visit { node in
                // The name of a comparison is said by a verb.
                if case .call("stringCompare", let arguments) = node.kind, case .string(let name) = arguments[0].kind {
                    texts[PQLPrinter.literal(name), default: 0] -= 1
                }
                if case .string(let text) = node.kind { texts[PQLPrinter.literal(text), default: 0] += 1 }
            }
            for (text, count) in texts {
                #expect(words.ranges(of: text).count >= count, "\(text) of \(PQLPrinter.print(rule)) in \(words)")
            }
        }
    }

    #if DEBUG
        private static let stackSize = 4 << 20
    #else
        private static let stackSize = 512 << 10
    #endif

    private static let shapes: [(before: String, inner: String, after: String, depth: Int)] = [
        ("(b = 1 or c = 1 and ", "a = 1", ")", 80), ("a[", "b = 1", "]", 230), ("a.exists(", "b = 1", ")", 230),
        ("a.exists((x) => ", "x.b = 1", ")", 80), ("if(a, ", "b", ", c)", 230), ("[", "1", "]", 230),
        ("not (", "a", ")", 230), ("x = (", "y", ")", 230), ("select x from a where (", "x.b = 1", ")", 230),
        ("(select x from ", "a", ")", 230), ("let x = a in ", "x", "", 230), ("(sum ", "x.a", " over x from y)", 230),
        ("CHAIN(xEvent, timestamp, [A: WHAT(", "a = 1", ")])", 230), ("x occurs after (", "y", ")", 230),
        ("", "a", ".head()", 230), ("", "a", " + 1", 230), ("forall x from a where (", "x.b = 1", ")", 230),
    ]

    @Test func deepRulesAreExplained() {
        for (before, inner, after, depth) in Self.shapes {
            let text =
                String(repeating: before, count: depth) + inner + String(repeating: after, count: depth)
            let parsed = PQLParser.parse(text)
            #expect(!parsed.hasErrors, "\(before)")
            let explanation = SmallStack.run(bytes: Self.stackSize) { Self.explain(parsed.tree) }
            #expect(explanation?.lines.isEmpty == false, "\(before)")
        }
    }
}

extension PQLExpression {
    /// The node with a literal, a name or a word of its own changed; nil for one that has none.
    fileprivate var slightlyChanged: PQLExpression? {
        let kind: Kind
        switch self.kind {
        case .string(let string): kind = .string(PQLString(parts: string.parts + [.text("~")]))
        case .boolean(let value): kind = .boolean(!value)
        case .integer(let value): kind = .integer(value &+ 1)
        case .long(let value): kind = .long(value &+ 1)
        case .double(let value): kind = .double(value + 0.5)
        case .moment(let moment): kind = .moment(moment == .now ? .yesterday : .now)
        case .list(let items): kind = .list(items + [PQLExpression(.integer(99))])
        case .object(let members): kind = .object(members + [PQLMember(key: "~", value: PQLExpression(.null))])
        case .template: kind = .template(PQLTemplate(.variable("another")))
        case .field(let base, let name):
            guard case .plain(let text) = name.kind else { return nil }
            kind = .field(of: base, PQLName(text + "x"))
        case .call(let function, let arguments):
            // Of one condition 'and' and 'or' are the same.
            if ["and", "or"].contains(function.name), arguments.count == 1 { return nil }
            kind = .call(Self.other(function), arguments)
        case .query(let quantifier, let declarations):
            kind = .query(quantifier == .forall || quantifier == .all ? .exists : .forall, declarations)
        case .aggregate(let aggregate, let value, let declarations):
            kind = .aggregate(aggregate == .sum ? .max : .sum, of: value, over: declarations)
        case .occurs(let time, let occurrence): kind = .occurs(time, occurrence.slightlyChanged)
        case .chain(let chain): kind = .chain(chain.slightlyChanged)
        case .schemaReference(let id, let version): kind = .schemaReference(id: id + "x", version: version)
        case .null, .subject, .parameter, .variable, .filter, .lambda, .binding, .unknown, .error: return nil
        }
        return PQLExpression(kind, span: span, extraMembers: extraMembers)
    }

    private static func other(_ function: PQLFunction) -> PQLFunction {
        let pairs = [
            "and": "or", "=": "!=", "<": "<=", ">": ">=", "in": "notIn", "isNull": "isNotNull",
            "startsWith": "doesNotStartWith", "endsWith": "doesNotEndWith", "contains": "doesNotContain",
            "equals": "notEqualTo", "subsetOf": "supersetOf", "intersects": "includes", "sum": "average", "min": "max",
            "topN": "bottomN", "keys": "values", "getMonth": "getYear", "+": "-", "*": "/", "like": "matches",
            "currentMonth": "currentYear", "distinct": "head",
        ]
        if let other = pairs[function.name] ?? pairs.first(where: { $0.value == function.name })?.key {
            return PQLFunction(other)
        }
        return PQLFunction(function.name + "X")
    }
}

extension PQLOccurrence {
    fileprivate var slightlyChanged: PQLOccurrence {
        switch self {
        case .distance(.less, let amount, let unit, let direction, let time):
            .distance(.lessOrEqual, amount: amount, unit, direction, time)
        case .distance(let comparison, let amount, let unit, .before, let time):
            .distance(comparison, amount: amount, unit == .day ? .hour : .day, .before, time)
        case .distance(_, let amount, let unit, let direction, let time):
            .distance(.less, amount: amount, unit, direction, time)
        case .between(let start, let end): .between(end, start)
        case .relative(.before, let time): .relative(.after, time)
        case .relative(_, let time): .within(time)
        case .within(let time): .relative(.before, time)
        }
    }
}

extension PQLChain {
    fileprivate var slightlyChanged: PQLChain {
        let isSequence = steps.count > 1
        let changed = steps.enumerated().map { index, step in
            Step(
                name: step.name,
                negated: index == 0 && isSequence ? !step.negated : step.negated,
                what: step.what,
                condition: step.condition,
                when: step.when,
                count: step.count == nil ? PQLExpression(.integer(7)) : nil,
                extraMembers: step.extraMembers
            )
        }
        return PQLChain(array: array, order: order, steps: changed, keptElements: keptElements)
    }
}
