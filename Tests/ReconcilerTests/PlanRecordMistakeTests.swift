import JSONTree
import Reconciler
import Segments
import TestSupport
import Testing

/// Files that are no plans: each is told by member, with what was expected and what was found.
@Suite struct PlanRecordMistakeTests {
    private static func plan() throws -> Plan {
        World.plan(
            [
                try World.desired("a"), try World.desired("b", "inSegment(${segment:a})", tags: ["VIP"]),
                try World.desired("c", name: "C", "person.birthYear = 1981"),
            ],
            [
                try World.observed("c", key: "c", name: "C", applied: [.name]),
                try World.observed("d", key: "d", name: "D", applied: [.name]),
            ]
        )
    }

    /// The file's members with one replaced, or taken away.
    private static func content(_ path: [String], _ value: JSONValue?) throws -> JSONValue {
        func replaced(_ path: ArraySlice<String>, in json: JSONValue) throws -> JSONValue? {
            guard let first = path.first else { return value }
            if case .array(var items) = json {
                let index = try #require(Int(first))
                items[index] = try #require(try replaced(path.dropFirst(), in: items[index]))
                return .array(items)
            }
            var members = try #require(json.object)
            members[first] = try replaced(path.dropFirst(), in: members[first] ?? .null)
            return .object(members)
        }
        let json = try JSONText.decode(PlanRecordTests.file(try plan()).text)
        return try #require(try replaced(path[...], in: json))
    }

    private static func reason(_ content: JSONValue, signed: Bool) throws -> String {
        var members = try #require(content.object)
        if signed {
            members["digest"] = nil
            members["digest"] = .string(PlanFile.digest(of: .object(members)))
        }
        do throws(RecordFailure) {
            _ = try PlanFile(JSONText.encode(JSONValue.object(members)).utf8).record.plan()
            return "nothing is wrong"
        } catch {
            return error.reason
        }
    }

    @Test func whatIsNoPlanIsSaid() {
        func reason(_ text: String) -> String {
            do throws(RecordFailure) {
                _ = try PlanFile(text.utf8)
                return "nothing is wrong"
            } catch {
                return error.reason
            }
        }
        #expect(reason("").hasPrefix("it is no JSON: "))
        #expect(reason("{\"format\": ").hasPrefix("it is no JSON: "))
        #expect(reason("[]") == "expected an object, found a list")
        #expect(reason("{}") == "format: expected 'segsync-plan', found nothing")
        #expect(reason("{\"format\": \"tfplan\"}") == "format: expected 'segsync-plan', found 'tfplan'")
        #expect(reason("{\"format\": \"segsync-plan\"}") == "version: this segsync reads 1, found nothing")
    }

    @Test(
        arguments: [
            (["version"], 2, "version: this segsync reads 1, found 2"),
            (["version"], "1", "version: this segsync reads 1, found '1'"),
            (["digest"], 7, "digest: expected a string, found 7"),
        ] as [([String], JSONValue, String)]
    )
    func theHeadIsReadFirst(path: [String], value: JSONValue, expected: String) throws {
        #expect(try Self.reason(Self.content(path, value), signed: false) == expected)
    }

    @Test(arguments: [
        ["notes"], ["actions", "0", "name"], ["sandbox"], ["target", "sandbox"], ["options", "maxDeletes"], ["more"],
    ])
    func anEditIsNoticedWhateverItIs(path: [String]) throws {
        let reason = try Self.reason(Self.content(path, ["edited"]), signed: false)
        #expect(reason == "it was changed after it was written: its content does not have its digest; plan again")
        let removed =
            path.count == 1 && path != ["more"] ? try Self.reason(Self.content(path, nil), signed: false) : reason
        #expect(removed == reason)
    }

    @Test func anotherLayoutIsNoEdit() throws {
        let file = PlanRecordTests.file(try Self.plan())
        let line = JSONText.encode(try JSONText.decode(file.text))
        #expect(try PlanFile(line.utf8) == file)
    }

    @Test(
        arguments: [
            (["project"], nil, "project: expected a value, found nothing"),
            (["notes"], ["a", 1], "notes[1]: expected a string, found 1"),
            (["unowned"], "3", "unowned: expected a whole number, found '3'"),
            (["actions"], ["k": 1], "actions: expected a list, found an object"),
            (["actions", "0"], "x", "actions[0]: expected an object, found 'x'"),
            (
                ["actions", "0", "kind"], "move",
                "actions[0].kind: expected one of the values that it can have, found 'move'"
            ),
            (["options", "adopt"], 1, "options.adopt: expected true or false, found 1"),
            (
                ["actions", "2", "seen", "definition", "labels"], nil,
                "actions[2].seen.definition.labels: expected a value, found nothing"
            ),
            (["actions", "0", "key"], "A b", "action 'A b': 'A b' is no key"),
            (["actions", "0", "desired"], nil, "action 'a': expected 'desired' alone for a create"),
            (["actions", "2", "seen"], nil, "action 'c': expected 'seen' and 'desired' for kind 'update'"),
            (["actions", "3", "seen"], nil, "action 'd': expected 'seen' alone for kind 'delete'"),
            (["actions", "0", "desired", "evaluation"], "weekly", "action 'a': 'weekly' is no evaluation method"),
            (
                ["actions", "0", "desired", "expression", "value"], "a = ",
                "action 'a': the rule 'a = ' cannot be read as 'pql/text'"
            ),
            (["actions", "0", "after"], ["X"], "action 'a': 'X' is no key"),
            (["actions", "1", "after"], [], "action 'b' uses 'a', which nothing before it makes"),
            (["names", "tags"], [], "action 'b': the organisation has no single tag 'VIP'"),
            (["actions", "2", "seen", "definition", "stamp"], "[segsync", "action 'c': '[segsync' is no stamp"),
        ] as [([String], JSONValue?, String)]
    )
    func whatCannotBeIsToldByItsMember(path: [String], value: JSONValue?, expected: String) throws {
        #expect(try Self.reason(Self.content(path, value), signed: true) == expected)
    }

    /// The digest fits: whoever can write the file can make it so. What is shown must still be what would be done.
    @Test(
        arguments: [
            (["actions", "2", "desired", "expression", "value"], "person.birthYear = 1", "action 'c': changes: "),
            (["actions", "2", "desired", "name"], "Other", "action 'c': "),
            (["actions", "2", "name"], "Other", "action 'c': name: "),
            (["actions", "2", "effects"], [], "action 'c': effects: "),
            (["actions", "1", "after"], ["a", "c"], "action 'b': after: "),
            (["project"], "other", "action"),
        ] as [([String], JSONValue, String)]
    )
    func aForgedFileIsRefused(path: [String], value: JSONValue, expected: String) throws {
        let reason = try Self.reason(Self.content(path, value), signed: true)
        #expect(reason.hasPrefix(expected), "\(reason)")
    }

    @Test func aDefinitionThatDoesNotHaveItsFingerprintIsRefused() throws {
        let content = try Self.content(["actions", "2", "seen", "definition", "name"], "Another")
        let reason = try Self.reason(content, signed: true)
        #expect(reason.hasPrefix("action 'c': definition c has fingerprint '"))
    }

    @Test func aKeyStandsOnce() throws {
        let file = try JSONText.decode(PlanRecordTests.file(try Self.plan()).text)
        let first = try #require(file["actions"]?.array?.first)
        let content = try Self.content(["actions"], .array([first, first]))
        #expect(try Self.reason(content, signed: true) == "there is more than one action for key 'a'")
    }

    /// The schema says no to what the reader refuses, and to what it would leave out.
    @Test(
        arguments: [
            (["format"], "x"), (["version"], 2), (["digest"], "sha256:1"), (["unowned"], -1), (["more"], 1),
            (["names"], nil),
            (["actions", "0", "kind"], "delete"), (["actions", "0", "seen"], ["fingerprint": "x"]),
            (["actions", "0", "desired"], nil), (["actions", "3", "desired"], [:]), (["actions", "2", "seen"], nil),
            (["actions", "0", "key"], "Upper"), (["actions", "0", "desired", "protect"], "yes"),
            (["actions", "0", "desired", "more"], 1), (["actions", "2", "changes", "0", "verdict"], "unchanged"),
            (["options", "maxDeletePercent"], 101), (["names", "segments", "c"], 1), (["target", "endpoint"], ""),
        ] as [([String], JSONValue?)]
    )
    func theSchemaSaysNo(path: [String], value: JSONValue?) throws {
        #expect(PlanRecordTests.schema.mistakes(in: try Self.content(path, value)) != [])
    }
}
