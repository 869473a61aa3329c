import Foundation
import HTTPTypes
import JSONTree
import Testing

/// What an import makes of a sandbox's folders and of audiences of other systems, by the real binary.
@Suite(.serialized) struct ImportAudienceTests {
    /// A service with folders, definitions and external audiences, and a project without manifests.
    private struct Scene {
        let emulator: EmulatorProcess
        let workspace: Workspace
        private let host: Workspace

        init() async throws {
            host = try Workspace.samples()
            emulator = try await EmulatorProcess(in: host.folder)
            workspace = try ImportTests.empty(emulator)
        }

        func folder(_ name: String, in parent: String = "root") async throws -> String {
            let body: JSONValue = ["name": .string(name), "parentId": .string(parent)]
            let answer = try await emulator.call(.post, "/segment", below: "/unifiedfolders/folders", body: body)
            return try #require(answer.status == 200 ? answer.json["id"]?.string : nil, "\(answer.json)")
        }

        func audience(_ name: String, isExternal: Bool = false, in folder: String? = nil) async throws {
            var body: [String: JSONValue] = ["name": .string(name)]
            if isExternal {
                body["type"] = "ExternalSegment"
            } else {
                body["expression"] = DriftTests.rule("person.birthYear = 1970")
                body["schema"] = ["name": "_xdm.context.profile"]
            }
            let made = try await emulator.call(.post, "/audiences", body: .object(body))
            let id = try #require(made.status == 201 ? made.json["id"]?.string : nil, "\(made.json)")
            guard let folder else { return }
            let patch: JSONValue = [
                ["op": "add", "path": "/linkedAudienceRef", "value": ["audienceFolderId": .string(folder)]]
            ]
            let moved = try await emulator.call(.patch, "/audiences/" + id, body: patch)
            #expect(moved.status == 201, "\(moved.json)")
        }

        /// The five definitions, in folders of which two have one name, and two external audiences.
        func fill() async throws {
            let loyalty = try await folder("Loyalty")
            let gold = try await folder("Gold", in: loyalty)
            let old = try await folder("Old", in: gold)
            let otherGold = try await folder("Gold", in: try await folder("Ads"))
            try await audience("In loyalty", in: loyalty)
            try await audience("In gold", in: gold)
            try await audience("In old", in: old)
            try await audience("In ads", in: otherGold)
            try await audience("Nowhere")
            try await audience("CRM upload", isExternal: true, in: gold)
            try await audience("Ad list", isExternal: true)
        }

        func imported(_ flags: String...) async throws -> SegsyncProcess.Output {
            try await SegsyncProcess.run(["import", "--sandbox", "remote"] + flags, in: workspace.folder)
        }

        var hasSegments: Bool {
            FileManager.default.fileExists(atPath: workspace.folder.appendingPathComponent("segments").path)
        }
    }

    /// The names by their outcomes.
    private func outcomes(_ report: JSONValue) -> [String: [String]] {
        Dictionary(grouping: report["segments"]?.array ?? []) { $0["outcome"]?.string ?? "" }
            .mapValues { $0.compactMap { $0["name"]?.string }.sorted() }
    }

    @Test func externalAudiencesAreToldAndLeftOut() async throws {
        let scene = try await Scene()
        try await scene.fill()
        let without = try await scene.emulator.calls {
            let run = try await scene.imported("--format", "json", "--dry-run")
            #expect(run.status == 0, "\(run.output)\(run.messages)")
            let report = try JSONText.decode(run.output)
            #expect(outcomes(report)["leftOut"] == ["Ad list", "CRM upload"])
            #expect(report["summary"]?["imported"] == 5 && report["summary"]?["leftOut"] == 2)
            let told = try #require(report["segments"]?.array?.first { $0["name"] == "Ad list" })
            #expect(
                told["reason"]
                    == "it is an external audience (ExternalSegment), which has no rule for a manifest to say"
            )
            #expect(told["key"] == nil && told["file"] == nil)
        }
        let with = try await scene.emulator.calls {
            let run = try await scene.imported("--folder", "Ads", "--dry-run")
            #expect(run.status == 0, "\(run.output)\(run.messages)")
        }
        #expect(without["listAudiences"] == 1 && with["listAudiences"] == 1)
        // The root and five folders: they are asked for only where one is named.
        #expect((with["other"] ?? 0) - (without["other"] ?? 0) == 6)
        let named = try await scene.imported("--name", "CRM*", "--name", "nowhere")
        #expect(named.status == 0, "\(named.output)\(named.messages)")
        #expect(named.output.contains("· left out CRM upload ("), "\(named.output)")
        #expect(named.output.contains("): it is an external audience (ExternalSegment), which has no rule"))
        #expect(
            named.output.hasSuffix(": 1 imported, 0 updated, 0 unchanged, 1 left out, 5 not selected.\n"),
            "\(named.output)"
        )
        scene.emulator.kill()
    }

    @Test func aFolderTakesWhatLiesInItAndBelow() async throws {
        let scene = try await Scene()
        try await scene.fill()
        let cases: [(folders: [String], imported: [String], leftOut: [String]?)] = [
            (["Loyalty"], ["In gold", "In loyalty", "In old"], ["CRM upload"]),
            (["Gold"], ["In ads", "In gold", "In old"], ["CRM upload"]),
            (["Ads/Gold"], ["In ads"], nil), (["Loyalty/Gold"], ["In gold", "In old"], ["CRM upload"]),
            (["Old", "/Ads"], ["In ads", "In old"], nil),
        ]
        for (folders, imported, leftOut) in cases {
            let flags = folders.flatMap { ["--folder", $0] }
            let run = try await SegsyncProcess.run(
                ["import", "--sandbox", "remote", "--dry-run", "--format", "json"] + flags,
                in: scene.workspace.folder
            )
            #expect(run.status == 0, "\(run.output)\(run.messages)")
            let report = try JSONText.decode(run.output)
            #expect(outcomes(report)["imported"] == imported && outcomes(report)["leftOut"] == leftOut, "\(folders)")
            #expect(report["notes"] == [], "\(run.output)")
        }
        let run = try await scene.imported("--folder", "Old", "--name", "in")
        #expect(run.output.hasSuffix(": 1 imported, 0 updated, 0 unchanged, 6 not selected.\n"), "\(run.output)")
        #expect(try scene.workspace.read("segments/in-old.yaml").contains("name: In old\n"))
        scene.emulator.kill()
    }

    @Test func aFolderThatIsNotThereEndsTheImport() async throws {
        let scene = try await Scene()
        try await scene.fill()
        let run = try await scene.imported("--folder", "Loyalti", "--folder", "Gold", "--folder", "Nothing like it")
        #expect(run.status == 1, "\(run.output)\(run.messages)")
        let words =
            "sandbox 'remote' has no folder 'Loyalti' (did you mean 'Loyalty'?), 'Nothing like it'; nothing was imported"
        #expect(run.messages.contains(words), "\(run.messages)")
        #expect(!scene.hasSegments)
        scene.emulator.kill()
    }

    @Test func whatCannotBeToldIsSaid() async throws {
        let scene = try await Scene()
        let folder = try await scene.folder("Loyalty")
        try await scene.audience("One")
        let none = try await scene.imported("--folder", "Loyalty")
        #expect(none.status == 0, "\(none.output)\(none.messages)")
        #expect(none.output.contains("Note: the service states no folder of any audience, so that nothing is known"))
        #expect(none.output.contains("0 imported, 0 updated, 0 unchanged, 1 not selected."), "\(none.output)")
        try await scene.audience("Two", in: "325813")
        let foreign = try await scene.imported("--folder", "Loyalty")
        #expect(foreign.output.contains("state a folder that is none of the sandbox's"))
        try await scene.audience("Three", in: folder)

        try await scene.emulator.script(["call": "listAudiences", "fault": ["kind": "status", "status": 403]])
        let refused = try await scene.imported("--dry-run")
        #expect(refused.status == 0, "\(refused.output)\(refused.messages)")
        #expect(refused.output.contains("Note: external audiences cannot be told: could not list the audiences of"))
        #expect(refused.output.contains("3 imported"))
        let needed = try await scene.imported("--folder", "Loyalty")
        #expect(needed.status == 1 && needed.messages.contains("could not list the audiences of"), "\(needed.messages)")

        try await scene.emulator.script(["call": "listAudiences", "fault": ["kind": "shortPage", "rows": 1]])
        let short = try await scene.imported("--dry-run")
        let words = "the sandbox has 3 audiences, and lists 1"
        #expect(short.status == 0 && short.output.contains("Note: external audiences may be missing here: \(words)."))
        let judged = try await scene.imported("--folder", "Loyalty")
        #expect(judged.status == 1 && judged.messages.contains("\(words); nothing was imported"), "\(judged.messages)")

        try await scene.emulator.script(["call": "listAudiences", "fault": ["kind": "status", "status": 500]])
        let broken = try await scene.imported("--dry-run")
        #expect(broken.status == 0 && broken.output.contains("Note: external audiences cannot be told"))
        #expect(try await scene.imported("--folder", "Loyalty").status == 1)
        #expect(!scene.hasSegments)
        scene.emulator.kill()
    }

    /// The count of audiences tells an empty sandbox from one whose list came empty; external ones are no definitions.
    @Test func externalAudiencesStopNoPlanAndHideNoDefinition() async throws {
        let scene = try await Scene()
        for number in 0..<3 { try await scene.audience("External \(number)", isExternal: true) }
        try scene.workspace.write("segments/one.yaml", "key: one\nname: One\nexpression: person.birthYear = 1970\n")
        let plan = try await scene.workspace.segsync("plan", "--sandbox", "remote", "--detailed-exitcode")
        #expect(plan.status == 2, "\(plan.output)\(plan.messages)")
        let apply = try await scene.workspace.segsync("apply", "--sandbox", "remote", "--auto-approve")
        #expect(apply.status == 0, "\(apply.output)\(apply.messages)")
        for command in ["plan", "drift"] {
            let run = try await scene.workspace.segsync(command, "--sandbox", "remote", "--detailed-exitcode")
            #expect(run.status == 0, "\(command): \(run.output)\(run.messages)")
        }
        try await scene.emulator.script(["call": "list", "fault": ["kind": "emptyPage"]])
        for command in ["plan", "apply"] {
            let flags = command == "plan" ? [] : ["--auto-approve"]
            let run = try await SegsyncProcess.run(
                [command, "--sandbox", "remote"] + flags,
                in: scene.workspace.folder
            )
            #expect(run.output.contains("its list of audiences counts 1"), "\(run.output)\(run.messages)")
            #expect(run.output.contains("--allow-empty-sandbox"))
        }
        // Of a list that is short nobody knows what it leaves out.
        try await scene.emulator.script(
            ["call": "list", "fault": ["kind": "emptyPage"]],
            ["call": "listAudiences", "fault": ["kind": "shortPage", "rows": 2]]
        )
        let short = try await scene.workspace.segsync("plan", "--sandbox", "remote")
        #expect(short.output.contains("its list of audiences counts 4"), "\(short.output)")
        try await scene.emulator.script()
        #expect(try await scene.emulator.definitions().count == 1)
        scene.emulator.kill()
    }
}
