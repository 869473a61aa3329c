import PQLSemantics
import Reconciler
import Segments
import Testing

/// What a plan says that its actions mean.
@Suite struct EffectTests {
    private func effects(_ desired: DesiredSegment, _ observed: ObservedSegment) throws -> [ActionEffect] {
        try World.plan([desired], [observed], options: PlanOptions(adopt: true, allowDowngrade: true))
            .action(desired.key.text).effects
    }

    @Test func eachFieldHasItsEffect() throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", labels: ["C1"], applied: [.name])
        let table: [(DesiredSegment, [ActionEffect])] = [
            (try World.desired("a", name: "Other"), [.cosmetic]),
            (try World.desired("a", description: "words"), [.cosmetic]),
            (try World.desired("a", labels: ["C2"], tags: ["loyalty"]), [.cosmetic]),
            (try World.desired("a", protect: true), [.cosmetic]),
            (try World.desired("a", mergePolicy: "Strict"), [.changed]),
            (try World.desired("a", ttlInDays: 7), [.changed]),
            (try World.desired("a", lifecycle: .inactive), [.changed]),
            (try World.desired("a", evaluation: .edge), [.changed]),
            (try World.desired("a", name: "Other", "person.birthYear = 1980 and a = 1"), [.narrower]),
            (try World.desired("a", "person.birthYear = 1980 or a = 1"), [.wider]),
            (try World.desired("a", "a = 1"), [.changed]),
            (try World.desired("a", "person.birthYear = 1980 and a = 1", ttlInDays: 7), [.changed]),
            (try World.desired("a"), []),
        ]
        for (desired, expected) in table { #expect(try effects(desired, remote) == expected) }
    }

    @Test func aSlowerMethodIsADowngradeAndAQuickerOneIsNot() throws {
        let streaming = try World.observed("1", key: "a", name: "Segment a", evaluation: .streaming)
        #expect(try effects(try World.desired("a", evaluation: .batch), streaming) == [.changed, .evaluationDowngrade])
        #expect(try effects(try World.desired("a", evaluation: .edge), streaming) == [.changed])
        #expect(try effects(try World.desired("a", protect: true), streaming) == [.cosmetic])
    }

    @Test func segmentBuilderLosesADefinitionOnlyWithItsRule() throws {
        let model = BuilderModel(json: "{}")
        let remote = try World.observed("1", key: "a", name: "Segment a", builderModel: model)
        #expect(try effects(try World.desired("a", "a = 1"), remote) == [.changed, .losesBuilderEditing])
        #expect(try effects(try World.desired("a", name: "Other", "(person.birthYear = 1980)"), remote) == [.cosmetic])
    }

    @Test func takingOverAtLeastWritesAStamp() throws {
        let remote = try World.observed("1", name: "Segment a")
        #expect(try effects(try World.desired("a"), remote) == [.cosmetic])
        #expect(try effects(try World.desired("a", "a = 1"), remote) == [.changed])
    }

    @Test func aChangeReachesItsUsersThroughOthersAndNoNewSegment() throws {
        let remote = [
            try World.observed("1", key: "base", name: "Segment base"),
            try World.observed("2", key: "user", name: "Segment user", "inSegment(\"1\")"),
            try World.observed("3", key: "far", name: "Segment far", "inSegment(\"2\") and a = 1"),
            try World.observed("4", name: "Stranger", "inSegment(\"3\")"),
        ]
        let desired = [
            try World.desired("base", "a = 2"), try World.desired("user", "inSegment(${segment:base})"),
            try World.desired("far", "inSegment(${segment:user}) and a = 1"),
            try World.desired("new", "inSegment(${segment:base})"),
        ]
        let plan = World.plan(desired, remote)
        #expect(plan.verbs == ["base": "update", "user": "noChange", "far": "noChange", "new": "create"])
        #expect(try plan.action("user").effects == [.indirect])
        #expect(try plan.action("user").changedThrough.map(\.text) == ["base"])
        #expect(try plan.action("far").changedThrough.map(\.text) == ["user"])
        #expect(try plan.action("new").effects == [])
        let note = "definition 4, named 'Stranger', is not managed by this project and uses 'far', which changes"
        #expect(plan.notes == [note])
    }

    @Test func aDeleteReachesWhatGoesOnUsingIt() throws {
        let remote = [
            try World.observed("1", key: "base", name: "Segment base"),
            try World.observed("2", key: "user", name: "Segment user", "inSegment(\"1\")"),
            try World.observed("3", name: "Stranger", "inSegment(\"1\")"),
        ]
        let plan = World.plan(
            [try World.desired("user", "inSegment(\"1\")")],
            remote,
            options: PlanOptions(deleteUsed: true)
        )
        #expect(try plan.action("base").effects == [.destructive])
        #expect(try plan.action("user").effects == [.indirect])
        #expect(plan.notes.count == 1 && plan.notes[0].hasSuffix("'base', which is deleted"))
    }

    @Test func whatAnotherProjectAppliedSaysNothingOfWhoChangedAField() throws {
        let content = try World.observed("1", key: "x", name: "Segment a", text: "before").content
        let remote = try World.observed(
            "1",
            key: "x",
            project: "other",
            name: "Segment a",
            text: "now",
            applied: [.description],
            base: content
        )
        let options = PlanOptions(adoptFromProjects: ["other"])
        let plan = World.plan([try World.desired("a", description: "ours")], [remote], options: options)
        let changes = try plan.action("a").changes
        #expect(changes.first { $0.field == .description }?.verdict == .unknownOrigin)
        #expect(!plan.isRefused)
    }

    @Test func twoManifestsThatMeanOneDefinitionMeanNone() throws {
        let remote = [try World.observed("1", key: "old", name: "Segment a")]
        let desired = [try World.desired("a", movedFrom: "old"), try World.desired("b", movedFrom: "old")]
        let plan = World.plan(desired, remote)
        #expect(plan.verbs == ["a": "blocked:ambiguous", "b": "blocked:ambiguous"])
        #expect(try plan.action("a").blocks[0].reason == "the manifests of 'a', 'b' all mean definition 1")
    }

    @Test func aTagThatNobodyKnowsLeavesTheOthersAsTheyStand() throws {
        let remote = [try World.observed("1", key: "a", name: "Segment a", tags: ["t-1"])]
        let action = try World.plan([try World.desired("a", tags: ["Summer", "none such"])], remote).action("a")
        #expect(action.verb == "blocked:unresolved")
        #expect(action.changes.isEmpty)
    }

    @Test func aReferenceToNothingIsRefused() throws {
        let plan = World.plan([try World.desired("a", "inSegment(${segment:nowhere})")])
        #expect(plan.verbs == ["a": "blocked:unresolved"])
    }

    @Test func theOrderOfPoliciesAndTagsDoesNotMatter() throws {
        let remote = [try World.observed("1", key: "a", name: "Segment a", tags: ["t-3", "t-1"])]
        let desired = [try World.desired("a", mergePolicy: "default", tags: ["vip"])]
        func plan(_ policies: [MergePolicy], _ tags: [Segments.Tag]) -> [PlannedAction] {
            World.plan(desired, remote, policies: policies, tags: tags).actions
        }
        let actions = plan(RepositoryDouble.policies, RepositoryDouble.knownTags)
        #expect(actions == plan(RepositoryDouble.policies.reversed(), RepositoryDouble.knownTags.reversed()))
        #expect(actions[0].changes.map(\.before) == ["VIP, loyalty"])
    }

    @Test func aDefaultMergePolicyThatMovedIsNamed() throws {
        let policies = [
            MergePolicy(id: "mp-1", name: "Old", schema: DesiredSegment.defaultSchema, isDefault: false),
            MergePolicy(id: "mp-2", name: "New", schema: DesiredSegment.defaultSchema, isDefault: true),
        ]
        func notes(_ policy: String, applied: [ManagedField]) throws -> [String] {
            let remote = try World.observed("1", key: "a", name: "Segment a", applied: applied)
            let plan = World.plan([try World.desired("a", mergePolicy: policy)], [remote], policies: policies)
            #expect(plan.verbs == ["a": "update"])
            return plan.notes.filter { $0.contains("default merge policy") }
        }
        let moved = try notes("default", applied: [.mergePolicy])
        #expect(moved.count == 1 && moved[0].contains("is 'New', and 'a' was applied with 'Old'"), "\(moved)")
        #expect(try notes("New", applied: [.mergePolicy]).isEmpty, "a manifest that names it means it")
    }
}
