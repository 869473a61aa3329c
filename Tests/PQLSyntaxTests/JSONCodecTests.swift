import Diagnostics
import JSONTree
import PQLSyntax
import Testing

struct JSONCodecTests {
    /// `F(a.b)`: a path on the root.
    private func path(_ names: String..., of root: JSONValue = ["nodeType": "parameterReference", "position": 1])
        -> JSONValue
    {
        names.reduce(root) { ["nodeType": "fieldLookup", "fieldName": .string($1), "object": $0] }
    }

    private func literal(_ type: String, _ value: JSONValue) -> JSONValue {
        ["nodeType": "literal", "literalType": .string(type), "value": value]
    }

    private func call(_ name: String, _ params: JSONValue...) -> JSONValue {
        ["nodeType": "fnApply", "fnName": .string(name), "params": .array(params)]
    }

    private func lambda(_ name: String, _ body: JSONValue) -> JSONValue {
        ["nodeType": "lambda", "varNames": [.string(name)], "body": body]
    }

    private func variable(_ name: String) -> JSONValue { ["nodeType": "varRef", "varName": .string(name)] }

    /// Text and JSON of one rule: each way gives the other.
    private func pair(_ text: String, _ json: JSONValue, at location: SourceLocation = #_sourceLocation) throws {
        let tree = tree(text, at: location)
        #expect(try PQLJSONCodec.encode(tree) == json, sourceLocation: location)
        let decoded = PQLJSONCodec.decode(try JSONText.decode(JSONText.encode(json)))
        #expect(decoded.tree == tree, "\(PQLPrinter.print(decoded.tree))", sourceLocation: location)
        #expect(decoded.diagnostics.isEmpty, "\(decoded.diagnostics.map(\.message))", sourceLocation: location)
    }

    /// What is only ever read: JSON, the text it means, and what is said about it.
    private func reads(
        _ json: JSONValue,
        as text: String,
        _ codes: String...,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let decoded = PQLJSONCodec.decode(json)
        #expect(PQLPrinter.print(decoded.tree) == text, sourceLocation: location)
        #expect(decoded.diagnostics.map(\.rule.code) == codes, sourceLocation: location)
        guard !decoded.hasErrors else { return }
        let again = PQLJSONCodec.decode(try PQLJSONCodec.encode(decoded.tree))
        #expect(again.tree == decoded.tree, sourceLocation: location)
        #expect(PQLParser.parse(text).tree == decoded.tree, sourceLocation: location)
    }

    @Test func pairsOfTheReference() throws {
        try pair(#"workAddress.country = "US""#, call("=", path("workAddress", "country"), literal("String", "US")))
        try pair("a = b", call("=", path("a"), path("b")))
        try pair(#"person.gender in ["female"]"#, call("in", path("person", "gender"), literal("List", ["female"])))
        try pair(
            #"f.equals("CA", false)"#,
            call("equals", path("f"), literal("String", "CA"), literal("Boolean", false))
        )
        try pair("a or b or c", call("or", path("a"), path("b"), path("c")))
        try pair("a or (b or c)", call("or", path("a"), call("or", path("b"), path("c"))))
        try pair("flag = false", call("=", path("flag"), literal("Boolean", false)))
        try pair("n >= 65.0", call(">=", path("n"), literal("Double", .number(65))))
        try pair(
            "birthDate.getMonth() = today.getMonth()",
            call("=", call("getMonth", path("birthDate")), call("getMonth", literal("Timestamp", "today")))
        )
        try pair("x.isNotNull()", call("isNotNull", path("x")))
        try pair("not (a = 56L)", call("not", call("=", path("a"), literal("Long", 56))))
        try pair("currentMonth() = -1", call("=", call("currentMonth"), literal("Integer", -1)))
        try pair(
            "$2.x = null",
            call("=", path("x", of: ["nodeType": "parameterReference", "position": 2]), literal("Null", .null))
        )
    }

    @Test func queriesAndBindings() throws {
        let declaration: JSONValue = [
            "nodeType": "varDecl", "varName": "X", "from": path("xEvent"), "where": path("a", of: variable("X")),
        ]
        let bare: JSONValue = ["nodeType": "varDecl", "varName": "X", "from": path("xEvent")]
        try pair("select X from xEvent where X.a", ["nodeType": "select", "variables": [declaration]])
        try pair("exists X from xEvent where X.a", ["nodeType": "exists", "variables": [declaration]])
        try pair(
            "forall X from xEvent where X.a",
            ["nodeType": "forall", "variables": [bare], "condition": path("a", of: variable("X"))]
        )
        try pair("forall X from xEvent", ["nodeType": "forall", "variables": [bare]])
        try pair("some X from xEvent", ["nodeType": "quantification", "quantifier": "some", "variables": [bare]])
        try pair(
            "sum X.b over X from xEvent where X.a",
            ["nodeType": "sum", "variables": [declaration], "aggExpr": path("b", of: variable("X"))]
        )
        try pair("average X from xEvent where X.a", ["nodeType": "average", "variables": [declaration]])
        try pair(
            "let s = a in s.b",
            ["nodeType": "let", "varName": "s", "value": path("a"), "body": path("b", of: variable("s"))]
        )
        try pair(
            "xs.map((K, G) => mapEntry(K, G))",
            call(
                "map",
                path("xs"),
                [
                    "nodeType": "lambda", "varNames": ["K", "G"],
                    "body": call("mapEntry", variable("K"), variable("G")),
                ]
            )
        )
    }

    @Test func itemsAreLambdas() throws {
        try pair("xs[a]", call("filter", path("xs"), lambda("v0", path("a", of: variable("v0")))))
        try pair(
            "xs.exists(a = ^.b)",
            call("exists", path("xs"), lambda("v0", call("=", path("a", of: variable("v0")), path("b"))))
        )
        try pair(
            "xs[ys[a = ^.b and c = ^^.d]]",
            call(
                "filter",
                path("xs"),
                lambda(
                    "v0",
                    call(
                        "filter",
                        path("ys", of: variable("v0")),
                        lambda(
                            "v1",
                            call(
                                "and",
                                call("=", path("a", of: variable("v1")), path("b", of: variable("v0"))),
                                call("=", path("c", of: variable("v1")), path("d"))
                            )
                        )
                    )
                )
            )
        )
        try pair(
            "orders.topN(price, 5)",
            call("topN", path("orders"), lambda("v0", path("price", of: variable("v0"))), literal("Integer", 5))
        )
        let taken = try PQLJSONCodec.encode(tree("select v0 from xs where ys[a = v0.b]"))
        #expect(PQLPrinter.print(PQLJSONCodec.decode(taken).tree) == "select v0 from xs where ys[a = v0.b]")
    }

    @Test func times() throws {
        func occurs(_ interval: JSONValue, _ relation: String, _ qualification: JSONValue? = nil) -> JSONValue {
            var members: [String: JSONValue] = [
                "nodeType": "occurs", "timestamp": path("t"), "timeinterval": interval,
                "relation": literal("TimeDirection", .string(relation)),
            ]
            members["qualification"] = qualification
            return .object(members)
        }
        func within(_ comparison: String, _ count: JSONValue, _ unit: String) -> JSONValue {
            [
                "nodeType": "timeQualification", "comparison": literal("Comparison", .string(comparison)),
                "duration": [
                    "nodeType": "duration", "count": literal("Integer", count),
                    "unit": literal("TimeUnit", .string(unit)),
                ],
            ]
        }
        let month: JSONValue = [
            "nodeType": "literal", "literalType": "TimeInterval", "relation": "this", "unit": "month",
        ]
        let now = literal("Timestamp", "now")
        try pair("t occurs <= 3 months before now", occurs(now, "before", within("<=", 3, "months")))
        try pair(
            "t occurs >= 30 days after today",
            occurs(literal("Timestamp", "today"), "after", within(">=", 30, "days"))
        )
        try pair("t occurs = 2 centuries from now", occurs(now, "from", within("=", 2, "centuries")))
        try pair("t occurs this month", occurs(month, "within"))
        try pair("t occurs before today", occurs(literal("Timestamp", "today"), "before"))
        try pair(
            "t occurs on date(2020, 3, 14)",
            occurs(call("date", literal("Integer", 2020), literal("Integer", 3), literal("Integer", 14)), "within")
        )
        try pair(
            "t occurs between this month and now",
            occurs(["nodeType": "range", "start": month, "end": now], "within")
        )
        try reads(occurs(now, "BEFORE", within("==", "6", "Day")), as: "t occurs = 6 days before now")
        try reads(occurs(now, "near"), as: "__json(\"\(escaped(occurs(now, "near")))\")", "PQL144")
    }

    private func escaped(_ json: JSONValue) -> String {
        JSONText.encode(json).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    @Test func chains() throws {
        let order = lambda("v0", path("timestamp", of: variable("v0")))
        let when: JSONValue = [
            "nodeType": "occurs", "timestamp": variable("v0"), "timeinterval": literal("Timestamp", "now"),
            "relation": literal("TimeDirection", "before"),
            "qualification": [
                "nodeType": "timeQualification", "comparison": literal("Comparison", "<="),
                "duration": [
                    "nodeType": "duration", "count": literal("Integer", 3), "unit": literal("TimeUnit", "months"),
                ],
            ],
        ]
        func chain(_ elements: JSONValue...) -> JSONValue {
            ["nodeType": "chain", "array": path("xEvent"), "timestampField": order, "elements": .array(elements)]
        }
        let step: JSONValue = [
            "nodeType": "element", "name": "C0", "negated": false,
            "what": lambda("v0", call("isNotNull", path("f", of: variable("v0")))),
            "when": lambda("v0", when),
        ]
        try pair("CHAIN(xEvent, timestamp, [C0: WHAT(f.isNotNull()) WHEN(<= 3 months before now)])", chain(step))
        let counted: JSONValue = [
            "nodeType": "element", "name": "C1", "negated": true, "what": lambda("v0", path("b")),
            "count": literal("Integer", 5),
        ]
        try pair(
            "CHAIN(xEvent, timestamp, [C0: WHAT(f.isNotNull()) WHEN(<= 3 months before now), C1: __negated WHAT(^.b) COUNT(5)])",
            chain(step, counted)
        )
        let gap: JSONValue = ["nodeType": "gap", "min": 3]
        try reads(
            chain(gap, step, gap),
            as: #"CHAIN(xEvent, timestamp, [__element("{\"min\":3,\"nodeType\":\"gap\"}"), "#
                + "C0: WHAT(f.isNotNull()) WHEN(<= 3 months before now), "
                + #"__element("{\"min\":3,\"nodeType\":\"gap\"}")])"#,
            "PQL144",
            "PQL144"
        )
        #expect(try PQLJSONCodec.encode(PQLJSONCodec.decode(chain(step, gap)).tree) == chain(step, gap))
    }

    @Test func normalForms() throws {
        func normal(_ text: String) throws -> String {
            PQLPrinter.print(PQLJSONCodec.decode(try PQLJSONCodec.encode(tree(text))).tree)
        }
        #expect(try normal("$1.a = xs[$1.b]") == "a = xs[^.b]")
        #expect(try normal("xs.filter(a = 1)") == "xs[a = 1]")
        #expect(
            try normal("xs.map((x) => x.a + ys[x.b = c])") == "xs.map(a + ^.ys[^.b = c])".replacing("= c", with: "= c")
        )
        #expect(
            try normal("CHAIN(xEvent, timestamp, [A: WHAT(a and b) WHERE(c)])")
                == "CHAIN(xEvent, timestamp, [A: WHAT(a and b and c)])"
        )
        #expect(
            try normal("CHAIN(xEvent, timestamp, [A: WHAT(a) WHERE(b) WHEN(after c), B: WHAT(d) WHEN(after ^.e)])")
                == "CHAIN(xEvent, timestamp, [A: WHAT(a and b and timestamp occurs after c), B: WHAT(d) WHEN(after ^.e)])"
        )
        #expect(try normal("a in [1L]") == "a in [1]")
        #expect(try normal("[a, {\"k\": 1}, @{s;version=1}]") == "[a, {\"k\": 1}, @{s;version=1}]")
    }

    @Test func olderDialects() throws {
        let profile: JSONValue = ["nodeType": "literal", "literalType": "XDMObject", "value": "profile"]
        try reads(path("a", "b", of: profile), as: "a.b")
        try reads(["nodeType": "fieldLookup", "fieldName": "a"], as: "a")
        try reads(call("==", path("a"), ["nodeType": "literal", "value": 1]), as: "a = 1")
        try reads(call("NOT", call("isNull", path("a"))), as: "not a.isNull()")
        try reads(
            call("and", call("in", path("a"), ["nodeType": "literal", "value": ["x", 1]])),
            as: #"a in ["x", 1]"#
        )
        try reads(call("and", path("a")), as: "`and`(a)")
        try reads(call("=", path("a"), "x"), as: #"a = "x""#)
        try reads(call("=", literal("integer", "6"), literal("STRING", "x")), as: #"6 = "x""#)
        try reads(literal("Number", 1.5), as: "1.5")
        try reads(literal("double", "1e2"), as: "100.0")
        try reads(literal("boolean", "TRUE"), as: "true")
        try reads(literal("Timestamp", "2020-03-14"), as: "date(2020, 3, 14)")
        try reads(
            ["nodeType": "select", "variables": [["nodeType": "varDecl", "varName": "X", "range": path("xs")]]],
            as: "select X from xs"
        )
        try reads(
            [
                "nodeType": "exist", "condition": path("b"),
                "variables": [["nodeType": "varDecl", "varName": "X", "from": path("xs"), "where": path("a")]],
            ],
            as: "exists X from xs where a and b"
        )
        try reads(
            [
                "nodeType": "forall", "condition": path("b"),
                "variables": [["nodeType": "varDecl", "varName": "X", "from": path("xs"), "where": path("a")]],
            ],
            as: "forall X from (select X from xs where a) where b"
        )
    }

    @Test func whatIsNotKnownIsKept() throws {
        let newer: JSONValue = ["nodeType": "embedding", "near": [1, ["deep": .null]]]
        try reads(newer, as: "__json(\"\(escaped(newer))\")", "PQL144")
        #expect(try PQLJSONCodec.encode(PQLJSONCodec.decode(newer).tree) == newer)
        var marked = try #require(call("=", path("a"), literal("Integer", 1)).object)
        marked["hint"] = ["x": 1]
        let decoded = PQLJSONCodec.decode(call("and", .object(marked), path("b")))
        #expect(PQLPrinter.print(decoded.tree) == #"__members(a = 1, "{\"hint\":{\"x\":1}}") and b"#)
        #expect(decoded.diagnostics.map(\.message) == ["unknown member 'hint' at '/params/0' is kept as it is"])
        #expect(try PQLJSONCodec.encode(decoded.tree) == call("and", .object(marked), path("b")))
        #expect(
            try PQLJSONCodec.encode(tree(PQLPrinter.print(decoded.tree))) == call("and", .object(marked), path("b"))
        )
        try reads(literal("XDMField", "x"), as: "__json(\"\(escaped(literal("XDMField", "x")))\")", "PQL144")
    }

    @Test func mistakesNameTheirPlace() {
        func messages(_ json: JSONValue) -> [String] {
            PQLJSONCodec.decode(json).diagnostics.map { "\($0.rule.code) \($0.message)" }
        }
        #expect(messages(["x": 1]) == ["PQL141 expected a node at '/', found an object without a nodeType"])
        #expect(
            messages(call("and", path("a"), ["x": 1])) == [
                "PQL141 expected a node at '/params/1', found an object without a nodeType"
            ]
        )
        #expect(
            messages(["nodeType": "fnApply"]) == ["PQL142 expected the name of a function at '/fnName', found nothing"]
        )
        #expect(
            messages(["nodeType": "fieldLookup", "fieldName": 3]) == [
                "PQL142 expected the name of a field at '/fieldName', found the number 3"
            ]
        )
        #expect(
            messages(literal("Integer", "x")) == [
                "PQL142 expected a literal of type integer at '/value', found the string 'x'"
            ]
        )
        #expect(messages(["nodeType": "parameterReference", "position": 0]).first?.hasPrefix("PQL142") ?? false)
        #expect(messages(call("not", variable("x"))) == ["PQL143 nothing binds the variable 'x' at '/params/0'"])
        #expect(
            messages(["nodeType": "lambda", "varNames": ["x"]]) == ["PQL142 expected a node at '/body', found nothing"]
        )
        #expect(
            messages(["nodeType": "let", "varName": "x", "value": path("a"), "body": variable("y")]) == [
                "PQL143 nothing binds the variable 'y' at '/body'"
            ]
        )
    }

    @Test func whatJSONCannotSayIsAnError() {
        func problem(_ tree: PQLExpression) -> PQLEncodingError? {
            do { _ = try PQLJSONCodec.encode(tree); return nil } catch { return error }
        }
        #expect(problem(tree("a = ${x}")) == .template(PQLTemplate(.variable("x"))))
        #expect(problem(tree("${tenant}.x")) == .template(PQLTemplate(.variable("tenant"))))
        #expect(problem(tree("a in [\"${x}\"]")) == .template(PQLTemplate(.variable("x"))))
        #expect(problem(tree("xs[^^.a]")) == .climbsPastRoot)
        #expect(problem(PQLExpression(.error)) == .unreadable)
    }

    @Test func templatesAreReadWhereAsked() throws {
        let json = call("in", path("${tenant}", "x"), literal("List", "${levels}"))
        #expect(PQLJSONCodec.decode(json, templates: true).tree == tree("${tenant}.x in ${levels}"))
        #expect(
            PQLJSONCodec.decode(call("=", path("a"), literal("String", "x${y}$${z}")), templates: true).tree
                == tree(#"a = "x${y}$${z}""#)
        )
        #expect(PQLJSONCodec.decode(call("=", path("a"), literal("String", "${y}"))).tree == tree(#"a = "$${y}""#))
        #expect(PQLJSONCodec.decode(call("=", path("a"), literal("String", "${y")), templates: true).hasErrors)
        #expect(PQLJSONCodec.decode(path("a${y}"), templates: true).hasErrors)
    }
}
