import Foundation
import HTTPTypes
import JSONTree
import Segments
import Testing

/// `segsync import` by the real binary: what a sandbox has becomes manifests that want just that.
struct ImportTests {
    /// A project for sandbox `luma-dev` of a running service, without manifests.
    static func empty(_ emulator: EmulatorProcess) throws -> Workspace {
        let workspace = try Workspace.generated(0, endpoint: emulator.endpoint)
        try workspace.remove("segments")
        return workspace
    }

    /// The tenants of the samples' two sandboxes.
    private static let (tenantA, tenantB) = ("_wwfovlab011", "_lumaretail")

    /// Makes a project of the samples' first sandbox one of their second, which has another tenant and other schemas.
    private static func turn(_ workspace: Workspace, from a: EmulatorProcess, to b: EmulatorProcess) throws {
        try FileManager.default.copyItem(
            at: Workspace.repository.appendingPathComponent("schemas/luma-prod"),
            to: workspace.folder.appendingPathComponent("schemas-of-b")
        )
        let text = try workspace.read("segsync.yaml")
        try workspace.write(
            "segsync.yaml",
            text.replacing(a.endpoint, with: b.endpoint).replacing("sandbox: luma-dev", with: "sandbox: prod")
                .replacing(tenantA, with: tenantB).replacing("schemas: schemas", with: "schemas: schemas-of-b")
        )
    }

    /// What a definition says, by its name: its description without the stamp, and its rule by meaning with names in
    /// place of the ids that differ between services, and `<tenant>` for the tenant.
    static func meanings(_ definitions: [JSONValue], tenant: String = tenantA) throws -> [String: [String: JSONValue]] {
        let names = Dictionary(
            uniqueKeysWithValues: definitions.map { ($0["id"]?.string ?? "", $0["name"]?.string ?? "") }
        )
        let members = ["schema", "evaluationInfo", "labels", "tags", "ttlInDays", "lifecycleState"]
        var result: [String: [String: JSONValue]] = [:]
        for definition in definitions {
            let name = try #require(definition["name"]?.string).replacing(tenant, with: "<tenant>")
            var meaning = (definition.object ?? [:]).filter { members.contains($0.key) }
            let description = StampedDescription(remote: definition["description"]?.string ?? "")
            meaning["description"] = .string(description.text.replacing(tenant, with: "<tenant>"))
            let rule = try #require(definition["expression"])
            var canonical = SegmentExpression(
                format: rule["format"]?.string ?? "",
                value: rule["value"]?.string ?? ""
            ).canonicalText
            for (id, name) in names { canonical = canonical.replacing(id, with: "<\(name)>") }
            canonical = canonical.replacing(tenant, with: "<tenant>")
            meaning["expression"] = .string(canonical)
            result[name] = meaning
        }
        return result
    }

    @Test func theSamplesComeBackFromOneSandboxAndGoIntoAnother() async throws {
        let origin = try Workspace.samples()
        let applied = try await origin.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(applied.status == 0, "\(applied.output)\(applied.messages)")
        let a = try await EmulatorProcess(in: origin.folder)
        // The stamps name the samples' own project, so it is this project that lost its manifests.
        let workspace = try Self.empty(a)
        let text = try workspace.read("segsync.yaml")
        try workspace.write("segsync.yaml", text.replacing("project: e2e", with: "project: luma"))
        let dry = try await workspace.segsync("import", "--sandbox", "remote", "--dry-run")
        #expect(dry.status == 0, "\(dry.output)\(dry.messages)")
        #expect(dry.output.contains("+++ segments/luma-big-spenders.yaml\n"))
        #expect(dry.output.hasSuffix("Nothing was written.\n"))
        #expect(!FileManager.default.fileExists(atPath: workspace.folder.appendingPathComponent("segments").path))
        let imported = try await workspace.segsync("import", "--sandbox", "remote")
        #expect(imported.status == 0, "\(imported.output)\(imported.messages)")
        #expect(
            try workspace.read("segments/luma-gold-or-above.yaml") == """
                key: luma-gold-or-above
                name: "Luma : Gold or Above"
                description: Luma customers with level Gold or Above
                expression: ${tenant}.loyalty.level in ["gold", "platinum"]
                labels: [core/C1]
                tags: [loyalty]
                protect: true

                """
        )
        #expect(try await workspace.segsync("fmt", "--check").status == 0)
        #expect(try await workspace.segsync("validate").status == 0)
        let plan = try await workspace.segsync("plan", "--sandbox", "remote", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.output)")
        let again = try await workspace.segsync("import", "--sandbox", "remote", "--format", "json")
        #expect(again.status == 0)
        #expect(try JSONText.decode(again.output)["files"] == [], "\(again.output)")

        let other = try Workspace.samples()
        let b = try await EmulatorProcess(in: other.folder)
        try Self.turn(workspace, from: a, to: b)
        let second = try await workspace.apply(to: "remote", confirming: "prod")
        #expect(second.status == 0, "\(second.output)\(second.messages)")
        let made = try await Self.meanings(b.definitions(sandbox: "prod"), tenant: Self.tenantB)
        #expect(try await made == Self.meanings(a.definitions()))
        #expect(!"\(made)".contains(Self.tenantA))
        a.kill()
        b.kill()
    }

    /// Definitions that nobody stamped, of every kind that is hard to write.
    private static func handmade(_ emulator: EmulatorProcess) async throws -> Int {
        let deep = (0..<100).reduce("person.birthYear = 1") { rule, _ in "not (\(rule) and testProfile = true)" }
        let rules: [(name: String, rule: String, members: [String: JSONValue])] = [
            ("Crème brûlée", "person.birthYear >= 1980", ["description": "One\n  two  \n\nthree"]),
            ("creme brulee", "_wwfovlab011.loyalty.level = \"gold\"", ["labels": ["core/C1", "core/C2"]]),
            ("Crème Brûlée!", "_wwfovlab011.loyalty.points > 3", ["ttlInDays": 90]),
            ("- \"quoted\": ${x} #1\nnext", "homeAddress.city = \"it's ${x}: #\"", ["description": "  ${y} "]),
            ("🎉", "testProfile = true", ["lifecycleState": "draft"]),
            ("Золото", "person.birthYear < 2000", ["evaluationInfo": ["continuous": ["enabled": true]]]),
            ("true", deep, [:]),
        ]
        for (name, rule, members) in rules {
            var body: [String: JSONValue] = [
                "name": .string(name), "expression": DriftTests.rule(rule),
                "schema": ["name": "_xdm.context.profile"],
            ]
            body.merge(members) { _, own in own }
            let answer = try await emulator.call(.post, "/segment/definitions", body: .object(body))
            #expect(answer.status == 200, "\(answer.json)")
        }
        let gold = try #require(try await emulator.definitions().first { $0["name"] == "creme brulee" }?["id"]?.string)
        let answer = try await emulator.call(
            .post,
            "/segment/definitions",
            body: [
                "name": "Uses gold", "schema": ["name": "_xdm.context.profile"],
                "expression": DriftTests.rule("inSegment(\"\(gold)\") and person.birthYear = 1970"),
            ]
        )
        #expect(answer.status == 200, "\(answer.json)")
        return rules.count + 1
    }

    @Test(arguments: ["as-posted", "json"])
    func whatNobodyManagesIsImportedThenAdoptedWithoutAChange(answer: String) async throws {
        let host = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: host.folder, answer: answer)
        let count = try await Self.handmade(emulator)
        let workspace = try Self.empty(emulator)
        let imported = try await workspace.segsync("import", "--sandbox", "remote")
        #expect(imported.status == 0, "\(imported.output)\(imported.messages)")
        #expect(imported.output.contains("\(count) imported, 0 updated, 0 unchanged"), "\(imported.output)")
        #expect(try workspace.read("segments/uses-gold.yaml").contains("inSegment(${segment:creme-brulee"))
        #expect(try workspace.read("segments/zoloto.yaml").contains("evaluation: streaming\n"))
        let check = try await workspace.segsync("fmt", "--check")
        #expect(check.status == 0, "\(check.output)")
        let plan = try await workspace.segsync("plan", "--sandbox", "remote", "--adopt", "--format", "json")
        #expect(plan.status == 0, "\(plan.output)\(plan.messages)")
        let actions = try #require(try JSONText.decode(plan.output)["actions"]?.array)
        #expect(actions.count == count)
        #expect(actions.allSatisfy { $0["verb"] == "adopt" && $0["changes"] == [] }, "\(plan.output)")
        let before = try await Self.meanings(emulator.definitions())
        let files = try Self.files(workspace)
        #expect(try await workspace.segsync("import", "--sandbox", "remote").status == 0)
        #expect(try Self.files(workspace) == files, "the second import writes nothing")
        let apply = try await workspace.segsync("apply", "--sandbox", "remote", "--adopt", "--auto-approve")
        #expect(apply.status == 0, "\(apply.output)\(apply.messages)")
        #expect(try await workspace.segsync("plan", "--sandbox", "remote", "--detailed-exitcode").status == 0)
        #expect(try await Self.meanings(emulator.definitions()) == before)
        #expect(try await workspace.segsync("import", "--sandbox", "remote").status == 0)
        #expect(try Self.files(workspace) == files, "nor the one after the adoption")
        emulator.kill()
    }

    @Test func generatedDefinitionsGoFromOneSandboxToAnother() async throws {
        let host = try Workspace.samples()
        // One service answers trees of pql/json, the other the text that it was sent.
        let a = try await EmulatorProcess(in: host.folder, answer: "json")
        let count = 100
        var last: String?
        for index in 0..<count {
            let isStreaming = index % 4 == 1
            var rule = ["_wwfovlab011.loyalty.points > \(index)", "homeAddress.city = \"Ort _wwfovlab011 \(index)\""][
                index % 2
            ]
            if index % 7 == 0 { rule = "person.birthYear < \(1900 + index) and (\(rule) or testProfile = true)" }
            if let last, index % 10 == 9 { rule = "inSegment(\"\(last)\") and \(rule)" }
            var body: [String: JSONValue] = [
                "name": .string("Generated \(index % 3 == 0 ? "é" : "ø"): \(count - index)"),
                "description": .string(index % 3 == 0 ? "" : "Line \(index)\n\n  of \(count) in _wwfovlab011\n"),
                "expression": DriftTests.rule(rule), "schema": ["name": "_xdm.context.profile"],
            ]
            if isStreaming { body["evaluationInfo"] = ["continuous": ["enabled": true]] }
            if index % 3 == 0 { body["labels"] = ["core/C1", "custom/generated"] }
            if index % 5 == 0 { body["ttlInDays"] = .integer(Int64(index + 1)) }
            if index % 6 == 0 { body["lifecycleState"] = "draft" }
            let answer = try await a.call(.post, "/segment/definitions", body: .object(body))
            #expect(answer.status == 200, "\(answer.json)")
            last = isStreaming || index % 6 == 0 ? last : answer.json["id"]?.string
        }
        let workspace = try Self.empty(a)
        let imported = try await workspace.segsync("import", "--sandbox", "remote", "--format", "json")
        #expect(imported.status == 0, "\(imported.output)\(imported.messages)")
        #expect(try JSONText.decode(imported.output)["summary"]?["imported"] == .integer(Int64(count)))
        let first = try workspace.read("segments/generated-e-91.yaml")
        #expect(first.contains("${segment:generated-o-92}"), "one names another that comes later by path: \(first)")
        #expect(try await workspace.segsync("fmt", "--check").status == 0)
        let other = try Workspace.samples()
        let b = try await EmulatorProcess(in: other.folder)
        try Self.turn(workspace, from: a, to: b)
        let applied = try await workspace.apply(to: "remote", confirming: "prod")
        #expect(applied.status == 0, "\(applied.output)\(applied.messages)")
        let made = try await Self.meanings(b.definitions(sandbox: "prod"), tenant: Self.tenantB)
        #expect(try await made == Self.meanings(a.definitions()))
        #expect(!"\(made)".contains(Self.tenantA))
        // What B has says the same as the manifests, so nothing is written.
        let again = try await workspace.segsync("import", "--sandbox", "remote")
        #expect(again.output.contains("0 imported, 0 updated, \(count) unchanged."), "\(again.output)")
        a.kill()
        b.kill()
    }

    @Test func anImportThatStopsHalfWayIsCompletedByTheNext() async throws {
        let host = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: host.folder)
        var last: String?
        let names = ["zed", "omega", "beta", "alpha"]
        for name in names {
            let rule = last.map { "inSegment(\"\($0)\")" } ?? "person.birthYear = 1970"
            let body: JSONValue = [
                "name": .string(name), "expression": DriftTests.rule(rule),
                "schema": ["name": "_xdm.context.profile"],
            ]
            let answer = try await emulator.call(.post, "/segment/definitions", body: body)
            #expect(answer.status == 200, "\(answer.json)")
            last = answer.json["id"]?.string
        }
        for (index, name) in names.enumerated() {
            let workspace = try Self.empty(emulator)
            // A folder stands where the file belongs.
            try workspace.write("segments/\(name).yaml/README.md", "In the way.\n")
            try workspace.remove("segments/\(name).yaml/README.md")
            let half = try await workspace.segsync("import", "--sandbox", "remote")
            #expect(half.status == 3, "\(half.output)\(half.messages)")
            #expect(half.output.contains("\(index) imported, "), "\(half.output)")
            for later in names[(index + 1)...] { #expect(half.output.contains("! failed \(later)"), "\(half.output)") }
            #expect(try await workspace.segsync("validate").status == 0)
            try workspace.remove("segments/\(name).yaml")
            let rest = try await workspace.segsync("import", "--sandbox", "remote")
            #expect(rest.status == 0, "\(rest.output)\(rest.messages)")
            #expect(
                rest.output.contains("\(names.count - index) imported, 0 updated, \(index) unchanged."),
                "\(rest.output)"
            )
            #expect(try workspace.read("segments/alpha.yaml").contains("inSegment(${segment:beta})"))
        }
        emulator.kill()
    }

    @Test func aListThatIsNotWholeStopsTheImport() async throws {
        let host = try Workspace.samples()
        let emulator = try await EmulatorProcess(in: host.folder)
        _ = try await Self.handmade(emulator)
        let workspace = try Self.empty(emulator)
        try await emulator.script(["call": "list", "fault": ["kind": "shortPage", "rows": 3]])
        let imported = try await workspace.segsync("import", "--sandbox", "remote")
        #expect(imported.status == 1, "\(imported.output)\(imported.messages)")
        #expect(imported.messages.contains("and lists"), "\(imported.messages)")
        #expect(!FileManager.default.fileExists(atPath: workspace.folder.appendingPathComponent("segments").path))
        emulator.kill()
    }

    private static func files(_ workspace: Workspace) throws -> [String: String] {
        let folder = workspace.folder.appendingPathComponent("segments").path
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return try Dictionary(uniqueKeysWithValues: paths.map { ($0, try workspace.read("segments/" + $0)) })
    }

    @Test func whatWasEditedInGitIsKeptAndWhatWasEditedInTheSandboxIsWritten() async throws {
        let workspace = try await DriftTests.applied([
            "segments/all.yaml": """
            # Ours.
            key: one
            name: One   # by hand
            description: First
            expression: person.birthYear >= 1980
            ---
            key: two
            name: Two
            expression: ${tenant}.loyalty.level in ${goldLevels}
            ttlInDays: 30

            """
        ])
        try await DriftTests.edit(
            workspace,
            [("One", ["expression": DriftTests.rule("person.birthYear >= 1985")]), ("Two", ["ttlInDays": 60])]
        )
        let text = try workspace.read("segments/all.yaml")
        // In Git: the one field that the sandbox changed as well, and one that it did not.
        let edited = text.replacing("1980", with: "1990").replacing("First", with: "The first")
        try workspace.write("segments/all.yaml", edited)
        let imported = try await workspace.segsync("import", "--sandbox", "local")
        #expect(imported.status == 0, "\(imported.output)\(imported.messages)")
        #expect(imported.output.contains("description: kept, it was changed in Git; --force takes the sandbox's"))
        #expect(imported.output.contains("expression: kept, it was changed in Git and in the sandbox"))
        let merged = edited.replacing("ttlInDays: 30", with: "ttlInDays: 60")
        #expect(try workspace.read("segments/all.yaml") == merged)
        let forced = try await workspace.segsync("import", "--sandbox", "local", "--force")
        #expect(forced.status == 0, "\(forced.output)\(forced.messages)")
        #expect(
            try workspace.read("segments/all.yaml")
                == text.replacing("1980", with: "1985").replacing("ttlInDays: 30", with: "ttlInDays: 60")
        )
        #expect(try await workspace.segsync("plan", "--sandbox", "local", "--detailed-exitcode").status == 0)
    }

    /// Two definitions have swapped their names, and the import of that was stopped between the two files.
    @Test(arguments: ["one", "two"])
    func namesThatWereSwappedByHalfAreSwappedByTheNext(stopped: String) async throws {
        let files = ["one", "two"].map { key in
            (
                "segments/\(key).yaml",
                "key: \(key)\nname: Name \(key)   # ours\nexpression: person.birthYear >= 1980\n"
            )
        }
        let workspace = try await DriftTests.applied(Dictionary(uniqueKeysWithValues: files))
        for (name, new) in [("Name one", "Aside"), ("Name two", "Name one"), ("Aside", "Name two")] {
            try await DriftTests.edit(workspace, [(name, ["name": .string(new)])])
        }
        #expect(try await workspace.segsync("import", "--sandbox", "local").status == 0)
        let whole = try Self.files(workspace)
        #expect(whole["one.yaml"]?.contains("name: Name two   # ours") == true, "\(whole)")
        let old = try #require(files.first { $0.0 == "segments/\(stopped).yaml" })
        try workspace.write(old.0, old.1)
        #expect(try await workspace.segsync("validate").output.contains("MAN416"))
        let again = try await workspace.segsync("import", "--sandbox", "local")
        #expect(again.status == 0, "\(again.output)\(again.messages)")
        #expect(try Self.files(workspace) == whole)
    }

    /// Both name each other when the second file is not written, which is a circle.
    @Test(arguments: [["import"], ["drift", "--adopt"]])
    func aReferenceThatWasTurnedRoundByHalfIsTurnedRoundByTheNext(command: [String]) async throws {
        let old = "key: two\nname: Two\nexpression: inSegment(${segment:one}) # ours\n"
        let workspace = try await DriftTests.applied([
            "segments/one.yaml": "key: one\nname: One\nexpression: person.birthYear >= 1980\n",
            "segments/two.yaml": old,
        ])
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let id = try #require(try await emulator.definitions().first { $0["name"] == "Two" }?["id"]?.string)
        emulator.kill()
        try await DriftTests.edit(workspace, [("Two", ["expression": DriftTests.rule("person.birthYear >= 1990")])])
        try await DriftTests.edit(workspace, [("One", ["expression": DriftTests.rule("inSegment(\"\(id)\")")])])
        try await Self.stopped(workspace, at: "segments/two.yaml", saying: old, leaves: "MAN418", command)
    }

    /// The rule stands in a file of its own, and the manifest that goes with it is not written.
    @Test(arguments: [["import"], ["drift", "--adopt"]])
    func aRuleWithoutItsMethodIsCompletedByTheNext(command: [String]) async throws {
        let old = "key: k\nname: K\nexpression: { file: k.pql }\nevaluation: edge # ours\n"
        let workspace = try await DriftTests.applied([
            "segments/k.yaml": old, "segments/k.pql": "person.birthYear >= 1980\n",
        ])
        let rule = "xEvent.exists(eventType = \"x\" and timestamp occurs <= 60 days before now)"
        let batch: JSONValue = [
            "batch": ["enabled": true], "continuous": ["enabled": false], "synchronous": ["enabled": false],
        ]
        try await DriftTests.edit(workspace, [("K", ["expression": DriftTests.rule(rule), "evaluationInfo": batch])])
        try await Self.stopped(workspace, at: "segments/k.yaml", saying: old, leaves: "PQL302", command)
    }

    /// A definition was renamed, and a new one, which no stamp tells, has its old name.
    @Test func aNameThatAnotherGaveUpIsImportedAndAlsoByHalf() async throws {
        let old = "key: one\nname: One\nexpression: person.birthYear >= 1980 # ours\n"
        let workspace = try await DriftTests.applied(["segments/one.yaml": old])
        try await DriftTests.edit(workspace, [("One", ["name": "One of old"])])
        let emulator = try await EmulatorProcess(in: workspace.folder)
        let body: JSONValue = [
            "name": "One", "expression": DriftTests.rule("person.birthYear >= 1990"),
            "schema": ["name": "_xdm.context.profile"],
        ]
        #expect(try await emulator.call(.post, "/segment/definitions", body: body).status == 200)
        emulator.kill()
        try await Self.stopped(workspace, at: "segments/one.yaml", saying: old, leaves: "MAN416", ["import"])
        #expect(try workspace.read("segments/one-2.yaml").contains("name: One\n"))
    }

    /// The command is run whole, one file is put back as if it had not been written, and the command is run again.
    private static func stopped(
        _ workspace: Workspace,
        at path: String,
        saying old: String,
        leaves code: String,
        _ command: [String]
    ) async throws {
        let whole = try await SegsyncProcess.run(command + ["--sandbox", "local"], in: workspace.folder)
        #expect(whole.status == 0, "\(whole.output)\(whole.messages)")
        let files = try files(workspace)
        try workspace.write(path, old)
        #expect(try await workspace.segsync("validate").output.contains(code))
        let again = try await SegsyncProcess.run(command + ["--sandbox", "local"], in: workspace.folder)
        #expect(again.status == 0, "\(again.output)\(again.messages)")
        #expect(try Self.files(workspace) == files)
    }

    /// A user's own mistake, which no edit of the import removes.
    @Test(arguments: [["import"], ["drift", "--adopt"]])
    func aNameThatTwoManifestsHaveIsToldByAnImport(command: [String]) async throws {
        let workspace = try await DriftTests.applied([
            "segments/one.yaml": "key: one\nname: One\nexpression: person.birthYear >= 1980\n"
        ])
        try await DriftTests.edit(workspace, [("One", ["expression": DriftTests.rule("person.birthYear >= 1985")])])
        try workspace.write("segments/two.yaml", "key: two\nname: One\nexpression: person.birthYear >= 1990\n")
        let before = try Self.files(workspace)
        let imported = try await SegsyncProcess.run(command + ["--sandbox", "local"], in: workspace.folder)
        #expect(imported.status == 1, "\(imported.output)\(imported.messages)")
        #expect(imported.messages.contains("MAN416"), "\(imported.messages)")
        #expect(imported.messages.contains("the project has errors; nothing was "), "\(imported.messages)")
        #expect(try Self.files(workspace) == before)
    }

    /// The rule of one sandbox under a second name is the rule of another: neither import nor drift writes it.
    @Test(arguments: [["import"], ["drift", "--adopt"]])
    func aFileOfTwoNamesIsNotWritten(command: [String]) async throws {
        let manifest = "key: k\nname: K\nexpression: { file: k.pql }\n"
        let workspace = try await DriftTests.applied([
            "segments/k.yaml": manifest, "segments/k.pql": "person.birthYear >= 1980\n",
        ])
        try workspace.write("common/k.pql", try workspace.read("segments/k.pql"))
        let path = workspace.folder.appendingPathComponent("segments/k.pql").path
        func link(_ path: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        }
        try await DriftTests.edit(workspace, [("K", ["expression": DriftTests.rule("person.birthYear >= 1985")])])
        let arguments = [command[0], "--sandbox", "local"] + command.dropFirst()
        // It is a link itself; a link leads to it.
        for (isLink, words) in [
            (true, "'segments/k.pql' is a symbolic link"), (false, "'segments/second.pql' leads to it"),
        ] {
            try FileManager.default.removeItem(atPath: path)
            if isLink {
                try link(path, to: "../common/k.pql")
            } else {
                try workspace.write("segments/k.pql", try workspace.read("common/k.pql"))
                try link(workspace.folder.appendingPathComponent("segments/second.pql").path, to: "k.pql")
            }
            let run = try await SegsyncProcess.run(Array(arguments), in: workspace.folder)
            #expect(run.status == 1 || run.status == 3, "\(run.output)\(run.messages)")
            #expect(run.output.contains(words), "\(run.output)\(run.messages)")
            #expect(try workspace.read("segments/k.pql") == "person.birthYear >= 1980\n")
            #expect(try workspace.read("common/k.pql") == "person.birthYear >= 1980\n")
        }
    }

    @Test func filtersFoldersAndWhatIsNotOursAreTold() async throws {
        let host = try Workspace.samples()
        let applied = try await host.segsync("apply", "--sandbox", "local", "--auto-approve")
        #expect(applied.status == 0)
        let emulator = try await EmulatorProcess(in: host.folder)
        let count = try await Self.handmade(emulator)
        let workspace = try Self.empty(emulator)
        let all = try await workspace.segsync("import", "--sandbox", "remote", "--name", "Luma*", "--name", "gold")
        #expect(all.status == 0, "\(all.output)\(all.messages)")
        #expect(all.output.contains("it belongs to project 'luma', key 'luma-big-spenders'"))
        #expect(all.output.contains("1 imported, 0 updated, 0 unchanged, "), "\(all.output)")
        #expect(
            all.output.contains("note: its rule names definition '"),
            "what the rule names was not imported: \(all.output)"
        )
        let label = try await workspace.segsync("import", "--sandbox", "remote", "--label", "core/C2")
        #expect(label.output.contains("1 imported, 0 updated, 0 unchanged, "))
        let tag = try await workspace.segsync("import", "--sandbox", "remote", "--tag", "Loyalty")
        #expect(tag.output.contains("0 imported, 0 updated, 0 unchanged, 1 left out"), "\(tag.output)")
        let draft = try await workspace.segsync("import", "--sandbox", "remote", "--lifecycle", "draft")
        #expect(draft.output.contains("1 imported"))
        let forever: JSONValue = [
            "name": "Forever", "schema": ["name": "_xdm.context.profile"], "ttlInDays": 9999,
            "expression": DriftTests.rule("testProfile = true"),
        ]
        #expect(try await emulator.call(.post, "/segment/definitions", body: forever).status == 200)
        let rest = try await workspace.segsync("import", "--sandbox", "remote", "--into", "./segments/")
        #expect(rest.status == 3)
        #expect(rest.output.contains("its manifest would have an error: MAN405"), "\(rest.output)")
        #expect(rest.output.hasSuffix(", 18 left out, 1 failed.\n"), "\(rest.output)")
        #expect(rest.output.contains("\(count - 3) imported, 0 updated, 3 unchanged, "), "\(rest.output)")
        let wrong = try await workspace.segsync("import", "--sandbox", "remote", "--into", "elsewhere")
        #expect(wrong.status == 1)
        #expect(wrong.messages.contains("'elsewhere' is no folder that sandbox 'remote' reads; it reads segments"))
        emulator.kill()
    }
}
