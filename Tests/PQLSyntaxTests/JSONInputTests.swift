import Diagnostics
import JSONTree
import PQLSyntax
import Testing

/// pql/json as a text: what is no tree is refused where it stops being one, and diagnostics have places.
struct JSONInputTests {
    /// The diagnostics of a JSON text with the text that each is about.
    private func found(_ json: String, limits: PQLLimits = PQLLimits()) -> [String] {
        PQLJSONCodec.decode(text: json, limits: limits).diagnostics.map { found in
            let place = String(decoding: Array(json.utf8)[found.span.start..<found.span.end], as: UTF8.self)
            let hint = found.hint.map { " (\($0))" } ?? ""
            return "\(found.rule.code) «\(place)» \(found.message)\(hint)"
        }
    }

    @Test func whatIsNoJSONIsRefusedWhereItStops() {
        #expect(found("") == ["PQL148 «» the tree is no JSON: expected a value, found the end"])
        #expect(
            found(#"{"nodeType" "x"}"#) == ["PQL148 «\"» the tree is no JSON: expected ':', found '\"'"]
        )
        #expect(
            found("a.b = 1") == [
                "PQL148 «a» the tree is no JSON: expected a value, found 'a' (this is PQL text; its format is pql/text)"
            ]
        )
        #expect(
            found("eyJub2RlVHlwZSI6ImZuQXBwbHkifQ==") == [
                "PQL148 «e» the tree is no JSON: expected a value, found 'e' (this looks like base64, as in the 'filters' of a source connector; decode it first)"
            ]
        )
        #expect(
            found(#""{\"nodeType\":\"literal\"}""#) == [
                "PQL141 «\"{\\\"nodeType\\\":\\\"literal\\\"}\"» expected a node at '/', found the string '{\"nodeType\":\"literal\"}' (the tree is written as a string once too often)"
            ]
        )
    }

    @Test func diagnosticsStandAtTheirNode() {
        let json = #"""
            {"nodeType": "fnApply", "fnName": "and", "params": [
              {"nodeType": "newer"},
              {"nodeType": "varRef", "varName": "x"},
              {"nodeType": "select", "variables": [{"varName": "X", "range": {"nodeType": "other"}}]}
            ]}
            """#
        #expect(
            found(json) == [
                #"PQL144 «{"nodeType": "newer"}» unknown node type 'newer' at '/params/0' is kept as it is"#,
                #"PQL143 «{"nodeType": "varRef", "varName": "x"}» nothing binds the variable 'x' at '/params/1'"#,
                #"PQL144 «{"nodeType": "other"}» unknown node type 'other' at '/params/2/variables/0/range' is kept as it is"#,
            ]
        )
    }

    @Test func theOrderOfMembersSaysNothing() throws {
        let json =
            #"{"params":[{"position":1,"nodeType":"parameterReference"},{"value":1,"literalType":"Integer","nodeType":"literal"}],"fnName":"=","nodeType":"fnApply"}"#
        #expect(PQLJSONCodec.decode(text: json).tree == tree("this = 1"))
    }

    @Test func aLongTextIsRefused() {
        let json = #"{"nodeType":"literal","value":""# + String(repeating: "x", count: 800) + #""}"#
        #expect(found(json).isEmpty)
        #expect(found(json, limits: PQLLimits(maxBytes: 50)).map { $0.prefix(6) } == ["PQL130"])
    }

    /// Every member of every node left out, or replaced by something else: nothing traps, nothing is lost silently.
    @Test func brokenTreesAreReadOrRefused() throws {
        var count = 0
        for text in MutationTests.rules {
            let parsed = PQLParser.parse(text.replacing(/\$\{[^}]*\}/, with: "x"))
            guard !parsed.hasErrors, let json = try? PQLJSONCodec.encode(parsed.tree) else { continue }
            for mutant in json.mutants {
                count += 1
                if let problem = Self.problem(with: mutant) { Issue.record("\(problem): \(JSONText.encode(mutant))") }
            }
        }
        #expect(count > 10_000)
    }

    private static func problem(with json: JSONValue) -> String? {
        let decoded = PQLJSONCodec.decode(json)
        var hasError = false
        decoded.tree.visit { if case .error = $0.kind { hasError = true } }
        guard !decoded.hasErrors else { return nil }
        if hasError { return "an error node without a diagnostic" }
        guard let encoded = try? PQLJSONCodec.encode(decoded.tree) else { return "no JSON" }
        let again = PQLJSONCodec.decode(encoded)
        if again.tree != decoded.tree || again.hasErrors { return "comes back as another tree" }
        let text = PQLPrinter.print(decoded.tree)
        let parsed = PQLParser.parse(text)
        if parsed.tree != decoded.tree || parsed.hasErrors { return "does not come back from \(text)" }
        // Every string that was there is there still, but for what the normal forms replace: the names of items, an
        // 'and' of one condition, a list of literals with other nodes in it.
        let replaced: Set<String> = ["filter", "and", "or", "fnApply", "List", "literal", "list"]
        let lost = json.texts.subtracting(encoded.texts).subtracting(replaced)
        return lost.isEmpty ? nil : "loses \(lost)"
    }
}

extension JSONValue {
    /// The value with one part of it left out or replaced, in every way.
    fileprivate var mutants: [JSONValue] {
        var mutants: [JSONValue] = [.null, 1, "odd", [], [:], ["nodeType": "odd"]]
        switch self {
        case .object(let members):
            for (name, value) in members {
                mutants.append(.object(members.filter { $0.key != name }))
                mutants.append(.object(members.merging(["odd": "odd"]) { $1 }))
                for mutant in value.mutants { mutants.append(.object(members.merging([name: mutant]) { $1 })) }
            }
        case .array(let items):
            for index in items.indices {
                var rest = items
                rest.remove(at: index)
                mutants.append(.array(rest))
                mutants.append(.array(items + [items[index]]))
                for mutant in items[index].mutants {
                    var changed = items
                    changed[index] = mutant
                    mutants.append(.array(changed))
                }
            }
        case .null, .boolean, .integer, .number, .string: break
        }
        return mutants
    }

    /// Every string that is a value, but for names of variables.
    fileprivate var texts: Set<String> {
        switch self {
        case .string(let text): [text]
        case .array(let items): items.reduce(into: []) { $0.formUnion($1.texts) }
        case .object(let members):
            members.filter { !["varNames", "varName"].contains($0.key) }.values.reduce(into: []) {
                $0.formUnion($1.texts)
            }
        case .null, .boolean, .integer, .number: []
        }
    }
}
