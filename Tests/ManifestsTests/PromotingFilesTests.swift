import Manifests
import Testing

/// Files of several documents, and rules that stand in files of their own.
@Suite struct PromotingFilesTests {
    private static let head =
        "# The loyalty programme.\nkey: silver\nname: Silver\nexpression: s = 1\n# end of silver\n"
    private static let gold = "# Gold and better.\nkey: gold   # stays\nname: Gold\nexpression: g = 1\n\n"
    private static let tail = "# Bronze.\nkey: bronze\nname: Bronze\nexpression: b = 1"

    @Test(arguments: [
        (["gold"], head + "---\n" + tail, ["gold": gold]),
        (["silver"], gold + "---\n" + tail, ["silver": head]),
        (["bronze"], head + "---\n" + gold, ["bronze": tail]),
        (["gold", "silver"], tail, ["gold": gold, "silver": head]),
    ])
    func aDocumentIsCutOutWithItsComments(keys: [String], rest: String, made: [String: String]) throws {
        let project = PromotingProject([
            "segments/dev/all.yaml": [Self.head, Self.gold, Self.tail].joined(separator: "---\n")
        ])
        let promotion = project.promotion(of: .keys(keys))
        #expect(promotion.blockers == [])
        let files = project.after(promotion).files
        #expect(files["segments/dev/all.yaml"] == rest)
        for (key, text) in made { #expect(files["segments/shared/\(key).yaml"] == text) }
        #expect(files.count == project.files.count + made.count)
    }

    @Test func aFileIsGoneWithItsLastDocument() throws {
        let project = PromotingProject([
            "segments/dev/all.yaml": [Self.head, Self.gold].joined(separator: "--- # next\n")
        ])
        let result = try project.promoted("gold", "silver")
        #expect(result.files["segments/dev/all.yaml"] == nil)
        // What stands on the dividing line stays with its document.
        #expect(result.files["segments/shared/gold.yaml"] == "--- # next\n" + Self.gold)
    }

    @Test func whatIsWrittenFirstLosesNothing() {
        let project = PromotingProject([
            "segments/dev/all.yaml": [Self.head, Self.gold].joined(separator: "---\n"),
            "segments/dev/b.yaml": Self.tail,
        ])
        let files = project.promotion("gold", "bronze").files
        #expect(
            files.map { ($0.before == nil ? "+" : $0.after == nil ? "-" : "~") + $0.path } == [
                "+segments/shared/bronze.yaml", "+segments/shared/gold.yaml", "~segments/dev/all.yaml",
                "-segments/dev/b.yaml",
            ]
        )
    }

    // MARK: Rules in files

    private static let manifest = "key: gold\nname: Gold\nexpression: { file: rules/gold.pql } # there\n"

    @Test func theFileOfARuleMovesWithItsManifest() throws {
        let project = PromotingProject([
            "segments/dev/x/gold.yaml": Self.manifest, "segments/dev/x/rules/gold.pql": "g = 1\n  and h = 2\n",
        ])
        let result = try project.promoted("gold")
        #expect(
            result.changes(since: project) == [
                "segments/dev/x/gold.yaml": nil, "segments/dev/x/rules/gold.pql": nil,
                "segments/shared/gold.yaml": Self.manifest, "segments/shared/rules/gold.pql": "g = 1\n  and h = 2\n",
            ]
        )
    }

    @Test func theFileOfARuleThatOthersUseStaysToo() throws {
        let project = PromotingProject([
            "segments/dev/gold.yaml": Self.manifest, "segments/dev/rules/gold.pql": "g = 1\n",
            "segments/dev/more.yaml": "key: more\nname: More\nexpression: { file: rules/gold.pql }\n",
        ])
        let result = try project.promoted("gold")
        #expect(result.files["segments/dev/rules/gold.pql"] == "g = 1\n")
        #expect(result.files["segments/shared/rules/gold.pql"] == "g = 1\n")
    }

    @Test func anotherRuleOfThatNameIsInTheWay() {
        let project = PromotingProject([
            "segments/dev/gold.yaml": Self.manifest, "segments/dev/rules/gold.pql": "g = 1\n",
            "segments/shared/rules/gold.pql": "g = 2\n",
        ])
        #expect(
            project.promotion("gold").blockers.map(\.message) == [
                "'segments/shared/rules/gold.pql' is in the way: it holds another rule"
            ]
        )
    }
}
