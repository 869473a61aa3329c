import Manifests
import Segments
import Testing

/// Promotion of what a sandbox runs.
@Suite struct PromotingRunningTests {
    private static let names = SandboxNames(
        mergePolicies: [],
        segmentIDs: ["gold": "id-gold", "base": "id-base"].reduce(into: [:]) { ids, pair in
            if let key = SegmentKey(pair.key) { ids[key] = SegmentID(pair.value) }
        }
    )

    /// The sandbox runs `gold` with some fields otherwise than its manifest wants.
    private func running(
        _ project: PromotingProject,
        _ change: (inout SegmentContent) -> Void
    ) throws -> RunningSegments {
        let key = try #require(SegmentKey("gold"))
        let wanted = Self.names.content(of: try project.desired("gold", in: "dev"), over: nil)
        var content = wanted
        change(&content)
        let segment = AdoptedSegment(key: key, fields: wanted.differences(from: content), content: content)
        return RunningSegments(segments: [key: segment], unknown: [:], names: Self.names)
    }

    @Test func theValueIsWrittenIntoTheManifestItself() throws {
        let project = PromotingProject([
            "segments/shared/gold.yaml": """
            key: gold # Gold
            name: Gold # as people say
            expression: ${tenant}.level = "gold"
            overrides:
              prod: { name: Best }

            """
        ])
        let running = try running(project) {
            $0.name = "Golden"
            $0.expression = SegmentExpression(format: "pql/text", value: "_dev.level = \"golden\"")
        }
        let result = try project.promoted("gold", running: running)
        #expect(
            result.files["segments/shared/gold.yaml"] == """
                key: gold # Gold
                name: Golden # as people say
                expression: ${tenant}.level = "golden"
                overrides:
                  prod: { name: Best }

                """
        )
    }

    @Test func whatItsRuleNamesGoesWithIt() throws {
        let project = PromotingProject([
            "segments/dev/gold.yaml": "key: gold\nname: Gold\nexpression: level = \"gold\"\n",
            "segments/dev/base.yaml": "key: base\nname: Base\nexpression: b = 1\n",
        ])
        let running = try running(project) {
            $0.expression = SegmentExpression(format: "pql/text", value: "inSegment(\"id-base\")")
        }
        let result = try project.promoted("gold", running: running)
        #expect(
            result.files["segments/shared/gold.yaml"]
                == "key: gold\nname: Gold\nexpression: inSegment(${segment:base})\n"
        )
        #expect(result.files["segments/shared/base.yaml"] == "key: base\nname: Base\nexpression: b = 1\n")
    }

    @Test func whatOnlyTheManifestsRuleNamesStaysWhereItIs() throws {
        let base = "key: base\nname: Base\nexpression: b = 1\n"
        let project = PromotingProject([
            "segments/dev/gold.yaml": "key: gold\nname: Gold\nexpression: inSegment(${segment:base})\n",
            "segments/dev/base.yaml": base,
        ])
        let gold = try running(project) { $0.expression = SegmentExpression(format: "pql/text", value: "level = 1") }
        let key = try #require(SegmentKey("base"))
        var content = Self.names.content(of: try project.desired("base", in: "dev"), over: nil)
        content.name = "Basis"
        let running = RunningSegments(
            segments: gold.segments.merging([key: AdoptedSegment(key: key, fields: [.name], content: content)]) { $1 },
            unknown: [:],
            names: Self.names
        )
        let result = try project.promoted("gold", running: running)
        #expect(result.files["segments/shared/gold.yaml"] == "key: gold\nname: Gold\nexpression: level = 1\n")
        #expect(result.files["segments/dev/base.yaml"] == base)
    }

    @Test func anIdWithoutAManifestIsABlocker() throws {
        let project = PromotingProject(["segments/dev/gold.yaml": "key: gold\nname: Gold\nexpression: level = 1\n"])
        let running = try running(project) {
            $0.expression = SegmentExpression(format: "pql/text", value: "inSegment(\"id-of-nobody\")")
        }
        #expect(project.promotion("gold", running: running).blockers.map(\.kind) == [.segmentID])
    }

    @Test func whoElseGetsItIsTold() throws {
        let project = PromotingProject(
            ["segments/shared/gold.yaml": "key: gold\nname: Gold\nexpression: level = 1\n"],
            folders: ["other": ["segments/shared"]]
        )
        let promotion = project.promotion("gold", running: try running(project) { $0.name = "Golden" })
        #expect(promotion.blockers == [])
        #expect(promotion.notes == ["the manifest of 'gold' is also for 'other', which gets the new values too"])
        #expect(try project.after(promotion).desired("gold", in: "prod").name == "Golden")
    }

    /// What an edit of a shared manifest's segment becomes by `drift --adopt` or `import`.
    @Test func whatTheSandboxOverridesIsToldAndStandsAgainstPromotingWhatItRuns() throws {
        let project = PromotingProject([
            "segments/shared/gold.yaml":
                "key: gold\nname: Gold\nexpression: level = 1\noverrides: { dev: { name: Dev, protect: true } }\n"
        ])
        let promotion = project.promotion("gold")
        #expect(promotion.blockers == [])
        #expect(
            promotion.notes == [
                "'gold' has an override for 'dev' (name), which is not promoted: 'prod' gets what the manifest says besides"
            ]
        )
        let same = project.promotion("gold", running: try running(project) { _ in })
        #expect(same.blockers.map(\.kind) == [.running])
        #expect(same.blockers[0].message == "sandbox 'dev' runs what the manifest overrides for it alone: name")
        let changed = project.promotion("gold", running: try running(project) { $0.name = "Golden" })
        #expect(changed.blockers.map(\.kind) == [.running])
    }

    @Test func whatIsNotKnownToRunIsABlocker() throws {
        let project = PromotingProject(["segments/shared/gold.yaml": "key: gold\nname: Gold\nexpression: level = 1\n"])
        let key = try #require(SegmentKey("gold"))
        let running = RunningSegments(segments: [:], unknown: [key: "sandbox 'dev' does not run it"], names: Self.names)
        let promotion = project.promotion("gold", running: running)
        #expect(promotion.blockers.map(\.message) == ["sandbox 'dev' does not run it"])
    }
}
