import Emulator
import JSONTree
import PlatformAPI
import Testing

@Suite struct DefinitionDeleteTests {
    @Test(arguments: TestTransport.allCases)
    func aDefinitionIsGoneAfterItsDelete(transport: TestTransport) async throws {
        try await TestPlatform.with(transport) { platform in
            let id = try await platform.created(draft("a"))
            let answer = try await platform.delete(id)
            #expect(answer.status == 200)
            #expect(answer.text.isEmpty)
            for again in [
                try await platform.get(PlatformRoute.definition(id)), try await platform.delete(id),
                try await platform.patch(id, draft("a")),
            ] {
                let requestID = try #require(try again.json()["requestId"])
                let message: JSONValue = .string(
                    "The audience entity \(id) is not found. Use a valid entity and try again."
                )
                #expect(again.status == 404)
                #expect(
                    try again.json() == [
                        "requestId": requestID, "errors": ["404": [["code": 404, "message": message]]],
                        "type": "https://ns.adobe.com/aep/errors/UPAPI-113430-404", "title": message, "status": 404,
                    ]
                )
            }
            #expect(try await platform.get(PlatformRoute.definitions).json()["page"]?["totalCount"] == 0)
        }
    }

    @Test(
        arguments: [
            (.empty, 200, ""), (.noContent, 204, ""),
            (.message, 200, #"{"message":"the definition was deleted","status":true}"#),
        ] as [(EmulatorSwitches.DeleteAnswer, Int, String)]
    )
    func theAnswerIsTheOneOfTheSwitch(
        style: EmulatorSwitches.DeleteAnswer,
        status: Int,
        body: String
    ) async throws {
        var switches = EmulatorSwitches()
        switches.deleteAnswer = style
        let platform = try await TestPlatform(switches: switches)
        let answer = try await platform.delete(try await platform.created(draft("a")))
        #expect(answer.status == status)
        #expect(answer.text == body)
    }

    @Test func anIDIsReadDecoded() async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        #expect(try await platform.get(PlatformRoute.definitions + "/" + id.replacing("-", with: "%2D")).status == 200)
        for odd in ["a%2Fb", "%", "%zz", "%FF", "'%20OR%201=1"] {
            #expect(try await platform.get(PlatformRoute.definitions + "/" + odd).status == 404)
        }
    }
}
