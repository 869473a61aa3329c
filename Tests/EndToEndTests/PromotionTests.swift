import Foundation
import HTTPTypes
import JSONTree
import Testing

/// One project in two sandboxes: every name means each sandbox's own, and what has not changed is not written.
struct PromotionTests {
    private static let sandboxes = ["dev": "luma-dev", "stage": "luma-stage"]

    private func project(endpoint: String) -> String {
        func sandbox(_ name: String, tenant: String, schemas: String) -> String {
            """
              \(name):
                endpoint: \(endpoint)
                sandbox: luma-\(name)
                tenant: \(tenant)
                segments: [segments]
                schemas: schemas/\(schemas)
                credentials:
                  clientID: E2E_CLIENT_ID
                  clientSecret: E2E_CLIENT_SECRET
                  orgID: E2E_ORG_ID

            """
        }
        return """
            version: 1
            project: promotion
            sandboxes:

            """ + sandbox("dev", tenant: "_wwfovlab011", schemas: "luma")
                + sandbox("stage", tenant: "_lumaretail", schemas: "luma-prod")
    }

    private func manifests(name: String = "Gold in Bonn", description: String = "Gold members of Bonn") -> String {
        """
        key: gold
        name: Gold
        expression: ${tenant}.loyalty.level in ["gold", "platinum"]
        mergePolicy: default
        tags: [Loyalty]
        ---
        key: gold-in-bonn
        name: \(name)
        description: \(description)
        expression: inSegment(${segment:gold}) and homeAddress.city = "Bonn" and ${tenant}.loyalty.points > 10
        mergePolicy: default
        labels: [core/C1, core/C2]
        tags: [Loyalty, Region]
        lifecycle: published

        """
    }

    /// Applies to both sandboxes, and gives what each was sent.
    private func apply(_ workspace: Workspace, _ emulator: EmulatorProcess) async throws -> [EmulatorCalls] {
        var all: [EmulatorCalls] = []
        for name in Self.sandboxes.keys.sorted() {
            let calls = try await emulator.calls {
                let apply = try await workspace.segsync("apply", "--sandbox", name, "--auto-approve")
                #expect(apply.status == 0, "\(apply.output)\(apply.messages)")
            }
            all.append(calls)
        }
        return all
    }

    private func definitions(_ emulator: EmulatorProcess) async throws -> [String: [String: JSONValue]] {
        var all: [String: [String: JSONValue]] = [:]
        for (name, sandbox) in Self.sandboxes {
            let named = try await emulator.definitions(sandbox: sandbox).map { ($0["name"]?.string ?? "", $0) }
            all[name] = Dictionary(uniqueKeysWithValues: named)
        }
        return all
    }

    @Test func aSegmentMovesThroughTheSandboxesByItsNames() async throws {
        let workspace = try Workspace.samples()
        try workspace.remove("segments")
        try workspace.write("segments/gold.yaml", manifests())
        try workspace.write("segsync.yaml", project(endpoint: "http://127.0.0.1:1"))
        let emulator = try await EmulatorProcess(in: workspace.folder)
        try workspace.write("segsync.yaml", project(endpoint: emulator.endpoint))

        for calls in try await apply(workspace, emulator) { #expect(calls["create"] == 2) }
        for calls in try await apply(workspace, emulator) { #expect(calls.writes == 0, "nothing has changed") }
        try await expectNothingShared(emulator)
        let before = try await definitions(emulator)

        try workspace.write("segments/gold.yaml", manifests(description: "Gold members who live in Bonn"))
        for calls in try await apply(workspace, emulator) { #expect(calls["update"] == 1 && calls.writes == 1) }
        try workspace.write(
            "segments/gold.yaml",
            manifests(name: "Gold, Bonn", description: "Gold members who live in Bonn")
        )
        for calls in try await apply(workspace, emulator) { #expect(calls["update"] == 1 && calls.writes == 1) }
        for calls in try await apply(workspace, emulator) { #expect(calls.writes == 0, "nothing has changed") }

        let after = try await definitions(emulator)
        for name in Self.sandboxes.keys {
            let old = try #require(before[name]?["Gold in Bonn"])
            let new = try #require(after[name]?["Gold, Bonn"])
            #expect(after[name]?.count == 2)
            #expect(new["id"] == old["id"], "renamed, it is the same definition")
            #expect(new["description"]?.string?.hasPrefix("Gold members who live in Bonn\n") == true)
            #expect(new["labels"] == ["core/C1", "core/C2"] && new["tags"] == old["tags"])
            #expect(new["creationTime"] == old["creationTime"])
            #expect(after[name]?["Gold"] == before[name]?["Gold"], "nobody touched it")
        }
        try await expectNothingShared(emulator)
        emulator.kill()
    }

    /// What a sandbox keeps holds its own ids, and neither an id nor the tenant of another.
    private func expectNothingShared(_ emulator: EmulatorProcess) async throws {
        let definitions = try await definitions(emulator)
        var texts: [String: String] = [:]
        var ids: [String: [String]] = [:]
        for (name, sandbox) in Self.sandboxes {
            texts[name] = definitions[name]?.values.map { JSONText.encode($0) }.joined(separator: "\n")
            let policies = try await emulator.call(.get, "/config/mergePolicies", sandbox: sandbox).json["children"]
            let own = [policies?.array ?? [], definitions[name].map { Array($0.values) } ?? []].joined()
            ids[name] = own.compactMap { $0["id"]?.string }
            #expect(ids[name]?.count == 4)
        }
        let dev = try #require(texts["dev"])
        let stage = try #require(texts["stage"])
        for id in ids["dev"] ?? [] { #expect(!stage.contains(id)) }
        for id in ids["stage"] ?? [] { #expect(!dev.contains(id)) }
        #expect(dev.contains("_wwfovlab011") && !dev.contains("_lumaretail"))
        #expect(stage.contains("_lumaretail") && !stage.contains("_wwfovlab011"))
        for (name, tags) in [("Gold", 1), ("Gold in Bonn", 2), ("Gold, Bonn", 2)] {
            for definitions in definitions.values {
                guard let definition = definitions[name] else { continue }
                #expect(definition["tags"]?.array?.count == tags)
                #expect(definition["mergePolicyId"] != nil)
            }
        }
        let gold = try #require(definitions["stage"]?["Gold"]?["id"]?.string)
        #expect(stage.contains("inSegment(\\\"\(gold)\\\")"))
    }
}
