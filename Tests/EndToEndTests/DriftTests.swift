import Foundation
import HTTPTypes
import JSONTree
import Testing

/// The real binary after somebody edited definitions by other means.
@Suite(.serialized) struct DriftTests {
    static let project = """
        version: 1
        project: e2e
        sandboxes:
          local:
            endpoint: embedded
            sandbox: luma-dev
            tenant: _wwfovlab011
            segments: [segments]
            schemas: schemas
            variables: { goldLevels: [gold, platinum] }

        """

    /// A project that is applied.
    static func applied(_ files: [String: String], project: String = project) async throws -> Workspace {
        let workspace = try Workspace.generated(0, endpoint: "embedded")
        try workspace.write("segsync.yaml", project)
        for (path, text) in files { try workspace.write(path, text) }
        let apply = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(apply.status == 0, "\(apply.output)\(apply.messages)")
        return workspace
    }

    /// Edits definitions as Segment Builder would: by name, whatever members; the stamp stays.
    static func edit(
        _ workspace: Workspace,
        _ edits: [(name: String, members: [String: JSONValue])],
        stamped: (Substring) -> String = { String($0) }
    ) async throws {
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let definitions = try await emulator.definitions()
        for (name, edited) in edits {
            let definition = try #require(definitions.first { $0["name"]?.string == name }?.object)
            let id = try #require(definition["id"]?.string)
            var members = definition.filter { ["name", "schema", "expression"].contains($0.key) }
            members.merge(edited) { _, edited in edited }
            if let text = edited["description"]?.string {
                let stamp = try #require(definition["description"]?.string?.split(separator: "\n").last)
                members["description"] = .string(text + "\n" + stamped(stamp))
            }
            let answer = try await emulator.call(.patch, "/segment/definitions/\(id)", body: .object(members))
            #expect(answer.status == 200, "\(answer.json)")
        }
        emulator.kill()
    }

    private static let manifests = [
        "segments/all.yaml": """
        key: one
        name: One
        description: First
        expression: person.birthYear >= 1980
        ---
        key: two
        name: Two
        expression: ${tenant}.loyalty.level in ${goldLevels}
        labels: [core/C1]
        ttlInDays: 30

        """
    ]

    @Test func whatIsAsItWasAppliedIsNoDrift() async throws {
        let workspace = try await Self.applied(Self.manifests)
        let drift = try await workspace.segsync("drift", "--sandbox", "local", "--detailed-exitcode")
        #expect(drift.status == 0)
        #expect(drift.output.hasPrefix("Nothing was found changed outside Git in sandbox 'local'.\n"))
        // A change in Git alone is none either.
        let text = try workspace.read("segments/all.yaml").replacing("1980", with: "1990")
        try workspace.write("segments/all.yaml", text)
        #expect(try await workspace.segsync("drift", "--sandbox", "local", "--detailed-exitcode").status == 0)
    }

    @Test func driftAndConflictsAreListedWithWhoAndWhen() async throws {
        let workspace = try await Self.applied(Self.manifests)
        try await Self.edit(
            workspace,
            [
                ("One", ["expression": Self.rule("person.birthYear >= 1985")]),
                ("Two", ["labels": ["core/C2"], "ttlInDays": 60]),
            ]
        )
        let text = try workspace.read("segments/all.yaml").replacing("1980", with: "1990")
        try workspace.write("segments/all.yaml", text)
        let plain = try await workspace.segsync("drift", "--sandbox", "local")
        #expect(plain.status == 0)
        #expect(plain.output.contains("conflict: changed in Git as well"))
        #expect(plain.output.hasSuffix("Drift: 2 fields drifted, 1 in conflict.\n"), "\(plain.output)")
        let drift = try await workspace.segsync(
            "drift",
            "--sandbox",
            "local",
            "--detailed-exitcode",
            "--format",
            "json"
        )
        #expect(drift.status == 5)
        let report = try JSONText.decode(drift.output)
        #expect(report["version"] == 1)
        #expect(report["summary"] == ["drifted": 2, "conflict": 1, "unknownOrigin": 0, "deletedInGit": 0])
        let segments = try #require(report["segments"]?.array)
        try #require(segments.map { $0["key"] } == ["one", "two"])
        #expect(segments.allSatisfy { $0["lastModifiedBy"]?.string != nil && $0["lastModifiedAt"]?.integer != nil })
        #expect(
            segments[0]["fields"] == [
                [
                    "field": "expression", "verdict": "conflict", "git": "person.birthYear >= 1990",
                    "sandbox": "person.birthYear >= 1985", "effect": "wider",
                ]
            ]
        )
        #expect(
            segments[1]["fields"] == [
                ["field": "ttlInDays", "verdict": "drifted", "git": "30", "sandbox": "60"],
                ["field": "labels", "verdict": "drifted", "git": "core/C1", "sandbox": "core/C2"],
            ]
        )
    }

    @Test func aSegmentDeletedInGitAndChangedIsNamed() async throws {
        let workspace = try await Self.applied(Self.manifests)
        try await Self.edit(workspace, [("One", ["description": "Edited"])])
        let text = try workspace.read("segments/all.yaml")
        let rest = try #require(text.range(of: "---\n"))
        try workspace.write("segments/all.yaml", String(text[rest.upperBound...]))
        let drift = try await workspace.segsync("drift", "--sandbox", "local", "--detailed-exitcode")
        #expect(drift.status == 5)
        #expect(drift.output.contains("deleted in Git: a plan would delete it with these changes"))
        #expect(drift.output.contains("sandbox: Edited"))
        #expect(drift.output.hasSuffix("1 deleted in Git and changed in the sandbox.\n"))
        let adopted = try await workspace.segsync("drift", "--sandbox", "local", "--adopt")
        #expect(adopted.status == 1)
        #expect(adopted.output.contains("not adopted one description: its manifest is gone"))
    }

    @Test func whatAStampWithoutDigestsCannotTellIsListedAndAdopted() async throws {
        let workspace = try await Self.applied(Self.manifests)
        try await Self.edit(workspace, [("One", ["description": "Edited"])]) { stamp in
            stamp.split(separator: " ").filter { !$0.hasPrefix("base=") }.joined(separator: " ")
                + (stamp.hasSuffix("]") && stamp.split(separator: " ").last?.hasPrefix("base=") == true ? "]" : "")
        }
        let plan = try await workspace.segsync("plan", "--sandbox", "local")
        #expect(plan.status == 4)
        #expect(plan.output.contains("segsync drift --adopt"), "\(plan.output)")
        let drift = try await workspace.segsync("drift", "--sandbox", "local", "--detailed-exitcode")
        #expect(drift.status == 5)
        #expect(drift.output.contains("the stamp does not tell what was last applied"), "\(drift.output)")
        #expect(drift.output.hasSuffix("Drift: 0 fields drifted, 0 in conflict, 1 of unknown origin.\n"))
        #expect(try await workspace.segsync("drift", "--sandbox", "local", "--adopt").status == 0)
        #expect(try workspace.read("segments/all.yaml").contains("description: Edited"))
        #expect(try await workspace.segsync("plan", "--sandbox", "local").status == 0)
    }

    @Test func afterAnAdoptionThePlanIsEmpty() async throws {
        let workspace = try await Self.applied(Self.manifests)
        try await Self.edit(
            workspace,
            [
                ("One", ["expression": Self.rule("person.birthYear >= 1985"), "description": "Edited: by hand"]),
                (
                    "Two",
                    [
                        "labels": ["core/C1", "core/C2"], "ttlInDays": 60,
                        "expression": Self.rule("_wwfovlab011.loyalty.level in [\"gold\"]"),
                    ]
                ),
            ]
        )
        // In conflict: the sandbox's value is taken.
        let text = try workspace.read("segments/all.yaml").replacing("1980", with: "1990")
        try workspace.write("segments/all.yaml", text)
        #expect(try await workspace.segsync("plan", "--sandbox", "local").status == 4)
        let adopted = try await workspace.segsync("drift", "--sandbox", "local", "--adopt")
        #expect(adopted.status == 0, "\(adopted.output)\(adopted.messages)")
        #expect(adopted.output.contains("5 adopted, 0 not adopted.\n"))
        #expect(
            try workspace.read("segments/all.yaml") == """
                key: one
                name: One
                description: "Edited: by hand"
                expression: person.birthYear >= 1985
                ---
                key: two
                name: Two
                expression: ${tenant}.loyalty.level in ["gold"]
                labels: [core/C1, core/C2]
                ttlInDays: 60

                """
        )
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)")
        #expect(try await workspace.segsync("drift", "--sandbox", "local", "--detailed-exitcode").status == 0)
    }

    @Test func whatOtherSandboxesReadIsAdoptedForThisOneAlone() async throws {
        let project =
            Self.project + """
                  other:
                    endpoint: embedded
                    sandbox: prod
                    tenant: _lumaretail
                    segments: [segments]
                    schemas: schemas
                    variables: { goldLevels: [gold] }

                """
        let workspace = try await Self.applied(Self.manifests, project: project)
        let before = try await workspace.segsync("plan", "--sandbox", "other", "--format", "json")
        try await Self.edit(workspace, [("Two", ["ttlInDays": 60, "labels": []])])
        let adopted = try await workspace.segsync("drift", "--sandbox", "local", "--adopt", "--format", "json")
        #expect(adopted.status == 0, "\(adopted.output)\(adopted.messages)")
        let report = try JSONText.decode(adopted.output)
        #expect(
            report["adoptions"] == [
                ["key": "two", "field": "ttlInDays", "file": "segments/all.yaml"],
                ["key": "two", "field": "labels", "file": "segments/all.yaml"],
            ]
        )
        let text = try #require(Self.manifests["segments/all.yaml"])
        let added = "overrides:\n  local:\n    ttlInDays: 60\n    labels: []\n"
        #expect(try workspace.read("segments/all.yaml") == text + added)
        #expect(try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode").status == 0)
        let after = try await workspace.segsync("plan", "--sandbox", "other", "--format", "json")
        #expect(after.output == before.output)
    }

    @Test func whatCannotBeAdoptedIsNamedAndTheRestIsWritten() async throws {
        let workspace = try await Self.applied(Self.manifests)
        // No manifest may ask for more days than ten years.
        try await Self.edit(workspace, [("One", ["description": "Edited"]), ("Two", ["ttlInDays": 9999])])
        let adopted = try await workspace.segsync("drift", "--sandbox", "local", "--adopt")
        #expect(adopted.status == 3, "\(adopted.output)\(adopted.messages)")
        #expect(adopted.output.contains("adopted one description: segments/all.yaml"))
        #expect(adopted.output.contains("not adopted two ttlInDays: the project would have an error"))
        let text = try #require(Self.manifests["segments/all.yaml"])
        #expect(try workspace.read("segments/all.yaml") == text.replacing("First", with: "Edited"))
        let again = try await workspace.segsync("drift", "--sandbox", "local", "--adopt")
        #expect(again.status == 1, "\(again.output)\(again.messages)")
    }

    @Test func theSamplesAreAdoptedAsTheyWereEdited() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        try await Self.edit(
            workspace,
            [("Luma : Big Spenders", ["description": "Spent over 1000 and more since they joined"])]
        )
        let path = "segments/shared/loyalty.yaml"
        let before = try workspace.read(path)
        let adopted = try await workspace.segsync("drift", "--sandbox", "local", "--adopt")
        #expect(adopted.status == 0, "\(adopted.output)\(adopted.messages)")
        // The manifest has overrides for another sandbox already.
        let there = "    evaluation: batch\n    ttlInDays: 60\n"
        let added = "  local:\n    description: Spent over ${bigSpender} and more since they joined\n"
        #expect(try workspace.read(path) == before.replacing(there, with: there + added))
        #expect(try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode").status == 0)
        #expect(try await workspace.segsync("validate").status == 0)
    }

    static func rule(_ text: String) -> JSONValue {
        ["type": "PQL", "format": "pql/text", "value": .string(text)]
    }
}
