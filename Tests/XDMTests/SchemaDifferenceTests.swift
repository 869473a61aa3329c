import Diagnostics
import Foundation
import JSONTree
import Testing
import XDM

/// What is told of two snapshots.
@Suite struct SchemaDifferenceTests {
    private typealias Scene = SnapshotScene

    struct Row: Sendable, CustomTestStringConvertible {
        let title: String
        let before: [String: JSONValue]
        let after: [String: JSONValue]
        let expected: [String]

        var testDescription: String { title }
    }

    private static let text = SnapshotScene.text()
    private static func object(_ properties: [String: JSONValue]) -> JSONValue {
        ["type": "object", "properties": .object(properties)]
    }
    private static func list(_ item: JSONValue) -> JSONValue { ["type": "array", "items": item] }
    private static func map(_ value: JSONValue) -> JSONValue {
        ["type": "object", "meta:xdmType": "map", "additionalProperties": value]
    }

    @Test(arguments: [
        Row(title: "nothing", before: ["a": text], after: ["a": text], expected: []),
        Row(
            title: "texts for people",
            before: ["a": text],
            after: ["a": ["type": "string", "title": "A"]],
            expected: []
        ),
        Row(title: "added", before: [:], after: ["a": text], expected: ["+ a string 0"]),
        Row(title: "removed", before: ["a": text], after: [:], expected: ["- a string 0"]),
        Row(
            title: "an object is told once",
            before: [:],
            after: ["a": object(["b": text, "c": list(object(["d": text]))])],
            expected: ["+ a object 3"]
        ),
        Row(
            title: "below objects, lists and maps",
            before: ["a": object(["b": list(object(["c": map(object(["d": text]))]))])],
            after: ["a": object(["b": list(object(["c": map(object(["e": text]))]))])],
            expected: ["- a.b.c.d string 0", "+ a.b.c.e string 0"]
        ),
        Row(
            title: "type",
            before: ["a": text, "b": list(text), "c": object(["d": text]), "e": ["type": "integer"]],
            after: ["a": ["type": "integer"], "b": list(["type": "boolean"]), "c": text, "e": ["type": "number"]],
            expected: [
                "~ a string → integer", "~ b [string] → [boolean]", "~ c object → string", "~ e integer → number",
            ]
        ),
        Row(
            title: "list of what it was",
            before: ["a": text],
            after: ["a": list(text)],
            expected: ["~ a string → [string]"]
        ),
        Row(
            title: "map to object",
            before: ["a": map(text)],
            after: ["a": object(["b": text])],
            expected: ["~ a {string} → object"]
        ),
        Row(
            title: "values",
            before: ["a": Scene.text(["x", "y"]), "b": list(Scene.text(["x"]))],
            after: ["a": Scene.text(["z", "y"]), "b": list(Scene.text(["x", "w"]))],
            expected: ["~ a -[x] +[z]", "~ b -[] +[w]"]
        ),
        Row(
            title: "order of values",
            before: ["a": Scene.text(["x", "y"])],
            after: ["a": Scene.text(["y", "x"])],
            expected: []
        ),
        Row(
            title: "values from now on",
            before: ["a": text],
            after: ["a": Scene.text(["x"])],
            expected: ["~ a only [x]"]
        ),
        Row(title: "values no more", before: ["a": Scene.text(["x"])], after: ["a": text], expected: ["~ a any"]),
        Row(
            title: "a name of its own",
            before: ["repo:createDate": text],
            after: ["repo:createDate": ["type": "boolean"]],
            expected: ["~ repo:createDate string → boolean"]
        ),
    ])
    func eachKindOfDifferenceIsTold(row: Row) {
        #expect(
            Self.differences(Self.profile(row.before), Self.profile(row.after)) == row.expected.map { "profile " + $0 }
        )
    }

    @Test func theOtherWayRoundSaysTheOpposite() {
        let (old, new) = (Self.profile(["a": Self.text]), Self.profile(["b": Self.text]))
        #expect(Self.differences(old, new) == ["profile - a string 0", "profile + b string 0"])
        #expect(Self.differences(new, old) == ["profile + a string 0", "profile - b string 0"])
    }

    @Test func eventsAndOtherSchemasSpeakForThemselves() {
        let old = Scene.gathered()
        let shop = Scene.schema("d2", title: "Shops", ["id": ["type": "integer"]])
        let event = Scene.union("experienceevent", parts: ["e1"], ["sku": Scene.text(), "page": Scene.text()])
        let new = Scene.gathered(unions: [Scene.profile, event], schemas: [Scene.product, shop])
        // Once, although a profile has its events in it.
        #expect(
            Self.differences(Self.catalog(old), Self.catalog(new)) == [
                "event + page string 0", "\(Scene.base)d2 (Shops) ~ id string → integer",
            ]
        )
        let without = Scene.gathered(descriptors: [])
        #expect(
            Self.differences(Self.catalog(old), Self.catalog(without)) == [
                "event ~ sku leads \(Scene.base)d1 → nothing", "\(Scene.base)d1 (Products of ACME) - 2",
                "\(Scene.base)d2 (Shops) - 1",
            ]
        )
        // Two of its own, and nine that every profile has.
        #expect(
            Self.differences(.empty, Self.catalog(without)) == ["profile + 11", "event + 1"]
        )
    }

    @Test func aSnapshotIsTheSameAsItself() throws {
        for folder in ["luma", "luma-prod"] {
            let catalog = SchemaCatalog.load(files: try SnapshotFolder.repository(folder)).catalog
            #expect(catalog.differences(to: catalog).isEmpty)
        }
    }

    @Test(.enabled(if: SnapshotFolder.realUnions != nil))
    func unionsOfRealSizeAreComparedWhole() throws {
        let folder = try #require(SnapshotFolder.realUnions)
        let files = try SnapshotFolder.files(in: folder)
        let old = SchemaCatalog.load(files: files).catalog
        #expect(old.differences(to: old).isEmpty)
        let changed = files.map { file in
            let text = String(decoding: file.bytes, as: UTF8.self)
                .replacingOccurrences(of: "\"non_specific\"", with: "\"unknown\"")
            return SchemaSnapshotFile(id: file.id, bytes: Array(text.utf8))
        }
        let new = SchemaCatalog.load(files: changed).catalog
        #expect(Self.differences(old, new).contains("profile ~ person.gender -[non_specific] +[unknown]"))
        let added = SchemaCatalog.empty.differences(to: old).map { Self.line($0) }
        // Those that every profile has are counted as well where the union leaves them out.
        #expect(added.count == 2)
        #expect(added.last == "event + 2464")
    }

    private static func profile(_ properties: [String: JSONValue]) -> SchemaCatalog {
        // Fields that every profile has stand there, so that they are no difference.
        catalog(Scene.gathered(unions: [Scene.union("profile", parts: [], properties)], descriptors: []))
    }

    private static func catalog(_ gathered: SnapshotGathering) -> SchemaCatalog {
        SchemaCatalog.load(files: Scene.files(gathered).texts.map { SchemaSnapshotFile($0, $1) }).catalog
    }

    private static func differences(_ old: SchemaCatalog, _ new: SchemaCatalog) -> [String] {
        old.differences(to: new).map(line)
    }

    private static func line(_ difference: SchemaDifference) -> String {
        let subject =
            switch difference.subject {
            case .profile: "profile"
            case .event: "event"
            case .schema(let id, let title): id + (title.map { " (\($0))" } ?? "")
            }
        let change =
            switch difference.change {
            case .schemaAdded(let fields): "+ \(fields)"
            case .schemaRemoved(let fields): "- \(fields)"
            case .fieldAdded(let type, let fields): "+ \(difference.path) \(type.notation) \(fields)"
            case .fieldRemoved(let type, let fields): "- \(difference.path) \(type.notation) \(fields)"
            case .typeChanged(let old, let new): "~ \(difference.path) \(old.notation) → \(new.notation)"
            case .valuesChanged(let removed, let added):
                "~ \(difference.path) -[\(removed.joined(separator: ","))] +[\(added.joined(separator: ","))]"
            case .valuesRestricted(let values): "~ \(difference.path) only [\(values.joined(separator: ","))]"
            case .valuesFreed: "~ \(difference.path) any"
            case .relationshipChanged(let old, let new):
                "~ \(difference.path) leads \(old ?? "nothing") → \(new ?? "nothing")"
            }
        return "\(subject) \(change)"
    }
}
