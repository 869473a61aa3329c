import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

/// The two forms of a rule: `/segment/conversion`, and the form in which definitions are answered.
struct ConversionTests {
    private static let text = #"workAddress.country = "US" and person.gender != "female""#

    private func convert(_ platform: TestPlatform, format: String, _ value: String) async throws -> Answer {
        let body = draft(
            "any",
            with: ["expression": ["type": "PQL", "format": .string(format), "value": .string(value)]]
        )
        return try await platform.call(
            .post,
            PlatformRoute.conversion,
            JSONText.encode(body),
            headers: platform.headers()
        )
    }

    @Test func aRuleGoesToTheOtherFormAndBack() async throws {
        let platform = try await TestPlatform()
        let tree = try await convert(platform, format: "pql/text", Self.text).json()
        #expect(tree["expression"]?["format"] == "pql/json")
        #expect(tree["expression"]?["type"] == "PQL")
        #expect(tree["imsOrgId"] == .string(TestPlatform.organisation))
        #expect(tree["sandbox"]?["sandboxName"] == "luma-dev")
        #expect(tree["id"] == nil && tree["name"] == nil && tree["schema"] == nil)
        let value = try #require(tree["expression"]?["value"]?.string)
        let back = try await convert(platform, format: "pql/json", value).json()
        #expect(back["expression"]?["format"] == "pql/text")
        #expect(back["expression"]?["value"] == .string(Self.text))
    }

    @Test func nothingIsKept() async throws {
        let platform = try await TestPlatform()
        _ = try await convert(platform, format: "pql/text", Self.text)
        #expect(try await platform.get(PlatformRoute.definitions).json()["segments"] == [])
    }

    @Test(arguments: [
        ("pql/text", "person.gender =", "line 1, column 16"),
        ("pql/text", "a = ${b}", "line 1"),
        ("pql/text", #"a and __json("{\"nodeType\":\"sparkle\"}")"#, "no PQL"),
        ("pql/json", "no tree", "no JSON"),
        ("pql/json", #"{"nodeType":"fnApply"}"#, "fnName"),
        ("pql/json", #"{"nodeType":"fnApply","fnName":"not","params":[{"nodeType":"sparkle"}]}"#, "no words"),
        ("pql/xml", "<a/>", "pql/text or pql/json"),
    ])
    func whatCannotBeConvertedIsRefusedWithTheReason(format: String, value: String, part: String) async throws {
        let platform = try await TestPlatform()
        let answer = try await convert(platform, format: format, value)
        try expectProblem(answer, status: 400, code: "UPAPI-113434-400", saying: part)
    }

    @Test(arguments: [
        (EmulatorSwitches.ExpressionAnswer.asPosted, "pql/text", "pql/json"), (.text, "pql/text", "pql/text"),
        (.json, "pql/json", "pql/json"),
    ])
    func theSwitchDecidesTheFormOfAnswers(
        answer: EmulatorSwitches.ExpressionAnswer,
        ofText: String,
        ofTree: String
    ) async throws {
        var switches = EmulatorSwitches()
        let asPosted = try await TestPlatform()
        switches.expressionAnswer = answer
        let platform = try await TestPlatform(switches: switches)
        let converted = try await convert(asPosted, format: "pql/text", Self.text).json()["expression"]
        let tree = try #require(converted)
        let first = try await platform.created(draft("text", Self.text))
        let second = try await platform.created(draft("tree", with: ["expression": tree]))
        let list = try await platform.get(PlatformRoute.definitions + "?sort=name:asc").json()
        let listed = try #require(list["segments"]?.array).map { $0["expression"]?["format"] }
        #expect(listed == [.string(ofText), .string(ofTree)])
        for (id, format) in [(first, ofText), (second, ofTree)] {
            let one = try await platform.get(PlatformRoute.definition(id)).json()["expression"]
            #expect(one?["format"] == .string(format))
            let value = try #require(one?["value"]?.string)
            #expect(format == "pql/text" ? value == Self.text : try JSONText.decode(value)["nodeType"] == "fnApply")
        }
    }

    @Test func aTreeThatTextHasNoWordsForStaysATree() async throws {
        var switches = EmulatorSwitches()
        switches.expressionAnswer = .text
        let platform = try await TestPlatform(switches: switches)
        let value = #"{"nodeType":"fnApply","fnName":"not","params":[{"nodeType":"sparkle"}]}"#
        let expression: JSONValue = ["type": "PQL", "format": "pql/json", "value": .string(value)]
        let id = try await platform.created(draft("unknown", with: ["expression": expression]))
        #expect(try await platform.get(PlatformRoute.definition(id)).json()["expression"] == expression)
    }
}
