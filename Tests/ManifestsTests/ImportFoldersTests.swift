import Manifests
import Segments
import Testing

/// Folders found by what a user calls them, and what a filter takes of them.
@Suite struct ImportFoldersTests {
    private static let folders = ImportFolders([
        AudienceFolder(id: "1", name: "Loyalty", parentID: nil), AudienceFolder(id: "2", name: "Ads", parentID: nil),
        AudienceFolder(id: "3", name: "Gold", parentID: "1"), AudienceFolder(id: "4", name: "Gold", parentID: "2"),
        AudienceFolder(id: "5", name: "Old", parentID: "3"), AudienceFolder(id: "6", name: "Q1/Q2", parentID: "2"),
        AudienceFolder(id: "7", name: "Ads", parentID: "5"),
    ])

    @Test(
        arguments: [
            ("Loyalty", ["1", "3", "5", "7"]), ("Gold", ["3", "4", "5", "7"]), ("Loyalty/Gold", ["3", "5", "7"]),
            ("Ads/Gold", ["4"]), ("/Loyalty", ["1", "3", "5", "7"]), ("/Gold", nil), ("/Ads", ["2", "4", "6"]),
            ("Ads", ["2", "4", "6", "7"]), ("Q1/Q2", ["6"]), ("Ads/Q1/Q2", ["6"]), ("Q2", nil), ("gold", nil),
            ("", nil),
            ("/", nil), ("old", nil), ("ty/Gold", nil), ("Gold/Old/Ads", ["7"]),
        ] as [(String, [String]?)]
    )
    func aNameTakesAllThatAreCalledSoAndAPathThoseThatItEnds(asked: String, ids: [String]?) {
        #expect(Self.folders.ids(of: asked)?.sorted() == ids)
    }

    @Test(arguments: [
        ("Loyalti", ["Loyalty"]), ("gold", ["Gold", "Old"]), ("Loyalty/Glod", ["Loyalty/Gold", "Loyalty/Gold/Old"]),
        ("Something", []),
    ])
    func theNearestAreSuggested(asked: String, names: [String]) {
        #expect(Self.folders.suggestions(for: asked) == names)
    }

    @Test func onlyWhatLiesInTheFolderPasses() {
        let definitions = ["1", "2", "3"].map { ImportScene.new(ImportScene.definition($0, "Gold \($0)")) }
        let filter = ImportFilter(names: ["1", "2"])
        for (ids, passing) in [(nil, ["1", "2"]), (["2", "3"], ["2"]), ([], [])] as [([String]?, [String])] {
            let limited = filter.limited(to: ids.map { Set($0.map(SegmentID.init)) })
            let result = ImportScene().importing(definitions, filter: limited)
            #expect(result.outcomes.map(\.id.text) == passing)
        }
    }

    @Test(arguments: [
        (["upload"], [], [], [], true), (["ads"], [], [], [], false), ([], ["loyalty"], [], [], true),
        ([], ["t2"], [], [], false), ([], [], ["core/C1"], [], true), ([], [], ["core/C2"], [], false),
        ([], [], [], ["draft"], true), (["upload"], [], [], ["published"], false),
    ])
    func anExternalAudiencePassesByTheSameConditions(
        names: [String],
        tags: [String],
        labels: [String],
        states: [String],
        passes: Bool
    ) {
        let audience = Audience(
            id: SegmentID("9"),
            name: "CRM Upload",
            type: "ExternalSegment",
            labels: ["core/C1"],
            tags: ["t1"],
            lifecycle: .draft
        )
        let filter = ImportFilter(names: names, tags: tags, labels: labels, lifecycles: states.map(Lifecycle.init))
        #expect(filter.passes(audience, names: ImportScene.names) == passes)
    }
}
