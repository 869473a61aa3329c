import Diagnostics
import Manifests
import Segments
import Testing

/// An import that stops half-way leaves a project without errors, and the next one goes on from there.
@Suite struct ImportHalfWayTests {
    /// What names another comes in front of it by path as often as behind it; all but one hang together.
    private static let definitions = [
        ImportScene.definition("1", "Alpha", "inSegment(\"5\") and inSegment(\"2\")"),
        ImportScene.definition("2", "Beta", "inSegment(\"4\")"),
        ImportScene.definition("3", "Gamma", "inSegment(\"1\")"),
        ImportScene.definition("4", "Omega", "a = 4"), ImportScene.definition("5", "Zed", "inSegment(\"4\")"),
        ImportScene.definition("6", "Gamma?", "a = 6"), ImportScene.definition("7", "Gamma!", "inSegment(\"6\")"),
        // Its manifest is there already, and its new rule names one that is made.
        ImportScene.definition("8", "There", "inSegment(\"5\")"),
    ]
    private static let there = ["segments/dev/a-there.yaml": "key: there\nname: There\nexpression: a = 1\n"]

    /// What `plan` would say of the definitions: those with a manifest of their names are managed.
    private func imported(_ scene: ImportScene) -> ManifestImport {
        let validation = scene.validation
        #expect(!validation.diagnostics.hasErrors, "\(validation.diagnostics.sorted.map(\.message))")
        let known = Dictionary((validation.desired["dev"] ?? []).map { ($0.name, $0) }) { first, _ in first }
        var names = ImportScene.names
        for definition in Self.definitions {
            if let key = known[definition.content.name]?.key { names.note(definition.id, of: key) }
        }
        let definitions = Self.definitions.map { definition -> ImportedDefinition in
            guard let wanted = known[definition.content.name] else { return ImportScene.new(definition) }
            let content = names.content(of: wanted, over: definition.content)
            let differences = content.differences(from: definition.content).map { ImportedDifference($0, .drifted) }
            return ImportedDefinition(definition, .managed(wanted.key, differences: differences))
        }
        return scene.importing(definitions, names: names)
    }

    @Test func afterAFailureAtAnyFileTheNextImportCompletesIt() {
        let scene = ImportScene(Self.there)
        let result = imported(scene)
        #expect(result.files.count == Self.definitions.count)
        let whole = scene.after(result) { _ in true }
        #expect(whole.failures.isEmpty)
        #expect(whole.scene.files == scene.after(result).files)
        for failing in result.files.indices {
            // One file that cannot be written, and an import that is killed in front of it.
            for isKilled in [false, true] {
                let half = scene.after(result) { isKilled ? $0 < failing : $0 != failing }
                #expect(half.failures.values.contains("the disk is full"))
                let second = imported(half.scene)
                let rest = half.scene.after(second) { _ in true }
                #expect(rest.failures.isEmpty)
                #expect(rest.scene.files == whole.scene.files, "\(failing) \(isKilled)")
                #expect(imported(rest.scene).files.isEmpty)
            }
        }
    }

    @Test func whatNamesAFileThatWasNotWrittenIsNotWrittenEither() {
        let result = imported(ImportScene(Self.there))
        var order: [String] = []
        let failures = result.written { change in
            order.append(change.path)
            return change.path == "segments/dev/zed.yaml" ? "the disk is full" : nil
        }
        #expect(
            order == ["omega", "zed", "beta", "gamma-2", "gamma-3"].map { "segments/dev/\($0).yaml" },
            "each behind what it names, and else by path"
        )
        #expect(
            failures == [
                "segments/dev/zed.yaml": "the disk is full",
                "segments/dev/a-there.yaml": "it names the key of 'segments/dev/zed.yaml', which was not written",
                "segments/dev/alpha.yaml": "it names the key of 'segments/dev/zed.yaml', which was not written",
                "segments/dev/gamma.yaml": "it names the key of 'segments/dev/alpha.yaml', which was not written",
            ]
        )
    }
}
