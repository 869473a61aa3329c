import Foundation
import HTTPTypes
import JSONTree
import TestSupport
import Testing

/// `segsync plan --out` and `segsync apply FILE`.
@Suite(.serialized) struct SavedPlanTests {
    /// A workspace with twenty generated segments, the service for it, and a saved plan that makes them.
    private func planned(_ count: Int = 20) async throws -> (Workspace, EmulatorProcess) {
        let workspace = try Workspace.generated(count, endpoint: "http://127.0.0.1:1")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", Workspace.project(endpoint: emulator.endpoint))
        let plan = try await workspace.segsync("plan", "--sandbox", "remote", "--out", "plan.json")
        #expect(plan.status == 0, "\(plan.output)\(plan.messages)")
        return (workspace, emulator)
    }

    @Test func theCommandThatIsToldCanBePasted() async throws {
        let workspace = try Workspace.samples()
        let folder = workspace.folder.path
        let plan = try await SegsyncProcess.run(
            ["plan", "-C", folder, "--sandbox", "local", "--out", "my plan.json"],
            in: workspace.folder
        )
        #expect(plan.messages.contains("segsync apply -C \(folder) 'my plan.json'"), "\(plan.messages)")
    }

    private func apply(_ workspace: Workspace, _ arguments: String...) async throws -> SegsyncProcess.Output {
        try await SegsyncProcess.run(["apply", "plan.json", "--auto-approve"] + arguments, in: workspace.folder)
    }

    @Test func whatWasPlannedIsDoneWhateverTheManifestsSayNow() async throws {
        let workspace = try Workspace.samples()
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--out", "plan.json")
        #expect(plan.status == 0)
        #expect(plan.messages.contains("To do exactly this: segsync apply plan.json"))
        try workspace.write("segments/shared/loyalty.yaml", "key: [broken\n")
        try workspace.remove("segments/shared/engagement.yaml")
        let apply = try await apply(workspace)
        #expect(apply.status == 0, "\(apply.output)\(apply.messages)")
        #expect(apply.output == plan.output + "Applied to sandbox 'local': 18 done, 0 failed, 0 skipped, 0 unknown.\n")

        let again = try await self.apply(workspace, "--format", "json")
        #expect(again.status == 0)
        let result = try JSONText.decode(again.output)
        #expect(result["summary"]?["done"] == 18)
        #expect(result["outcomes"]?.array?.allSatisfy { $0["doneBefore"] == true } == true)
        let told = try await self.apply(workspace)
        #expect(told.output.hasSuffix(" Everything was as planned already; nothing was written.\n"), "\(told.output)")
        #expect(told.messages.contains("as planned already, nothing was written"))

        let journal = try #require(try workspace.journals().first)
        let digest = try JSONText.decode(workspace.read("plan.json"))["digest"]
        #expect(try workspace.journal(journal).first?["plan"] == digest && digest != nil)
    }

    @Test func theFileFitsItsSchemaAndIsTheSameEachTime() async throws {
        let workspace = try Workspace.samples()
        for name in ["plan.json", "again.json"] {
            let plan = try await workspace.segsync("plan", "--sandbox", "local", "--out", name, "--format", "json")
            #expect(try JSONText.decode(plan.output)["summary"]?["create"] == 18)
        }
        let text = try workspace.read("plan.json")
        #expect(try text == workspace.read("again.json"))
        let schema = try String(
            contentsOf: Workspace.repository.appendingPathComponent("schemas/segsync/plan-1.schema.json"),
            encoding: .utf8
        )
        let check = JSONSchemaCheck(schema: try JSONText.decode(schema))
        #expect(check.mistakes(in: try JSONText.decode(text)) == [])
        #expect(check.mistakes(in: ["format": "segsync-plan"]) != [])
    }

    @Test func theSchemaOfPlansIsNoSnapshotOfXDM() async throws {
        let workspace = try Workspace.generated(1, endpoint: "embedded")
        try FileManager.default.copyItem(
            at: Workspace.repository.appendingPathComponent("schemas/segsync"),
            to: workspace.folder.appendingPathComponent("schemas/segsync")
        )
        let project = Workspace.project(endpoint: "embedded").split(separator: "    credentials:")[0]
        try workspace.write("segsync.yaml", String(project))
        let result = try await workspace.segsync("validate")
        #expect(result.status == 0 && result.output.hasSuffix("0 errors, 0 warnings\n"), "\(result.output)")
    }

    @Test func noCredentialIsInIt() async throws {
        let (workspace, emulator) = try await planned(2)
        emulator.kill()
        let text = try workspace.read("plan.json")
        // The organisation's id says where the plan may be applied, and is no secret.
        let secrets = SegsyncProcess.credentials.filter { !$0.key.hasSuffix("ORG_ID") && !$0.key.hasSuffix("_ORG") }
        #expect(secrets.count == 2)
        for value in secrets.values { #expect(!text.contains(value)) }
        #expect(!text.contains("E2E_") && !text.contains("Bearer"))
    }

    @Test func aRefusedPlanIsNotSaved() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        for path in ["shared/loyalty.yaml", "shared/purchases.yaml", "shared/engagement.yaml"] {
            try workspace.write("segments/" + path, "# nothing\n")
        }
        try workspace.write("plan.json", "older")
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--out", "plan.json")
        #expect(plan.status == 4)
        #expect(plan.messages.contains("The plan is refused by a guard; 'plan.json' was not written."))
        #expect(try workspace.read("plan.json") == "older")
    }

    @Test func aFlagThatLetAGuardPassHoldsForThePlan() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        for path in ["shared/loyalty.yaml", "shared/purchases.yaml", "shared/engagement.yaml"] {
            try workspace.write("segments/" + path, "# nothing\n")
        }
        let flags = ["--max-deletes", "17", "--max-delete-percent", "100", "--delete-protected"]
        let plan = ["plan", "--sandbox", "local", "--out", "plan.json"] + flags
        #expect(try await SegsyncProcess.run(plan, in: workspace.folder).status == 0)
        let wrong = try await apply(workspace, "--delete-protected")
        #expect(wrong.status == 64 && wrong.messages.contains("a saved plan allows what it was made with"))
        let apply = try await apply(workspace)
        #expect(apply.status == 0 && apply.output.contains("17 done, 0 failed"), "\(apply.output)\(apply.messages)")
    }

    @Test func itIsForOnePlaceAlone() async throws {
        let (workspace, emulator) = try await planned(2)
        let project = try workspace.read("segsync.yaml")
        let named = try await apply(workspace, "--sandbox", "remote2")
        #expect(named.status == 1)
        #expect(
            named.messages.contains("'plan.json' is a plan for sandbox 'remote', found 'remote2'; nothing was sent")
        )
        for (text, other, expected) in [
            ("project: e2e", "project: e3e", "a plan for project 'e2e', found 'e3e'"),
            ("sandbox: luma-dev", "sandbox: prod", "a plan for the platform's sandbox 'luma-dev', found 'prod'"),
            (emulator.endpoint, "https://example.org", "a plan for endpoint '\(emulator.endpoint)'"),
            ("  remote:", "  other:", "there is no sandbox 'remote' in segsync.yaml; it defines other"),
        ] {
            try workspace.write("segsync.yaml", project.replacingOccurrences(of: text, with: other))
            let calls = try await emulator.calls {
                let result = try await apply(workspace)
                #expect(result.status == 1 && result.messages.contains(expected), "\(result.messages)")
            }
            #expect(calls.writes == 0 && calls["list"] == nil)
        }
        try workspace.write("segsync.yaml", project)
        #expect(try await apply(workspace, "--sandbox", "remote").status == 0)
        emulator.kill()
    }

    @Test func anEditIsNoticedAndWhatIsNoPlanIsSaid() async throws {
        let (workspace, emulator) = try await planned(2)
        let text = try workspace.read("plan.json")
        for (broken, expected) in [
            (text.replacingOccurrences(of: "Segment 1", with: "Segment 2"), "it was changed after it was written"),
            (
                text.replacingOccurrences(of: "\"version\" : 1", with: "\"version\" : 2"),
                "version: this segsync reads 1"
            ),
            ("{}", "format: expected 'segsync-plan', found nothing"), (String(text.dropLast(100)), "it is no JSON"),
        ] {
            try workspace.write("plan.json", broken)
            let result = try await apply(workspace)
            #expect(result.status == 1)
            #expect(result.messages.contains("'plan.json' is no plan that can be applied: \(expected)"))
        }
        try workspace.remove("plan.json")
        let result = try await apply(workspace)
        #expect(result.status == 1 && result.messages.contains("'plan.json' cannot be read: there is no such file"))
        #expect(try await emulator.definitions().isEmpty)
        emulator.kill()
    }

    @Test func withoutATerminalItNeedsApproval() async throws {
        let workspace = try Workspace.samples()
        _ = try await workspace.segsync("plan", "--sandbox", "local", "--out", "plan.json")
        let result = try await workspace.segsync("apply", "plan.json")
        #expect(result.status == 1 && result.messages.contains("--auto-approve"))
        #expect(try await workspace.segsync("apply").status == 64)
    }

    @Test func aChangeElsewhereSpoilsNothingAndARelatedOneStopsWhatItConcerns() async throws {
        let (workspace, emulator) = try await planned(12)
        #expect(try await apply(workspace).status == 0)
        let manifests = try workspace.read("segments/all.yaml")
        try workspace.write("segments/all.yaml", manifests.replacingOccurrences(of: "points >", with: "points >="))
        #expect(try await workspace.segsync("plan", "--sandbox", "remote", "--out", "plan.json").status == 0)

        // Somebody makes a definition, and edits one that others use (s9 uses s8).
        let made: JSONValue = [
            "name": "Made by hand", "schema": ["name": "_xdm.context.profile"],
            "expression": ["type": "PQL", "format": "pql/text", "value": "person.birthYear = 1980"],
        ]
        #expect(try await emulator.call(.post, "/segment/definitions", body: made).status == 200)
        let edited = try #require(try await emulator.definitions().first { $0["name"] == "Segment 8" })
        let id = try #require(edited["id"]?.string)
        var members = try #require(edited.object).filter { ["name", "schema", "description"].contains($0.key) }
        members["expression"] = made["expression"]
        let edit = try await emulator.call(.patch, "/segment/definitions/\(id)", body: .object(members))
        #expect(edit.status == 200)

        let result = try await apply(workspace, "--format", "json")
        #expect(result.status == 3)
        let outcomes = try #require(try JSONText.decode(result.output)["outcomes"]?.array)
        let others = outcomes.filter { $0["status"] != "done" }
        #expect(outcomes.count == 12 && others.map { $0["key"] } == ["s8", "s9"])
        #expect(others.map { $0["status"] } == ["failed", "skipped"])
        #expect(others.first?["message"]?.string?.contains("was changed") == true)
        let after = try #require(try await emulator.definitions().first { $0["name"] == "Segment 8" })
        #expect(after["expression"]?["value"] == "person.birthYear = 1980")
        emulator.kill()
    }

    @Test(
        arguments: [
            ["kind": "shortPage", "rows": 1], ["kind": "shortPage", "rows": 1, "hideTotal": true],
            ["kind": "emptyPage"],
        ] as [JSONValue]
    )
    func aListThatMayBeShortStopsIt(fault: JSONValue) async throws {
        let (workspace, emulator) = try await planned(3)
        #expect(try await apply(workspace).status == 0)
        try await emulator.script(["call": "list", "fault": fault])
        let calls = try await emulator.calls {
            let result = try await apply(workspace)
            #expect(result.status == 4)
            #expect(result.messages.contains("nothing was sent"), "\(result.messages)")
        }
        #expect(calls.writes == 0)
        emulator.kill()
    }
}
