import Foundation
import PQLSemantics
import PQLSyntax
import Testing

/// `Tests/Corpus/explained/rules.txt`: rules behind `> `, each with its exact explanation.
struct ExplanationTableTests {
    private struct Row {
        let rule: String
        let told: [String]
    }

    private static let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "../Corpus/explained/rules.txt").standardized

    private static func rows() throws -> (head: [String], rows: [Row]) {
        var head: [String] = []
        var rows: [Row] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("> ") {
                rows.append(Row(rule: String(line.dropFirst(2)), told: []))
            } else if let row = rows.popLast() {
                rows.append(Row(rule: row.rule, told: row.told + [String(line)]))
            } else {
                head.append(String(line))
            }
        }
        return (head, rows)
    }

    private static func explanation(_ tree: PQLExpression) -> Explanation {
        ExpressionExplainer(catalog: Luma.catalog).explain(tree, schema: "_xdm.context.profile")
    }

    private static func lines(_ explanation: Explanation) -> [String] {
        explanation.lines.map { line in
            String(repeating: "  ", count: line.level) + (line.level > 0 ? "- " : "") + line.text
        }
    }

    /// With SEGSYNC_RECORD set, the file is written anew, and the test fails: what changed must be judged.
    @Test func everyRuleIsExplainedInTheseWords() throws {
        let (head, rows) = try Self.rows()
        #expect(rows.count >= 60)
        var text = head.joined(separator: "\n") + "\n"
        for row in rows {
            let tree = Luma.parse(row.rule)
            let told = Self.lines(Self.explanation(tree))
            text += "\n> \(row.rule)\n\(told.joined(separator: "\n"))\n"
            if ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] == nil { #expect(told == row.told, "\(row.rule)") }
        }
        guard ProcessInfo.processInfo.environment["SEGSYNC_RECORD"] != nil else { return }
        let before = try String(contentsOf: Self.file, encoding: .utf8)
        try Data(text.utf8).write(to: Self.file)
        if text != before { Issue.record("rules.txt was recorded: judge the difference") }
    }

    /// Rules that say the same, though no law of the canonical form makes them equal.
    private static let alike: Set<Set<String>> = {
        let purchase = #"where E.eventType = "commerce.purchases""#
        let ways = [
            "select E from xEvent \(purchase)", "exists E from xEvent \(purchase)",
            #"CHAIN(xEvent, timestamp, [C0: WHAT(eventType = "commerce.purchases")])"#,
        ]
        return [
            ["testProfile", "testProfile = true"], ["homeAddress.city.isNotNull()", "not homeAddress.city.isNull()"],
            ["person.birthDate < today", "person.birthDate occurs before today"],
            ["$1.person.birthYear = 1980", "(P) => P.person.birthYear = 1980"],
            [ways[0], ways[1]], [ways[0], ways[2]], [ways[1], ways[2]],
        ]
    }()

    /// `and` and `or`, `>` and `>=`, `all` and `any`: the table holds rules that differ in one word.
    @Test func noTwoRulesOfDifferentMeaningAreExplainedAlike() throws {
        var pairs: Set<Set<String>> = []
        var rules: [Explanation: [(text: String, form: PQLExpression)]] = [:]
        for row in try Self.rows().rows {
            let tree = Luma.parse(row.rule)
            let form = PQLCanonical.form(of: tree)
            let explanation = Self.explanation(tree)
            for other in rules[explanation, default: []] where other.form != form {
                pairs.insert([row.rule, other.text])
            }
            rules[explanation, default: []].append((row.rule, form))
        }
        #expect(pairs == Self.alike)
    }

    /// All kinds that a text can say.
    @Test func theTableHasEveryKindOfNode() throws {
        var kinds: Set<String> = []
        for row in try Self.rows().rows { Luma.parse(row.rule).visit { kinds.insert($0.kindName) } }
        let all: Set<String> = [
            "string", "boolean", "integer", "long", "double", "null", "moment", "list", "object", "template", "subject",
            "parameter", "variable", "field", "filter", "call", "lambda", "query", "aggregate", "binding", "occurs",
            "chain", "schemaReference", "unknown",
        ]
        #expect(kinds == all, "missing: \(all.subtracting(kinds).sorted())")
    }
}

extension PQLExpression {
    fileprivate var kindName: String {
        switch kind {
        case .string: "string"
        case .boolean: "boolean"
        case .integer: "integer"
        case .long: "long"
        case .double: "double"
        case .null: "null"
        case .moment: "moment"
        case .list: "list"
        case .object: "object"
        case .template: "template"
        case .subject: "subject"
        case .parameter: "parameter"
        case .variable: "variable"
        case .field: "field"
        case .filter: "filter"
        case .call: "call"
        case .lambda: "lambda"
        case .query: "query"
        case .aggregate: "aggregate"
        case .binding: "binding"
        case .occurs: "occurs"
        case .chain: "chain"
        case .schemaReference: "schemaReference"
        case .unknown: "unknown"
        case .error: "error"
        }
    }
}
