import Diagnostics
import JSONTree
import PQLSyntax
import Testing

/// Pieces of pql/json as they are written: members in the order of the alphabet.
private enum Piece {
    static let xs =
        #"{"fieldName":"xs","nodeType":"fieldLookup","object":{"nodeType":"parameterReference","position":1}}"#

    static func field(_ name: String, of variable: String = "v0") -> String {
        #"{"fieldName":"\#(name)","nodeType":"fieldLookup","object":{"nodeType":"varRef","varName":"\#(variable)"}}"#
    }

    static func lambda(_ body: String, _ name: String = "v0") -> String {
        #"{"body":\#(body),"nodeType":"lambda","varNames":["\#(name)"]}"#
    }

    static func chain(_ elements: String...) -> String {
        #"{"array":\#(xs),"elements":[\#(elements.joined(separator: ","))],"nodeType":"chain","timestampField":\#(lambda(field("t")))}"#
    }

    static func element(_ name: String, before: String = "", negated: Bool = false, after: String = "")
        -> String
    {
        #"{\#(before)"name":"\#(name)","negated":\#(negated),"nodeType":"element",\#(after)"what":\#(lambda(field("a")))}"#
    }
}

/// What of a tree is not known is kept in the smallest part that can hold it, and its names go on meaning the same.
struct KeptJSONTests {
    @Test(
        arguments: [
            (
                Piece.chain(Piece.element("A"), #"{"nodeType":"gap"}"#, Piece.element("B")),
                #"[A: WHAT(a), __element("{\"nodeType\":\"gap\"}"), B: WHAT(a)]"#, ["PQL144"]
            ),
            (
                Piece.chain(#"{"max":{"x":[1]},"nodeType":"gap"}"#),
                #"[__element("{\"max\":{\"x\":[1]},\"nodeType\":\"gap\"}")]"#, ["PQL144"]
            ),
            (
                Piece.chain(
                    #"{"nodeType":"gap"}"#,
                    #"{"nodeType":"pause"}"#,
                    Piece.element("A"),
                    #"{"nodeType":"gap"}"#
                ),
                #"[__element("{\"nodeType\":\"gap\"}"), __element("{\"nodeType\":\"pause\"}"), A: WHAT(a), __element("{\"nodeType\":\"gap\"}")]"#,
                ["PQL144", "PQL144", "PQL144"]
            ),
            (
                Piece.chain(Piece.element("A", before: #""color":"red","#)),
                #"[A: __members("{\"color\":\"red\"}") WHAT(a)]"#,
                ["PQL145"]
            ),
            (
                Piece.chain(Piece.element("A", before: #""color":"red","#, negated: true)),
                #"[A: __negated __members("{\"color\":\"red\"}") WHAT(a)]"#,
                ["PQL145"]
            ),
            (
                Piece.chain(Piece.element("A", before: #""count":{"comparison":">=","value":5},"#)),
                #"[A: __members("{\"count\":{\"comparison\":\">=\",\"value\":5}}") WHAT(a)]"#,
                ["PQL144"]
            ),
        ] as [(String, String, [String])]
    )
    func aChainIsOneWhateverItHolds(json: String, steps: String, codes: [String]) throws {
        let decoded = PQLJSONCodec.decode(text: json)
        #expect(decoded.diagnostics.map(\.rule.code) == codes)
        #expect(PQLPrinter.print(decoded.tree) == "CHAIN(xs, t, \(steps))")
        #expect(PQLParser.parse("CHAIN(xs, t, \(steps))").tree == decoded.tree)
        #expect(JSONText.encode(try PQLJSONCodec.encode(decoded.tree)) == json)
        #expect(!decoded.tree.isText)
        guard case .chain(let chain) = decoded.tree.kind else { Issue.record("no chain"); return }
        #expect(chain.steps.allSatisfy { PQLPrinter.print($0.what) == "a" })
    }

    @Test func aWhenOfUnknownShapeIsAMemberOfItsStep() throws {
        let when = #""when":{"body":{"nodeType":"season"},"nodeType":"lambda","varNames":["v0"]}"#
        let element = Piece.element("A").dropLast() + "," + when + "}"
        let json = Piece.chain(String(element))
        let decoded = PQLJSONCodec.decode(text: json)
        guard case .chain(let chain) = decoded.tree.kind else { Issue.record("no chain"); return }
        #expect(chain.steps[0].when == nil)
        #expect(chain.steps[0].extraMembers["when"] != nil)
        #expect(JSONText.encode(try PQLJSONCodec.encode(decoded.tree)) == json)
    }

    private func element(_ name: String) -> String { Piece.element(name) }

    /// JSON, the text that keeps the names, and whether the JSON comes back as it was.
    @Test(
        arguments: [
            // The item's name is spoken of, so the lambda stays one.
            (
                #"{"fnName":"exists","nodeType":"fnApply","params":[\#(Piece.xs),\#(Piece.lambda(#"{"nodeType":"newer","of":{"nodeType":"varRef","varName":"e"}}"#, "e"))]}"#,
                #"xs.exists((e) => __json("{\"nodeType\":\"newer\",\"of\":{\"nodeType\":\"varRef\",\"varName\":\"e\"}}"))"#
            ),
            (
                #"{"fnName":"filter","nodeType":"fnApply","params":[\#(Piece.xs),\#(Piece.lambda(#"{"hint":{"nodeType":"varRef","varName":"e"},"nodeType":"fieldLookup","fieldName":"a","object":{"nodeType":"varRef","varName":"e"}}"#, "e"))]}"#,
                #"xs.filter((e) => __members(e.a, "{\"hint\":{\"nodeType\":\"varRef\",\"varName\":\"e\"}}"))"#
            ),
            // A step's name cannot stay, so the step does.
            (
                Piece.chain(
                    #"{"name":"A","negated":false,"nodeType":"element","what":\#(Piece.lambda(#"{"nodeType":"newer","varName":"v0"}"#))}"#
                ),
                nil
            ),
            // The outer name is spoken of inside an item without one.
            (
                #"{"fnName":"filter","nodeType":"fnApply","params":[\#(Piece.xs),\#(Piece.lambda(#"{"fnName":"filter","nodeType":"fnApply","params":[\#(Piece.field("ys", of: "e")),\#(Piece.lambda(#"{"nodeType":"newer","varName":"e"}"#))]}"#, "e"))]}"#,
                #"xs.filter((e) => e.ys[__json("{\"nodeType\":\"newer\",\"varName\":\"e\"}")])"#
            ),
        ] as [(String, String?)]
    )
    func namesInKeptJSONGoOnMeaningTheSame(json: String, text: String?) throws {
        let value = try JSONText.decode(json)
        let decoded = PQLJSONCodec.decode(value)
        #expect(!decoded.hasErrors)
        if let text { #expect(PQLPrinter.print(decoded.tree) == text) }
        #expect(try PQLJSONCodec.encode(decoded.tree) == value)
        #expect(try PQLJSONCodec.encode(PQLParser.parse(PQLPrinter.print(decoded.tree)).tree) == value)
    }

    @Test func aNewNameNeverCapturesOneInKeptJSON() throws {
        let text = #"xs[__json("{\"nodeType\":\"newer\",\"varName\":\"v0\"}") and a]"#
        let json = try PQLJSONCodec.encode(tree(text))
        #expect(json["params"]?.array?[1]["varNames"]?.array?[0].string?.hasPrefix("v") ?? false)
        #expect(json["params"]?.array?[1]["varNames"] != ["v0"])
        #expect(PQLPrinter.print(PQLJSONCodec.decode(json).tree) == text)
    }

    @Test(arguments: [
        (
            Piece.chain(Piece.element("A"), Piece.element("A")),
            "PQL127 the step 'A' stands twice, at '/elements/1/name' again"
        ),
        (
            #"{"nodeType":"select","variables":[{"varName":"X","from":\#(Piece.xs)},{"varName":"X","from":\#(Piece.xs)}]}"#,
            "PQL127 the variable 'X' stands twice, at '/variables/1/varName' again"
        ),
        (
            Piece.chain(#"{"nodeType":"element","what":\#(Piece.lambda(Piece.field("a")))}"#),
            "PQL142 expected the name of a step at '/elements/0/name', found nothing"
        ),
        (
            Piece.chain(#"{"nodeType":"element","name":"A"}"#),
            "PQL142 expected a lambda at '/elements/0/what', found nothing"
        ),
        (Piece.chain("3"), "PQL141 expected a node at '/elements/0', found the number 3"),
        (#"{"nodeType":"chain","elements":[]}"#, "PQL142 expected a node at '/array', found nothing"),
        (#"{"nodeType":"chain","array":\#(Piece.xs)}"#, "PQL142 expected a lambda at '/timestampField', found nothing"),
        (Piece.chain(), "PQL142 expected an array of element nodes at '/elements', found an empty array"),
        (
            #"{"nodeType":"select","variables":[3]}"#,
            "PQL142 expected a varDecl node at '/variables/0', found the number 3"
        ),
        (
            #"{"nodeType":"select","variables":[{"varName":"X"}]}"#,
            "PQL142 expected a node at '/variables/0/from', found nothing"
        ),
        (
            #"{"nodeType":"select","variables":[{"from":1}]}"#,
            "PQL142 expected the name of a variable at '/variables/0/varName', found nothing"
        ),
        (#"{"nodeType":"occurs"}"#, "PQL142 expected a node at '/timeinterval', found nothing"),
        (#"{"nodeType":"literal"}"#, "PQL142 expected a literal at '/value', found nothing"),
        (
            #"{"nodeType":"literal","literalType":3,"value":1}"#,
            "PQL142 expected the name of a type at '/literalType', found the number 3"
        ),
        (
            #"{"nodeType":"literal","literalType":"Null","value":1}"#,
            "PQL142 expected a literal of type null at '/value', found the number 1"
        ),
        (
            #"{"nodeType":"literal","literalType":"Double","value":"0x10"}"#,
            "PQL142 expected a literal of type double at '/value', found the string '0x10'"
        ),
        (
            #"{"nodeType":"lambda","varNames":[""],"body":1}"#,
            "PQL142 expected different names of variables at '/varNames', found an array"
        ),
        (
            #"{"fnName":3,"nodeType":"fnApply"}"#,
            "PQL142 expected the name of a function at '/fnName', found the number 3"
        ),
        (#""x""#, "PQL141 expected a node at '/', found the string 'x'"),
        ("[1]", "PQL141 expected a node at '/', found an array"),
    ])
    func mistakesAreTold(json: String, expected: String) {
        let decoded = PQLJSONCodec.decode(text: json)
        #expect(decoded.diagnostics.map { "\($0.rule.code) \($0.message)" } == [expected])
    }
}
