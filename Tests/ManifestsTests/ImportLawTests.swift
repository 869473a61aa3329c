import Diagnostics
import Manifests
import PQLSemantics
import PQLSyntax
import Segments
import TestSupport
import Testing

/// Many definitions at once: they come out as they went in, and what people did to their files afterwards stays.
@Suite struct ImportLawTests {
    private static let names = [
        "Gold", "gold!", "- dash: \"x\"", "${tenant} and $${y}", "two\nlines", "🎉", "高价值", "Größe", "true", "#1 'x'",
    ]
    private static let descriptions = [
        "", "", "Plain", "two \nlines ", "  in front\n\nlast", "${x} # y", "key: value\n---\nmore", "x\u{2028}y",
    ]

    /// So many definitions of every kind, each tenth naming the one before it.
    private static func definitions(_ count: Int) throws -> [ObservedSegment] {
        var random = SeededRandom(seed: 5)
        return try (0..<count).map { index in
            var generator = RuleGenerator(seed: UInt64(index))
            let isStreaming = index % 9 == 0
            var rule =
                isStreaming
                ? PQLPrinter.print(generator.rule(0)) : PQLPrinter.print(generator.rule(index % 4 == 0 ? 2 : 1))
            if isStreaming { rule = "person.birthYear > \(index)" }
            if index % 10 == 9 { rule = "inSegment(\"id-\(index - 1)\") and _acme.loyalty.points > \(index)" }
            let tree = PQLParser.parse(rule).tree
            let form: PQLForm = index % 2 == 0 ? .text : .json
            return ImportScene.definition(
                "id-\(index)",
                "\(names.randomElement(using: &random) ?? "") \(index % 7 == 0 ? "" : "n")\(index)",
                try form.write(tree),
                format: form.rawValue,
                description: descriptions.randomElement(using: &random) ?? ""
            ) { content in
                if isStreaming { content.evaluation = .streaming }
                if index % 3 == 0 { content.labels = ["core/C\(1 + index % 5)", "custom/x"] }
                if index % 4 == 0 { content.tags = ["t1", "t4"] }
                if index % 5 == 0 { content.mergePolicyID = "p2" }
                if index % 6 == 0 { content.ttlInDays = Int64(1 + index % 365) }
                if index % 8 == 0 { content.lifecycle = .draft }
            }
        }
    }

    @Test func fourThousandDefinitionsComeBackAsTheyAre() throws {
        let count = 4_000
        let definitions = try Self.definitions(count)
        let scene = ImportScene()
        let result = scene.importing(definitions.map(ImportScene.new))
        let failed = result.outcomes.filter { outcome in
            if case .imported = outcome.result { false } else { true }
        }
        #expect(failed.isEmpty, "\(failed.prefix(5).map(\.result))")
        try #require(result.files.count == count)
        let after = scene.after(result)
        let validation = after.validation
        #expect(!validation.diagnostics.hasErrors)
        var names = ImportScene.names
        for outcome in result.outcomes { names.note(outcome.id, of: try #require(outcome.key)) }
        let observed = Dictionary(uniqueKeysWithValues: definitions.map { ($0.id, $0) })
        let desired = try #require(validation.desired["dev"])
        #expect(desired.count == count)
        var managed: [ImportedDefinition] = []
        for segment in desired {
            let definition = try #require(names.segmentIDs[segment.key].flatMap { observed[$0] })
            // As an empty sandbox would make it: what is not named is what the service gives by itself.
            let made = ImportScene.definition("new", "", "x = 1").content
            let differences = names.content(of: segment, over: made).differences(from: definition.content)
            #expect(differences.isEmpty, "\(differences) of \(definition.id)")
            managed.append(ImportedDefinition(definition, .managed(segment.key, differences: [])))
        }
        for change in result.files.prefix(400) {
            let formatted = ManifestFormatter(file: FileID(change.path)).format(change.after ?? [])
            #expect(formatted.text.map { Array($0.utf8) } == change.after)
        }
        let second = after.importing(managed, project: validation, names: names)
        #expect(second.files.isEmpty)
        #expect(second.outcomes.allSatisfy { $0.result == .managed && $0.fields.isEmpty })
    }

    @Test func aRuleOfTwoHundredLevelsComesBack() throws {
        let rule = (0..<200).reduce("a = 1") { inner, _ in "not (\(inner))" }
        for form in PQLForm.allCases {
            let value = try form.write(PQLParser.parse(rule).tree)
            let definition = ImportScene.definition("1", "Deep", value, format: form.rawValue)
            let result = ImportScene().importing([ImportScene.new(definition)])
            #expect(result.outcomes.map(\.result) == [.imported(file: "segments/dev/deep.yaml")])
        }
        let unknown = (0..<200).reduce("{\"nodeType\":\"geoFence\"}") { inner, _ in
            "{\"nodeType\":\"fnApply\",\"fnName\":\"not\",\"params\":[\(inner)]}"
        }
        let definition = ImportScene.definition("1", "Deep", unknown, format: "pql/json")
        let result = ImportScene().importing([ImportScene.new(definition)])
        #expect(result.outcomes.map(\.result) == [.imported(file: "segments/dev/deep.yaml")])
    }
}
