import Foundation
import HTTPTypes
import JSONTree
import Testing

/// The guards of a whole plan, and what is read back, with the real binary against a service that misbehaves by script.
@Suite(.serialized) struct GuardRunTests {
    /// A service with three segments of a project, and the project's folder.
    private struct Rehearsal {
        let emulator: EmulatorProcess
        let workspace: Workspace
        private let server: Workspace

        init(_ manifests: String = Self.manifests) async throws {
            server = try Workspace.samples()
            emulator = try await EmulatorProcess(in: server.folder)
            workspace = try Workspace.generated(1, endpoint: emulator.endpoint)
            try workspace.write("segments/all.yaml", manifests)
            #expect(try await apply().status == 0)
            #expect(try await emulator.definitions().count == 3)
        }

        static let manifests = (0..<3).map {
            "key: s\($0)\nname: Segment \($0)\nexpression: person.birthYear > \($0)\n"
        }
        .joined(separator: "---\n")

        func apply(_ flags: String...) async throws -> SegsyncProcess.Output {
            try await SegsyncProcess.run(
                ["apply", "--sandbox", "remote", "--auto-approve"] + flags,
                in: workspace.folder
            )
        }

        /// Puts a script in place; calls are counted from here on.
        func script(_ faults: JSONValue...) async throws {
            let answer = try await emulator.admin(.put, "faults", body: ["faults": .array(faults)])
            #expect(answer.status == 200)
            _ = try await emulator.admin(.delete, "calls")
        }

        func addASegment() throws {
            let added = "---\nkey: added\nname: Added\nexpression: person.birthYear > 9\n"
            try workspace.write("segments/all.yaml", Self.manifests + added)
        }

        /// Refused with this flag named, and not one write came to the service.
        func expectRefusal(_ run: SegsyncProcess.Output, naming words: [String]) async throws {
            #expect(run.status == 4, "\(run.output)\(run.messages)")
            for words in words { #expect(run.output.contains(words), "\(run.output)") }
            #expect(run.messages.contains("The plan is refused by a guard; nothing was sent."))
            let calls = try await emulator.admin(.get, "calls").json["calls"]
            for write in ["create", "update", "patch", "delete"] { #expect(calls?[write] == nil, "\(write)") }
        }
    }

    @Test func aShortListStops() async throws {
        let rehearsal = try await Rehearsal()
        try rehearsal.addASegment()
        try await rehearsal.script(["call": "list", "fault": ["kind": "shortPage", "rows": 1]])
        try await rehearsal.expectRefusal(
            try await rehearsal.apply(),
            naming: ["has 3 definitions, and lists 1", "--allow-short-list"]
        )
        rehearsal.emulator.kill()
    }

    @Test func aListWithoutACountStopsUntilItIsAllowed() async throws {
        let rehearsal = try await Rehearsal()
        try rehearsal.addASegment()
        try await rehearsal.script(
            ["call": "list", "fault": ["kind": "shortPage", "rows": 100, "hideTotal": true]]
        )
        try await rehearsal.expectRefusal(
            try await rehearsal.apply(),
            naming: ["lists 3 definitions and does not say how many it has", "--allow-short-list"]
        )
        let allowed = try await rehearsal.apply("--allow-short-list")
        #expect(allowed.status == 0, "\(allowed.output)\(allowed.messages)")
        try await rehearsal.script()
        #expect(try await rehearsal.emulator.definitions().count == 4)
        rehearsal.emulator.kill()
    }

    @Test func aSandboxThatIsEmptyAllOfASuddenStops() async throws {
        let rehearsal = try await Rehearsal()
        let empty: JSONValue = ["call": "list", "fault": ["kind": "emptyPage"]]
        try await rehearsal.script(empty)
        let refused = try await rehearsal.apply()
        try await rehearsal.expectRefusal(refused, naming: ["its list of audiences counts 3", "--allow-empty-sandbox"])
        // The other view cannot be had.
        try await rehearsal.script(empty, ["call": "listAudiences", "fault": ["kind": "status", "status": 403]])
        let unknown = try await rehearsal.apply()
        try await rehearsal.expectRefusal(
            unknown,
            naming: ["its audiences cannot be counted: could not count", "--allow-empty-sandbox"]
        )
        // Allowed, it goes on, and not even then is anything made twice.
        #expect(try await rehearsal.apply("--allow-empty-sandbox").status != 4)
        try await rehearsal.script()
        #expect(try await rehearsal.emulator.definitions().count == 3)
        rehearsal.emulator.kill()
    }

    @Test func noManifestLeftStopsUntilItIsAllowed() async throws {
        let rehearsal = try await Rehearsal()
        try rehearsal.workspace.write("segments/all.yaml", "# nothing\n")
        try await rehearsal.script()
        try await rehearsal.expectRefusal(
            try await rehearsal.apply(),
            naming: ["'Segment 0' (", "'Segment 2' (", "--allow-empty-manifests"]
        )
        let allowed = try await rehearsal.apply("--allow-empty-manifests")
        #expect(allowed.status == 0, "\(allowed.output)\(allowed.messages)")
        #expect(try await rehearsal.emulator.definitions().isEmpty)
        rehearsal.emulator.kill()
    }

    @Test func aFolderThatCannotBeReadIsNotAnEmptyOne() async throws {
        let rehearsal = try await Rehearsal()
        try rehearsal.workspace.remove("segments/all.yaml")
        try rehearsal.workspace.remove("segments")
        try rehearsal.workspace.write("segments", "not a folder")
        let run = try await rehearsal.apply("--allow-empty-manifests")
        #expect(run.status == 1)
        #expect(run.messages.contains("the project has errors; nothing was sent"))
        #expect(try await rehearsal.emulator.definitions().count == 3)
        rehearsal.emulator.kill()
    }

    @Test func tooManyDeletesAreListedAndStopped() async throws {
        let rehearsal = try await Rehearsal()
        try rehearsal.workspace.write(
            "segments/all.yaml",
            "key: s0\nname: Segment 0\nexpression: person.birthYear > 0\n"
        )
        try await rehearsal.script()
        try await rehearsal.expectRefusal(
            try await rehearsal.apply("--max-deletes", "1", "--max-delete-percent", "50"),
            naming: ["'Segment 1' (", "'Segment 2' (", "--max-deletes 2", "--max-delete-percent 67"]
        )
        #expect(try await rehearsal.apply("--max-deletes", "2", "--max-delete-percent", "67").status == 0)
        #expect(try await rehearsal.emulator.definitions().count == 1)
        rehearsal.emulator.kill()
    }

    @Test func aSlowerEvaluationStopsUntilItIsAllowed() async throws {
        let streaming = Rehearsal.manifests.replacing("name:", with: "evaluation: streaming\nname:")
        let rehearsal = try await Rehearsal(streaming)
        try rehearsal.workspace.write("segments/all.yaml", streaming.replacing("streaming", with: "batch"))
        try await rehearsal.script()
        try await rehearsal.expectRefusal(
            try await rehearsal.apply(),
            naming: ["is evaluated in streaming, and its manifest asks for batch", "--allow-downgrade"]
        )
        #expect(try await rehearsal.apply("--allow-downgrade").status == 0)
        rehearsal.emulator.kill()
    }

    @Test func aSilentDowngradeIsReadBackAndReported() async throws {
        let streaming = Rehearsal.manifests.replacing("name:", with: "evaluation: streaming\nname:")
        let rehearsal = try await Rehearsal(streaming)
        let edited = streaming.replacing("name: Segment 1", with: "name: Segment 1\ndescription: new words")
        try rehearsal.workspace.write("segments/all.yaml", edited)
        try await rehearsal.script(["call": "update", "fault": ["kind": "downgrade"]])
        let run = try await rehearsal.apply()
        #expect(run.status == 3, "\(run.output)\(run.messages)")
        #expect(run.output.contains("evaluation is 'batch' instead of 'streaming'"), "\(run.output)")
        rehearsal.emulator.kill()
    }

    @Test func aDefinitionThatIsListedIsDeletedThoughAReadDoesNotFindIt() async throws {
        let rehearsal = try await Rehearsal()
        try rehearsal.workspace.write(
            "segments/all.yaml",
            "key: s0\nname: Segment 0\nexpression: person.birthYear > 0\n---\n"
                + "key: s1\nname: Segment 1\nexpression: person.birthYear > 1\n"
        )
        try await rehearsal.script(["call": "read", "nth": 1, "fault": ["kind": "hide"]])
        let run = try await rehearsal.apply()
        #expect(run.status == 0, "\(run.output)\(run.messages)")
        #expect(try await rehearsal.emulator.definitions().count == 2)
        rehearsal.emulator.kill()
    }

    @Test func aDeleteThatThePlatformRefusesIsToldWithItsReason() async throws {
        let rehearsal = try await Rehearsal()
        try rehearsal.workspace.write(
            "segments/all.yaml",
            "key: s0\nname: Segment 0\nexpression: person.birthYear > 0\n---\n"
                + "key: s1\nname: Segment 1\nexpression: person.birthYear > 1\n"
        )
        try await rehearsal.script(["call": "delete", "fault": ["kind": "status", "status": 409]])
        let run = try await rehearsal.apply()
        #expect(run.status == 1, "\(run.output)\(run.messages)")
        #expect(run.output.contains("a delete is refused for what a destination or another audience uses"))
        #expect(try await rehearsal.emulator.definitions().count == 3)
        rehearsal.emulator.kill()
    }
}
