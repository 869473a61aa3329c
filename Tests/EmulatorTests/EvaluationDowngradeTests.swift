import Emulator
import HTTPTypes
import JSONTree
import PlatformAPI
import Testing

@Suite struct EvaluationDowngradeTests {
    private static let recent = "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\") WHEN(today)])"
    private static let ever = "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\")])"
    private static let gender = "person.gender = \"female\""

    private func platform(downgrading: Bool = true) async throws -> TestPlatform {
        var switches = EmulatorSwitches()
        switches.downgradesEvaluationOnEdit = downgrading
        return try await TestPlatform(switches: switches)
    }

    private func methods(_ definition: JSONValue) -> [String] {
        (definition["evaluationInfo"]?.object ?? [:]).filter { $0.value["enabled"] == true }.keys.sorted()
    }

    private func evaluated(_ name: String, _ rule: String, by method: String) -> JSONValue {
        draft(name, rule, with: ["evaluationInfo": [method: ["enabled": true]]].json)
    }

    @Test(arguments: [
        (gender, "continuous", "continuous"), (gender, "synchronous", "synchronous"), (gender, "batch", "batch"),
        (recent, "continuous", "continuous"), (recent, "synchronous", "synchronous"),
        (ever, "continuous", "batch"), (ever, "synchronous", "batch"), (ever, "batch", "batch"),
    ])
    func anEditMakesBatchOfWhatTheRulesRuleOut(rule: String, method: String, expected: String) async throws {
        let platform = try await platform()
        let created = try await platform.create(evaluated("a", rule, by: method)).json()
        #expect(methods(created) == [method])
        let id = try #require(created["id"]?.string)
        let operations: JSONValue = [["op": "add", "path": "/description", "value": "only this"]]
        let answer = try await platform.send(.patch, PlatformRoute.audience(id), operations)
        #expect(answer.status == 201)
        #expect(methods(try answer.json()) == [expected])
        #expect(methods(try await platform.get(PlatformRoute.definition(id)).json()) == [expected])
        let filter = PlatformRoute.audiences + "?property=evaluationInfo.\(expected).enabled==true"
        #expect(try await platform.get(filter).json()["_page"]?["totalCount"] == 1)
    }

    @Test func everyWayOfEditingCounts() async throws {
        let platform = try await platform()
        for write in [PreconditionTests.Write.patchDefinition, .putAudience, .patchAudience] {
            let id = try await platform.created(evaluated("a", Self.ever, by: "continuous"))
            // Sends the rule along, and the method asked for, where the request is a whole definition.
            let whole = evaluated("a", Self.ever, by: "continuous")
            let answer =
                switch write {
                case .patchDefinition: try await platform.patch(id, whole)
                case .putAudience: try await platform.send(.put, PlatformRoute.audience(id), whole)
                case .patchAudience, .deleteDefinition, .deleteAudience:
                    try await platform.send(
                        .patch,
                        PlatformRoute.audience(id),
                        [["op": "add", "path": "/labels", "value": ["core/C1"]]]
                    )
                }
            #expect(methods(try answer.json()) == ["batch"], "\(write)")
            _ = try await platform.delete(id)
        }
    }

    /// On the edge an event may stand beside an audience of profile attributes, not beside one of events.
    @Test func whatARuleRefersToIsLookedAt() async throws {
        let platform = try await platform()
        let profileOnly = try await platform.created(draft("profile only", Self.gender))
        let ofEvents = try await platform.created(draft("of events", Self.recent))
        for (referred, expected) in [(profileOnly, "synchronous"), (ofEvents, "batch")] {
            let rule = "inSegment(\"\(referred)\") and \(Self.recent)"
            let id = try await platform.created(evaluated("user of \(referred)", rule, by: "synchronous"))
            let operations: JSONValue = [["op": "add", "path": "/ttlInDays", "value": 7]]
            let answer = try await platform.send(.patch, PlatformRoute.audience(id), operations)
            #expect(methods(try answer.json()) == [expected])
        }
    }

    @Test func withoutTheSwitchTheMethodStays() async throws {
        let platform = try await platform(downgrading: false)
        let id = try await platform.created(evaluated("a", Self.ever, by: "continuous"))
        let after = try await platform.patch(id, draft("a", Self.ever, with: ["description": "new"])).json()
        #expect(methods(after) == ["continuous"])
    }
}

extension [String: [String: [String: Bool]]] {
    fileprivate var json: [String: JSONValue] {
        mapValues { .object($0.mapValues { .object($0.mapValues(JSONValue.boolean)) }) }
    }
}
