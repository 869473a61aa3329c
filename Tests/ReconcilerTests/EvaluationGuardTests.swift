import PQLSemantics
import Reconciler
import Segments
import Testing

/// An edit makes the platform judge a rule anew: what of streaming or edge may not outlive that is stopped.
@Suite struct EvaluationGuardTests {
    private static let recent = "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\") WHEN(<= 24 hours before now)])"
    private static let long = "CHAIN(xEvent, timestamp, [C0: WHAT(eventType = \"a\") WHEN(<= 3 days before now)])"
    private static let profile = "person.birthYear = 1980"

    /// An edit of nothing but the description.
    private func edit(
        _ rule: String,
        of evaluation: EvaluationFlags = .streaming,
        asking method: EvaluationMethod? = nil,
        others: [DesiredSegment] = [],
        with otherDefinitions: [ObservedSegment] = []
    ) throws -> GuardScene {
        let plain = rule.replacing("${segment:other}", with: "\"9\"")
        return GuardScene(
            desired: [try World.desired("a", description: "new words", rule, evaluation: method)] + others,
            remote: [try World.observed("1", key: "a", name: "Segment a", plain, evaluation: evaluation)]
                + otherDefinitions
        )
    }

    private func reason(_ scene: GuardScene) throws -> String? {
        let blocks = try scene.plan.action("a").blocks
        #expect(blocks.allSatisfy { $0.by == .evaluationDowngrade && $0.remedy?.contains("--allow-downgrade") == true })
        return blocks.first?.reason
    }

    @Test func anEditOfARuleThatTheRulesStillAllowPasses() throws {
        #expect(try reason(edit(Self.profile)) == nil)
        #expect(try reason(edit(Self.recent)) == nil)
        #expect(try reason(edit(Self.recent, of: .edge)) == nil)
        #expect(try reason(edit(Self.recent, asking: .streaming)) == nil)
    }

    @Test func anEditOfARuleThatTheyNoLongerAllowIsStopped() throws {
        let told = try #require(try reason(edit(Self.long)))
        #expect(told.contains("'Segment a' (1) is evaluated in streaming"))
        #expect(told.contains("not eligible for streaming") && told.contains("eligibility-criteria-update.md"))
        #expect(try reason(edit(Self.long).with { $0.options = PlanOptions(allowDowngrade: true) }) == nil)
    }

    @Test func inBatchNothingCanBeLost() throws {
        #expect(try reason(edit(Self.long, of: .batch)) == nil)
    }

    @Test func withoutAnEditNothingIsJudged() throws {
        var scene = try edit(Self.long)
        scene.desired = [try World.desired("a", Self.long)]
        #expect(scene.plan.verbsAreAll("noChange"))
    }

    @Test func takingADefinitionOverIsAnEdit() throws {
        let scene = GuardScene(
            desired: [try World.desired("a", Self.long)],
            remote: [try World.observed("1", name: "Segment a", Self.long, evaluation: .streaming)],
            options: PlanOptions(adopt: true)
        )
        #expect(try reason(scene)?.contains("not eligible") == true)
    }

    @Test(arguments: [(EntityUse.otherEntities, "another entity"), (.unknown, "no schema describes")])
    func whatTheSchemasSayDecides(use: EntityUse, words: String) throws {
        #expect(try reason(edit(Self.profile).with { $0.entityUse = use })?.contains(words) == true)
    }

    @Test func whatIsUncertainIsStopped() throws {
        let told = try reason(edit("not (\(Self.recent)) or \(Self.recent)"))
        #expect(told?.contains("is uncertain") == true || told?.contains("not eligible") == true)
        let stranger = try reason(edit("inSegment(\"stranger\") and \(Self.recent)"))
        #expect(stranger?.contains("is uncertain") == true, "\(stranger ?? "passed")")
    }

    @Test func aSegmentThatTheRuleNamesIsJudgedAsItWillBe() throws {
        let rule = "inSegment(${segment:other}) and \(Self.recent)"
        let other = try World.desired("other", Self.profile, evaluation: .batch)
        let there = try World.observed("9", key: "other", name: "Segment other", Self.profile)
        #expect(try reason(edit(rule, others: [other], with: [there])) == nil)
        // Its manifest names no method, so it has the one of its definition.
        let unnamed = try World.desired("other", Self.recent)
        let edge = try World.observed("9", key: "other", name: "Segment other", Self.recent, evaluation: .edge)
        #expect(try reason(edit(rule, others: [unnamed], with: [edge])) != nil)
    }

    @Test(arguments: [
        (Bool?.some(false), "is not active on edge"), (nil, "does not say whether"),
    ])
    func theMergePolicyMustBeActiveOnEdge(isActive: Bool?, words: String) throws {
        let scene = try edit(Self.profile).with {
            $0.policies = [
                MergePolicy(
                    id: "mp-1",
                    name: "Mine",
                    schema: DesiredSegment.defaultSchema,
                    isDefault: true,
                    isActiveOnEdge: isActive
                )
            ]
        }
        #expect(try reason(scene)?.contains(words) == true)
        #expect(try reason(scene.with { $0.policies = [] })?.contains("merge policy is not known") == true)
    }

    @Test func aSilentDowngradeIsAFailureThatNamesTheMethod() async throws {
        let scene = try edit(Self.profile)
        let repository = RepositoryDouble(scene.remote)
        await repository.fail(.update, number: 1, with: .alter)
        let result = await World.apply(scene.plan, to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("evaluation is 'edge' instead of 'streaming'") == true)
    }
}

extension Plan {
    fileprivate func verbsAreAll(_ verb: String) -> Bool { verbs.values.allSatisfy { $0 == verb } }
}
