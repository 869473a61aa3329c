import Manifests
import Segments
import Testing

/// Updates of a manifest that the other sandbox has of its own.
@Suite struct PromotingUpdateTests {
    private static let apart = ["dev": ["segments/dev"], "prod": ["segments/prod"]]

    private func project(_ dev: String, _ prod: String, _ variables: [String: String] = [:]) -> PromotingProject {
        PromotingProject(
            ["segments/dev/gold.yaml": dev, "segments/prod/vip.yaml": prod],
            folders: Self.apart,
            variables: variables
        )
    }

    private func check(
        _ dev: String,
        _ prod: String,
        becomes expected: String,
        fields: [ManagedField],
        variables: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let project = project(dev, prod, variables)
        #expect(project.promotion("gold").steps.first?.fields == fields, sourceLocation: sourceLocation)
        let result = try project.promoted("gold")
        #expect(result.files["segments/prod/vip.yaml"] == expected, sourceLocation: sourceLocation)
        #expect(result.files["segments/dev/gold.yaml"] == dev, sourceLocation: sourceLocation)
    }

    @Test func theValuesThatDifferAreWrittenAndCommentsStay() throws {
        try check(
            """
            key: gold
            name: "Gold ${market}"
            description: New words for ${tenant}.
            expression: ${tenant}.level in ${levels} and points > 10
            labels: [core/C1, core/C3]
            tags: [loyalty]
            ttlInDays: 60

            """,
            """
            # Production's own.
            key: gold
            name: Gold ${market} # the same
            description: 'Old words.' # why
            expression: | # the rule
              ${tenant}.level in ${levels}
                and points > 5
            labels:
              - core/C2 # contract
              - core/C1 # first
            tags: [Loyalty]
            # the end

            """,
            becomes: """
                # Production's own.
                key: gold
                name: Gold ${market} # the same
                description: 'New words for ${tenant}.' # why
                expression: | # the rule
                  ${tenant}.level in ${levels} and points > 10
                labels:
                  - core/C1 # first
                  - core/C3
                tags: [Loyalty]
                ttlInDays: 60
                # the end

                """,
            fields: [.description, .expression, .ttlInDays, .labels],
            variables: ["dev": "{ levels: [a], market: US }", "prod": "{ levels: [a, b], market: EU }"]
        )
    }

    @Test func whatOnlyLooksDifferentIsLeft() throws {
        let prod = "key: gold\nname: Gold\nexpression: _prod.a = 60 and (b = 1)\n"
        try check(
            "key: gold\nname: Gold ${x}\nexpression: ${tenant}.a = ${days} and b = 1\n".replacing(" ${x}", with: ""),
            prod,
            becomes: prod,
            fields: [],
            variables: ["dev": "{ days: 30 }", "prod": "{ days: 60 }"]
        )
    }

    @Test func whatTheOtherOverridesStays() throws {
        try check(
            "key: gold\nname: Golden\nevaluation: batch\nexpression: a = 1\noverrides: { dev: { name: Dev } }\n",
            "key: gold\nname: Gold\nevaluation: batch\nexpression: a = 2\noverrides:\n  prod: { expression: a = 3 }\n",
            becomes:
                "key: gold\nname: Golden\nevaluation: batch\nexpression: a = 2\n"
                + "overrides:\n  prod: { expression: a = 3 }\n",
            fields: [.name]
        )
    }

    @Test func aKeyThatWasMovedMovesThereToo() throws {
        try check(
            "key: gold\nmovedFrom: golden\nname: Gold\nexpression: a = 1\n",
            "key: golden # old\nname: Gold\nexpression: a = 1\n",
            becomes: "key: gold # old\nname: Gold\nexpression: a = 1\nmovedFrom: golden\n",
            fields: []
        )
    }

    @Test func aManifestThatMoreSandboxesReadIsOverriddenForTheOtherAlone() throws {
        let project = PromotingProject(
            [
                "segments/dev/gold.yaml": "key: gold\nname: Golden\nexpression: a = 1\n",
                "segments/prod/vip.yaml": "key: gold\nname: Gold\nexpression: a = 1\n",
            ],
            folders: Self.apart.merging(["other": ["segments/prod"]]) { $1 }
        )
        let result = try project.promoted("gold")
        #expect(
            result.files["segments/prod/vip.yaml"]
                == "key: gold\nname: Gold\nexpression: a = 1\noverrides:\n  prod:\n    name: Golden\n"
        )
    }

    /// Nobody can tell who wrote an override into a manifest that more sandboxes read.
    @Test func whatPromotionWroteThereFollowsLaterChangesWhenToldTo() throws {
        let prod =
            "key: gold # their own\nname: Gold\nexpression: a = 1\noverrides: { prod: { ttlInDays: 5 } } # ours\n"
        var project = PromotingProject(
            ["segments/dev/gold.yaml": "key: gold\nname: Gold\nexpression: a = 2\n", "segments/prod/vip.yaml": prod],
            folders: Self.apart.merging(["other": ["segments/prod"]]) { $1 }
        )
        for (old, value) in [(nil, 2), (2, 3), (3, 1)] as [(Int?, Int)] {
            project = project.writing("segments/dev/gold.yaml", "key: gold\nname: Gold\nexpression: a = \(value)\n")
            let untold = project.promotion("gold")
            #expect(
                untold.blockers.map(\.message)
                    == (old.map {
                        ["sandbox 'prod' overrides 'expression' with 'a = \($0)', and 'a = \(value)' would be promoted"]
                    } ?? [])
            )
            let step = try #require(project.promotion("gold", replacesOverrides: true).steps.first)
            #expect(step.fields == [.expression] && step.overridden == ["ttlInDays"])
            #expect(step.replaced.map(\.value) == (old.map { ["a = \($0)"] } ?? []))
            project = try project.promoted("gold", replacesOverrides: old != nil)
            #expect(
                project.files["segments/prod/vip.yaml"]
                    == prod.replacing(
                        "ttlInDays: 5",
                        with: "ttlInDays: 5, expression: a = \(value)"
                    )
            )
            #expect(try project.desired("gold", in: "other").expression.text == "a = 1")
        }
    }

    @Test func whatIsDeliberateInAManifestThatMoreReadIsNotReplacedUntold() throws {
        let dev =
            "key: gold\nname: Gold ${tenant}\nlabels: [core/C1]\ntags: [New]\nevaluation: batch\nttlInDays: 30\n"
            + "expression: a = 2\n"
        let prod =
            "key: gold\nname: Gold\nexpression: a = 1\noverrides:\n  prod:\n    ttlInDays: 7 # legal: a week\n"
            + "    labels: [core/C2, core/C3]\n    tags: [new]\n    name: Gold of ${tenant}\n    evaluation: batch\n"
        let project = PromotingProject(
            ["segments/dev/gold.yaml": dev, "segments/prod/vip.yaml": prod],
            folders: Self.apart.merging(["other": ["segments/prod"]]) { $1 }
        )
        let refused = project.promotion("gold")
        #expect(refused.blockers.allSatisfy { $0.kind == .overridden && $0.key == "gold" })
        #expect(
            refused.blockers.map(\.message) == [
                "sandbox 'prod' overrides 'name' with 'Gold of ${tenant}', and 'Gold ${tenant}' would be promoted",
                "sandbox 'prod' overrides 'ttlInDays' with '7', and '30' would be promoted",
                "sandbox 'prod' overrides 'labels' with '[core/C2, core/C3]', and '[core/C1]' would be promoted",
            ]
        )
        let place = try #require(refused.blockers.first { $0.message.contains("'ttlInDays'") }?.place)
        #expect((place.file, place.line, place.column) == ("segments/prod/vip.yaml", 6, 16))
        let result = try project.promoted("gold", replacesOverrides: true)
        let now = try result.desired("gold", in: "prod")
        #expect(now.ttlInDays == 30 && now.labels == ["core/C1"] && now.name == "Gold _prod" && now.tags == ["new"])
        #expect(try result.desired("gold", in: "other").expression.text == "a = 1")

        // What the sandbox alone reads is its own.
        let alone = PromotingProject(
            project.files.filter { $0.key.hasSuffix(".yaml") && $0.key.hasPrefix("segments/") },
            folders: Self.apart
        )
        let left = try alone.promoted("gold")
        #expect(left.promotion("gold").steps[0].overridden == ["name", "evaluation", "ttlInDays", "labels", "tags"])
        #expect(left.files["segments/prod/vip.yaml"]?.contains("ttlInDays: 7 # legal: a week\n") == true)
    }

    @Test func anAccentInAnotherNormalFormIsAnotherText() throws {
        try check(
            "key: gold\nname: Cafe\u{301}\ndescription: Cafe\u{301}\nexpression: a = 1\n",
            "key: gold\nname: Caf\u{E9}\ndescription: Caf\u{E9}\nexpression: a = 1\n",
            becomes: "key: gold\nname: Cafe\u{301}\ndescription: Cafe\u{301}\nexpression: a = 1\n",
            fields: [.name, .description]
        )
    }

    @Test func whatCannotBeWrittenIsABlocker() {
        let project = project(
            "key: gold\nname: Golden\nexpression: a = 1\n",
            "key: gold\nname: &name Gold\nexpression: a = 1\nowner: *name\n"
        )
        let promotion = project.promotion("gold")
        #expect(promotion.blockers.map(\.kind) == [.edit])
        #expect(promotion.steps.map(\.change) == [.updated] && promotion.steps[0].fields == [], "it is not there")
        #expect(promotion.blockers[0].message.hasPrefix("'name' cannot be written into its manifest: 'name' has an"))
    }
}
