import Diagnostics
import JSONTree
import TestSupport
import Testing
import XDM

/// What a pull takes of a registry, and how it lies in the folder.
@Suite struct SnapshotFilesTests {
    private typealias Scene = SnapshotScene

    @Test func whatRelationshipsLeadToIsTakenThroughOthers() {
        let gathered = Scene.gathered()
        #expect(gathered.missing == [])
        #expect(
            gathered.snapshot.documents.compactMap { $0["meta:altId"]?.string } == [
                "_xdm.context.experienceevent__union", "_xdm.context.profile__union", "_acme.schemas.d1",
                "_acme.schemas.d2",
            ]
        )
        // By source schema, property and type; nothing of schemas that are not in the snapshot.
        #expect(
            gathered.snapshot.descriptors.compactMap { $0["@id"]?.string } == [
                "d1 to d2", "identity-d1", "e1 to d1", "identity-p1",
            ]
        )
    }

    @Test func aSchemaIsAskedForOnce() {
        let circle = [Scene.relation("e1", "/sku", to: "d1"), Scene.relation("d1", "/sku", to: "d1")]
        var gathering = SnapshotGathering(
            unions: [Scene.profile, Scene.event],
            descriptors: circle + [Scene.relation("d1", "/shop", to: "p1")]
        )
        #expect(gathering.next() == [Scene.base + "d1"])
        #expect(gathering.next() == [])
        gathering.take(Scene.product, for: Scene.base + "d1")
        // The profile's schema is described by its union.
        #expect(gathering.next() == [])
    }

    @Test func aSchemaThatIsNotThereIsNamed() {
        let gathered = Scene.gathered(schemas: [Scene.product])
        #expect(gathered.missing == [Scene.base + "d2"])
        #expect(Scene.files(gathered).texts.count == 4)
    }

    @Test func filesAreNamedForWhatTheyHold() {
        #expect(
            Scene.files().texts.keys.sorted() == [
                "descriptors.json", "experienceevent-union.json", "products-of-acme.json", "profile-union.json",
                "shops.json",
            ]
        )
    }

    @Test(arguments: [
        ("Shops", "shops.json"), ("  Größe & Ort! ", "gr-e-ort.json"), ("日本", "d1.json"), ("", "d1.json"),
        ("Profile union", "profile-union-d1.json"), ("Descriptors", "descriptors.json"),
        ("snapshot", "snapshot-d1.json"),
        ("../../etc/passwd", "etc-passwd.json"),
        (String(repeating: "x", count: 300), String(repeating: "x", count: 80) + ".json"),
    ])
    func titlesBecomeNamesOfFiles(title: String, name: String) {
        let product = Scene.schema("d1", title: title, ["sku": Scene.text(), "shop": Scene.text()])
        let files = Scene.files(Scene.gathered(schemas: [product, Scene.shop].reversed()))
        let expected = title == "Shops" ? ["shops-d2.json", "shops.json"] : [name, "shops.json"]
        #expect(
            files.texts.keys.filter { !$0.hasSuffix("union.json") && !$0.hasPrefix("descriptors") || $0 == name }
                .sorted() == expected.sorted()
        )
        #expect(files.texts.count == 5)
    }

    @Test func whatChangesByItselfIsLeftOut() throws {
        var members = try #require(Scene.profile.object)
        members["imsOrg"] = "X@AdobeOrg"
        members["meta:sandboxId"] = "1"
        members["meta:sandboxType"] = "production"
        members["meta:registryMetadata"] = ["eTag": "abc", "repo:lastModifiedDate": 1]
        // A field may be called as such a member is.
        members["properties"] = ["imsOrg": Scene.text(), "sku": Scene.text(), "name": Scene.text()]
        let text = try #require(
            Scene.files(Scene.gathered(unions: [.object(members)])).texts["profile-union.json"]
        )
        let written = try #require(try JSONText.decode(text).object)
        #expect(
            Set(members.keys).subtracting(written.keys) == [
                "imsOrg", "meta:sandboxId", "meta:sandboxType", "meta:registryMetadata",
            ]
        )
        #expect(written["properties"]?["imsOrg"] == Scene.text())
    }

    /// The law by which Git shows only what changed.
    @Test func theOrderOfTheAnswersLeavesNoTrace() {
        let expected = Scene.files().texts
        var random = SeededRandom(seed: 2026)
        for _ in 0..<200 {
            func shuffled(_ value: JSONValue) -> JSONValue {
                guard var members = value.object, let parts = members["meta:extends"]?.array else { return value }
                members["meta:extends"] = .array((parts + [.string(Scene.base + "z9")]).shuffled(using: &random))
                return .object(members)
            }
            let files = Scene.files(
                Scene.gathered(
                    unions: [shuffled(Scene.profile), Scene.event].shuffled(using: &random),
                    schemas: [Scene.product, Scene.shop].shuffled(using: &random),
                    descriptors: (Scene.descriptors + Scene.descriptors.prefix(2)).shuffled(using: &random)
                )
            )
            var texts = files.texts
            texts["profile-union.json"] = nil
            #expect(texts == expected.filter { $0.key != "profile-union.json" })
        }
        let lists = (0..<50).map { _ -> String? in
            let parts = ["p1", "p2", "p3", "p4"].shuffled(using: &random)
            return Scene.files(Scene.gathered(unions: [Scene.union("profile", parts: parts, [:])])).texts[
                "profile-union.json"
            ]
        }
        #expect(Set(lists).count == 1)
    }

    @Test func listsWithoutAnOrderAreSortedAtEveryLevel() throws {
        func text(_ required: [JSONValue], _ values: [JSONValue]) -> String? {
            let inner: JSONValue = [
                "type": "object", "required": .array(required), "properties": ["a": ["enum": .array(values)]],
            ]
            // Fields may be called as such members are.
            let properties: [String: JSONValue] = [
                "required": ["type": "array", "items": inner], "enum": inner, "inner": inner,
            ]
            let union = Scene.union("profile", parts: [], properties)
            return Scene.files(Scene.gathered(unions: [union])).texts["profile-union.json"]
        }
        let expected = try #require(text(["a", "b"], ["x", "y"]))
        #expect(text(["b", "a"], ["x", "y"]) == expected)
        #expect(text(["a", "b"], ["y", "x"]) != expected)
    }

    @Test func theSnapshotReadsBackAsTheRegistryWas() throws {
        let files = Scene.files().texts.map { SchemaSnapshotFile($0, $1) }
        let (catalog, diagnostics) = SchemaCatalog.load(files: files)
        #expect(diagnostics.isEmpty)
        #expect(catalog.event.object["sku"]?.destination == Scene.base + "d1")
        #expect(catalog.entity(id: Scene.base + "d1")?.object["shop"]?.destination == Scene.base + "d2")
    }

    @Test func aPullOverItselfWritesTheSame() {
        let first = Scene.files()
        let second = Scene.files(over: first.texts, record: Scene.record(of: first.texts.keys))
        #expect(second.texts == first.texts)
        #expect(second.gone == [] && second.foreign == [])
    }
}

/// What becomes of files that are there.
@Suite struct SnapshotFolderTests {
    private typealias Scene = SnapshotScene

    @Test func aSchemaKeepsItsFileWhateverItIsCalled() throws {
        let present = [
            "catalogue.json": JSONText.encode(Scene.product), "union.json": JSONText.encode(Scene.profile),
            "relations.json": "[]", "notes/shop.json": JSONText.encode(Scene.shop),
        ]
        let files = Scene.files(over: present)
        #expect(
            files.texts.keys.sorted() == [
                "catalogue.json", "experienceevent-union.json", "notes/shop.json", "relations.json", "union.json",
            ]
        )
        #expect(files.foreign == [] && files.gone == [])
        #expect(files.texts["catalogue.json"]?.hasPrefix("{\n  \"$id\": \"\(Scene.base)d1\",\n") == true)
    }

    @Test func aNewTitleDoesNotMoveAFile() {
        let first = Scene.files()
        let renamed = Scene.schema("d1", title: "Shops", ["sku": Scene.text(), "shop": Scene.text()])
        let second = Scene.files(
            Scene.gathered(schemas: [renamed, Scene.shop]),
            over: first.texts,
            record: Scene.record(of: first.texts.keys)
        )
        #expect(second.texts.keys.sorted() == first.texts.keys.sorted())
        #expect(second.texts.filter { first.texts[$0.key] != $0.value }.keys.sorted() == ["products-of-acme.json"])
    }

    @Test func onlyWhatAPullHasMadeIsRemoved() throws {
        let first = Scene.files().texts
        let extra = ["mine.json": JSONText.encode(Scene.schema("m1", title: "Mine", [:])), "broken.json": "{"]
        let present = first.merging(extra) { old, _ in old }
        let gathered = Scene.gathered(descriptors: [])
        let recorded = Scene.files(gathered, over: present, record: Scene.record(of: first.keys))
        #expect(recorded.gone == ["products-of-acme.json", "shops.json"])
        #expect(recorded.foreign == ["broken.json", "mine.json"])
        let unrecorded = Scene.files(gathered, over: present)
        #expect(unrecorded.gone == [])
        #expect(unrecorded.foreign == ["broken.json", "mine.json", "products-of-acme.json", "shops.json"])
    }

    @Test func aForeignFileIsNotWrittenOver() {
        let present = [
            "shops.json": "not JSON", "descriptors.json": JSONText.encode(Scene.schema("m1", title: "Mine", [:])),
            "profile-union.json": "<<<<<<< ours",
        ]
        let files = Scene.files(over: present)
        #expect(files.foreign == ["descriptors.json", "profile-union.json", "shops.json"])
        #expect(Set(files.texts.keys).isDisjoint(with: present.keys))
        // A file of ours that somebody broke is ours all the same.
        let repaired = Scene.files(over: present, record: Scene.record(of: present.keys))
        #expect(repaired.foreign == [] && repaired.gone == [])
        #expect(repaired.texts == Scene.files().texts)
    }
}
