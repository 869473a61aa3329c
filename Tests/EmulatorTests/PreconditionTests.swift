import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct PreconditionTests {
    /// Every write of an existing definition, in both views.
    enum Write: String, CaseIterable, Sendable {
        case patchDefinition, deleteDefinition, patchAudience, putAudience, deleteAudience

        func send(_ platform: TestPlatform, _ id: String, ifMatch: String?) async throws -> Answer {
            let (definition, audience) = (PlatformRoute.definition(id), PlatformRoute.audience(id))
            switch self {
            case .patchDefinition: return try await platform.send(.patch, definition, draft("new"), ifMatch: ifMatch)
            case .deleteDefinition: return try await platform.send(.delete, definition, ifMatch: ifMatch)
            case .patchAudience:
                let operations: JSONValue = [["op": "add", "path": "/name", "value": "new"]]
                return try await platform.send(.patch, audience, operations, ifMatch: ifMatch)
            case .putAudience: return try await platform.send(.put, audience, draft("new"), ifMatch: ifMatch)
            case .deleteAudience: return try await platform.send(.delete, audience, ifMatch: ifMatch)
            }
        }
    }

    private func etag(_ platform: TestPlatform, _ id: String) async throws -> String {
        try #require(try await platform.get(PlatformRoute.definition(id)).json()["_etag"]?.string)
    }

    @Test(arguments: Write.allCases)
    func whatHasChangedIsNotWritten(write: Write) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let read = try await etag(platform, id)
        #expect(try await platform.patch(id, draft("by another")).status == 200)
        let before = try await platform.get(PlatformRoute.definition(id)).text
        for tag in [read, "\"\(read)\"", "W/\"\(try await etag(platform, id))\"", "", "\"", "x, y"] {
            try expectProblem(
                try await write.send(platform, id, ifMatch: tag),
                status: 412,
                code: "EMULATOR-100005-412",
                saying: "nothing was written"
            )
        }
        #expect(try await platform.get(PlatformRoute.definition(id)).text == before)
    }

    @Test(arguments: Write.allCases, [nil, "*", "%", "\"%\"", "x, \"%\"", " % ,y"])
    func whatIsAsItWasReadIsWritten(write: Write, pattern: String?) async throws {
        let platform = try await TestPlatform()
        let id = try await platform.created(draft("a"))
        let current = try await etag(platform, id)
        let answer = try await write.send(platform, id, ifMatch: pattern?.replacing("%", with: current))
        #expect((200...204).contains(answer.status), "\(answer.text)")
        if answer.status != 204, !answer.text.isEmpty {
            #expect(try answer.json()["name"] == "new")
            #expect(try answer.json()["_etag"] != .string(current))
        }
    }

    @Test(arguments: Write.allCases)
    func theHeaderIsPassedOverWhereTheSwitchSaysSo(write: Write) async throws {
        var switches = EmulatorSwitches()
        switches.honoursIfMatch = false
        let platform = try await TestPlatform(switches: switches)
        let id = try await platform.created(draft("a"))
        let answer = try await write.send(platform, id, ifMatch: "\"stale\"")
        #expect((200...204).contains(answer.status), "\(answer.text)")
    }

    @Test(arguments: Write.allCases)
    func whatIsGoneIs404WhateverItsTagWas(write: Write) async throws {
        let platform = try await TestPlatform()
        try expectProblem(
            try await write.send(platform, "gone", ifMatch: "x"),
            status: 404,
            code: "UPAPI-113430-404"
        )
    }
}
