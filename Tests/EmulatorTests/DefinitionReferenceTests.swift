import Emulator
import JSONTree
import PlatformAPI
import Testing

@Suite struct DefinitionReferenceTests {
    /// An expression that names another definition, in either format.
    private func referring(_ name: String, to id: String, json: Bool) -> JSONValue {
        guard json else { return draft(name, "inSegment(\"\(id)\") and workAddress.country = \"US\"") }
        let tree: JSONValue = [
            "nodeType": "fnApply", "fnName": "inSegment",
            "params": [["nodeType": "literal", "literalType": "String", "value": .string(id)]],
        ]
        return draft(name, with: ["expression": ["format": "pql/json", "value": .string(JSONText.encode(tree))]])
    }

    @Test(arguments: [false, true])
    func aReferenceShowsOnBothSides(json: Bool) async throws {
        let platform = try await TestPlatform()
        let base = try await platform.created(draft("base"))
        let first = try await platform.created(referring("first", to: base, json: json))
        let second = try await platform.created(referring("second", to: base, json: json))
        let kept = try await platform.get(PlatformRoute.definition(base)).json()
        #expect(kept["dependents"] == .array([first, second].sorted().map(JSONValue.string)))
        #expect(kept["dependencies"] == [])
        let referrer = try await platform.get(PlatformRoute.definition(first)).json()
        #expect(referrer["dependencies"] == [.string(base)])
        #expect(referrer["dependents"] == [])
    }

    @Test(arguments: [false, true])
    func aDefinitionThatIsUsedCannotBeDeleted(json: Bool) async throws {
        let platform = try await TestPlatform()
        let base = try await platform.created(draft("base"))
        let user = try await platform.created(referring("user", to: base, json: json))
        let answer = try await platform.delete(base)
        #expect(answer.status == 400)
        let body = try answer.json()
        let requestID = try #require(body["requestId"])
        #expect(
            body == [
                "requestId": requestID,
                "errors": ["400": [["code": 400, "message": "The audience cannot be deleted."]]],
                "type": "https://ns.adobe.com/aep/errors/UPAPI-113631-403",
                "title": "The audience cannot be deleted.", "status": 400,
            ]
        )
        // Free again once the user has gone, or names it no more.
        #expect(try await platform.patch(user, draft("user")).status == 200)
        #expect(try await platform.delete(base).status == 200)
        #expect(try await platform.delete(user).status == 200)
    }

    @Test(arguments: [false, true])
    func anAudienceThatDoesNotExistIsRefused(json: Bool) async throws {
        let platform = try await TestPlatform()
        try expectProblem(
            try await platform.create(referring("a", to: "no-such-id", json: json)),
            status: 400,
            code: "UPAPI-113434-400",
            saying: "no-such-id"
        )
        var switches = EmulatorSwitches()
        switches.refusesUnknownReferences = false
        let lenient = try await TestPlatform(switches: switches)
        #expect(try await lenient.create(referring("a", to: "no-such-id", json: json)).status == 200)
    }

    @Test func aCircleIsRefused() async throws {
        let platform = try await TestPlatform()
        let first = try await platform.created(draft("first"))
        let second = try await platform.created(draft("second", "inSegment(\"\(first)\")"))
        let third = try await platform.created(draft("third", "inSegment(\"\(second)\")"))
        for id in [first, second, third] {
            try expectProblem(
                try await platform.patch(first, draft("first", "inSegment(\"\(id)\")")),
                status: 400,
                code: "UPAPI-113434-400",
                saying: "leads back"
            )
        }
        #expect(try await platform.patch(third, draft("third", "inSegment(\"\(first)\")")).status == 200)
    }

    @Test func aDefinitionThatIsUsedStaysPublished() async throws {
        let platform = try await TestPlatform()
        let base = try await platform.created(draft("base"))
        try await platform.created(draft("user", "inSegment(\"\(base)\")"))
        try expectProblem(
            try await platform.patch(base, draft("base", with: ["lifecycleState": "inactive"])),
            status: 400,
            code: "UPAPI-113434-400",
            saying: "must stay published"
        )
    }

    @Test func whatIsUsedMustBePublishedFirst() async throws {
        let platform = try await TestPlatform()
        let base = try await platform.created(draft("base", with: ["lifecycleState": "draft"]))
        let user = draft("user", "inSegment(\"\(base)\")")
        try expectProblem(
            try await platform.create(user),
            status: 400,
            code: "UPAPI-113434-400",
            saying: "must be published"
        )
        #expect(try await platform.patch(base, draft("base", with: ["lifecycleState": "published"])).status == 200)
        #expect(try await platform.create(user).status == 200)
    }
}
