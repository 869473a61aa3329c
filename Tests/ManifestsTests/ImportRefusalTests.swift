import Diagnostics
import Manifests
import PQLSemantics
import Segments
import Testing

/// What is not imported, and why; the rest goes on.
@Suite struct ImportRefusalTests {
    @Test func whatIsNotOursIsLeftOut() {
        let result = ImportScene().importing([
            ImportScene.new(ImportScene.definition("1", "System", isSystem: true)),
            ImportScene.new(ImportScene.definition("2", "Other", description: "[segsync:1 project=other key=k]")),
            ImportScene.new(ImportScene.definition("3", "Broken", description: "[segsync:1 project=luma")),
            ImportScene.new(ImportScene.definition("4", "Archived") { $0.lifecycle = Lifecycle("archived") }),
            ImportScene.new(ImportScene.definition("5", "Mine")),
        ])
        #expect(
            result.outcomes.map(\.result) == [
                .leftOut("it is the platform's own"), .leftOut("it belongs to project 'other', key 'k'"),
                .leftOut("it has a stamp that cannot be read"),
                .leftOut("no manifest can ask for the state 'archived'"),
                .imported(file: "segments/dev/mine.yaml"),
            ]
        )
    }

    @Test func whatHasNoSoundManifestFailsAndTheRestIsMade() throws {
        let ineligible = "xEvent.exists(timestamp occurs <= 30 days before now) and inSegment(\"2\")"
        let definitions = [
            ImportScene.definition("1", "Unreadable", "a = = 1"),
            ImportScene.definition("2", "Days") { $0.ttlInDays = 9999 },
            ImportScene.definition("3", "  "),
            ImportScene.definition("4", "Edge", ineligible) { $0.evaluation = .edge },
            ImportScene.definition("5", "Twice"), ImportScene.definition("6", "Twice"),
            ImportScene.definition("7", "Uses days", "inSegment(\"2\") and inSegment(\"5\")"),
            ImportScene.definition("8", "Label") { $0.labels = [" "] },
        ]
        let result = ImportScene().importing(definitions.map(ImportScene.new))
        #expect(result.reason("1") == "the sandbox's rule cannot be read")
        #expect(result.reason("2")?.contains("MAN405 'ttlInDays' must be from 1 to 3650, found 9999") == true)
        #expect(result.reason("3")?.contains("MAN403 a manifest needs 'name'") == true)
        #expect(result.reason("4")?.contains("its manifest would have an error: PQL3") == true, "\(result.outcomes)")
        #expect(result.reason("6")?.contains("MAN416") == true)
        #expect(result.reason("8")?.contains("MAN432") == true)
        #expect(result.files.map(\.path) == ["segments/dev/twice.yaml", "segments/dev/uses-days.yaml"])
        // What it names by its id was not imported.
        let text = try #require(result.text("segments/dev/uses-days.yaml"))
        #expect(text.contains("inSegment(\"2\")") && text.contains("inSegment(${segment:twice})"))
    }

    @Test func aManifestOfTheNameElsewhereIsNoReasonToWriteOverIt() throws {
        // The project has the name for a segment that the sandbox does not have under its stamp.
        let scene = ImportScene(["segments/shared/x.yaml": "key: x\nname: Taken\nexpression: b = 2\n"])
        let result = scene.importing([ImportScene.new(ImportScene.definition("1", "Taken"))])
        #expect(result.reason("1")?.contains("MAN416") == true, "\(result.outcomes)")
        #expect(result.files.isEmpty)
    }

    /// `p` was renamed in the sandbox, and a new definition has its old name.
    @Test(arguments: ["name: P", "name: &p P"])
    func aNameThatIsGivenUpInTheSameImportIsFree(line: String) throws {
        let scene = ImportScene(["segments/dev/p.yaml": "key: p\n\(line)\nexpression: a = 1\n"])
        let key = try #require(SegmentKey("p"))
        let renamed = ImportedDefinition(
            ImportScene.definition("1", "P2", "a = 1"),
            .managed(key, differences: [ImportedDifference(.name, .drifted)])
        )
        let result = scene.importing([renamed, ImportScene.new(ImportScene.definition("2", "P", "inSegment(\"1\")"))])
        guard line == "name: P" else {
            // The manifest keeps its name, since that has an anchor.
            #expect(result.reason("2")?.contains("MAN416 segment name 'P' is used twice") == true, "\(result.outcomes)")
            #expect(result.files.isEmpty)
            return
        }
        #expect(result.files.map(\.path) == ["segments/dev/p-2.yaml", "segments/dev/p.yaml"], "\(result.outcomes)")
        #expect(result.text("segments/dev/p-2.yaml")?.hasPrefix("key: p-2\nname: P\n") == true)
        #expect(!scene.after(result).validation.diagnostics.hasErrors)
    }

    @Test func whatWasWrongBeforeIsNoReasonAgainstANewOne() throws {
        // Names that were swapped by half, and a new definition beside them.
        let scene = ImportScene([
            "segments/dev/p.yaml": "key: p\nname: Q\nexpression: a = 1\n",
            "segments/dev/q.yaml": "key: q\nname: Q\nexpression: a = 2\n",
        ])
        let definitions = [
            ImportedDefinition(
                ImportScene.definition("1", "P", "a = 2"),
                .managed(try #require(SegmentKey("q")), differences: [ImportedDifference(.name, .drifted)])
            ), ImportScene.new(ImportScene.definition("2", "New one")),
        ]
        let result = scene.importing(definitions)
        #expect(result.files.map(\.path) == ["segments/dev/new-one.yaml", "segments/dev/q.yaml"], "\(result.outcomes)")
        #expect(!result.leavesErrors)
    }

    @Test func theFolderIsTheLastThatNoOtherSandboxReads() throws {
        let project = try #require(ImportScene().validation.project)
        let dev = project.sandboxes[0]
        #expect(project.importFolder(of: dev, asked: nil) == "segments/dev")
        #expect(project.importFolder(of: project.sandboxes[1], asked: nil) == "segments/shared")
        #expect(project.importFolder(of: dev, asked: "./segments//shared/") == "segments/shared")
        #expect(project.importFolder(of: dev, asked: "segments") == nil)
        #expect(project.importFolder(of: dev, asked: "segments/dev/deeper") == nil)
    }

    @Test func aSharedFolderIsCheckedForAllWhoReadIt() throws {
        let scene = ImportScene([
            "segments/dev/gold.yaml": "key: gold\nname: Gold\nexpression: b = 2\n",
            "segments/shared/o.yaml": "key: o\nname: O\nexpression: b = 2\n",
        ])
        var names = ImportScene.names
        names.note(SegmentID("9"), of: try #require(SegmentKey("gold")))
        let result = scene.importing(
            [
                ImportScene.new(ImportScene.definition("1", "Fine", "_acme.x = 1")),
                ImportScene.new(ImportScene.definition("2", "Uses gold", "inSegment(\"9\")")),
            ],
            names: names,
            folder: "segments/shared"
        )
        #expect(result.text("segments/shared/fine.yaml") == "key: fine\nname: Fine\nexpression: ${tenant}.x = 1\n")
        // Only one of the two sandboxes has a manifest for what it names.
        #expect(result.reason("2")?.contains("MAN417 ") == true && result.reason("2")?.contains("'prod'") == true)
    }

    @Test(arguments: [
        (["gold"], [], [], [], ["1", "2"]), (["*gold"], [], [], [], ["2"]), (["GOLD*"], [], [], [], ["1"]),
        (["?old ?", "silver"], [], [], [], ["1", "3"]), (["*o*d*"], [], [], [], ["1", "2"]),
        ([], ["loyalty"], [], [], ["1"]), ([], ["t1", "gold"], [], [], ["1", "3"]), ([], [], ["core/C1"], [], ["2"]),
        ([], [], [], ["draft"], ["3"]), (["gold"], ["loyalty"], [], ["published"], ["1"]),
        (["gold"], [], [], ["draft"], []), ([], ["nothing"], [], [], []),
    ])
    func filtersChoose(names: [String], tags: [String], labels: [String], states: [String], ids: [String]) {
        let filter = ImportFilter(names: names, tags: tags, labels: labels, lifecycles: states.map(Lifecycle.init))
        let definitions = [
            ImportScene.definition("1", "Gold A") { $0.tags = ["t1"] },
            ImportScene.definition("2", "Not gold") { $0.labels = ["core/C1"] },
            ImportScene.definition("3", "Silver") {
                $0.lifecycle = .draft
                $0.tags = ["t2"]
            },
        ]
        let result = ImportScene().importing(definitions.map(ImportScene.new), filter: filter)
        #expect(result.outcomes.map(\.id.text) == ids)
    }
}
