import Foundation
import HTTPTypes
import JSONTree
import Testing

@Suite(.serialized) struct DiffTests {
    private static let places = ["local": "luma-dev", "local-prod": "prod"]

    private func applied(_ sandboxes: String...) async throws -> Workspace {
        let workspace = try Workspace.samples()
        for name in sandboxes {
            let place = try #require(Self.places[name])
            let apply = try await workspace.apply(to: name, confirming: place)
            #expect(apply.status == 0, "\(apply.messages)")
        }
        return workspace
    }

    private func withoutIDs(_ text: String) -> String {
        text.replacing(/\([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\)/, with: "(ID)")
    }

    private func keys(_ list: JSONValue?) -> [String] {
        list?.array?.compactMap { $0["key"]?.string } ?? []
    }

    /// The keys that differ with their fields.
    private func fields(_ json: JSONValue) -> [String: [String]] {
        let pairs = json["different"]?.array?.map { pair in
            (pair["key"]?.string ?? "", pair["fields"]?.array?.compactMap { $0["field"]?.string } ?? [])
        }
        return Dictionary(uniqueKeysWithValues: pairs ?? [])
    }

    @Test func theSandboxesOfTheSamplesDifferWhereTheProjectSaysSo() async throws {
        let workspace = try await applied("local", "local-prod")
        let sandboxes = try await workspace.segsync("diff", "local", "local-prod", "--format", "json")
        #expect(sandboxes.status == 0, "\(sandboxes.messages)")
        #expect(sandboxes.messages.isEmpty)
        let json = try JSONText.decode(sandboxes.output)
        #expect(keys(json["onlyInA"]) == ["luma-test-profiles"])
        #expect(keys(json["onlyInB"]) == ["luma-edge-browsers"])
        #expect(
            fields(json) == [
                "luma-big-spenders": ["description", "expression", "ttlInDays"], "luma-demoted": ["expression"],
                "luma-gold-or-above": ["expression"],
            ]
        )
        #expect(json["summary"]?["same"] == 14 && json["ambiguous"] == [])
        for tenant in ["_wwfovlab011", "_lumaretail"] { #expect(!sandboxes.output.contains(tenant)) }

        let text = try await workspace.segsync("diff", "local", "local-prod").output
        let page = try String(
            contentsOf: Workspace.repository.appendingPathComponent("Documentation/Diff.md"),
            encoding: .utf8
        )
        #expect(withoutIDs(page).contains("```\n" + withoutIDs(text) + "```\n"), "Diff.md shows another output")

        let manifests = try await workspace.segsync("diff", "git:local", "git:local-prod", "--format", "json")
        var expected = fields(json)
        // Only one of the manifests names it.
        expected["luma-big-spenders"] = ["description", "expression"]
        #expect(fields(try JSONText.decode(manifests.output)) == expected)

        for (a, b) in [("git:local", "local"), ("local-prod", "git:local-prod"), ("local", "local")] {
            let same = try await workspace.segsync("diff", a, b, "--detailed-exitcode")
            #expect(same.status == 0, "\(same.output)\(same.messages)")
            #expect(same.output.contains("Both say the same.") && same.output.contains(" 18 the same."))
        }
    }

    @Test func oneProjectInTwoSandboxesDiffersInNothing() async throws {
        let workspace = try Workspace.samples()
        let project = try workspace.read("segsync.yaml").replacing("segments/prod", with: "segments/dev")
            .replacing("[gold, platinum, diamond]", with: "[gold, platinum]").replacing("2500", with: "1000")
        try workspace.write("segsync.yaml", project)
        let loyalty = try workspace.read("segments/shared/loyalty.yaml")
        let withoutOverrides = try #require(loyalty.components(separatedBy: "overrides:").first)
        let description = "description: Members of ${tenant} who spent over"
        try workspace.write(
            "segments/shared/loyalty.yaml",
            withoutOverrides.replacing("description: Spent over", with: description)
        )
        for (name, place) in Self.places {
            let apply = try await workspace.apply(to: name, confirming: place)
            #expect(apply.status == 0, "\(apply.messages)")
        }
        let sides = ["local", "local-prod", "git:local", "git:local-prod"]
        for a in sides {
            for b in sides {
                let diff = try await workspace.segsync("diff", a, b, "--detailed-exitcode")
                #expect(diff.status == 0, "\(a) \(b): \(diff.output)\(diff.messages)")
                #expect(diff.output.hasSuffix(" 0 different, 18 the same.\n"))
            }
        }
    }

    @Test func theStatusTellsADifferenceOnlyWhereThatIsAskedFor() async throws {
        let workspace = try await applied("local")
        try workspace.write("segments/dev/test-profiles.yaml", "# nothing\n")
        #expect(try await workspace.segsync("diff", "git:local", "local").status == 0)
        let diff = try await workspace.segsync("diff", "git:local", "local", "--detailed-exitcode")
        #expect(diff.status == 2)
        #expect(diff.output.contains("  + luma-test-profiles: Luma : Test Profiles ("))
        let other = try await workspace.segsync(
            "diff",
            "git:local",
            "local",
            "--detailed-exitcode",
            "--only",
            "luma-demoted",
            "luma-big-spenders"
        )
        #expect(other.status == 0)
        #expect(other.output.hasSuffix("Diff: 0 only in A, 0 only in B, 0 different, 2 the same.\n"))
        let markdown = try await workspace.segsync("diff", "git:local", "local", "--format", "markdown")
        #expect(markdown.output.hasPrefix("### segsync diff `git:local` `local`\n"))
        #expect(markdown.output.contains("\n- **`luma-test-profiles`** `Luma : Test Profiles` (`"))
    }

    @Test func definitionsMadeByHandAreComparedByName() async throws {
        let workspace = try await applied("local")
        let emulator = try await EmulatorProcess(in: workspace.folder)
        for (name, sandbox) in [("Made by hand", "luma-dev"), ("Made by hand", "prod"), ("There alone", "prod")] {
            let rule = sandbox == "prod" ? "_lumaretail.loyalty.points > 1" : "_wwfovlab011.loyalty.points > 1"
            let made = try await emulator.call(
                .post,
                "/segment/definitions",
                sandbox: sandbox,
                body: [
                    "name": .string(name), "schema": ["name": "_xdm.context.profile"],
                    "expression": ["type": "PQL", "format": "pql/text", "value": .string(rule)],
                ]
            )
            #expect(made.status == 200)
        }
        emulator.kill()
        let diff = try await workspace.segsync("diff", "local", "local-prod", "--format", "json")
        let json = try JSONText.decode(diff.output)
        #expect(json["summary"]?["same"] == 1 && json["summary"]?["onlyInA"] == 18)
        #expect(json["onlyInB"]?.array?.map { $0["name"] } == ["There alone"])
        #expect(json["onlyInB"]?.array?.map { $0["isManaged"] } == [false])
    }

    @Test func sidesOfTwoEndpointsAreCompared() async throws {
        let workspace = try await applied("local")
        let platform = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: platform.folder)
        let remote = """
              local-prod:
                credentials:
                  clientID: E2E_CLIENT_ID
                  clientSecret: E2E_CLIENT_SECRET
                  orgID: E2E_ORG_ID
                endpoint: \(emulator.endpoint)

            """
        let project = try workspace.read("segsync.yaml")
            .replacing("  local-prod:\n    endpoint: embedded\n", with: remote)
        try workspace.write("segsync.yaml", project)
        let apply = try await workspace.segsync(
            "apply",
            "--sandbox",
            "local-prod",
            "--auto-approve",
            "--confirm-production",
            "prod"
        )
        #expect(apply.status == 0, "\(apply.messages)")
        let diff = try await workspace.segsync("diff", "local", "local-prod")
        #expect(
            diff.output.hasSuffix("Diff: 1 only in A, 1 only in B, 3 different, 14 the same.\n"),
            "\(diff.messages)"
        )
        emulator.kill()
        let gone = try await workspace.segsync("diff", "local", "local-prod", "--request-timeout", "1")
        #expect(gone.status == 1 && gone.output.isEmpty)
    }

    @Test func whatCannotBeComparedFails() async throws {
        let workspace = try Workspace.samples()
        let unknown = try await workspace.segsync("diff", "git:local", "git:locla")
        #expect(unknown.status == 1 && unknown.messages.contains("there is no sandbox 'locla'"))
        let key = try await workspace.segsync(
            "diff",
            "git:local",
            "git:local-prod",
            "--only",
            "luma-demoted",
            "no-such"
        )
        #expect(key.status == 1)
        #expect(key.messages.contains("neither 'git:local' nor 'git:local-prod' has a segment with key 'no-such'"))
        for arguments in [["git:local"], ["git:", "local"], ["local", "local", "--only", "No Key"]] {
            let wrong = try await SegsyncProcess.run(["diff"] + arguments, in: workspace.folder)
            #expect(wrong.status == 64)
        }
        try workspace.write("segments/dev/broken.yaml", "key: broken\n")
        let broken = try await workspace.segsync("diff", "git:local", "git:local-prod")
        #expect(broken.status == 1 && broken.messages.contains("the project has errors"))
        let running = try await workspace.segsync("diff", "local", "local-prod")
        #expect(running.status == 0, "manifests have no part in it")
    }

    @Test(
        arguments: [
            ["kind": "shortPage", "rows": 1], ["kind": "shortPage", "rows": 1, "hideTotal": true],
            ["kind": "emptyPage"],
        ] as [JSONValue]
    )
    func aListThatMayBeShortStopsIt(fault: JSONValue) async throws {
        let server = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: server.folder)
        let workspace = try Workspace.generated(3, endpoint: emulator.endpoint)
        #expect(try await workspace.segsync("apply", "--sandbox", "remote", "--auto-approve").status == 0)
        let calls = try await emulator.calls {
            let same = try await workspace.segsync("diff", "git:remote", "remote", "--detailed-exitcode")
            #expect(same.status == 0, "\(same.output)\(same.messages)")
        }
        #expect(calls.writes == 0)
        try await emulator.script(["call": "list", "fault": fault])
        let diff = try await workspace.segsync("diff", "git:remote", "remote")
        #expect(diff.status == 1 && diff.output.isEmpty)
        #expect(diff.messages.contains("sandbox 'remote' cannot be compared: the sandbox "), "\(diff.messages)")
        emulator.kill()
        let git = try await workspace.segsync("diff", "git:remote", "git:remote")
        #expect(git.status == 0, "no sandbox is asked for what Git says")
    }
}
