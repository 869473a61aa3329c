import Diagnostics
import JSONTree
import PQLSyntax
import Testing

/// Every node and literal type in every dialect: the text it means, what is told, and the JSON that is written of it.
struct JSONDialectTests {
    private static let root = #"{"nodeType":"parameterReference","position":1}"#
    private static let xs = #"{"fieldName":"xs","nodeType":"fieldLookup","object":\#(root)}"#
    private static let a = #"{"fieldName":"a","nodeType":"fieldLookup","object":\#(root)}"#

    private static func string(_ text: String) -> String {
        #"{"literalType":"String","nodeType":"literal","value":"\#(text)"}"#
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let json: String
        let text: String
        var codes: [String] = []
        /// What is written of the tree; nil for the JSON itself.
        var normal: String?

        var testDescription: String { json }
    }

    static let literals: [Row] = [
        Row(json: string("x"), text: #""x""#),
        Row(json: #"{"value":"x","nodeType":"literal","literalType":"string"}"#, text: #""x""#, normal: string("x")),
        Row(json: #"{"nodeType":"literal","value":"x"}"#, text: #""x""#, normal: string("x")),
        Row(json: #"{"literalType":"Boolean","nodeType":"literal","value":false}"#, text: "false"),
        Row(
            json: #"{"literalType":"BOOLEAN","nodeType":"literal","value":"True"}"#,
            text: "true",
            normal: #"{"literalType":"Boolean","nodeType":"literal","value":true}"#
        ),
        Row(json: #"{"literalType":"Integer","nodeType":"literal","value":-7}"#, text: "-7"),
        Row(
            json: #"{"literalType":"integer","nodeType":"literal","value":"6"}"#,
            text: "6",
            normal: #"{"literalType":"Integer","nodeType":"literal","value":6}"#
        ),
        Row(json: #"{"literalType":"Long","nodeType":"literal","value":56}"#, text: "56L"),
        Row(json: #"{"literalType":"Double","nodeType":"literal","value":65}"#, text: "65.0"),
        Row(json: #"{"literalType":"Double","nodeType":"literal","value":0.5}"#, text: "0.5"),
        Row(
            json: #"{"literalType":"Number","nodeType":"literal","value":1.5}"#,
            text: "1.5",
            normal: #"{"literalType":"Double","nodeType":"literal","value":1.5}"#
        ),
        Row(
            json: #"{"literalType":"Number","nodeType":"literal","value":"1e2"}"#,
            text: "100.0",
            normal: #"{"literalType":"Double","nodeType":"literal","value":100}"#
        ),
        // No double holds it.
        Row(
            json: #"{"literalType":"Double","nodeType":"literal","value":9007199254740993}"#,
            text: "9007199254740993",
            normal: #"{"literalType":"Integer","nodeType":"literal","value":9007199254740993}"#
        ),
        Row(json: #"{"literalType":"Null","nodeType":"literal","value":null}"#, text: "null"),
        Row(
            json: #"{"literalType":"null","nodeType":"literal"}"#,
            text: "null",
            normal: #"{"literalType":"Null","nodeType":"literal","value":null}"#
        ),
        Row(
            json: #"{"literalType":"List","nodeType":"literal","value":["a",1,0.5,true,null]}"#,
            text: #"["a", 1, 0.5, true, null]"#
        ),
        Row(
            json: #"{"nodeType":"literal","value":["a",1]}"#,
            text: #"["a", 1]"#,
            normal: #"{"literalType":"List","nodeType":"literal","value":["a",1]}"#
        ),
        Row(
            json: #"{"literalType":"list","nodeType":"literal","value":[\#(string("a")),1]}"#,
            text: #"["a", 1]"#,
            normal: #"{"literalType":"List","nodeType":"literal","value":["a",1]}"#
        ),
        Row(json: #"{"literalType":"List","nodeType":"literal","value":[]}"#, text: "[]", codes: ["PQL126"]),
        Row(json: #"{"literalType":"Timestamp","nodeType":"literal","value":"yesterday"}"#, text: "yesterday"),
        Row(
            json: #"{"literalType":"timestamp","nodeType":"literal","value":"NOW"}"#,
            text: "now",
            normal: #"{"literalType":"Timestamp","nodeType":"literal","value":"now"}"#
        ),
        Row(
            json: #"{"literalType":"XDMObject","nodeType":"literal","value":"profile"}"#,
            text: "this",
            normal: root
        ),
        Row(
            json: #"{"hint":1,"literalType":"String","nodeType":"literal","value":"x"}"#,
            text: #"__members("x", "{\"hint\":1}")"#,
            codes: ["PQL145"]
        ),
    ]

    /// What is known by name alone, or not at all: kept as it is.
    static let kept: [(json: String, code: String)] = [
        (#"{"literalType":"XDMObject","nodeType":"literal","value":"event"}"#, "PQL144"),
        (#"{"literalType":"XDMField","nodeType":"literal","value":"a.b"}"#, "PQL144"),
        (#"{"literalType":"Field","nodeType":"literal","value":"a"}"#, "PQL144"),
        (#"{"fnName":"=","literalType":"Function","nodeType":"literal"}"#, "PQL144"),
        (#"{"literalType":"TimeUnit","nodeType":"literal","value":"days"}"#, "PQL144"),
        (#"{"literalType":"TimeDirection","nodeType":"literal","value":"before"}"#, "PQL144"),
        (#"{"literalType":"Comparison","nodeType":"literal","value":"<="}"#, "PQL144"),
        (#"{"literalType":"TimeInterval","nodeType":"literal","relation":"this","unit":"month"}"#, "PQL144"),
        (#"{"literalType":"Timestamp","nodeType":"literal","value":"2020-03-14T10:00:00Z"}"#, "PQL144"),
        (#"{"literalType":"Timestamp","nodeType":"literal","value":1584144000000}"#, "PQL144"),
        (#"{"literalType":"Vector","nodeType":"literal","value":[1,2]}"#, "PQL144"),
        (#"{"fieldName":"a","nodeType":"pathReference"}"#, "PQL147"),
        (#"{"nodeType":"set","variables":[]}"#, "PQL147"),
        (
            #"{"function":{"body":{"nodeType":"varRef","varName":"X"},"nodeType":"fnCreate","params":[{"varName":"X"}]},"nodeType":"fnApply","params":[]}"#,
            "PQL147"
        ),
        (#"{"nodeType":"gap","within":3}"#, "PQL144"),
        (#"{"nodeType":"range"}"#, "PQL144"),
        (#"{"nodeType":"duration"}"#, "PQL144"),
        (#"{"nodeType":"timeQualification"}"#, "PQL144"),
        (#"{"nodeType":"element"}"#, "PQL144"),
        (#"{"nodeType":"varDecl"}"#, "PQL144"),
        (#"{"nodeType":"embedding","x":null,"where":null}"#, "PQL144"),
        (#"{"nodeType":"quantification","quantifier":"most","variables":[]}"#, "PQL144"),
        (#"{"nodeType":"let","value":1,"varName":"x"}"#, "PQL144"),
        (#"{"nodeType":"select","variables":[{"from":1,"nodeType":"varDecl","sort":1,"varName":"X"}]}"#, "PQL145"),
    ]

    static let nodes: [Row] = [
        Row(json: #"{"fnName":"=","nodeType":"fnApply","params":[\#(a),\#(string("x"))]}"#, text: #"a = "x""#),
        Row(
            json: #"{"params":[{"fieldName":"a","nodeType":"fieldLookup"},"x"],"nodeType":"fnApply","fnName":"=="}"#,
            text: #"a = "x""#,
            normal: #"{"fnName":"=","nodeType":"fnApply","params":[\#(a),\#(string("x"))]}"#
        ),
        Row(
            json: #"{"fieldName":"a","nodeType":"fieldLookup","object":null}"#,
            text: "a",
            normal: a
        ),
        Row(
            json: #"{"nodeType":"fnApply","function":"isNull","params":[\#(a)]}"#,
            text: "a.isNull()",
            normal: #"{"fnName":"isNull","nodeType":"fnApply","params":[\#(a)]}"#
        ),
        Row(
            json:
                #"{"nodeType":"fnApply","function":{"nodeType":"literal","literalType":"Function","fnName":"AND"},"params":[\#(a),\#(xs)]}"#,
            text: "a and xs",
            normal: #"{"fnName":"and","nodeType":"fnApply","params":[\#(a),\#(xs)]}"#
        ),
        Row(json: #"{"fnName":"currentMonth","nodeType":"fnApply","params":[]}"#, text: "currentMonth()"),
        Row(
            json: #"{"fnName":"currentMonth","nodeType":"fnApply"}"#,
            text: "currentMonth()",
            normal: #"{"fnName":"currentMonth","nodeType":"fnApply","params":[]}"#
        ),
        Row(
            json:
                #"{"fnName":"NOT","nodeType":"fnApply","params":[{"fnName":"isNull","nodeType":"fnApply","params":[\#(a)]}]}"#,
            text: "not a.isNull()",
            normal:
                #"{"fnName":"not","nodeType":"fnApply","params":[{"fnName":"isNull","nodeType":"fnApply","params":[\#(a)]}]}"#
        ),
        Row(
            json:
                #"{"fnName":"and","nodeType":"fnApply","params":[{"fnName":"isNull","nodeType":"fnApply","params":[\#(a)]}]}"#,
            text: "a.isNull()",
            normal: #"{"fnName":"isNull","nodeType":"fnApply","params":[\#(a)]}"#
        ),
        Row(json: #"{"fnName":"and","nodeType":"fnApply","params":[\#(a)]}"#, text: "`and`(a)"),
        Row(json: #"{"nodeType":"parameterReference","position":2}"#, text: "$2"),
        Row(
            json:
                #"{"body":{"nodeType":"varRef","varName":"G"},"nodeType":"lambda","varNames":["K","G"]}"#,
            text: "(K, G) => G"
        ),
        Row(
            json:
                #"{"body":{"nodeType":"varRef","varName":"G"},"nodeType":"fnCreate","params":[{"varName":"K"},{"varName":"G"}]}"#,
            text: "(K, G) => G",
            normal: #"{"body":{"nodeType":"varRef","varName":"G"},"nodeType":"lambda","varNames":["K","G"]}"#
        ),
        Row(
            json:
                #"{"fnName":"exists","nodeType":"fnApply","params":[\#(xs),{"nodeType":"fnCreate","params":[{"varName":"X"}],"body":{"nodeType":"fieldLookup","fieldName":"a","object":{"nodeType":"varRef","varName":"X"}}}]}"#,
            text: "xs.exists(a)",
            normal:
                #"{"fnName":"exists","nodeType":"fnApply","params":[\#(xs),{"body":{"fieldName":"a","nodeType":"fieldLookup","object":{"nodeType":"varRef","varName":"v0"}},"nodeType":"lambda","varNames":["v0"]}]}"#
        ),
        // A lambda with a member that is not known stays one, and its fields are the profile's.
        Row(
            json:
                #"{"fnName":"exists","nodeType":"fnApply","params":[\#(xs),{"body":\#(a),"hint":1,"nodeType":"lambda","varNames":["X"]}]}"#,
            text: #"xs.exists(__members((X) => a, "{\"hint\":1}"))"#,
            codes: ["PQL145"]
        ),
        Row(
            json:
                #"{"nodeType":"select","variables":[{"nodeType":"varDecl","range":\#(xs),"varName":"X","where":null}]}"#,
            text: "select X from xs",
            normal: #"{"nodeType":"select","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X"}]}"#
        ),
        Row(
            json: #"{"nodeType":"select","variables":[{"from":\#(xs),"varName":"_"}]}"#,
            text: "select _ from xs",
            normal: #"{"nodeType":"select","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"_"}]}"#
        ),
        Row(
            json:
                #"{"nodeType":"exist","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X"}],"condition":\#(a)}"#,
            text: "exists X from xs where a",
            normal:
                #"{"nodeType":"exists","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X","where":\#(a)}]}"#
        ),
        Row(
            json:
                #"{"condition":\#(a),"nodeType":"forall","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X"}]}"#,
            text: "forall X from xs where a"
        ),
        Row(
            json:
                #"{"condition":\#(a),"nodeType":"forall","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X","where":\#(xs)}]}"#,
            text: "forall X from (select X from xs where xs) where a",
            normal:
                #"{"condition":\#(a),"nodeType":"forall","variables":[{"from":{"nodeType":"select","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X","where":\#(xs)}]},"nodeType":"varDecl","varName":"X"}]}"#
        ),
        Row(
            json:
                #"{"nodeType":"quantification","quantifier":"ALL","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X"}]}"#,
            text: "all X from xs",
            normal:
                #"{"nodeType":"quantification","quantifier":"all","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X"}]}"#
        ),
        Row(
            json: #"{"nodeType":"max","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X"}]}"#,
            text: "max X from xs"
        ),
        Row(
            json:
                #"{"aggExpr":{"nodeType":"varRef","varName":"X"},"nodeType":"average","variables":[{"from":\#(xs),"nodeType":"varDecl","varName":"X"}]}"#,
            text: "average X over X from xs"
        ),
        Row(
            json: #"{"body":{"nodeType":"varRef","varName":"s"},"nodeType":"let","value":\#(a),"varName":"s"}"#,
            text: "let s = a in s"
        ),
        Row(
            json: #"{"items":[\#(a),{"items":[],"nodeType":"list"}],"nodeType":"list"}"#,
            text: "[a, []]",
            codes: ["PQL126"],
            normal: #"{"items":[\#(a),{"literalType":"List","nodeType":"literal","value":[]}],"nodeType":"list"}"#
        ),
    ]

    @Test(arguments: literals + nodes)
    func isRead(row: Row) throws {
        let decoded = PQLJSONCodec.decode(text: row.json)
        #expect(PQLPrinter.print(decoded.tree) == row.text)
        #expect(decoded.diagnostics.map(\.rule.code) == row.codes)
        #expect(JSONText.encode(try PQLJSONCodec.encode(decoded.tree)) == row.normal ?? row.json)
        #expect(PQLParser.parse(row.text).tree == decoded.tree)
        #expect(PQLJSONCodec.decode(text: row.normal ?? row.json).tree == decoded.tree)
    }

    @Test(arguments: kept)
    func isKeptAsItIs(json: String, code: String) throws {
        let decoded = PQLJSONCodec.decode(text: json)
        #expect(decoded.diagnostics.map(\.rule.code) == [code])
        #expect(decoded.tree == PQLExpression(.unknown(try JSONText.decode(json))))
        let text = PQLPrinter.print(decoded.tree)
        #expect(PQLParser.parse(text).tree == decoded.tree)
        #expect(try PQLJSONCodec.encode(PQLParser.parse(text).tree) == JSONText.decode(json))
        #expect(!decoded.tree.isText)
    }

    @Test func aMarkedCallIsNoText() {
        for (text, isText) in [
            ("a.equals(\"x\")", true), ("`and`(a)", false), ("`odd name`(a)", false), ("`odd name`()", false),
            ("inSegment(\"x\")", true), ("`=`(a, b, c)", false), ("a = b", true), ("`in`(a)", false), ("now()", true),
            ("__json(\"{}\")", false), ("CHAIN(e, t, [A: __members(\"{\\\"x\\\":1}\") WHAT(a)])", false),
            ("CHAIN(e, t, [A: WHAT(a), __element(\"{}\")])", false), ("CHAIN(e, t, [A: WHAT(a)])", true),
        ] {
            #expect(tree(text).isText == isText, "\(text)")
        }
    }
}
