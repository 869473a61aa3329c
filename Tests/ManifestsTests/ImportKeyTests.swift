import Manifests
import Segments
import Testing

/// The keys and files that definitions without a manifest get.
@Suite struct ImportKeyTests {
    @Test(arguments: [
        ("Luma : Gold or Above", "luma-gold-or-above"),
        ("Crème brûlée", "creme-brulee"),
        ("Cre\u{300}me", "creme"),
        ("Straße & Größe", "strasse-grosse"),
        ("Æsir, Œuvre, Þór, Łódź, Ðuro", "aesir-oeuvre-thor-lodz-duro"),
        ("Tiếng Việt", "tieng-viet"),
        ("ＦＵＬＬ　ｗｉｄｔｈ １２", "full-width-12"),
        ("Женщины из Москвы, щедрые", "zhenshchiny-iz-moskvy-shchedrye"),
        ("Київ і Їжак", "kiyiv-i-yizhak"),
        ("Ελληνικά ψάρια", "ellinika-psaria"),
        ("Anna's and Bob’s", "annas-and-bobs"),
        ("__tests__", "tests"),
        ("2024", "segment-2024"),
        ("高价值客户", "segment-0674797c"),
        ("🎉", "segment-70d77d09"),
        ("!!!", "segment-2d53a722"),
        ("null", "null"),
        ("VIP 顧客", "vip"),
        (
            "This name goes on and on until nobody wants to read it any more",
            "this-name-goes-on-and-on-until-nobody-wants-to-read-it-any"
        ),
        (String(repeating: "x", count: 300), String(repeating: "x", count: 60)),
    ])
    func namesMakeKeys(name: String, key: String) throws {
        let result = ImportScene().importing([ImportScene.new(ImportScene.definition("1", name))])
        #expect(result.outcomes.map(\.key?.text) == [key], "\(result.outcomes)")
        #expect(result.files.map(\.path) == ["segments/dev/\(key).yaml"])
    }

    @Test func equalKeysGetNumbersByTheIdsWhateverTheOrder() throws {
        let definitions = [
            ("5", "Gold"), ("2", "gold!"), ("9", "GOLD?"), ("1", "Gold 2"), ("3", "Other"), ("4", "other!"),
        ].map { ImportScene.new(ImportScene.definition($0.0, $0.1)) }
        // A manifest has the key `other` already.
        let scene = ImportScene(["segments/shared/o.yaml": "key: other\nname: Its own\nexpression: b = 2\n"])
        let expected = [
            "1": "gold-2", "2": "gold", "3": "other-2", "4": "other-3", "5": "gold-3", "9": "gold-4",
        ]
        for shift in definitions.indices {
            let turned = Array(definitions[shift...] + definitions[..<shift])
            for order in [turned, turned.reversed()] {
                let result = scene.importing(order)
                let keys = result.outcomes.map { ($0.id.text, $0.key?.text ?? "") }
                #expect(Dictionary(uniqueKeysWithValues: keys) == expected)
            }
        }
        // What is passed over counts as well.
        let one = scene.importing(definitions, filter: ImportFilter(names: ["Gold?2"]))
        #expect(one.outcomes.map(\.key?.text) == ["gold-2"])
    }

    @Test func aStampKeepsItsKeyAndItsProtection() throws {
        let mine = ImportScene.definition("1", "Gold", description: "Text\n[segsync:1 project=luma key=old protect]")
        let other = ImportScene.definition("2", "Old")
        let names = SandboxNames(
            mergePolicies: ImportScene.names.mergePolicies,
            segmentIDs: [try #require(SegmentKey("old")): SegmentID("1")]
        )
        let result = ImportScene().importing(
            [ImportedDefinition(mine, .new(key: SegmentKey("old"))), ImportScene.new(other)],
            names: names
        )
        #expect(result.outcomes.map(\.key?.text) == ["old", "old-2"])
        #expect(
            result.text("segments/dev/old.yaml")
                == "key: old\nname: Gold\ndescription: Text\nexpression: a = 1\nprotect: true\n"
        )
    }

    @Test func aFileThatIsThereKeepsItsName() throws {
        let scene = ImportScene([
            "segments/dev/Gold.yaml": "key: something\nname: Something\nexpression: c = 3\n",
            "segments/dev/silver.yaml/readme.txt": "a folder",
            "segments/dev/gold-2.yaml": "",
        ])
        let result = scene.importing([
            ImportScene.new(ImportScene.definition("1", "gold")),
            ImportScene.new(ImportScene.definition("2", "Silver")),
        ])
        #expect(result.files.map(\.path) == ["segments/dev/gold-3.yaml", "segments/dev/silver-2.yaml"])
        #expect(result.outcomes.map(\.key?.text) == ["gold", "silver"])
    }
}
