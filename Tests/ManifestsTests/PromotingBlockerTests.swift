import Manifests
import Segments
import Testing

/// What stands against a promotion is told at once.
@Suite struct PromotingBlockerTests {
    private func blockers(_ promotion: Promotion) -> [String] {
        promotion.blockers.map { blocker in
            "\(blocker.kind) \(blocker.key ?? "-"): \(blocker.message)" + (blocker.remedy.map { " > \($0)" } ?? "")
        }
    }

    @Test func allOfThemAreTold() {
        let project = PromotingProject(
            [
                "segments/dev/a.yaml": """
                key: a
                name: A ${market}
                expression: inSegment("4a1c7b1e-0000-4000-8000-000000000001") and _dev.level in ${levels}
                ---
                key: b
                name: B
                # Never reached by an edge.
                expression: |
                  x = ${days} and
                  chain(xEvent, timestamp, [A: WHAT(eventType = "a") WHEN(< 400 days before now)])
                evaluation: edge
                """,
                "segments/prod/c.yaml": "key: c\nname: B\nexpression: c = 1\n",
            ],
            variables: ["dev": "{ levels: [gold, 'a, b'], days: 30, market: \"# 1\" }", "prod": "{ market: EU }"]
        )
        let promotion = project.promotion("a", "b", "bb")
        #expect(
            blockers(promotion) == [
                "unknownKey bb: sandbox 'dev' has no manifest with this key > did you mean 'b'?",
                "variable b: sandbox 'prod' has no variable 'days' > "
                    + "add to sandboxes.prod.variables in segsync.yaml, with 'dev''s value:\ndays: 30",
                "variable a: sandbox 'prod' has no variable 'levels' > "
                    + "add to sandboxes.prod.variables in segsync.yaml, with 'dev''s value:\nlevels: [gold, \"a, b\"]",
                "segmentID a: its rule names the definition '4a1c7b1e-0000-4000-8000-000000000001' by its id, which is "
                    + "another in every sandbox > write ${segment:KEY} in its place, with the key of that segment's "
                    + "manifest",
                "tenant a: its rule names the tenant '_dev' of sandbox 'dev' plainly > write ${tenant} in its place",
            ] + blockers(promotion).filter { $0.hasPrefix("manifest ") }
        )
        let mistakes = promotion.blockers.filter { $0.kind == .manifest }
        #expect(Set(mistakes.map(\.code)).isSuperset(of: ["MAN416"]), "\(mistakes)")
        #expect(mistakes.contains { $0.code?.hasPrefix("PQL3") == true && $0.key == "b" }, "\(mistakes)")
        // Told where it stands now.
        #expect(mistakes.allSatisfy { $0.place?.file != "segments/shared/b.yaml" }, "\(mistakes)")
    }

    @Test func aManifestWithoutAPlaceIsCheckedAllTheSame() {
        let manifest = """
            key: m
            name: M of _dev
            expression: inSegment("one") and a = ${x} and inSegment(${segment:base})
            mergePolicy: Lenient
            tags: [none]
            ---
            key: base
            name: Base
            expression: b = 1
            """
        let project = PromotingProject(
            [
                "segments/dev/all.yaml": manifest,
                "segments/shared/m.yaml": "key: other\nname: Other\nexpression: o = 1\n",
            ],
            variables: ["dev": "{ x: 1 }"]
        )
        let promotion = project.promotion("m")
        let kinds = promotion.blockers + promotion.blockers(AdoptingProject.names)
        #expect(
            kinds.map { "\($0.kind) \($0.key ?? "-")" } == [
                "file m", "variable m", "segmentID m", "tenant m", "mergePolicy m", "tag m",
            ],
            "\(blockers(promotion))"
        )
        #expect(promotion.notes == [])
    }

    @Test func anErrorThatWasThereIsToldAsSuch() {
        let project = PromotingProject([
            "segments/dev/a.yaml": "key: a\nname: A\nexpression: a = 1\n",
            "segments/prod/b.yaml": "key: b\nname: B\nexpression: inSegment(${segment:gone})\n",
        ])
        #expect(
            blockers(project.promotion("a")) == [
                "manifest b: sandbox 'prod' has an error already: there is no segment with key 'gone'"
            ]
        )
    }

    @Test func whatTheOtherLacksForItselfIsMendedByPromotion() throws {
        let project = PromotingProject([
            "segments/dev/a.yaml": "key: a\nname: A\nexpression: a = 1\n",
            "segments/prod/b.yaml": "key: b\nname: B\nexpression: inSegment(${segment:a})\n",
        ])
        _ = try project.promoted("a")
    }

    @Test func anIdOfTheOthersOverrideIsItsOwn() throws {
        let project = PromotingProject([
            "segments/shared/a.yaml": """
            key: a
            name: A
            expression: inSegment("one")
            sandboxes: [dev]
            """
        ])
        #expect(project.promotion("a").blockers.map(\.kind) == [.segmentID])
        let own = PromotingProject([
            "segments/shared/a.yaml":
                "key: a\nname: A\nexpression: inSegment(\"one\")\noverrides: { prod: { expression: inSegment(\"two\") } }\n"
        ])
        #expect(own.promotion("a").blockers == [])
    }

    @Test func mergePoliciesAndTagsAreLookedForByName() {
        let project = PromotingProject([
            "segments/dev/a.yaml": "key: a\nname: A\nexpression: a = 1\nmergePolicy: Lenient\ntags: [loyalty, none]\n",
            "segments/dev/b.yaml": "key: b\nname: B\nexpression: b = ${x}\nmergePolicy: default\n",
        ])
        let promotion = project.promotion("a", "b")
        #expect(promotion.namesTags)
        #expect(
            promotion.blockers(AdoptingProject.names).map { "\($0.kind) \($0.key ?? ""): \($0.message)" } == [
                "mergePolicy a: sandbox 'prod' has no single merge policy 'Lenient' for schema '_xdm.context.profile'",
                "tag a: the organisation of sandbox 'prod' has no single tag 'none'",
            ]
        )
    }
}
