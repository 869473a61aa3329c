import JSONTree
import PQLSemantics
import PQLSyntax
import TestSupport
import Testing

/// What explanations say is so: a reader of their English, who knows no rule, judges random profiles as the reference
/// evaluator judges them by the rule.
struct ExplanationReadingTests {
    /// A rule as people are told it, and the same in words that the reference evaluator knows.
    private struct Subject {
        let seed: UInt64
        let told: PQLExpression
        let judged: PQLExpression
        let lines: [EnglishReader.Line]
        let fields: [Explanation.Field]

        init(seed: UInt64) {
            var generator = RuleGenerator(seed: seed)
            self.seed = seed
            told = Self.widened(generator.rule(Int(seed % 4)), seed: seed)
            judged = told.rewriting(Self.known)
            let explanation = ExpressionExplainer(catalog: VocabularyCatalog.catalog)
                .explain(told, schema: "_xdm.context.profile")
            lines = explanation.lines.map { ($0.level, $0.text) }
            fields = explanation.fields
        }

        /// With `none`, `one`, `if`, counts, the first of the events, and comparisons with null here and there.
        private static func widened(_ rule: PQLExpression, seed: UInt64) -> PQLExpression {
            var random = SeededRandom(seed: seed)
            let comparisons: [PQLFunction] = ["=", "!=", "<", "<=", ">", ">="]
            func call(_ function: PQLFunction, _ arguments: PQLExpression...) -> PQLExpression {
                PQLExpression(.call(function, arguments))
            }
            return rule.rewriting { node in
                let chance = Int.random(in: 0..<12, using: &random)
                let number = PQLExpression(.integer(Int64(chance % 3)))
                switch node.kind {
                case .query(.exists, let declarations) where chance < 8:
                    return PQLExpression(.query(chance < 4 ? .none : .one, declarations))
                case .call("or", let parts) where parts.count == 3 && chance < 4:
                    return call("if", parts[0], parts[1], parts[2])
                case .call("exists", let parts) where parts.count == 2 && chance < 8:
                    let comparison = comparisons[Int.random(in: comparisons.indices, using: &random)]
                    return call(comparison, call("count", call("filter", parts[0], parts[1])), number)
                case .field(_, let name) where name.kind == .plain("xEvent") && chance < 3:
                    let amount = PQLExpression(.field(of: PQLExpression(.subject(up: 0)), PQLName("amount")))
                    let size = PQLExpression(.integer(Int64(1 + chance)))
                    return call(chance == 0 ? "bottomN" : "topN", node, amount, size)
                case .call(let function, let sides)
                where comparisons.contains(function) && sides.count == 2 && chance < 1:
                    return call(function, sides[0], PQLExpression(.null))
                // Of an absent list `select` gives an empty one and a filter nothing: no page says so, and no sentence.
                case .call("subsetOf", let lists) where lists[0].isSelected:
                    return call("supersetOf", lists[0], lists[1])
                default: return nil
                }
            }
        }

        private static func known(_ node: PQLExpression) -> PQLExpression? {
            guard case .query(let quantifier, let declarations) = node.kind else { return nil }
            switch quantifier {
            case .none: return PQLExpression(.call("not", [PQLExpression(.query(.exists, declarations))]))
            case .one:
                let rows = PQLExpression(.call("count", [PQLExpression(.query(.select, declarations))]))
                return PQLExpression(.call("=", [rows, PQLExpression(.integer(1))]))
            case .select, .exists, .forall, .some, .all: return nil
            }
        }

        var text: String {
            let sentences = lines.map { String(repeating: "  ", count: $0.level) + $0.text }.joined(separator: "\n")
            return "seed \(seed): \(PQLPrinter.print(told))\n\(sentences)"
        }

        /// How many profiles were judged, and the first that the claim and the rule judge differently.
        func comparison(with claim: EnglishClaim) throws -> (judged: Int, holding: Int, difference: String?) {
            var (count, holding) = (0, 0)
            for world in OracleWorld.all {
                for profile in world.profiles {
                    guard let holds = try? world.evaluator.holds(judged, profile: profile) else { continue }
                    let says = try claim(EnglishSituation(profile: profile, now: world.evaluator.now))
                    count += 1
                    holding += holds ? 1 : 0
                    guard says != holds else { continue }
                    let place = "at \(world.evaluator.now): \(JSONText.encode(profile))"
                    return (count, holding, "\(text)\nis \(holds) and told as \(says) \(place)")
                }
            }
            return (count, holding, nil)
        }
    }

    @Test func whatIsToldIsSo() {
        var (read, judged, holding) = (0, 0, 0)
        var unclear: [String] = []
        let seeds = 0..<2400 as Range<UInt64>
        for subject in seeds.lazy.map(Subject.init) {
            let claim: EnglishClaim
            do {
                claim = try EnglishReader.read(subject.lines, subject.fields)
            } catch {
                unclear.append("\(error): \(subject.text)")
                continue
            }
            read += 1
            do {
                let comparison = try subject.comparison(with: claim)
                judged += comparison.judged
                holding += comparison.holding
                if let difference = comparison.difference { Issue.record("\(difference)") }
            } catch {
                Issue.record("\(error): \(subject.text)")
            }
        }
        // Nearly all can be read, and are judged by nearly all profiles, with either result.
        #expect(read * 100 >= seeds.count * 99, "\(read) of \(seeds.count), not \(unclear.prefix(20))")
        #expect(judged > read * 45, "\(judged) of \(read)")
        #expect(holding * 4 > judged && holding * 4 < judged * 3, "\(holding) of \(judged)")
    }

    /// Words that are right, and that people read wrongly or stumble over.
    @Test(arguments: [
        "it is not true that it is not", "it is not true that there is no", "it is not true that none",
        "it is not true that not all", "it is not true that always", "it is not true that never",
        "it is not true that it depends", "there is fewer", "the 1 with", "last 1 ", "next 1 ",
    ])
    func noSentenceDoublesANegationOrMiscounts(words: String) {
        for subject in (0..<2400 as Range<UInt64>).lazy.map(Subject.init) {
            #expect(!subject.lines.contains { $0.text.contains(words) }, "\(subject.text)")
        }
    }

    /// Words that, said for others, tell of another rule.
    private static let lies: [(said: String, instead: String)] = [
        (" is less than ", " is greater than "), (" is at most ", " is less than "),
        (" is at least ", " is greater than "), (" is \"", " has a value other than \""),
        (" has a value other than ", " is "), (" is one of ", " has a value that is none of "),
        (" has a value that is none of ", " is one of "), (" has no value", " has a value"),
        (" has a value", " has no value"), ("all of these are true", "at least one of these is true"),
        ("at least one of these is true", "all of these are true"), ("not all of these", "all of these"),
        ("none of these is true", "not all of these are true"), ("it is not true that ", ""),
        ("if ", "if it is not true that "), ("always (", "never ("), ("never (", "always ("),
        ("there is no ", "there is at least one "), ("there is at least one ", "there is no "),
        ("there is exactly one ", "there is at least one "),
        ("for every event, if any, ", "there is at least one event where "),
        ("there are exactly ", "there are more than "), ("there are at most ", "there are fewer than "),
        ("there are more than ", "there are at least "), ("at least 2 ", "at least 1 "),
        ("the number of ", "the sum of "), (" is not in segment ", " is in segment "),
        (" is in segment ", " is not in segment "), (" begins with ", " ends with "), (" ends with ", " contains "),
        (" does not contain ", " does not end with "), (", ignoring case", ""),
        ("has an item in common with", "has all items of"), ("has no items but those of", "has all items of"),
        ("the sum of", "the largest of"),
        ("the smallest of", "the average of"), ("with the largest", "with the smallest"),
        ("then, later, at least one ", "after that, no "), ("after that, no ", "then, later, at least one "),
        ("between that and the next of them, no ", "then, later, at least one "),
        (" in the last calendar ", " in this calendar "),
        ("less than", "more than"), (" ago", " from now"), (" before ", " after "), (" after ", " before "),
        (" up to and including today", " up to and including yesterday"), ("at another time than ", ""),
        ("the start of today", "now"), ("the profile's age", "the profile's points"), ("(called event 2) ", ""),
        ("minus ", ""), (" if (", " if (it is not true that "),
    ]

    /// The comparison sees mistakes: with one wording changed everywhere it finds a rule that is told falsely.
    @Test func oneWordSaidForAnotherIsFound() {
        let subjects = (0..<2400 as Range<UInt64>).map(Subject.init)
        for lie in Self.lies {
            let isFound = subjects.contains { subject in
                guard subject.lines.contains(where: { $0.text.contains(lie.said) }) else { return false }
                let lines = subject.lines.map { ($0.level, $0.text.replacing(lie.said, with: lie.instead)) }
                guard let claim = try? EnglishReader.read(lines, subject.fields) else { return false }
                return (try? subject.comparison(with: claim).difference) ?? nil != nil
            }
            #expect(isFound, "'\(lie.instead)' for '\(lie.said)' is not found")
        }
    }
}

extension PQLExpression {
    /// Whether it is made from a `select`.
    fileprivate var isSelected: Bool {
        var isSelected = false
        visit { node in
            if case .query(.select, _) = node.kind { isSelected = true }
        }
        return isSelected
    }
}
