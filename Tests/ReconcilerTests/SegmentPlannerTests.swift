import PQLSemantics
import Reconciler
import Segments
import Testing

@Suite struct SegmentPlannerTests {
    @Test func whatIsMissingIsCreatedAndWhatIsAloneIsDeleted() throws {
        let plan = World.plan(
            [try World.desired("a"), try World.desired("b")],
            [
                try World.observed("1", key: "b", name: "Segment b"),
                try World.observed("2", key: "c", name: "Segment c"),
            ]
        )
        #expect(plan.verbs == ["a": "create", "b": "noChange", "c": "delete"])
    }

    @Test func onlyFieldsThatTheManifestNamesAreCompared() throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", text: "somebody's words")
        #expect(World.plan([try World.desired("a")], [remote]).verbs == ["a": "noChange"])
        let named = try World.desired("a", description: "ours", evaluation: .streaming, ttlInDays: 90)
        let action = try World.plan([named], [remote]).action("a")
        #expect(action.verb == "update")
        #expect(
            action.changes == [
                FieldChange(.description, before: "somebody's words", after: "ours", verdict: .unknownOrigin),
                FieldChange(.evaluation, before: "batch", after: "streaming", verdict: .unknownOrigin),
                FieldChange(.ttlInDays, before: "30", after: "90", verdict: .unknownOrigin),
            ]
        )
    }

    @Test func aRuleIsComparedByMeaning() throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", "(person.birthYear=1980.0)")
        #expect(World.plan([try World.desired("a")], [remote]).isEmpty)
    }

    @Test func aRenameKeepsTheDefinition() throws {
        let remote = try World.observed("1", key: "a", name: "Old")
        let action = try World.plan([try World.desired("a", name: "New")], [remote]).action("a")
        #expect(action.verb == "update")
        #expect(action.id == SegmentID("1"))
    }

    @Test func anotherDefinitionOfTheNameIsTakenOverOnlyWhenAllowed() throws {
        let remote = [try World.observed("1", name: "Segment a")]
        #expect(World.plan([try World.desired("a")], remote).verbs == ["a": "blocked:adopt"])
        let allowed = PlanOptions(adopt: true)
        let plan = World.plan([try World.desired("a")], remote, options: allowed)
        #expect(plan.verbs == ["a": "adopt"])
        // What is taken over is not left alone.
        #expect(plan.unownedCount == 0)
        #expect(World.plan([try World.desired("a")], remote).unownedCount == 1)
        #expect(World.plan([try World.desired("a", adopt: true)], remote).verbs == ["a": "adopt"])
    }

    @Test func anotherProjectsDefinitionIsNeverTaken() throws {
        let remote = [try World.observed("1", key: "a", project: "other", name: "Segment a")]
        let plan = World.plan([try World.desired("a", adopt: true)], remote, options: PlanOptions(adopt: true))
        #expect(plan.verbs == ["a": "blocked:foreignStamp"])
    }

    @Test func definitionsOfOthersAreNeverPlanned() throws {
        let remote = [
            try World.observed("1", name: "Free"), try World.observed("2", key: "x", project: "other", name: "Theirs"),
            try World.observed("3", name: "System", isSystem: true),
        ]
        let plan = World.plan([], remote)
        #expect(plan.actions.isEmpty)
        #expect(plan.unownedCount == 2)
    }

    @Test func thePlatformsOwnDefinitionIsNeverTaken() throws {
        let remote = [try World.observed("1", name: "Segment a", isSystem: true)]
        let plan = World.plan([try World.desired("a", adopt: true)], remote, options: PlanOptions(adopt: true))
        #expect(plan.verbs == ["a": "blocked:ownership"])
    }

    @Test func aRenameOntoSomebodysNameIsRefused() throws {
        let remote = [try World.observed("1", key: "a", name: "Old"), try World.observed("2", name: "New")]
        #expect(World.plan([try World.desired("a", name: "New")], remote).verbs == ["a": "blocked:ownership"])
    }

    @Test func aDefinitionWithADamagedStampIsNotMadeAgain() throws {
        let remote = ObservedSegment(
            id: SegmentID("1"),
            content: SegmentContent(name: "Renamed", expression: try World.desired("a").expression),
            description: StampedDescription(remote: "x [segsync:1 project=luma key=a]")
        )
        #expect(World.plan([try World.desired("a")], [remote]).verbs == ["a": "blocked:ownership"])
        #expect(World.plan([try World.desired("b")], [remote]).verbs == ["b": "create"])
    }

    @Test(arguments: [
        "segmentMembership.ups.`1`.status = \"realized\"", "inSegment(\"1\"", "x = \"1\"",
        "segmentMembership.ups[\"1\"]",
    ])
    func aDependentCountsHoweverItNamesTheId(rule: String) throws {
        let used = try World.observed("1", key: "a", name: "A")
        let user = try World.observed("2", name: "User", rule)
        #expect(World.plan([], [used, user]).verbs == ["a": "blocked:dependents"])
    }

    @Test func aStampOfANewerVersionIsTold() throws {
        let line = "[segsync:2 project=luma key=a zone=eu]"
        let segment = try World.observed("1", key: "a", name: "Segment a")
        let remote = ObservedSegment(
            id: segment.id,
            content: SegmentContent(name: "Segment a", expression: segment.content.expression),
            description: StampedDescription(remote: line)
        )
        let plan = World.plan([try World.desired("a")], [remote])
        #expect(plan.isEmpty)
        #expect(plan.notes.count == 1 && plan.notes[0].contains("newer"))
    }

    @Test func whatWaitsForACircleIsNotPartOfIt() throws {
        let remote = [
            try World.observed("1", key: "a", name: "Name a"), try World.observed("2", key: "b", name: "Name b"),
        ]
        let plan = World.plan(
            [
                try World.desired("a", name: "Name b"), try World.desired("b", name: "Name a"),
                try World.desired("c", "inSegment(${segment:a})"),
            ],
            remote
        )
        func reason(_ key: String) throws -> String {
            guard case let blocks = try plan.action(key).blocks, !blocks.isEmpty else { return "" }
            return blocks.map(\.reason).joined()
        }
        #expect(try reason("a") == "it waits for 'b', which waits for it in turn")
        #expect(try reason("c") == "it needs 'a' first, which is blocked")
    }

    @Test func twoOfOneNameOrOneStampAreNamedAndRefused() throws {
        let sameName = [try World.observed("1", name: "Segment a"), try World.observed("2", name: "Segment a")]
        let options = PlanOptions(adopt: true)
        #expect(World.plan([try World.desired("a")], sameName, options: options).verbs == ["a": "blocked:ambiguous"])
        let sameStamp = [
            try World.observed("1", key: "a", name: "Segment a"), try World.observed("2", key: "a", name: "Copy"),
        ]
        #expect(World.plan([try World.desired("a")], sameStamp).verbs == ["a": "blocked:ambiguous"])
        #expect(World.plan([], sameStamp).verbs == ["a": "blocked:ambiguous"])
    }

    @Test func whatTheRemoteProtectsIsNotDeleted() throws {
        let remote = [try World.observed("1", key: "a", name: "A", protect: true)]
        #expect(World.plan([], remote).verbs == ["a": "blocked:protected"])
        #expect(World.plan([], remote, options: PlanOptions(deleteProtected: true)).verbs == ["a": "delete"])
    }

    @Test func whatOthersUseIsNotDeleted() throws {
        let used = try World.observed("1", key: "a", name: "A")
        let user = try World.observed("2", name: "User", "inSegment(\"1\")")
        #expect(World.plan([], [used, user]).verbs == ["a": "blocked:dependents"])
    }

    @Test func whatIsDeletedTogetherGoesInOrder() throws {
        let used = try World.observed("1", key: "a", name: "A")
        let user = try World.observed("2", key: "b", name: "B", "inSegment(\"1\")")
        let plan = World.plan([], [used, user])
        #expect(plan.verbs == ["a": "delete", "b": "delete"])
        #expect(try plan.action("a").after.map(\.text) == ["b"])
    }

    @Test func tooManyDeletesStopThemAll() throws {
        let remote = try (1...4).map { try World.observed("\($0)", key: "k\($0)", name: "S\($0)") }
        let few = World.plan([], remote, options: PlanOptions(maxDeletes: 3, allowEmptyManifests: true))
        #expect(few.isRefused && few.blocks.map(\.by) == [.maxDeletes])
        let percent = World.plan([], remote, options: PlanOptions(maxDeletePercent: 99, allowEmptyManifests: true))
        #expect(percent.isRefused && percent.blocks.map(\.by) == [.maxDeletePercent])
        let options = PlanOptions(maxDeletes: 4, maxDeletePercent: 100, allowEmptyManifests: true)
        let enough = World.plan([], remote, options: options)
        #expect(!enough.isRefused && enough.verbs.values.allSatisfy { $0 == "delete" })
    }

    @Test func theNumberInTheMessageIsTheOneThatLetsThePlanPass() throws {
        let remote = try (1...4).map { try World.observed("\($0)", key: "k\($0)", name: "S\($0)", protect: $0 == 1) }
        let refused = World.plan([], remote, options: PlanOptions(maxDeletes: 1, allowEmptyManifests: true))
        #expect(refused.verbs["k1"] == "blocked:protected")
        #expect(refused.blocks.map(\.remedy) == ["allow them with --max-deletes 4"])
        let options = PlanOptions(deleteProtected: true, maxDeletes: 4, allowEmptyManifests: true)
        #expect(!World.plan([], remote, options: options).isRefused)
    }

    @Test func segmentsComeAfterThoseTheyReference() throws {
        let plan = World.plan([
            try World.desired("a", "inSegment(${segment:b}) and inSegment(${segment:c})"),
            try World.desired("b", "inSegment(${segment:c})"), try World.desired("c"),
        ])
        #expect(try plan.action("a").after.map(\.text) == ["b", "c"])
        #expect(try plan.action("b").after.map(\.text) == ["c"])
    }

    @Test func aReferenceIsComparedByTheIdItStandsFor() throws {
        let remote = [
            try World.observed("1", key: "c", name: "Segment c"),
            try World.observed("2", key: "b", name: "Segment b", "inSegment(\"1\")"),
        ]
        let desired = [try World.desired("b", "inSegment(${segment:c})"), try World.desired("c")]
        #expect(World.plan(desired, remote).isEmpty)
        let moved = [remote[0], try World.observed("2", key: "b", name: "Segment b", "inSegment(\"9\")")]
        #expect(World.plan(desired, moved).verbs == ["b": "update", "c": "noChange"])
    }

    @Test func aNameIsGivenUpBeforeItIsTaken() throws {
        let remote = [try World.observed("1", key: "old", name: "Name")]
        let plan = World.plan([try World.desired("new", name: "Name")], remote)
        #expect(plan.verbs == ["new": "create", "old": "delete"])
        #expect(try plan.action("new").after.map(\.text) == ["old"])
    }

    @Test func twoThatSwapNamesAreRefused() throws {
        let remote = [
            try World.observed("1", key: "a", name: "Name a"), try World.observed("2", key: "b", name: "Name b"),
        ]
        let plan = World.plan(
            [try World.desired("a", name: "Name b"), try World.desired("b", name: "Name a")],
            remote
        )
        #expect(plan.verbs == ["a": "blocked:order", "b": "blocked:order"])
    }

    @Test func whatNeedsABlockedSegmentIsBlocked() throws {
        let remote = [try World.observed("1", name: "Segment c")]
        let plan = World.plan([try World.desired("b", "inSegment(${segment:c})"), try World.desired("c")], remote)
        #expect(plan.verbs == ["b": "blocked:order", "c": "blocked:adopt"])
    }

    @Test func aMergePolicyIsFoundByNameAndSchema() throws {
        let remote = [try World.observed("1", key: "a", name: "Segment a")]
        #expect(World.plan([try World.desired("a", mergePolicy: "default")], remote).isEmpty)
        #expect(World.plan([try World.desired("a", mergePolicy: "Strict")], remote).verbs == ["a": "update"])
        #expect(World.plan([try World.desired("a", mergePolicy: "None")], remote).verbs == ["a": "blocked:unresolved"])
    }

    @Test func equalInputGivesAnEqualPlan() throws {
        let desired = try (1...20).map { try World.desired("k\($0)") }
        let remote = try (10...30).map { try World.observed("\($0)", key: "k\($0)", name: "Segment k\($0)") }
        #expect(World.plan(desired, remote) == World.plan(desired.reversed(), remote.reversed()))
    }

    @Test func whatThisPlanMakesUseADefinitionKeepsItFromBeingDeleted() throws {
        let remote = [
            try World.observed("1", key: "a", name: "Segment a"), try World.observed("2", key: "b", name: "Segment b"),
        ]
        for user in ["b", "c"] {
            let plan = World.plan([try World.desired(user, "inSegment(\"1\")")], remote)
            #expect(plan.verbs["a"] == "blocked:dependents", "used by '\(user)' once the plan is run")
            #expect(try plan.action("a").blocks[0].reason.contains("Segment \(user)'"))
        }
        let stops = World.plan(
            [try World.desired("b")],
            [remote[0], try World.observed("2", key: "b", name: "Segment b", "inSegment(\"1\")")]
        )
        #expect(stops.verbs == ["a": "delete", "b": "update"])
        #expect(try stops.action("a").after.map(\.text) == ["b"])
    }

    @Test func aNewKeyForAnOldNameIsAskedAbout() throws {
        let remote = [try World.observed("1", key: "old", name: "Same")]
        let plan = World.plan([try World.desired("new", name: "Same")], remote)
        #expect(plan.notes.contains { $0.contains("'movedFrom: old'") })
        #expect(World.plan([try World.desired("new", name: "Same", movedFrom: "old")], remote).notes.isEmpty)
    }

    @Test func aStampThatAgreementHasMadeStaleIsTold() throws {
        let base = try World.observed("0", name: "Segment a", text: "before").content
        let agreed = try World.observed(
            "1",
            key: "a",
            name: "Segment a",
            text: "same",
            applied: [.description],
            base: base
        )
        let plan = World.plan([try World.desired("a", description: "same")], [agreed])
        #expect(plan.verbs == ["a": "noChange"])
        #expect(plan.notes.contains { $0.contains("agree on description") })
    }
}
