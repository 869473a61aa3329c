import Manifests
import Segments
import TestSupport
import Testing

/// Files that people rearranged are imported into again: only the values that the sandbox changed are others.
@Suite struct ImportEditTests {
    private struct Values {
        var description: String
        var year: Int
        var days: Int
    }

    /// A manifest as a person might leave it, at random: comments, order, blank lines and styles. The same seed gives
    /// the same file around other values.
    private static func file(_ values: Values, key: String, seed: UInt64) -> String {
        var random = SeededRandom(seed: seed)
        func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        let comment = { pick(["", "", "   # note: it's here", " #"]) }
        let description = pick([
            "description: \(values.description)\(comment())", "description:   '\(values.description)'\(comment())",
            "\"description\": \"\(values.description)\"", "description: |\n    \(values.description)",
            "description: >-\n  \(values.description)",
        ])
        let expression = pick([
            "expression: person.birthYear >= \(values.year)\(comment())",
            "expression: |  # rule\n  person.birthYear >= \(values.year)",
            "expression: { format: pql/text, value: 'person.birthYear >= \(values.year)' }",
            "expression:\n  format: pql/text   # as text\n  value: \"person.birthYear >= \(values.year)\"",
        ])
        var parts = [
            "key: \(key)", "name: 'Name of \(key)'\(comment())", description, expression,
            pick(["ttlInDays:    \(values.days)\(comment())", "ttlInDays: \(values.days)"]),
            pick(["labels: [ core/C1,core/C2 ]", "labels:\n- core/C1 # one\n- core/C2"]),
            pick(["owner: somebody", "sandboxes: [dev]", "protect: false"]),
        ]
        parts.shuffle(using: &random)
        var text = chance(2) ? "# A file of ours: äöü\n\n" : ""
        for part in parts {
            if chance(3) { text += pick(["# between\n", "\n", "\n# a: b\n\n"]) }
            text += part + "\n"
        }
        if chance(3) { text = "---\n" + text + "...\n" }
        return chance(3) ? text.replacing("\n", with: "\r\n") : text
    }

    @Test func onlyChangedValuesChangeInFilesThatWereEdited() throws {
        var random = SeededRandom(seed: 9)
        var changed = 0
        for seed in 0..<150 as Range<UInt64> {
            let old = Values(description: "First", year: 1980, days: 60)
            var new = old
            if Bool.random(using: &random) { new.description = "Second edition" }
            if Bool.random(using: &random) { new.year = 2001 }
            if Bool.random(using: &random) { new.days = 7 }
            let path = "segments/dev/edited.yaml"
            let scene = ImportScene([path: Self.file(old, key: "k", seed: seed)])
            let desired = try #require(scene.validation.desired["dev"]?.first, "\(lines(scene.validation))")
            let base = ImportScene.definition("1", "Name of k").content
            let content = ImportScene.names.content(of: desired, over: base)
            let definition = ImportScene.definition(
                "1",
                "Name of k",
                "person.birthYear >= \(new.year)",
                description: new.description + "\n[segsync:1 project=luma key=k]"
            ) {
                $0.ttlInDays = Int64(new.days)
                $0.labels = content.labels
            }
            let fields = content.differences(from: definition.content)
            let differences = fields.map { ImportedDifference($0, .drifted) }
            let managed = ImportedDefinition(definition, .managed(desired.key, differences: differences))
            // A new one beside it is nobody's reason to touch the other file.
            let fresh = ImportScene.new(ImportScene.definition("2", "Fresh", "inSegment(\"1\")"))
            var names = ImportScene.names
            names.note(definition.id, of: desired.key)
            let result = scene.importing([managed, fresh], names: names)
            let expected = Self.file(new, key: "k", seed: seed)
            let text = scene.after(result).files[path]
            #expect(text == expected, "seed \(seed), \(fields), \(result.outcomes):\n\(text ?? "")\nfor\n\(expected)")
            #expect(result.text("segments/dev/fresh.yaml")?.contains("inSegment(${segment:k})") == true)
            changed += fields.count
        }
        #expect(changed > 150)
    }

    @Test func whatIsTheUsersIsKeptUnlessForced() throws {
        let text = "key: k   # ours\nname: K\nexpression: a = 1\nttlInDays: 60\n"
        let scene = ImportScene(["segments/dev/k.yaml": text])
        let key = try #require(SegmentKey("k"))
        let definition = ImportScene.definition("1", "K", "a = 2", description: "Told in the sandbox") {
            $0.ttlInDays = 90
        }
        for origin in [ImportedDifference.Origin.changedInGit, .conflict, .unknownOrigin] {
            let differences = [ImportedDifference(.expression, origin), ImportedDifference(.ttlInDays, .drifted)]
            let managed = ImportedDefinition(definition, .managed(key, differences: differences))
            let kept = scene.importing([managed])
            #expect(kept.text("segments/dev/k.yaml") == text.replacing("60", with: "90"))
            let fields = try #require(kept.outcomes.first?.fields)
            #expect(fields.map(\.difference.origin) == [origin, .drifted, .notNamed])
            #expect(fields.map(\.result) == [.kept, .written(file: "segments/dev/k.yaml"), .kept])
            let forced = scene.importing([managed], force: true)
            #expect(
                forced.text("segments/dev/k.yaml")
                    == "key: k   # ours\nname: K\nexpression: a = 2\nttlInDays: 90\ndescription: Told in the sandbox\n"
            )
        }
    }
}
