import Foundation
import HTTPTypes
import JSONTree
import Testing

/// Segments go from one sandbox to another with `segsync promote`, and updates as creates do.
@Suite struct PromoteCommandTests {
    private static let loyalty = """
        # The loyalty programme.
        key: gold
        name: Gold
        description: Gold and better
        expression: ${tenant}.loyalty.level in ${levels} # by level
        mergePolicy: Strict
        tags: [Loyalty]
        ---
        # Who lives there.
        key: gold-in-town
        name: Gold in ${city}
        expression: |
          inSegment(${segment:gold}) and homeAddress.city = ${city}
            and ${tenant}.loyalty.points > 10

        """

    private func blockers(_ output: SegsyncProcess.Output) throws -> [JSONValue] {
        try #require(try JSONText.decode(output.output)["blockers"]?.array)
    }

    @Test func aSegmentGoesFromOneSandboxToTheOther() async throws {
        let policy = "\(PromoteProject.source)=Strict"
        let project = try await PromoteProject(
            manifests: ["segments/dev/loyalty.yaml": Self.loyalty],
            policies: [policy]
        )
        try await project.apply("dev")
        let schema = "schemas/luma-prod/profile-union.json"
        let whole = try project.workspace.read(schema)
        try project.workspace.write(schema, whole.replacing("\"points\"", with: "\"pointsOfOldCards\""))
        try await project.restart(policies: [policy], stage: "{}")

        // All that stands against it is told at once, and nothing is written.
        let before = try project.files()
        let refused = try await project.promote("gold-in-town", "--format", "json")
        #expect(refused.status == 1, "\(refused.output)\(refused.messages)")
        let told = try blockers(refused)
        #expect(
            told.map { "\($0["kind"]?.string ?? "") \($0["key"]?.string ?? "")" } == [
                "variable gold-in-town", "variable gold", "manifest gold-in-town", "mergePolicy gold",
            ],
            "\(refused.output)"
        )
        #expect(told[1]["remedy"]?.string?.hasSuffix("\nlevels: [gold, platinum]") == true)
        #expect(told[2]["message"]?.string?.contains("points") == true)
        #expect(told[2]["place"]?.string?.hasPrefix("segments/dev/loyalty.yaml:14:") == true, "\(told[2])")
        let shown = try await project.promote("gold-in-town")
        #expect(shown.output.contains("4 things stand against it; nothing was written."), "\(shown.output)")
        #expect(try project.files() == before)

        // They are mended: variables, the field, the merge policy.
        try project.workspace.write(schema, whole)
        let stage = "{ levels: [gold, diamond], city: Ulm }"
        try await project.restart(policies: [policy, "\(PromoteProject.target)=Strict"], stage: stage)
        let dry = try await project.promote("gold-in-town", "--dry-run", "--detailed-exitcode")
        #expect(dry.status == 2, "\(dry.output)\(dry.messages)")
        #expect(dry.output.contains("+++ segments/shared/gold.yaml") && dry.output.contains("2 to create"))
        #expect(try project.files() == before)

        let calls = try await project.emulator.calls {
            let promoted = try await project.promote("gold-in-town")
            #expect(promoted.status == 0, "\(promoted.output)\(promoted.messages)")
            #expect(promoted.output.contains("Plan: 2 to create"))
        }
        #expect(calls.writes == 0, "promote writes files alone")
        let parts = Self.loyalty.components(separatedBy: "---\n")
        #expect(
            try project.files() == [
                "segments/shared/gold.yaml": parts[0], "segments/shared/gold-in-town.yaml": parts[1],
            ]
        )
        try await project.apply("stage")
        try await project.apply("dev")
        let made = try await project.definitions(PromoteProject.target)
        #expect(made.keys.sorted() == ["Gold", "Gold in Ulm"])
        #expect(made["Gold"]?["expression"]?["value"] == "_lumaretail.loyalty.level in [\"gold\", \"diamond\"]")
        try await project.expectNothingLeaked()
        try await updates(project, made)
    }

    /// What is edited in the manifests, in the first sandbox, and by name.
    private func updates(_ project: PromoteProject, _ made: [String: JSONValue]) async throws {
        let path = "segments/shared/gold.yaml"
        try project.workspace.write(path, project.workspace.read(path).replacing("and better", with: "or better"))
        let edited = try await project.promote("gold", "--detailed-exitcode")
        #expect(edited.status == 2, "\(edited.output)\(edited.messages)")
        #expect(edited.output.contains("Nothing is to be written") && edited.output.contains("1 to update"))
        for sandbox in ["dev", "stage"] { try await project.apply(sandbox) }
        var now = try await project.definitions(PromoteProject.target)
        #expect(now["Gold"]?["description"]?.string?.hasPrefix("Gold or better\n") == true)

        try await project.edit("Gold") {
            $0["expression"] = [
                "type": "PQL", "format": "pql/text", "value": "_wwfovlab011.loyalty.level = \"platinum\"",
            ]
        }
        let remote = try await project.promote("gold", "--from-remote")
        #expect(remote.status == 0, "\(remote.output)\(remote.messages)")
        #expect(remote.output.contains("runs something else than its manifests say"))
        #expect(
            try project.workspace.read(path).contains("expression: ${tenant}.loyalty.level = \"platinum\" # by level\n")
        )
        for sandbox in ["dev", "stage"] { try await project.apply(sandbox) }
        now = try await project.definitions(PromoteProject.target)
        #expect(now["Gold"]?["expression"]?["value"] == "_lumaretail.loyalty.level = \"platinum\"")

        try project.workspace.write(path, project.workspace.read(path).replacing("name: Gold", with: "name: Best"))
        #expect(try await project.promote("gold").status == 0)
        for sandbox in ["dev", "stage"] { try await project.apply(sandbox) }
        now = try await project.definitions(PromoteProject.target)
        #expect(now.keys.sorted() == ["Best", "Gold in Ulm"])
        #expect(now["Best"]?["id"] == made["Gold"]?["id"])
        try await project.expectNothingLeaked()
        project.emulator.kill()
    }

    @Test func withoutASharedFolderUpdatesAreWrittenIntoTheCopies() async throws {
        let gold = "key: gold # Gold\nname: Gold\nexpression: { file: rules/gold.pql }\n"
        let project = try await PromoteProject(
            manifests: [
                "segments/dev/gold.yaml": gold, "segments/dev/rules/gold.pql": "${tenant}.loyalty.points > 10\n",
                "segments/dev/town.yaml": "key: town\nname: Town\nexpression: homeAddress.city = ${city}\n",
            ],
            folders: ("segments/dev", "segments/stage"),
            stage: "{ city: Ulm }",
            policies: []
        )
        try await git(project, "init", "-q")
        try await commit(project)
        try await project.apply("dev")
        let first = try await project.promote("--all")
        #expect(first.status == 0, "\(first.output)\(first.messages)")
        #expect(try project.workspace.read("segments/stage/gold.yaml") == gold)
        try await project.apply("stage")
        let before = try await project.definitions(PromoteProject.target)
        try await commit(project)

        // A release train: what the manifests say otherwise than at a revision, rules and keys included.
        let unchanged = try await project.promote("--changed-since", "HEAD")
        #expect(unchanged.status == 0 && unchanged.output.contains("no segment"), "\(unchanged.output)")
        try project.workspace.write("segments/dev/rules/gold.pql", "${tenant}.loyalty.points > 20\n")
        try project.workspace.write(
            "segments/dev/town.yaml",
            "key: hometown\nmovedFrom: town\nname: Home town\nexpression: homeAddress.city = ${city}\n"
        )
        try await project.apply("dev")
        let changed = try await project.promote("--changed-since", "HEAD", "--format", "json")
        #expect(changed.status == 0, "\(changed.output)\(changed.messages)")
        let steps = try #require(try JSONText.decode(changed.output)["steps"]?.array)
        #expect(steps.map { $0["key"] } == ["gold", "hometown"] && steps.allSatisfy { $0["change"] == "updated" })
        #expect(try project.workspace.read("segments/stage/rules/gold.pql") == "${tenant}.loyalty.points > 20\n")
        try await project.apply("stage")
        let after = try await project.definitions(PromoteProject.target)
        #expect(after["Gold"]?["id"] == before["Gold"]?["id"])
        #expect(after["Home town"]?["id"] == before["Town"]?["id"])
        #expect(after.count == 2)
        try await project.expectNothingLeaked()

        let unknown = try await project.promote("--changed-since", "no-such-revision")
        #expect(unknown.status == 1 && unknown.messages.contains("Git has no revision 'no-such-revision'"))
        project.emulator.kill()
    }

    /// Names that were swapped in the sandbox, of which one was written before the promotion stopped.
    @Test func namesThatAStopLeftTwiceAreSetRightByTheSameCommand() async throws {
        let rule = "expression: ${tenant}.loyalty.points > 1\n"
        let project = try await PromoteProject(
            manifests: [
                "segments/shared/p.yaml": "key: p\nname: P\n" + rule,
                "segments/shared/q.yaml": "key: q\nname: Q\n" + rule,
                "segments/shared/r.yaml": "key: r\nname: R\n" + rule,
            ],
            policies: []
        )
        try await project.apply("dev")
        for (old, new) in [("P", "X"), ("Q", "P"), ("X", "Q")] {
            try await project.edit(old) { $0["name"] = .string(new) }
        }
        try project.workspace.write("segments/shared/p.yaml", "key: p\nname: Q\n" + rule)
        let other = try await project.promote("r", "--from-remote", "--offline")
        #expect(other.status == 1 && other.output.contains("nothing was written"), "\(other.output)\(other.messages)")
        #expect(other.messages.contains("segment name 'Q' is used twice"), "\(other.messages)")
        let again = try await project.promote("p", "q", "--from-remote", "--offline")
        #expect(again.status == 0, "\(again.output)\(again.messages)")
        #expect(
            again.output.contains("an error for 'dev' that this promotion takes away: segment name 'Q' is used twice")
        )
        #expect(try project.workspace.read("segments/shared/q.yaml") == "key: q\nname: P\n" + rule)
        #expect(try await project.segsync("validate").status == 0)
        project.emulator.kill()
    }

    @Test func aNameThatAnotherDefinitionHasIsForApplyToTakeOver() async throws {
        let project = try await PromoteProject(
            manifests: ["segments/dev/gold.yaml": "key: gold\nname: Gold\nexpression: ${tenant}.loyalty.points > 1\n"],
            policies: []
        )
        let answer = try await project.emulator.call(
            .post,
            "/segment/definitions",
            sandbox: PromoteProject.target,
            body: [
                "name": "Gold", "schema": ["name": "_xdm.context.profile"],
                "expression": ["type": "PQL", "format": "pql/text", "value": "person.birthYear = 1980"],
            ]
        )
        #expect(answer.status == 200)
        let promoted = try await project.promote("gold")
        #expect(promoted.status == 4, "\(promoted.output)\(promoted.messages)")
        #expect(promoted.output.contains("take it over with --adopt"))
        #expect(try project.files().keys.sorted() == ["segments/shared/gold.yaml"])
        let offline = try await project.promote("gold", "--offline")
        #expect(offline.status == 0 && offline.output.contains("Not checked: the merge policies, tags, definitions"))
        project.emulator.kill()
    }

    @Test func wrongUseIsTold() async throws {
        let workspace = try Workspace.samples()
        for arguments in [[], ["gold", "--all"], ["--all", "--changed-since", "HEAD"]] {
            let run = try await SegsyncProcess.run(
                ["promote", "--from", "local", "--to", "local-prod"] + arguments,
                in: workspace.folder
            )
            #expect(run.status == 64)
        }
        #expect(try await workspace.segsync("promote", "a", "--from", "local", "--to", "local").status == 64)
        let missing = try await workspace.segsync("promote", "a", "--from", "local", "--to", "nowhere")
        #expect(missing.status == 1 && missing.messages.contains("there is no sandbox 'nowhere'"))
        // Nothing was sent to a sandbox, so the embedded one need not be there.
        let unknown = try await workspace.segsync("promote", "luma-gold", "--from", "local", "--to", "local-prod")
        #expect(
            unknown.status == 1 && unknown.output.contains("luma-gold: sandbox 'local' has no manifest with this key")
        )
    }

    // MARK: Git

    private func commit(_ project: PromoteProject) async throws {
        try await git(project, "add", "-A")
        try await git(project, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "state")
    }

    private func git(_ project: PromoteProject, _ arguments: String...) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.currentDirectoryURL = project.workspace.folder
        process.standardOutput = FileHandle.nullDevice
        try await SegsyncProcess.runToEnd(process)
        #expect(process.terminationStatus == 0, "git \(arguments.joined(separator: " "))")
    }
}
