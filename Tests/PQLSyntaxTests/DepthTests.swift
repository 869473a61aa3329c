import Diagnostics
import JSONTree
import PQLSyntax
import TestSupport
import Testing

/// Nesting up to the limit works on a small stack; beyond it there is one diagnostic.
struct DepthTests {
    /// Each builds a text that nests some construct as often as asked.
    static let shapes: [String: @Sendable (Int) -> String] = [
        "parentheses": { nest("(", "a = 1", ")", $0) },
        "groups": { nest("(b = 1 or (c = 1 and ", "a = 1", "))", $0 / 2) },
        "all levels": { nest("(x or y and c = d + e * ", "f", ")", $0 / 5) },
        "filters": { nest("a[", "b = 1", "]", $0) },
        "item methods": { nest("a.exists(", "b = 1", ")", $0) },
        "calls": { nest("if(a, ", "b", ", c)", $0) },
        "lists": { nest("[", "1", "]", $0) },
        "objects": { nest("{\"a\": ", "1", "}", $0) },
        "not": { nest("not (", "a", ")", $0) },
        "bare not": { nest("not ", "a", "", $0) },
        "minus": { nest("- ", "a", "", $0) },
        "path": { "a" + String(repeating: ".b", count: $0) },
        "methods": { "a" + String(repeating: ".head()", count: $0) },
        "sums": { "a" + String(repeating: " + b", count: $0) },
        "products": { "a" + String(repeating: " * b", count: $0) },
        "selects": { nest("select x from a where (", "x.b = 1", ")", $0) },
        "bare selects": { nest("select x from a where ", "x.b = 1", "", $0) },
        "sources": { nest("(select x from ", "a", ")", $0) },
        "lambdas": { nest("(x) => ", "x.a", "", $0) },
        "lets": { nest("let x = a in ", "x", "", $0) },
        "let values": { nest("let x = (", "a", ") in x", $0) },
        "aggregates": { nest("(sum ", "x.a", " over x from y)", $0) },
        "chains": { nest("CHAIN(xEvent, timestamp, [A: WHAT(", "a = 1", ")])", $0) },
        "times": { nest("x occurs after (", "y", ")", $0) },
        "members": { nest("x in (", "y", ")", $0) },
    ]

    private static func nest(_ before: String, _ inner: String, _ after: String, _ count: Int) -> String {
        String(repeating: before, count: count) + inner + String(repeating: after, count: count)
    }

    @Test(arguments: shapes.keys.sorted())
    func nestingBelowTheLimitWorksOnASmallStack(name: String) throws {
        let shape = try #require(Self.shapes[name])
        for count in [10, 120, 230] {
            let text = shape(count)
            let problem = SmallStack.run { () -> String? in
                let parsed = PQLParser.parse(text)
                guard !parsed.hasErrors else { return "\(parsed.diagnostics[0].message)" }
                let again = PQLParser.parse(PQLPrinter.print(parsed.tree))
                guard !again.hasErrors else { return "\(again.diagnostics[0].message)" }
                guard again.tree == parsed.tree, again.tree.hashValue == parsed.tree.hashValue else { return "differs" }
                let form = PQLCanonical.form(of: parsed.tree)
                guard let json = try? PQLJSONCodec.encode(form) else { return "no JSON" }
                let decoded = PQLJSONCodec.decode(json)
                guard !decoded.hasErrors else { return "\(decoded.diagnostics[0].message)" }
                return PQLCanonical.form(of: decoded.tree) == form ? nil : "differs in JSON"
            }
            #expect(problem == .some(nil), "\(count) \(name)")
        }
    }

    @Test(arguments: shapes.keys.sorted())
    func nestingBelowTheLimitWorksAsJSONText(name: String) throws {
        let shape = try #require(Self.shapes[name])
        for count in [200, 230] {
            let text = shape(count)
            let problem = SmallStack.run { () -> String? in
                let form = PQLCanonical.form(of: PQLParser.parse(text).tree)
                guard let value = try? PQLJSONCodec.encode(form) else { return "no JSON" }
                let json = JSONText.encode(value)
                let decoded = PQLJSONCodec.decode(text: json)
                guard !decoded.hasErrors else { return "\(decoded.diagnostics[0].message)" }
                guard PQLCanonical.form(of: decoded.tree) == form else { return "differs" }
                guard let again = try? PQLJSONCodec.encode(decoded.tree), again == value else {
                    return "differs in JSON"
                }
                return PQLParser.parse(PQLPrinter.print(decoded.tree)).tree == decoded.tree ? nil : "differs in text"
            }
            #expect(problem == .some(nil), "\(count) \(name)")
        }
    }

    /// Each nests some node of pql/json as often as asked.
    static let trees: [String: @Sendable (Int) -> String] = [
        "fields": { nest(#"{"nodeType":"fieldLookup","fieldName":"a","object":"#, "1", "}", $0) },
        "calls": { nest(#"{"nodeType":"fnApply","fnName":"and","params":[true,"#, "1", "]}", $0) },
        "lambdas": { nest(#"{"nodeType":"lambda","varNames":["x"],"body":"#, "1", "}", $0) },
        "selects": { nest(#"{"nodeType":"select","variables":[{"varName":"X","from":"#, "1", "}]}", $0) },
        "unknown nodes": { nest(#"{"nodeType":"odd","x":"#, "1", "}", $0) },
        "unknown members": { #"{"nodeType":"literal","value":1,"x":"# + nest("[", "1", "]", $0) + "}" },
        "lists": { nest(#"{"nodeType":"literal","literalType":"List","value":["#, "1", "]}", $0) },
        "brackets": { nest("[", "1", "]", $0) },
        "objects": { nest(#"{"a":"#, "1", "}", $0) },
        "open brackets": { String(repeating: "[", count: $0) },
    ]

    @Test(arguments: trees.keys.sorted())
    func nestedJSONTextBeyondTheLimitIsOneDiagnostic(name: String) throws {
        let shape = try #require(Self.trees[name])
        for count in [300, 1_600, 100_000] {
            let text = shape(count)
            let codes = SmallStack.run {
                PQLJSONCodec.decode(text: text, limits: PQLLimits(maxBytes: 1 << 24)).diagnostics
                    .filter { $0.severity == .error }.map(\.rule.code)
            }
            let expected = ["brackets", "objects"].contains(name) && count == 300 ? "PQL141" : "PQL146"
            let isOpen = name == "open brackets" && count < 1_600
            #expect(codes == [isOpen ? "PQL148" : expected], "\(count) \(name)")
        }
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")])
    func aJSONValueAsDeepAsAllowedNeedsLittleStack(opening: String, closing: String) {
        let count = JSONText.maxDepth / opening.filter { "[{".contains($0) }.count
        let text = String(repeating: opening, count: count) + "1" + String(repeating: closing, count: count)
        let problem = SmallStack.run { () -> String? in
            guard let value = try? JSONText.decode(text), let again = try? JSONText.decode(text) else {
                return "no JSON"
            }
            guard JSONText.encode(value) == text else { return "is written otherwise" }
            guard value == again, value.hashValue == again.hashValue else { return "differs from itself" }
            return value.nests(deeperThan: JSONText.maxDepth - 1) ? nil : "is not as deep"
        }
        #expect(problem == .some(nil))
    }

    @Test func theLimitsAreOptions() {
        let text = "a.b.c.d.e"
        #expect(PQLParser.parse(text, limits: PQLLimits(maxDepth: 6)).diagnostics.isEmpty)
        #expect(PQLParser.parse(text, limits: PQLLimits(maxDepth: 5)).diagnostics.map(\.rule.code) == ["PQL129"])
        guard let value = try? PQLJSONCodec.encode(tree(text)) else { Issue.record("no JSON"); return }
        for (depth, codes) in [(7, [String]()), (5, ["PQL146"])] {
            let limits = PQLLimits(maxDepth: depth)
            #expect(PQLJSONCodec.decode(value, limits: limits).diagnostics.map(\.rule.code) == codes)
            #expect(
                PQLJSONCodec.decode(text: JSONText.encode(value), limits: limits).diagnostics.map(\.rule.code) == codes
            )
        }
        let deep = String(repeating: "(a and ", count: 999) + "a" + String(repeating: ")", count: 999)
        #expect(!PQLParser.parse(deep, limits: PQLLimits(maxDepth: 1_100)).hasErrors)
    }

    /// A rule as long as the longest that has been seen, and one three times as long.
    @Test(arguments: [133_000, 400_000])
    func aLongRuleIsReadInBothForms(length: Int) throws {
        var clauses: [String] = []
        var written = 0
        while written < length {
            let clause =
                #"(_tenant.loyalty.level\#(clauses.count).equals("gold \#(clauses.count)", false) or x in [1, 2, 3])"#
            clauses.append(clause)
            written += clause.utf8.count + 5
        }
        let text = clauses.joined(separator: " and ")
        let parsed = PQLParser.parse(text)
        #expect(parsed.diagnostics.isEmpty)
        #expect(PQLPrinter.print(parsed.tree) == text)
        let json = JSONText.encode(try PQLJSONCodec.encode(parsed.tree))
        let decoded = PQLJSONCodec.decode(text: json)
        #expect(decoded.diagnostics.isEmpty)
        #expect(decoded.tree == parsed.tree)
        #expect(PQLCanonical.form(of: decoded.tree) == PQLCanonical.form(of: parsed.tree))
        #expect(PQLParser.parse(text, limits: PQLLimits(maxBytes: length)).diagnostics.map(\.rule.code) == ["PQL130"])
        let limits = PQLLimits(maxBytes: (json.utf8.count - 1) / 16)
        #expect(PQLJSONCodec.decode(text: json, limits: limits).diagnostics.map(\.rule.code) == ["PQL130"])
    }

    @Test func nestedJSONBeyondTheLimitIsOneDiagnostic() {
        let codes = SmallStack.run { () -> [String] in
            var json: JSONValue = ["nodeType": "parameterReference", "position": 1]
            for _ in 0..<400 { json = ["nodeType": "fieldLookup", "fieldName": "a", "object": json] }
            return PQLJSONCodec.decode(json).diagnostics.map(\.rule.code)
        }
        #expect(codes == ["PQL146"])
    }

    @Test func aTextOfMarkedJSONMayNotNestPastTheLimit() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(PQLParser.parse("__json(\"\(deep)\")").diagnostics.map(\.rule.code) == ["PQL132"])
    }

    @Test func longRowsDoNotNest() {
        let text = (0..<5_000).map { "a\($0) = \($0)" }.joined(separator: " or ")
        let parsed = SmallStack.run { PQLParser.parse(text) }
        #expect(parsed?.diagnostics.isEmpty ?? false)
        #expect(parsed.map { PQLPrinter.print($0.tree) } == text)
    }

    @Test(arguments: shapes.keys.sorted())
    func nestingBeyondTheLimitIsOneDiagnostic(name: String) throws {
        let shape = try #require(Self.shapes[name])
        for count in [2_000, 20_000] {
            let text = shape(count)
            let codes = SmallStack.run {
                PQLParser.parse(text, limits: PQLLimits(maxBytes: 1 << 24)).diagnostics.filter { $0.severity == .error }
                    .map(\.rule.code)
            }
            #expect(codes == ["PQL129"], "\(count) \(name)")
        }
    }
}
