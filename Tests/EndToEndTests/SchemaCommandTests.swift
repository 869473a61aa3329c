import Diagnostics
import Foundation
import JSONTree
import Testing
import XDM

/// `segsync schema` against a service whose schemas are those of the sample project.
@Suite(.serialized) struct SchemaCommandTests {
    /// A service that plays the sample project, and a project with the same sandbox and no schemas yet.
    private final class Scene {
        let served: Workspace
        let service: EmulatorProcess
        let project: Workspace

        init() async throws {
            served = try Workspace.samples()
            service = try await EmulatorProcess(in: served.folder)
            project = try Workspace()
            try project.write("segsync.yaml", Workspace.project(endpoint: service.endpoint))
            try project.write(
                "segments/a.yaml",
                """
                key: gold
                name: Gold
                expression: ${tenant}.loyalty.level = "gold"
                ---
                key: buyers
                name: Buyers
                expression: select _Any1 from xEvent where _Any1.${tenant}.offlinePurchase.productSku.${tenant}.price > 10
                """
            )
        }
    }

    private func catalog(_ folder: URL) throws -> SchemaCatalog {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" && $0.lastPathComponent != SnapshotRecord.fileName }
            .map { SchemaSnapshotFile(id: FileID($0.lastPathComponent), bytes: Array(try Data(contentsOf: $0))) }
        let (catalog, diagnostics) = SchemaCatalog.load(files: files)
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
        return catalog
    }

    private func contents(_ workspace: Workspace) throws -> [String: Data] {
        let folder = workspace.folder.appendingPathComponent("schemas")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return Dictionary(
            uniqueKeysWithValues: try names.map {
                ($0, try Data(contentsOf: folder.appendingPathComponent($0)))
            }
        )
    }

    @Test func aPullBringsTheServedSchemasAndTheNextWritesNothing() async throws {
        let scene = try await Scene()
        let (served, project) = (scene.served, scene.project)
        let shown = try await project.segsync("schema", "pull", "--sandbox", "remote", "--dry-run")
        #expect(shown.status == 0, "\(shown.messages)")
        #expect(shown.output.contains("would write schemas/profile-union.json"))
        #expect(!FileManager.default.fileExists(atPath: project.folder.appendingPathComponent("schemas").path))

        let pull = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(pull.status == 0, "\(pull.messages)")
        let files = try contents(project)
        #expect(
            files.keys.sorted() == [
                "descriptors.json", "experienceevent-union.json", "luma-product-catalogue.json", "profile-union.json",
                "snapshot.json",
            ]
        )
        let there = try catalog(served.folder.appendingPathComponent("schemas/luma"))
        let here = try catalog(project.folder.appendingPathComponent("schemas"))
        #expect(there.differences(to: here).isEmpty)
        #expect(here.documents.count == 3 && here.descriptors.count == 5)
        let text = try #require(files["snapshot.json"])
        let record = try #require(SnapshotRecord(Array(text)))
        #expect(record.tenant == "_wwfovlab011" && record.sandbox == "luma-dev")
        #expect(record.files.count == 4)

        // A day later only the record would be another; this test does not wait for midnight.
        let again = try await project.segsync("schema", "pull", "--sandbox", "remote", "--format", "json")
        #expect(again.status == 0)
        let written = try #require(try JSONText.decode(again.output)["pull"]?["files"]?.array)
        #expect(written.allSatisfy { $0["path"] == "schemas/snapshot.json" })
        var after = try contents(project)
        after["snapshot.json"] = files["snapshot.json"]
        #expect(after == files)
        let validated = try await project.segsync("validate")
        #expect(validated.output.hasSuffix("2 manifests checked: 0 errors, 0 warnings\n"), "\(validated.output)")
        scene.service.kill()
    }

    @Test func whatHasChangedIsToldWithTheSegmentsItBreaks() async throws {
        let scene = try await Scene()
        let (served, project) = (scene.served, scene.project)
        #expect(try await project.segsync("schema", "pull", "--sandbox", "remote").status == 0)
        let same = try await project.segsync("schema", "diff", "--sandbox", "remote", "--detailed-exitcode")
        #expect(same.status == 0, "\(same.output)\(same.messages)")
        scene.service.kill()

        // The registry changes: a field is renamed, a value goes, and nothing leads to products any more.
        let union = "schemas/luma/profile-union.json"
        try served.write(
            union,
            try served.read(union).replacingOccurrences(of: "\"gold\",", with: "")
                .replacingOccurrences(of: "\"loyalty\":", with: "\"fidelity\":")
        )
        try served.write("schemas/luma/descriptors.json", "[]")
        let second = try await EmulatorProcess(in: served.folder, port: scene.service.port)
        let diff = try await project.segsync("schema", "diff", "--sandbox", "remote", "--detailed-exitcode")
        #expect(diff.status == 2, "\(diff.messages)")
        for line in [
            "    - _wwfovlab011.loyalty: an object, with", "    + _wwfovlab011.fidelity: an object, with",
            "    ~ _wwfovlab011.offlinePurchase.productSku: leads to nothing, before to https://ns.adobe.com/wwfovlab011/",
            "    - the schema, with 6 fields", "breaks gold in sandbox 'remote':", "breaks buyers in sandbox 'remote':",
            "2 segments broken.",
        ] {
            #expect(diff.output.contains(line), "\(line) in \(diff.output)")
        }
        #expect(!FileManager.default.fileExists(atPath: project.folder.appendingPathComponent("schemas/x").path))
        #expect(try await project.segsync("validate").status == 0)

        try project.write("schemas/mine.json", "[]")
        let files = try contents(project)
        let refused = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(refused.status == 4 && refused.messages.contains("lost: all 5 descriptors"), "\(refused.messages)")
        #expect(try contents(project) == files)
        let pull = try await project.segsync("schema", "pull", "--sandbox", "remote", "--allow-shrinking")
        #expect(pull.status == 0)
        #expect(pull.output.contains("removed schemas/luma-product-catalogue.json"), "\(pull.output)")
        #expect(pull.output.contains("left alone, made by no pull: schemas/mine.json"), "\(pull.output)")
        #expect(try contents(project).keys.contains("mine.json"))
        let broken = try await project.segsync("validate")
        #expect(broken.status == 1)
        second.kill()
        withExtendedLifetime(scene) {}
    }

    /// The transcript of the page, with a registry in which somebody has renamed a field since the last pull.
    @Test func thePageShowsWhatAPullWrites() async throws {
        let recorded = RecordedPage(name: "Schemas.md")
        let page = ConsolePage(try recorded.text)
        let words = try #require(page.commands.first).split(separator: " ").map(String.init)
        #expect(page.steps.count == 1 && words.first == "segsync")
        let scene = try await Scene()
        let (served, project) = (scene.served, scene.project)
        try project.write(
            "segsync.yaml",
            try project.read("segsync.yaml").replacingOccurrences(of: "remote:", with: "dev:")
                .replacingOccurrences(of: "schemas: schemas", with: "schemas: schemas/luma")
        )
        #expect(try await SegsyncProcess.run(Array(words.dropFirst()), in: project.folder).status == 0)
        scene.service.kill()
        let union = "schemas/luma/profile-union.json"
        try served.write(
            union,
            try served.read(union).replacingOccurrences(of: "\"loyalty\":", with: "\"fidelity\":")
        )
        let second = try await EmulatorProcess(in: served.folder, port: scene.service.port)
        let pull = try await SegsyncProcess.run(Array(words.dropFirst()), in: project.folder)
        #expect(pull.status == 0, "\(pull.messages)")
        second.kill()
        // Where midnight lies between the two pulls, the record has another day.
        let current = page.with(outputs: [
            pull.output.replacingOccurrences(of: "wrote schemas/luma/snapshot.json\n", with: "")
        ])
        if current != page { try recorded.recordStale(as: current.text, suite: "SchemaCommandTests") }
    }

    @Test func twoFoldersAreComparedWithoutCalling() async throws {
        let workspace = try Workspace.samples()
        let same = try await workspace.segsync("schema", "diff", "schemas/luma", "schemas/luma", "--detailed-exitcode")
        #expect(same.status == 0)
        #expect(
            same.output == "The schemas of schemas/luma have the same fields as schemas/luma.\n"
                + "Schemas: 0 added, 0 removed, 0 changed.\n"
        )
        let diff = try await workspace.segsync(
            "schema",
            "diff",
            "schemas/luma",
            "schemas/luma-prod",
            "--format",
            "json",
            "--detailed-exitcode"
        )
        #expect(diff.status == 2)
        let json = try JSONText.decode(diff.output)
        let paths = try #require(json["differences"]?.array).map { $0["path"]?.string ?? "" }
        #expect(paths.contains("_wwfovlab011") && paths.contains("_lumaretail"))
        #expect(json["version"] == 1 && json["pull"] == nil)
        #expect(try await workspace.segsync("schema", "diff", "schemas/luma", "nowhere").status == 1)
        #expect(try await workspace.segsync("schema", "diff", "schemas/luma").status == 64)
        #expect(try await workspace.segsync("schema", "diff", "--sandbox", "local", "schemas/luma").status == 64)
    }

    @Test func anotherTenantOrNoFolderIsRefused() async throws {
        let scene = try await Scene()
        let project = scene.project
        let yaml = try project.read("segsync.yaml")
        try project.write("segsync.yaml", yaml.replacingOccurrences(of: "_wwfovlab011", with: "_other"))
        let foreign = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(foreign.status == 1)
        #expect(
            foreign.messages.contains(
                "belongs to tenant '_wwfovlab011', and segsync.yaml says '_other'; change its 'tenant'"
            )
        )
        try project.write("segsync.yaml", yaml.replacingOccurrences(of: "    schemas: schemas\n", with: ""))
        let folderless = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(folderless.status == 1)
        #expect(
            folderless.messages.contains("add 'schemas: schemas/remote' to it in segsync.yaml"),
            "\(folderless.messages)"
        )
        #expect(!FileManager.default.fileExists(atPath: project.folder.appendingPathComponent("schemas").path))
        scene.service.kill()
    }

    @Test func aRegistryWithoutAUnionIsToldAndNothingIsWritten() async throws {
        let served = try Workspace()
        let yaml = """
            version: 1
            project: empty
            sandboxes:
              bare: { endpoint: embedded, sandbox: luma-dev, tenant: _wwfovlab011, segments: [segments] }
            """
        try served.write("segsync.yaml", yaml)
        try served.write("segments/none.yaml", "# none\n")
        let service = try await EmulatorProcess(in: served.folder)
        let project = try Workspace()
        try project.write("segsync.yaml", Workspace.project(endpoint: service.endpoint))
        for command in ["pull", "diff"] {
            let result = try await project.segsync("schema", command, "--sandbox", "remote")
            #expect(result.status == 1)
            #expect(
                result.messages.contains("no schema of sandbox 'remote' is enabled for Profile"),
                "\(result.messages)"
            )
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: project.folder.path) == ["segsync.yaml"])
        service.kill()
        withExtendedLifetime(served) {}
    }

    /// Answers that are short or empty leave a good snapshot as it is.
    @Test(
        arguments: [
            (
                file: "profile-union.json", text: nil, status: 1,
                words: "no schema of sandbox 'remote' is enabled for Profile"
            ),
            (file: "profile-union.json", text: profile(#""x": 1"#), status: 1, words: "answered it without any field"),
            (file: "profile-union.json", text: profile(#""properties": {}"#), status: 1, words: "without any field"),
            (
                file: "profile-union.json", text: profile(#""properties": {"a": {"type": "string"}}"#), status: 4,
                words: "fields of profile"
            ),
            (file: "experienceevent-union.json", text: nil, status: 4, words: "no longer checked: event, with"),
            (file: "descriptors.json", text: "[]", status: 4, words: "lost: all 5 descriptors"),
        ] as [(file: String, text: String?, status: Int32, words: String)]
    )
    func aShortAnswerLeavesTheSnapshot(_ row: (file: String, text: String?, status: Int32, words: String)) async throws
    {
        let scene = try await Scene()
        let (served, project) = (scene.served, scene.project)
        #expect(try await project.segsync("schema", "pull", "--sandbox", "remote").status == 0)
        scene.service.kill()
        let before = try contents(project)
        if let text = row.text {
            try served.write("schemas/luma/" + row.file, text)
        } else {
            try FileManager.default.removeItem(at: served.folder.appendingPathComponent("schemas/luma/" + row.file))
        }
        let second = try await EmulatorProcess(in: served.folder, port: scene.service.port)
        let result = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(result.status == row.status, "\(result.messages)")
        #expect(result.messages.contains(row.words), "\(result.messages)")
        #expect(result.messages.contains("nothing was written") || row.status == 1)
        #expect(try contents(project) == before)
        second.kill()
    }

    private static func profile(_ member: String) -> String {
        """
        {"$id": "https://ns.adobe.com/xdm/context/profile__union", "meta:altId": "_xdm.context.profile__union",
         "meta:class": "https://ns.adobe.com/xdm/context/profile", "meta:resourceType": "unions",
         "meta:tenantNamespace": "_wwfovlab011", \(member)}
        """
    }

    @Test func aUnionOfAnotherClassOrTenantIsRefused() async throws {
        let scene = try await Scene()
        let union = Self.profile(#""properties": {"a": {"type": "string"}}"#)
            .replacingOccurrences(of: "context/profile\"", with: "context/experienceevent\"")
        let relay = try AnsweringRelay(
            to: scene.service.port,
            [
                AnsweringRelay.Answer(
                    call: "GET /data/foundation/schemaregistry/tenant/unions/_xdm.context.profile__union",
                    body: union
                )
            ]
        )
        let project = scene.project
        try project.write("segsync.yaml", Workspace.project(endpoint: relay.endpoint))
        let result = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(result.status == 1)
        #expect(result.messages.contains("answered it as one of class"), "\(result.messages)")
        relay.replace(with: [
            AnsweringRelay.Answer(
                call: "GET /data/foundation/schemaregistry/tenant/unions/_xdm.context.profile__union",
                body: Self.profile(#""properties": {"a": {"type": "string"}}"#)
                    .replacingOccurrences(of: "_wwfovlab011", with: "_other")
            )
        ])
        let foreign = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(foreign.status == 1)
        #expect(foreign.messages.contains("answered one of tenant '_other', and names '_wwfovlab011'"))
        #expect(!FileManager.default.fileExists(atPath: project.folder.appendingPathComponent("schemas").path))
        scene.service.kill()
    }

    @Test func aFolderThatIsNotTheSandboxsIsNotWritten() async throws {
        let scene = try await Scene()
        let project = scene.project
        #expect(try await project.segsync("schema", "pull", "--sandbox", "remote").status == 0)
        let yaml = try project.read("segsync.yaml")
        let record = try project.read("schemas/snapshot.json")
        for (text, words) in [
            (record.replacingOccurrences(of: "_wwfovlab011", with: "_other"), "is of tenant '_other'"),
            (#"{"version": 2}"#, "was written by a later version of segsync"),
        ] {
            try project.write("schemas/snapshot.json", text)
            let before = try contents(project)
            let result = try await project.segsync("schema", "pull", "--sandbox", "remote")
            #expect(result.status == 1 && result.messages.contains(words), "\(result.messages)")
            #expect(try contents(project) == before)
        }
        try project.write("schemas/snapshot.json", record.replacingOccurrences(of: "luma-dev", with: "luma-old"))
        let moved = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(moved.status == 0 && moved.messages.contains("platform's sandbox 'luma-old'"), "\(moved.messages)")
        let before = try contents(project)
        try project.write("schemas/mine.json", try project.read("schemas/profile-union.json"))
        let twice = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(twice.status == 1 && twice.messages.contains("XDM704"), "\(twice.messages)")
        try FileManager.default.removeItem(at: project.folder.appendingPathComponent("schemas/mine.json"))
        #expect(try contents(project) == before)
        for outside in ["../outside", "schemas/../../outside", project.folder.path + "-outside"] {
            let text = yaml.replacingOccurrences(of: "schemas: schemas", with: "schemas: \(outside)")
            try project.write("segsync.yaml", text)
            let result = try await project.segsync("schema", "pull", "--sandbox", "remote")
            #expect(result.status == 1 && result.messages.contains("is not below the project's folder"))
        }
        scene.service.kill()
    }

    @Test func noLinkIsWrittenThrough() async throws {
        let scene = try await Scene()
        let project = scene.project
        let yaml = try project.read("segsync.yaml")
        let nested = yaml.replacingOccurrences(of: "schemas: schemas", with: "schemas: schemas/dev")
        let elsewhere = try Workspace()
        try elsewhere.write("theirs.txt", "{}")
        let files = FileManager.default
        let schemas = project.folder.appendingPathComponent("schemas").path
        let outside = elsewhere.folder.path
        for (link, target, yaml) in [
            ("schemas", outside, yaml), ("schemas", outside, nested), ("schemas", "segments", yaml),
            ("schemas/snapshot.json", outside + "/theirs.txt", yaml),
            ("schemas/snapshot.json", "../segsync.yaml", yaml),
            ("schemas/profile-union.json", outside + "/not-there.json", yaml),
        ] {
            try project.write("segsync.yaml", yaml)
            if link != "schemas" { try files.createDirectory(atPath: schemas, withIntermediateDirectories: true) }
            let path = project.folder.appendingPathComponent(link).path
            try files.createSymbolicLink(atPath: path, withDestinationPath: target)
            let result = try await project.segsync("schema", "pull", "--sandbox", "remote")
            #expect(result.status == 1, "\(link): \(result.output)")
            #expect(result.messages.contains("'\(link)' is a symbolic link"), "\(result.messages)")
            #expect(try files.contentsOfDirectory(atPath: outside) == ["theirs.txt"])
            #expect(try elsewhere.read("theirs.txt") == "{}")
            #expect(try project.read("segsync.yaml") == yaml)
            try files.removeItem(atPath: schemas)
        }
        // Another snapshot that reads this one through a link.
        #expect(try await project.segsync("schema", "pull", "--sandbox", "remote").status == 0)
        try files.createSymbolicLink(
            atPath: project.folder.appendingPathComponent("segments/union.json").path,
            withDestinationPath: "../schemas/profile-union.json"
        )
        try project.write("schemas/profile-union.json", Self.profile(#""properties": {"b": {"type": "string"}}"#))
        let before = try contents(project)
        let result = try await project.segsync("schema", "pull", "--sandbox", "remote")
        #expect(result.status == 1 && result.messages.contains("'segments/union.json' leads to it as well"))
        #expect(try contents(project) == before)
        scene.service.kill()
    }

    @Test func foldersWithErrorsOrWithoutSchemasAreNotCompared() async throws {
        let workspace = try Workspace.samples()
        try workspace.write("bad/profile-union.json", "{bad")
        try workspace.write("none/readme.txt", "x")
        let bad = try await workspace.segsync("schema", "diff", "schemas/luma", "bad")
        #expect(bad.status == 1 && bad.messages.contains("XDM701"), "\(bad.messages)")
        let none = try await workspace.segsync("schema", "diff", "schemas/luma", "none")
        #expect(none.status == 1 && none.messages.contains("'none' holds no schema"), "\(none.messages)")
    }

    @Test func validateWarnsOfAnOldSnapshot() async throws {
        let workspace = try Workspace.samples()
        try workspace.write(
            "schemas/luma/snapshot.json",
            #"{"version":1,"tenant":"_wwfovlab011","sandbox":"luma-dev","pulled":"2020-02-29","files":[]}"#
        )
        let result = try await workspace.segsync("validate", "--sandbox", "local")
        #expect(result.status == 0)
        #expect(result.output.contains("warning[XDM711]: the snapshot was pulled on 2020-02-29"), "\(result.output)")
        let plan = try await workspace.segsync("plan", "--sandbox", "local")
        #expect(plan.status == 0)
        #expect(plan.messages.contains("warning[XDM711]"))
    }
}
