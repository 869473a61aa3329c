import Emulator
import JSONTree
import PlatformAPI
import Testing

@Suite struct DefinitionExpressionTests {
    @Test(arguments: [
        ("workAddress.country =", "line 1, column "),
        ("workAddress.country = \"US\"\n  and (", "line 2, column "),
        ("workAddress.country == \"US\"", "line 1, column 21"),
        ("workAddress.county = \"US\"", "line 1, column 13"),
        ("workAddress.county = \"US\"", "did you mean 'country'?"),
        ("\"\u{1F600}\" = workAddress.county", "line 1, column 19"),
        ("_wwfovlab011.loyalty.points = \"many\"", "line 1, column "),
        ("_wwfovlab011.loyalty.level = \"bronce\"", #"did you mean '"bronze"'?"#),
        ("_lumaretail.loyalty.level = \"gold\"", "line 1, column 1"),
        ("", "line 1, column 1"),
        ("workAddress.country = ${country}", "line 1, column 23"),
        ("inSegment(${segment:other})", "line 1, column 11"),
    ])
    func aBadTextIsRefusedWithItsPlace(text: String, part: String) async throws {
        let platform = try await TestPlatform()
        let answer = try await platform.create(draft("a", text))
        try expectProblem(answer, status: 400, code: "UPAPI-113434-400", saying: part)
        #expect(try await platform.get(PlatformRoute.definitions).json()["segments"] == [])
    }

    @Test(arguments: [
        "not json", "", "{", "[]", "7", #"{"nodeType":"fnApply"}"#, #"{"nodeType":"literal"}"#,
        #"{"nodeType":"fnApply","fnName":"=","params":[{"nodeType":"fieldLookup","fieldName":"county","object":{"nodeType":"fieldLookup","fieldName":"workAddress","object":{"nodeType":"parameterReference","position":1}}},{"nodeType":"literal","literalType":"String","value":"US"}]}"#,
    ])
    func aBadTreeIsRefused(value: String) async throws {
        let platform = try await TestPlatform()
        let body = draft("a", with: ["expression": ["format": "pql/json", "value": .string(value)]])
        try expectProblem(try await platform.create(body), status: 400, code: "UPAPI-113434-400")
    }

    @Test func aTreeIsKeptAsItWasWrittenAndReadLikeItsText() async throws {
        let platform = try await TestPlatform()
        // The order of members and the spaces are the client's.
        let value =
            #"{"params": [ {"object":{"nodeType":"fieldLookup","fieldName":"person","object":"#
            + #"{"position":1,"nodeType":"parameterReference"}},"nodeType":"fieldLookup","fieldName":"gender"}, "#
            + #"{"literalType":"String","nodeType":"literal","value":"female"} ],  "nodeType":"fnApply", "fnName":"!="}"#
        let expression: JSONValue = ["type": "pql", "format": "pql/json", "value": .string(value)]
        let json = try await platform.create(draft("a", with: ["expression": expression])).json()
        #expect(json["expression"] == expression)
        #expect(json["dataRefPaths"] == ["_xdm.context.profile": ["person.gender"]])
    }

    @Test func fieldsAreListedByTheirClass() async throws {
        let platform = try await TestPlatform()
        let text = """
            workAddress.country = "US" and person.gender = "female" and
            CHAIN(xEvent, timestamp, [A: WHAT(eventType = "commerce.purchases") WHEN(< 30 days before now)])
            """
        let json = try await platform.create(draft("a", text)).json()
        #expect(json["dataRefPaths"]?["_xdm.context.profile"] == ["person.gender", "workAddress.country"])
        #expect(json["dataRefPaths"]?["_xdm.context.experienceevent"] == ["eventType", "timestamp"])
    }

    @Test func anyFieldIsAcceptedWhereTheSwitchSaysSo() async throws {
        var switches = EmulatorSwitches()
        switches.refusesUnknownFields = false
        let platform = try await TestPlatform(switches: switches)
        try await platform.created(draft("a", "workAddress.county = \"US\""))
        let broken = try await platform.create(draft("b", "workAddress.county ="))
        try expectProblem(broken, status: 400, code: "UPAPI-113434-400")
    }

    @Test(arguments: TestTransport.allCases)
    func whateverTheExpressionTheServiceAnswers(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let deep = 100_000
            let texts = [
                String(repeating: "(", count: deep), String(repeating: "not ", count: deep) + "true",
                String(repeating: "(", count: deep) + "true" + String(repeating: ")", count: deep),
                String(repeating: "a.", count: deep) + "b = 1", String(repeating: "[", count: deep),
                String(repeating: "\u{0}\"\\", count: 1000), "\u{FEFF}",
                Array(repeating: "person.gender = \"female\"", count: 5000).joined(separator: " or "),
            ]
            for (number, text) in texts.enumerated() {
                let answer = try await platform.create(draft("text \(number)", text))
                #expect(answer.status == 400 || number == texts.count - 1, "\(number): \(answer.status)")
            }
            let tree = String(repeating: #"{"nodeType":"fnApply","fnName":"not","params":["#, count: 200)
            let closed =
                tree + #"{"nodeType":"literal","literalType":"Boolean","value":true}"#
                + String(repeating: "]}", count: 200)
            for value in [tree, closed, String(repeating: "[", count: deep)] {
                let expression: JSONValue = ["format": "pql/json", "value": .string(value)]
                let answer = try await platform.create(draft("tree", with: ["expression": expression]))
                #expect(answer.status == 400 || answer.status == 200)
            }
            #expect(try await platform.get(PlatformRoute.definitions).status == 200)
        }
    }
}
