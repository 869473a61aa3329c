import Diagnostics
import Foundation
import JSONTree
import PQLSyntax
import Testing

/// What becomes of every collected expression, counted, and printed as a table.
@Suite(.enabled(if: PQLCorpus.isPresent, "SEGSYNC_REFERENCE_DATA names the folder with corpus/pql.jsonl"))
struct CorpusTableTests {
    private struct Outcome {
        let kind: String
        let entry: PQLCorpus.Entry
        /// Empty for what passed.
        var failures: [String] = []
    }

    /// Text → tree → text and text → JSON → text → JSON.
    private func text(_ entry: PQLCorpus.Entry) throws -> Outcome {
        var outcome = Outcome(kind: "text that is right", entry: entry)
        let parsed = PQLParser.parse(entry.pql)
        if parsed.hasErrors { outcome.failures.append("is refused") }
        let printed = PQLPrinter.print(parsed.tree)
        if PQLParser.parse(printed).tree != parsed.tree { outcome.failures.append("does not print back") }
        if PQLPrinter.print(PQLParser.parse(printed).tree) != printed { outcome.failures.append("prints otherwise") }
        let json = JSONText.encode(try PQLJSONCodec.encode(parsed.tree))
        let decoded = PQLJSONCodec.decode(text: json)
        if !decoded.diagnostics.isEmpty { outcome.failures.append("its JSON has mistakes") }
        if PQLCanonical.form(of: decoded.tree) != PQLCanonical.form(of: parsed.tree) {
            outcome.failures.append("means something else in JSON")
        }
        let again = PQLParser.parse(PQLPrinter.print(decoded.tree)).tree
        if JSONText.encode(try PQLJSONCodec.encode(again)) != json {
            outcome.failures.append("changes on its way back")
        }
        return outcome
    }

    /// JSON → tree → JSON and JSON → text → JSON.
    private func json(_ entry: PQLCorpus.Entry) throws -> Outcome {
        var outcome = Outcome(kind: "JSON that is right", entry: entry)
        let decoded = PQLJSONCodec.decode(text: entry.pql)
        if decoded.hasErrors { outcome.failures.append("is refused") }
        let normal = try PQLJSONCodec.encode(decoded.tree)
        let text = PQLParser.parse(PQLPrinter.print(decoded.tree))
        if text.hasErrors || text.tree != decoded.tree { outcome.failures.append("does not come back from text") }
        if try PQLJSONCodec.encode(text.tree) != normal { outcome.failures.append("changes on its way back") }
        if PQLJSONCodec.decode(normal).tree != decoded.tree { outcome.failures.append("its JSON means something else") }
        if normal != Self.normalForm(try JSONText.decode(entry.pql)) { outcome.failures.append("loses something") }
        return outcome
    }

    /// The documented normal forms of the older dialects that are in the corpus, made without the codec.
    private static func normalForm(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map(normalForm))
        case .null, .boolean, .integer, .number, .string: return value
        case .object(var members):
            if members["nodeType"] == "set" { return value }
            let root: JSONValue = ["nodeType": "parameterReference", "position": 1]
            if members["literalType"] == "XDMObject" { return root }
            members = members.mapValues(normalForm)
            switch members["nodeType"]?.string {
            case "fieldLookup": members["object"] = members["object"] ?? root
            case "fnApply":
                members["fnName"] = members["fnName"] == "NOT" ? "not" : members["fnName"]
                if members["fnName"] == "and", let only = members["params"]?.array, only.count == 1 { return only[0] }
            case "literal":
                let type: String =
                    switch members["value"] {
                    case .array?: "List"
                    case .integer?: "Integer"
                    default: "String"
                    }
                members["literalType"] = members["literalType"] ?? .string(type)
                if members["literalType"] == "string" { members["literalType"] = "String" }
                if members["literalType"] == "integer" {
                    members["literalType"] = "Integer"
                    members["value"] = members["value"]?.string.flatMap(Int64.init).map(JSONValue.integer)
                }
            default: break
            }
            return .object(members)
        }
    }

    /// An expression that syntax refuses, with the places and words that it is refused with.
    private func refused(_ entry: PQLCorpus.Entry) -> Outcome {
        var outcome = Outcome(kind: entry.isJSON ? "JSON that is none" : "text that syntax refuses", entry: entry)
        let parsed = entry.isJSON ? PQLJSONCodec.decode(text: entry.pql) : PQLParser.parse(entry.pql)
        let errors = parsed.diagnostics.filter { $0.severity == .error }
        if errors.isEmpty { outcome.failures.append("is accepted") }
        for error in errors {
            let length = entry.pql.utf8.count
            let hasPlace = error.span.end <= length && (error.span.length > 0 || error.message.contains("the end"))
            if !hasPlace { outcome.failures.append("'\(error.message)' has no place") }
            if error.suggestions.isEmpty, error.hint == nil, !error.message.contains("expected") {
                outcome.failures.append("'\(error.message)' says not what to do")
            }
        }
        return outcome
    }

    @Test func everyExpressionPassesOrIsRefusedOnPurpose() throws {
        let outcomes = try PQLCorpus.entries().map { entry in
            if !entry.parses { return refused(entry) }
            var outcome = try entry.isJSON ? json(entry) : text(entry)
            if entry.isValid == false { outcome = Outcome(kind: "text for semantics to refuse", entry: entry) }
            return outcome
        }
        let kinds = Dictionary(grouping: outcomes, by: \.kind)
        var table = "| what | entries | as they should | not |\n|---|---|---|---|\n"
        for (kind, rows) in kinds.sorted(by: { $0.key < $1.key }) {
            let wrong = rows.filter { !$0.failures.isEmpty }.count
            table += "| \(kind) | \(rows.count) | \(rows.count - wrong) | \(wrong) |\n"
        }
        print(table)
        for outcome in outcomes {
            #expect(outcome.failures.isEmpty, "\(outcome.entry.id): \(outcome.entry.pql)")
        }
        #expect(kinds["text that is right"]?.count ?? 0 >= 300)
        #expect(kinds["JSON that is right"]?.count ?? 0 >= 21)
        #expect(kinds["text that syntax refuses"]?.count ?? 0 >= 34)
        #expect(kinds["text for semantics to refuse"]?.map(\.entry.id).sorted() == Self.forSemantics)
        #expect(outcomes.count >= 362)
    }

    /// What parses and is wrong all the same: names, numbers of arguments, types.
    private static let forSemantics = ["gh-009", "prober-003", "streamdef-004", "validation-001"]

    @Test func everyRefusalIsPrinted() throws {
        guard ProcessInfo.processInfo.environment["SEGSYNC_SHOW_REFUSALS"] != nil else { return }
        for entry in try PQLCorpus.entries() where !entry.parses {
            let parsed = entry.isJSON ? PQLJSONCodec.decode(text: entry.pql) : PQLParser.parse(entry.pql)
            print("\n\(entry.id): \(entry.pql)")
            for found in parsed.diagnostics {
                let place = String(decoding: Array(entry.pql.utf8)[found.span.start..<found.span.end], as: UTF8.self)
                print("  \(found.rule.code) «\(place)» \(found.message) | \(found.suggestions) | \(found.hint ?? "-")")
            }
        }
    }
}
