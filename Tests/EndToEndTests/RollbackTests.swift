import Foundation
import HTTPTypes
import JSONTree
import Testing

/// Undoing real runs by their journals.
@Suite(.serialized) struct RollbackTests {
    /// What the definitions of the sample project say, without ids, times and the like.
    private func state(_ workspace: Workspace, sandbox: String = "luma-dev") async throws -> [String: JSONValue] {
        let emulator = try await EmulatorProcess(in: workspace.folder)
        defer { emulator.kill() }
        let definitions = try await emulator.definitions(sandbox: sandbox)
        let names = Dictionary(
            uniqueKeysWithValues: try definitions.map { definition in
                (try #require(definition["id"]?.string), try #require(definition["name"]?.string))
            }
        )
        var state: [String: JSONValue] = [:]
        for definition in definitions {
            var rule = JSONText.encode(definition["expression"] ?? .null)
            for (id, name) in names { rule = rule.replacing(id, with: "<\(name)>") }
            // The stamp's digests may tell of more fields than before.
            let description = (definition["description"]?.string ?? "").replacing(#/ base=\S+/#, with: "")
            var content: [String: JSONValue] = ["rule": .string(rule), "description": .string(description)]
            for field in ["schema", "evaluationInfo", "mergePolicyId", "ttlInDays", "labels", "tags", "lifecycleState"]
            {
                content[field] = definition[field]
            }
            state[try #require(definition["name"]?.string)] = .object(content)
        }
        return state
    }

    private func edit(_ workspace: Workspace) throws {
        let path = "segments/shared/engagement.yaml"
        try workspace.write(path, try workspace.read(path).replacing("\"weekly\"", with: "\"daily\""))
        try workspace.remove("segments/dev/test-profiles.yaml")
        try workspace.write(
            "segments/dev/new.yaml",
            """
            key: made-by-the-run
            name: Made by the run
            expression: person.birthYear = 1980
            labels: [core/C1]
            ---
            key: made-too
            name: Made too
            expression: inSegment(${segment:made-by-the-run})
            """
        )
    }

    @Test func aRunIsUndoneAndItsUndoingToo() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let before = try await state(workspace)
        try edit(workspace)
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let after = try await state(workspace)
        #expect(after != before && after.count == before.count + 1)

        let journal = try #require(try workspace.journals().last)
        // The manifests play no part.
        try workspace.write("segments/dev/new.yaml", "this is: [no manifest")
        let shown = try await workspace.segsync("rollback", journal, "--detailed-exitcode", "--format", "json")
        #expect(shown.status == 2, "\(shown.messages)")
        let actions = try #require(try JSONText.decode(shown.output)["actions"]?.array).filter {
            $0["verb"] != "noChange"
        }
        #expect(
            Dictionary(uniqueKeysWithValues: actions.map { ($0["key"]?.string, $0["verb"]?.string) }) == [
                "luma-newsletter-readers": "update", "luma-test-profiles": "create", "made-by-the-run": "delete",
                "made-too": "delete",
            ]
        )
        #expect(try await state(workspace) == after)

        let saved = try await workspace.segsync("rollback", journal, "--sandbox", "local", "--out", "back.json")
        #expect(saved.status == 0 && saved.messages.contains("segsync apply back.json"), "\(saved.messages)")
        let back = try await workspace.segsync("apply", "back.json", "--auto-approve")
        #expect(back.status == 0, "\(back.output)\(back.messages)")
        #expect(try await state(workspace) == before)
        let again = try await workspace.segsync("rollback", journal, "--detailed-exitcode")
        #expect(again.status == 0)
        #expect(again.output.contains("Sandbox 'local' has nothing of this run that could be undone."))

        // The way back left a journal as well.
        let second = try #require(try workspace.journals().last)
        #expect(second != journal)
        #expect(try await workspace.segsync("rollback", second, "--out", "forth.json").status == 0)
        #expect(try await workspace.segsync("apply", "forth.json", "--auto-approve").status == 0)
        #expect(try await state(workspace) == after)
    }

    @Test func whatSomebodyEditedSinceIsNotUndone() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        try edit(workspace)
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let journal = try #require(try workspace.journals().last)
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let definition = try #require(
            try await emulator.definitions().first {
                $0["description"]?.string?.contains("key=luma-newsletter-readers ") ?? false
            }
        )
        let id = try #require(definition["id"]?.string)
        var members: [String: JSONValue] = ["ttlInDays": 77]
        for field in ["name", "description", "expression", "schema"] { members[field] = definition[field] }
        let edited = try await emulator.call(.patch, "/segment/definitions/\(id)", body: .object(members))
        #expect(edited.status == 200)
        emulator.kill()
        let refused = try await workspace.segsync("rollback", journal, "--out", "back.json")
        #expect(refused.status == 4)
        #expect(refused.output.contains("definition \(id) changed since the journal's run"))
        #expect(refused.output.contains("--overwrite-conflicts"))
        #expect(throws: (any Error).self) { try workspace.read("back.json") }
        let forced = try await workspace.segsync("rollback", journal, "--overwrite-conflicts", "--out", "back.json")
        #expect(forced.status == 0, "\(forced.output)")
        #expect(try await workspace.segsync("apply", "back.json", "--auto-approve").status == 0)
    }

    @Test func theOrdinaryGuardsHold() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let journal = try #require(try workspace.journals().last)
        let refused = try await workspace.segsync("rollback", journal)
        #expect(refused.status == 4)
        #expect(refused.output.contains("--max-deletes 18") && refused.output.contains("--max-delete-percent 100"))
        let allowed = [
            "--max-deletes", "18", "--max-delete-percent", "100", "--delete-protected", "--out", "back.json",
        ]
        let saved = try await SegsyncProcess.run(["rollback", journal] + allowed, in: workspace.folder)
        #expect(saved.status == 0, "\(saved.output)")
        #expect(try await workspace.segsync("apply", "back.json", "--auto-approve").status == 0)
        #expect(try await state(workspace).isEmpty)
    }

    @Test func aJournalOfAnotherPlaceIsRefusedInWords() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let path = try #require(try workspace.journals().last)
        let elsewhere = try await workspace.segsync("rollback", path, "--sandbox", "local-prod")
        #expect(elsewhere.status == 1)
        #expect(elsewhere.messages.contains("is the journal of the platform's sandbox 'luma-dev', found 'prod'"))
        let journal = try workspace.read(path)
        for (text, reason) in [
            ("", "it has no whole line"),
            (journal.replacing("\"project\":\"luma\"", with: "\"project\":\"x\""), "of project 'x'"),
            (journal.replacing("segsync-journal", with: "other"), "line 1: this is no journal of segsync"),
            (journal.replacing("\"entry\":\"written\"", with: "\"entry\":\"read\""), "expected one of the values"),
        ] {
            try workspace.write("other.jsonl", text)
            let refused = try await workspace.segsync("rollback", "other.jsonl")
            #expect(refused.status == 1 && refused.messages.contains(reason), "\(refused.messages)")
        }
        #expect(try await workspace.segsync("rollback", "nowhere.jsonl").status == 1)
    }

    /// The process is killed while a create hangs that the service has carried out.
    @Test func aRunThatWasKilledIsUndoneAsFarAsItCame() async throws {
        let workspace = try Workspace.generated(12, endpoint: "http://127.0.0.1:1")
        let script = #"{"faults": [{"call": "create", "nth": 7, "fault": {"kind": "hang", "afterWrite": true}}]}"#
        try workspace.write("faults.json", script)
        let emulator = try await EmulatorProcess(in: workspace.folder, ["--faults", "faults.json"])
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        let apply = SegsyncProcess.start(
            ["apply", "--sandbox", "remote", "--auto-approve", "--parallelism", "1"],
            in: workspace.folder
        )
        apply.standardOutput = FileHandle.nullDevice
        apply.standardError = FileHandle.nullDevice
        async let ended: Void = SegsyncProcess.runToEnd(apply)
        let calls = try await emulator.admin(.get, "calls?hanging=1").json
        #expect(calls["hanging"]?.array?.count == 1)
        kill(apply.processIdentifier, SIGKILL)
        try await ended
        #expect(try await emulator.definitions().count == 7)
        let journal = try #require(try workspace.journals().last)
        let lines = try workspace.journal(journal)
        #expect(lines.count { $0["entry"] == "writing" } == 7)
        #expect(lines.count { $0["entry"] == "written" } == 6 && lines.count { $0["entry"] == "ended" } == 6)

        let saved = try await workspace.segsync("rollback", journal, "--out", "back.json")
        #expect(saved.status == 0, "\(saved.output)\(saved.messages)")
        #expect(saved.messages.contains("The run of this journal was cut off"))
        #expect(saved.output.contains("the journal does not tell how the run left"))
        #expect(try await workspace.segsync("apply", "back.json", "--auto-approve").status == 0)
        #expect(try await emulator.definitions().isEmpty)
        emulator.kill()
    }
}
