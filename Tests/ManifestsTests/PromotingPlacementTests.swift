import Manifests
import Segments
import Testing

/// Where a promoted manifest stands afterwards: the one rule of promotion.
@Suite struct PromotingPlacementTests {
    private static let gold =
        "# All of Gold.\nkey: gold\nname: Gold   # as people say\n\nexpression: level = \"gold\"\n"

    private func check(
        _ project: PromotingProject,
        _ expected: [String: String?],
        change: PromotionStep.Change,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let promotion = project.promotion("gold")
        #expect(promotion.steps.map(\.change) == [change], sourceLocation: sourceLocation)
        let result = try project.promoted("gold")
        #expect(result.changes(since: project) == expected, sourceLocation: sourceLocation)
        #expect(
            try result.desired("gold", in: "dev") == project.desired("gold", in: "dev"),
            "nothing changes where it came from",
            sourceLocation: sourceLocation
        )
    }

    @Test func whatBothReadStaysAsItIs() throws {
        try check(PromotingProject(["segments/shared/a.yaml": Self.gold]), [:], change: .none)
        let listed = Self.gold + "sandboxes: [prod, dev]\noverrides: { prod: { name: Best } }\n"
        let project = PromotingProject(["segments/shared/a.yaml": listed])
        try check(project, [:], change: .none)
        #expect(project.promotion("gold").steps.map(\.overridden) == [["name"]])
    }

    @Test(arguments: [
        ("sandboxes: [dev] # who\n", "sandboxes: [dev, prod] # who\n"),
        ("sandboxes: [ 'dev' ]\n", "sandboxes: [ 'dev', 'prod' ]\n"),
        ("sandboxes:\n  - dev # first\n# end\n", "sandboxes:\n  - dev # first\n  - prod\n# end\n"),
        ("sandboxes: [dev]\r\n", "sandboxes: [dev, prod]\r\n"),
    ])
    func aListOfSandboxesGetsTheOther(list: String, expected: String) throws {
        let hasCR = list.utf8.contains(13)
        let text = hasCR ? Self.gold.replacing("\n", with: "\r\n") : Self.gold
        let others = hasCR ? "" : "---\nkey: other # stays\nname: Other\nexpression: o = 1\n"
        try check(
            PromotingProject(["segments/shared/a.yaml": text + list + others]),
            ["segments/shared/a.yaml": text + expected + others],
            change: .listed
        )
    }

    @Test func aFileOfOneManifestMovesAsItIs() throws {
        try check(
            PromotingProject(["segments/dev/loyalty/best.yml": Self.gold]),
            ["segments/dev/loyalty/best.yml": nil, "segments/shared/gold.yaml": Self.gold],
            change: .moved
        )
    }

    @Test func aListMovesWithItAndGetsTheOther() throws {
        try check(
            PromotingProject(["segments/dev/a.yaml": Self.gold + "sandboxes: [dev]\n"]),
            ["segments/dev/a.yaml": nil, "segments/shared/gold.yaml": Self.gold + "sandboxes: [dev, prod]\n"],
            change: .moved
        )
    }

    @Test func whereOthersReadTheFolderTheyDoNotGetIt() throws {
        try check(
            PromotingProject(["segments/dev/a.yaml": Self.gold], folders: ["other": ["segments/shared"]]),
            ["segments/dev/a.yaml": nil, "segments/shared/gold.yaml": Self.gold + "sandboxes: [dev, prod]\n"],
            change: .moved
        )
    }

    @Test func aFolderWithinAnothersFolderIsReadByBoth() throws {
        try check(
            PromotingProject(
                ["segments/dev/a.yaml": Self.gold],
                folders: ["dev": ["segments"], "prod": ["segments/prod"]]
            ),
            ["segments/dev/a.yaml": nil, "segments/prod/gold.yaml": Self.gold],
            change: .moved
        )
    }

    @Test func nobodyLosesWhatMoves() throws {
        let project = PromotingProject(
            ["segments/dev/a.yaml": Self.gold],
            folders: ["other": ["segments/dev"]]
        )
        try check(project, ["segments/prod/gold.yaml": Self.gold], change: .copied)
    }

    @Test func withoutASharedFolderItIsCopied() throws {
        let text =
            "key: gold\nsandboxes: # who\n  - dev\n\nname: Gold # as people say\n"
            + "overrides:\n  dev:\n    description: |\n      Here.\n# the rule\nexpression: level = \"gold\"\n"
        try check(
            PromotingProject(
                ["segments/dev/a.yaml": text, "segments/prod/b.yaml": "key: b\nname: B\nexpression: b = 1\n"],
                folders: ["dev": ["segments/dev"], "prod": ["segments/prod"]]
            ),
            [
                "segments/prod/gold.yaml":
                    "key: gold\n\nname: Gold # as people say\n# the rule\nexpression: level = \"gold\"\n"
            ],
            change: .copied
        )
    }

    @Test func aCopyIsForTheOtherAloneWhereMoreReadItsFolder() throws {
        try check(
            PromotingProject(
                ["segments/dev/a.yaml": Self.gold],
                folders: ["dev": ["segments/dev"], "prod": ["segments/prod"], "other": ["segments/prod"]]
            ),
            ["segments/prod/gold.yaml": Self.gold + "sandboxes: [prod]\n"],
            change: .copied
        )
    }

    @Test func aFileThatIsSomebodyElsesIsNeverOverwritten() {
        let project = PromotingProject([
            "segments/dev/a.yaml": Self.gold,
            "segments/shared/gold.yaml": "key: silver\nname: Silver\nexpression: s = 1\n",
        ])
        let promotion = project.promotion("gold")
        #expect(promotion.blockers.map(\.kind) == [.file])
        #expect(promotion.blockers.map(\.message).first?.hasPrefix("'segments/shared/gold.yaml' is in the way") == true)
    }

    @Test func aFolderThatIsLeftEmptyIsTold() {
        let project = PromotingProject(["segments/dev/a.yaml": Self.gold])
        let bare = Dictionary(uniqueKeysWithValues: project.files.filter { $0.key != "segments/dev/.keep" }.map { $0 })
        let promotion = Promotion(of: .all, from: "dev", to: "prod", files: .memory(bare))
        #expect(promotion.emptiedFolders == ["segments/dev"])
    }

    @Test func whatARuleNamesGoesWithIt() throws {
        let project = PromotingProject([
            "segments/dev/a.yaml": "key: a\nname: A\nexpression: inSegment(${segment:b})\n",
            "segments/dev/b.yaml": "key: b\nname: B\nexpression: inSegment(${segment:c}) and b = 1\n",
            "segments/shared/c.yaml": "key: c\nname: C\nexpression: c = 1\nsandboxes: [dev]\n",
            "segments/dev/d.yaml": "key: d\nname: D\nexpression: d = 1\n",
        ])
        let steps = project.promotion("a").steps
        #expect(steps.map(\.key.text) == ["a", "b", "c"])
        #expect(steps.map(\.change) == [.moved, .moved, .listed])
        #expect(steps.map { $0.neededBy?.text } == [nil, "a", "b"])
        let result = try project.promoted("a")
        #expect(result.files["segments/dev/d.yaml"] != nil)
        #expect(project.promotion(of: .all).steps.map(\.key.text) == ["a", "b", "c", "d"])
    }
}
