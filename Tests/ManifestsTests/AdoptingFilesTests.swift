import Diagnostics
import Manifests
import Segments
import Testing

/// Rules that stand in files of their own, and pql/json as a text.
@Suite struct AdoptingFilesTests {
    private static let manifest = "key: a\nname: A\nexpression: { file: rules/a.pql } # here\n"

    @Test func theFileOfARuleIsWritten() throws {
        let project = AdoptingProject(
            Self.manifest,
            more: ["segments/dev/rules/a.pql": "\n${tenant}.level in ${levels}\n  and x = 1\n\n"]
        )
        let adoption = try project.adopting {
            $0.expression = AdoptingProject.rule("_acme.level in [\"gold\", \"platinum\"] and x = 2")
            $0.name = "B"
        }
        #expect(adoption.outcomes.map(\.file) == ["segments/dev/a.yaml", "segments/dev/rules/a.pql"])
        let files = project.files(after: adoption)
        #expect(files["segments/dev/rules/a.pql"] == "\n${tenant}.level in ${levels} and x = 2\n\n")
        #expect(files["segments/dev/a.yaml"] == Self.manifest.replacing("name: A", with: "name: B"))
    }

    @Test func aFileThatOthersUseIsLeft() throws {
        let project = AdoptingProject(
            Self.manifest + "---\nkey: b\nname: B\nexpression: { file: rules/a.pql }\n",
            more: ["segments/dev/rules/a.pql": "x = 1\n"]
        )
        let adoption = try project.adopting { $0.expression = AdoptingProject.rule("x = 2") }
        #expect(
            adoption.outcomes.map(\.refusal) == [
                "'segments/dev/rules/a.pql' holds the rule of other segments or sandboxes too"
            ]
        )
        #expect(adoption.files.isEmpty)
    }

    @Test func aSharedManifestGetsAnOverrideAndItsFileStays() throws {
        let project = AdoptingProject(
            Self.manifest,
            isShared: true,
            more: ["segments/shared/rules/a.pql": "x > ${days}\n"]
        )
        let adoption = try project.adopting { $0.expression = AdoptingProject.rule("x > 31") }
        #expect(adoption.files.map(\.path) == ["segments/shared/a.yaml"])
        #expect(
            project.files(after: adoption)["segments/shared/a.yaml"]
                == Self.manifest + "overrides:\n  dev:\n    expression: x > 31\n"
        )
    }

    @Test func aTreeAsATextKeepsItsTemplates() throws {
        let tree = { (value: String) in
            #"{"fnName":"=","nodeType":"fnApply","params":[{"fieldName":"level","nodeType":"fieldLookup","object":"#
                + #"{"fieldName":"${tenant}","nodeType":"fieldLookup","object":{"nodeType":"parameterReference","#
                + #""position":1}}},{"literalType":"String","nodeType":"literal","value":""# + value + #""}]}"#
        }
        let manifest = { "key: a\nname: A\nexpression:\n  format: pql/json # tree\n  value: '\(tree($0))'\n" }
        let project = AdoptingProject(manifest("old"))
        let adoption = try project.adopting { $0.expression = AdoptingProject.rule("_acme.level = \"new\"") }
        #expect(adoption.outcomes.compactMap(\.refusal) == [])
        #expect(project.files(after: adoption)["segments/dev/a.yaml"] == manifest("new"))
    }

    @Test func aFileIsReadAsItWasWhenDriftWasTold() throws {
        let project = AdoptingProject("key: a\nname: A\nexpression: x = 1\n")
        let file = FileID("segments/dev/a.yaml")
        var content = try project.content()
        content.name = "B"
        var files = project.files
        files[file.path] = "key: a\nname: Somebody's\nexpression: x = 1\n"
        let adoption = ManifestAdoption(
            of: [AdoptedSegment(key: try #require(SegmentKey("a")), fields: [.name], content: content)],
            in: "dev",
            names: AdoptingProject.names,
            sources: [file: SourceFile(id: file, bytes: Array("key: a\nname: A\nexpression: x = 1\n".utf8))],
            files: .memory(files)
        )
        // Whoever writes sees by this that the file is not what it was.
        #expect(adoption.files.map { $0.before } == [project.files[file.path].map { Array($0.utf8) }])
    }
}
