import Diagnostics
import PQLSyntax
import TestSupport
import Testing

/// Broken texts of all kinds: nothing traps, every walk ends, and what has no error reads back as itself.
struct MutationTests {
    /// Whole rules of every shape, to be broken.
    static let rules = [
        #"_wwfovlab011.loyalty.level="bronze""#, "a or b and not c", "not (a = b) and !c.isNull()",
        "a + b * -c - d / e % 5 >= .45",
        "person.birthMonth in [3, 6, 9]", #"x notIn ("a", "b")"#, #"city like "%es%" or city matches "x""#,
        #"name.startsWith("joe", false)"#, "homeAddress.countryISO", "a[b = ^.c].d.head().e",
        "xs.topN(price, 5).count() > 3",
        "xs.groupBy(k).map((K, G) => mapEntry(K, G.count()))", #"xs.map({"count": this.count(), "x": 1})"#,
        "select X from xs where X.a = 1, Y from X.ys where Y.b", "(select X from xs where X.a).count() > 3",
        "exists E from xEvent where (E.a > 50), I from E.b where I.c", "forall X from xs : X.a",
        "some x from [1, 2] where x = 1",
        "(sum X.a + Y.b over X from xs where X.c, Y from ys) > 1000", "average X from numbers",
        "min V from xs where V > 1",
        "let S = (sum X.a over X from xs) in (S > 100 and S < 1000)", "let a = b in let c = a in c in [1]",
        "t occurs < 3 days before now", "t occurs <= ${n} weeks after X.t",
        "t occurs between date(2020, 1, 1) and last month",
        "t occurs on today", "t occurs this month and b", "t occurs before date(currentYear() - 1, 10, 1)",
        "CHAIN(xEvent, timestamp, [C0: WHAT(a.equals(\"x\", false)) WHEN(<= 24 hours before now), C1: WHAT(true)])",
        "chain(xEvent, timestamp, [A: WHAT(a) WHERE(b.values().exists(c=\"d\")) COUNT(5) ] )",
        #"inSegment("a") and not inSegment(${segment:b})"#, #"stringCompare("equals", a, ["x", "y"], false)"#,
        "if(a.isNotNull(), a, 0) * if(b.intersects(c), 2, 1)",
        #"segmentMembership.get("ups").get("x").status in (["realized"])"#,
        "${tenant}.loyalty.level in ${goldLevels}", #"a = "x${y}z$${w}""#, "events.`order-total` > 100", "$1.a = $2.b",
        "xEvent[productListItems[SKU=\"PS\" or ^^.person.gender=\"female\"]]",
        "@{_xdm.context.x;version=1}.weather.isNull()",
        "profile.xdm:homeAddress.xdm:@id = \"CA\"", "[]", "[1, [2, null], {\"a\": true}]", "-(-5) = 56L", "((((a))))",
        "contains(x, \"A\", false)", "in(v, [1])", "today.getMonth() = b.getMonth()",
        #"__json("{\"nodeType\":\"gap\"}") and a"#,
        #"__members(a = 1, "{\"n\":1}")"#, "CHAIN(e, t, [A: __negated WHAT(a)])",
        #"CHAIN(e, t, [__element("{\"nodeType\":\"gap\"}"), A: __members("{\"n\":1}") WHAT(a) WHEN(after b)])"#,
        "a in b and c in d",
        "x = select X from xs",
        "max -X.a over X from xs", "none x from xs where one y from x where y", "(x, y) => x + y", "this.a = this",
        "^^.a + ^b",
        "a.b.c.d.e.f.g.h", "not not a", "a occurs after b occurs", #""" = "\u0041\n""#, "2.02E-12 + 1e3", "a >= b != c",
        "xs.exists((x) => x.a)[b].c",
    ]

    private static let texts: [String] = {
        let corpus = (try? PQLCorpus.entries()) ?? []
        return rules + corpus.filter { !$0.isJSON }.map(\.pql)
    }()

    /// The tokens of a text, and what stands between them.
    private static func pieces(_ text: String) -> [String] {
        let (characters, tokens) = TokenSplitter.split(text)
        return tokens.map { String(characters[$0.range]) }
    }

    /// What holds for every text whatever.
    private static func problem(with text: String) -> String? {
        let parsed = PQLParser.parse(text)
        let length = text.utf8.count
        for diagnostic in parsed.diagnostics where diagnostic.span.end > length { return "span past the end: \(text)" }
        var hasError = false
        parsed.tree.visit { if case .error = $0.kind { hasError = true } }
        if hasError, !parsed.hasErrors { return "an error node without a diagnostic: \(text)" }
        guard !parsed.hasErrors else { return nil }
        let printed = PQLPrinter.print(parsed.tree)
        let again = PQLParser.parse(printed)
        return again.tree == parsed.tree && !again.hasErrors ? nil : "\(text) prints as \(printed)"
    }

    /// Whether a text without a diagnostic is printed with every name, literal and comparison that was read.
    private static func lostWord(of text: String) -> String? {
        let parsed = PQLParser.parse(text)
        guard parsed.diagnostics.isEmpty else { return nil }
        let (read, said) = (SaidWords(text), SaidWords(PQLPrinter.print(parsed.tree)))
        // The two conditions of a `forall` become a select with the same variable.
        let isTheSame = text.lowercased().contains("all ") ? read.isAsRich(as: said) : read == said
        return isTheSame ? nil : "\(text): read \(read), printed \(said)"
    }

    @Test func tokensAreWhole() {
        #expect(
            Self.pieces(##"a.b<=-2.5E-3 and `x y`!="q \" s"+${segment:k}.c(56L,$1)[@{s;version=1}]=>.5"##) == [
                "a", ".", "b", "<=", "-", "2.5E-3", "and", "`x y`", "!=", ##""q \" s""##, "+", "${segment:k}", ".", "c",
                "(", "56L", ",", "$1", ")", "[", "@{s;version=1}", "]", "=>", ".5",
            ]
        )
    }

    @Test func whatIsReadOfAWholeTextIsPrinted() {
        for text in Self.texts {
            if let problem = Self.lostWord(of: text) { Issue.record("\(problem)") }
        }
    }

    @Test func oneTokenDeletedOrDoubledNeverBreaksTheParser() {
        #expect(Self.rules.count >= 60)
        var problems: [String] = []
        for text in Self.texts {
            let (characters, tokens) = TokenSplitter.split(text)
            for token in tokens {
                let before = String(characters[..<token.range.lowerBound])
                let after = String(characters[token.range.upperBound...])
                let word = String(characters[token.range])
                for mutant in [before + after, before + " " + after, before + word + " " + word + after] {
                    if let problem = Self.problem(with: mutant) ?? Self.lostWord(of: mutant) {
                        problems.append(problem)
                    }
                }
            }
        }
        #expect(problems.isEmpty, "\(problems.count), of them \(problems.prefix(20).joined(separator: "\n"))")
    }

    @Test func everyPrefixAndSuffixIsRead() {
        for text in Self.rules {
            for length in text.indices {
                for part in [text[..<length], text[length...]] {
                    if let problem = Self.problem(with: String(part)) { Issue.record("\(problem)"); return }
                }
            }
        }
    }

    @Test func tokensInAnyOrderAreRead() {
        var random = SeededRandom(seed: 7)
        let pool = Self.rules.flatMap(Self.pieces) + ["${", "$", "`", "\"", "'", "@{", "xdm:", "--", "/*", "\\", "“"]
        for _ in 0..<6_000 {
            let text = (0..<Int.random(in: 1...24, using: &random)).map { _ in
                String(pool.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
            }.joined()
            if let problem = Self.problem(with: text) { Issue.record("\(problem)"); return }
        }
    }

    @Test func randomBytesAreRead() {
        var random = SeededRandom(seed: 42)
        for round in 0..<20_000 {
            let length = Int.random(in: 0...60, using: &random)
            let bytes: [UInt8] = (0..<length).map { _ in
                round % 2 == 0 ? .random(in: 0...255, using: &random) : .random(in: 32...126, using: &random)
            }
            let parsed = PQLParser.parse(utf8: bytes)
            var hasError = false
            parsed.tree.visit { if case .error = $0.kind { hasError = true } }
            guard parsed.diagnostics.allSatisfy({ $0.span.end <= length }), parsed.hasErrors || !hasError else {
                Issue.record("\(bytes)")
                return
            }
        }
    }
}
