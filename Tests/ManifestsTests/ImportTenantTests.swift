import Diagnostics
import Manifests
import Segments
import TestSupport
import Testing

/// What is imported into a manifest that is there names the tenant as a new manifest would.
@Suite struct ImportTenantTests {
    private static let words = [
        "_acme", "_acme", "x_acme", "_acme1", "(_acme)", "_acme's", "$_acme", "${x}", "$", "Gold", "US", "30", "größer",
    ]

    private static func text(_ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 1...5, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
            .joined(separator: " ")
    }

    private static func definition(_ random: inout SeededRandom) -> ObservedSegment {
        let rule = "_acme.level = \"\(text(&random))\" and (a = 1 or b = \"\(text(&random))\")"
        return ImportScene.definition("1", "N " + text(&random), rule, description: text(&random))
    }

    /// What the one manifest says, for another tenant.
    private static func elsewhere(_ scene: ImportScene) throws -> DesiredSegment {
        let configuration = try #require(scene.files["segsync.yaml"]).replacing(
            "tenant: _acme",
            with: "tenant: _elsewhere"
        )
        let validation = ImportScene(scene.files.merging(["segsync.yaml": configuration]) { $1 }).validation
        try #require(!validation.diagnostics.hasErrors, "\(lines(validation))")
        return try #require(validation.desired["dev"]?.first)
    }

    @Test func anUpdateSaysTheSameAsANewManifest() throws {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let old = Self.definition(&random)
            let new = Self.definition(&random)
            let first = ImportScene().importing([ImportScene.new(old)])
            let path = try #require(first.files.first?.path)
            // Some of it is a variable since.
            let text = try #require(first.text(path)).replacing("US", with: seed % 2 == 0 ? "${market}" : "US")
            let scene = ImportScene([path: text])
            let desired = try #require(scene.validation.desired["dev"]?.first, "\(lines(scene.validation))")
            let differences = ImportScene.names.content(of: desired, over: old.content).differences(from: new.content)
            let managed = ImportedDefinition(
                new,
                .managed(desired.key, differences: differences.map { ImportedDifference($0, .drifted) })
            )
            let updated = scene.after(scene.importing([managed]))
            let anew = ImportScene().importing([ImportScene.new(new)])
            let expected = try Self.elsewhere(ImportScene().after(anew))
            let found = try Self.elsewhere(updated)
            #expect(found.name == expected.name, "seed \(seed)")
            #expect(found.description == expected.description, "seed \(seed)")
            #expect(found.expression == expected.expression, "seed \(seed):\n\(text)\n\(updated.files[path] ?? "")")
        }
    }

    @Test func whatTheSandboxDidNotChangeStays() throws {
        let text = "key: k\nname: K of _acme\nexpression: ${tenant}.a = \"x _acme\" and b = 1\n"
        let scene = ImportScene(["segments/dev/k.yaml": text])
        let definition = ImportScene.definition("1", "K of _acme", "_acme.a = \"x _acme\" and b = \"y _acme\"")
        let result = scene.importing([
            ImportedDefinition(
                definition,
                .managed(try #require(SegmentKey("k")), differences: [ImportedDifference(.expression, .drifted)])
            )
        ])
        #expect(result.text("segments/dev/k.yaml") == text.replacing("b = 1", with: "b = \"y ${tenant}\""))
    }
}
