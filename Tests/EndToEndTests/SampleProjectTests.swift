import Foundation
import HTTPTypes
import JSONTree
import Testing

@Suite(.serialized) struct SampleProjectTests {
    @Test func theSamplesAreSoundForEverySandbox() async throws {
        let result = try await Workspace.samples().segsync("validate")
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.hasSuffix("0 errors, 0 warnings\n"), "\(result.output)")
    }

    @Test func afterAnApplyNothingIsToChange() async throws {
        let workspace = try Workspace.samples()
        let apply = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(apply.status == 0, "\(apply.messages)")
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)")
        #expect(plan.output.contains("Nothing is to change."))
        let again = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(again.status == 0)
        #expect(again.output.contains("0 done, 0 failed, 0 skipped, 0 unknown"))
    }

    @Test func anEditTouchesThatSegmentAlone() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let path = "segments/shared/engagement.yaml"
        let edited = try workspace.read(path).replacingOccurrences(of: "\"weekly\"", with: "\"daily\"")
        try workspace.write(path, edited)
        #expect(try await workspace.segsync("plan", "--sandbox", "local").status == 0)
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode", "--format", "json")
        #expect(plan.status == 2)
        let actions = try #require(try JSONText.decode(plan.output)["actions"]?.array)
        let changes = actions.filter { $0["verb"] != "noChange" }
        #expect(changes.map { $0["key"] } == ["luma-newsletter-readers"])
        #expect(changes.map { $0["verb"] } == ["update"])
        #expect(changes[0]["changes"]?.array?.map { $0["field"] } == ["expression"])
    }

    @Test func aRemovedManifestIsADeleteAndHandmadeDefinitionsStay() async throws {
        let workspace = try Workspace.samples()
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let handmade = try await emulator.call(
            .post,
            "/segment/definitions",
            body: [
                "name": "Made by hand", "schema": ["name": "_xdm.context.profile"],
                "expression": ["type": "PQL", "format": "pql/text", "value": "person.birthYear = 1980"],
            ]
        )
        #expect(handmade.status == 200)
        emulator.kill()
        try workspace.remove("segments/dev/test-profiles.yaml")
        try workspace.write("segments/dev/empty.yaml", "# nothing\n")
        let plan = try await workspace.segsync("plan", "--sandbox", "local", "--format", "json")
        let json = try JSONText.decode(plan.output)
        let changes = try #require(json["actions"]?.array).filter { $0["verb"] != "noChange" }
        #expect(changes.map { $0["key"] } == ["luma-test-profiles"])
        #expect(changes.map { $0["verb"] } == ["delete"])
        #expect(json["unowned"] == 1)
        #expect(try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve").status == 0)
        let after = try await EmulatorProcess(in: workspace.folder)
        let names = try await after.definitions().compactMap { $0["name"]?.string }
        #expect(names.contains("Made by hand"))
        #expect(!names.contains("Luma : Test Profiles"))
        after.kill()
    }

    @Test func theSegmentMadeThroughTheAPIIsListedAndFoundByName() async throws {
        let workspace = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let made = try await emulator.call(
            .post,
            "/segment/definitions",
            body: [
                "name": "Luma Bronze Customer", "description": "Segment dataset into all bronze customers",
                "expression": [
                    "type": "PQL", "format": "pql/text", "value": #"_wwfovlab011.loyalty.level="bronze""#,
                ],
                "schema": ["name": "_xdm.context.profile"], "ttlInDays": 90,
            ]
        )
        #expect(made.status == 200)
        let found = try await emulator.definitions().filter { $0["name"] == "Luma Bronze Customer" }
        #expect(found.map { $0["id"] } == [made.json["id"]])
        #expect(found.first?["ttlInDays"] == 90)
        emulator.kill()
        // The manifest of that name must not take it over unasked.
        let refused = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(refused.status == 4)
        #expect(refused.output.contains("--adopt"))
        let adopted = try await workspace.segsync("apply", "--sandbox", "local", "--auto-approve", "--adopt")
        #expect(adopted.status == 0, "\(adopted.output)\(adopted.messages)")
        #expect(adopted.messages.contains("done adopt luma-bronze-customer"))
    }

    @Test func theOtherSandboxGetsItsOwnTenantAndIds() async throws {
        let workspace = try Workspace.samples()
        for sandbox in ["local", "local-prod"] {
            let result = try await workspace.segsync(
                "apply",
                "--sandbox",
                sandbox,
                "--auto-approve",
                "--confirm-production",
                sandbox == "local" ? "luma-dev" : "prod"
            )
            #expect(result.status == 0, "\(result.messages)")
        }
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let development = try await emulator.definitions(sandbox: "luma-dev")
        let production = try await emulator.definitions(sandbox: "prod")
        #expect(development.count == 18 && production.count == 18)
        let ids = development.compactMap { $0["id"]?.string }
        let text = production.map { JSONText.encode($0) }.joined(separator: "\n")
        #expect(text.contains("_lumaretail"))
        #expect(!text.contains("wwfovlab011"))
        #expect(ids.count == 18 && !ids.contains { text.contains($0) })
        emulator.kill()
    }
}
