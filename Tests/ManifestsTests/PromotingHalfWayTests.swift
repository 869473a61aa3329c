import Manifests
import Testing

/// A promotion that stops in the middle is ended by the same promotion.
@Suite struct PromotingHalfWayTests {
    /// Two sandboxes share a folder, and a third reads the first one's: manifests move, are copied, listed, updated.
    private static let project = PromotingProject(
        [
            "segments/dev/all.yaml": """
            # Moves, with its rule.
            key: a
            name: A
            expression: { file: rules/a.pql } # of two
            sandboxes: [dev]
            ---
            # Stays.
            key: stays
            name: Stays
            expression: inSegment(${segment:a})
            ---
            # Moves too.
            key: b
            name: B
            expression: inSegment(${segment:a}) and b = 1
            overrides: { dev: { description: Here. } }
            sandboxes: [dev]

            """,
            "segments/dev/more/c.yaml": "key: c\nname: C\nexpression: { file: rules/c.pql }\nsandboxes: [dev]\n",
            "segments/dev/more/rules/c.pql": "c = 1\n",
            "segments/dev/rules/a.pql": "a = 1\n",
            "segments/dev/d.yaml": "key: d\nname: D\nexpression: { file: rules/a.pql }\nsandboxes: [dev]\n",
            // Read by the third as well, so it is copied.
            "segments/dev/copied.yaml": "key: copied\nname: Copied\nexpression: { file: rules/copied.pql }\n",
            "segments/dev/rules/copied.pql": "x = ${tenant}.a\n",
            "segments/shared/listed.yaml": "key: listed\nname: Listed\nexpression: l = 1\nsandboxes: [dev]\n",
            "segments/dev/updated.yaml": "key: updated\nname: New\nexpression: u = 2\n",
            "segments/prod/updated.yaml": "key: updated\nname: Old # name\nexpression: { file: rules/u.pql }\n",
            "segments/prod/rules/u.pql": "u = 1\n",
        ],
        folders: ["other": ["segments/dev"]]
    )

    @Test func afterAStopAtAnyFileTheSamePromotionEndsIt() throws {
        let project = Self.project
        let whole = project.promotion(of: .all)
        try #require(whole.blockers.isEmpty, "\(whole.blockers.map(\.message))")
        #expect(
            whole.files.map { ($0.before == nil ? "+" : $0.after == nil ? "-" : "~") + $0.path } == [
                "+segments/prod/rules/copied.pql", "+segments/shared/rules/a.pql", "+segments/shared/rules/c.pql",
                "+segments/prod/copied.yaml", "+segments/prod/stays.yaml", "+segments/shared/a.yaml",
                "+segments/shared/b.yaml", "+segments/shared/c.yaml", "+segments/shared/d.yaml",
                "~segments/prod/rules/u.pql", "-segments/dev/more/rules/c.pql", "-segments/dev/rules/a.pql",
                "~segments/dev/all.yaml", "~segments/prod/updated.yaml", "~segments/shared/listed.yaml",
                "-segments/dev/d.yaml", "-segments/dev/more/c.yaml",
            ]
        )
        for count in whole.files.indices {
            let again = project.after(whole.files.prefix(count)).promotion(of: .all)
            #expect(again.endsBegun && again.blockers.isEmpty, "\(count): \(again.blockers.map(\.message))")
            #expect(again.files == Array(whole.files.dropFirst(count)), "\(count)")
        }
        let after = project.after(whole)
        #expect(after.begun.moves.isEmpty)
        #expect(after.promotion(of: .all).files.isEmpty)
    }

    private static let gold = "# Gold\nkey: gold\nname: Gold\nexpression: level = 1\n"

    private func half(_ file: String, more: [String: String] = [:]) -> PromotingProject {
        PromotingProject(
            ["segments/dev/a.yaml": Self.gold, "segments/shared/gold.yaml": file].merging(more) { $1 }
        )
    }

    @Test func theOldDocumentIsAllThatIsLeftToTakeAway() throws {
        let project = half(Self.gold)
        #expect(project.begun.moves.map(\.origin) == ["segments/dev/a.yaml"])
        let promotion = project.promotion("gold")
        #expect(promotion.steps.map(\.change) == [.moved])
        #expect(promotion.files.map(\.path) == ["segments/dev/a.yaml"] && promotion.files[0].after == nil)
        // Asked for together with others, or by what names it.
        #expect(project.promotion(of: .all).endsBegun)
        let user = project.writing(
            "segments/dev/user.yaml",
            "key: user\nname: User\nexpression: inSegment(${segment:gold})\n"
        )
        #expect(user.promotion("user").endsBegun)
    }

    @Test(arguments: [
        gold + "# more\n", gold.replacing("level = 1", with: "level  = 1"), gold + "sandboxes: [dev, prod]\n",
        gold + "---\nkey: other\nname: Other\nexpression: o = 1\n",
    ])
    func whatPromotionWouldNotHaveWrittenIsNoneOfIt(file: String) {
        #expect(!half(file).promotion("gold").endsBegun)
    }

    @Test func anotherFileThanThePromotionsOwnIsNoneOfIt() {
        let project = PromotingProject(["segments/dev/a.yaml": Self.gold, "segments/shared/best.yaml": Self.gold])
        #expect(!project.promotion("gold").endsBegun)
    }

    @Test func theMoveOfAnotherKeyIsNotEnded() {
        let silver = "key: silver\nname: Silver\nexpression: s = 1\n"
        let project = half(Self.gold, more: ["segments/dev/b.yaml": silver])
        #expect(!project.promotion("silver").endsBegun)
    }

    @Test func aKeyThatTheSandboxHasTwiceIsNoMove() {
        let twice = PromotingProject(["segments/dev/a.yaml": Self.gold, "segments/dev/gold.yaml": Self.gold])
        #expect(twice.begun.moves.isEmpty)
        let thrice = half(Self.gold, more: ["segments/dev/b.yaml": Self.gold])
        #expect(thrice.begun.moves.isEmpty)
        let apart = PromotingProject(
            ["segments/dev/a.yaml": Self.gold, "segments/prod/gold.yaml": Self.gold],
            folders: ["dev": ["segments/dev"]]
        )
        #expect(apart.begun.moves.isEmpty, "only one of them is the first sandbox's")
    }

    @Test func aRuleThatIsAnotherNowIsNotPutBack() {
        let manifest = "key: gold\nname: Gold\nexpression: { file: r.pql }\n"
        let files = ["segments/dev/gold.yaml": manifest, "segments/shared/gold.yaml": manifest]
        let gone = PromotingProject(files.merging(["segments/shared/r.pql": "a = 1\n"]) { $1 })
        #expect(gone.promotion("gold").files.map(\.path) == ["segments/dev/gold.yaml"])
        let other = PromotingProject(
            files.merging(["segments/shared/r.pql": "a = 1\n", "segments/dev/r.pql": "a = 2\n"]) { $1 }
        )
        #expect(!other.promotion("gold").endsBegun)
    }
}
