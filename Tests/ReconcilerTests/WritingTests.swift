import PQLSemantics
import Reconciler
import Segments
import Testing

/// What is sent, what must be kept, and what is called done.
@Suite struct WritingTests {
    private func apply(
        _ desired: [DesiredSegment],
        _ observed: [ObservedSegment],
        manners: ServiceManners = ServiceManners()
    ) async -> (result: ApplyResult, segments: [SegmentID: ObservedSegment], log: [RepositoryDouble.Call]) {
        let repository = RepositoryDouble(observed, manners: manners)
        let options = PlanOptions(overwriteConflicts: true, allowDowngrade: true, allowEmptyManifests: true)
        let result = await World.apply(World.plan(desired, observed, options: options), to: repository)
        return (result, await repository.segments, await repository.log)
    }

    // MARK: Segment Builder's model

    @Test func theModelOfSegmentBuilderStaysWithTheVeryTextOfItsRule() async throws {
        let model = BuilderModel(json: "{\"hash\":\"1\"}")
        let planned = try World.observed("1", key: "a", name: "Segment a", builderModel: model)
        let plan = World.plan([try World.desired("a", name: "Other")], [planned])
        // Segment Builder has saved the same rule in other words since.
        let newer = BuilderModel(json: "{\"hash\":\"2\"}")
        let current = try World.observed(
            "1",
            key: "a",
            name: "Segment a",
            "(person.birthYear = 1980)",
            builderModel: newer
        )
        let repository = RepositoryDouble([current])
        #expect(await World.apply(plan, to: repository).isComplete)
        let after = try #require(await repository.segments[current.id])
        #expect(after.builderModel == newer)
        #expect(after.content.expression.sent.value == "(person.birthYear = 1980)")
    }

    @Test func aModelThatGoesThoughItsRuleStaysIsAFailure() async throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", builderModel: BuilderModel(json: "{}"))
        var manners = ServiceManners()
        manners.dropsModels = true
        let (result, _, _) = await apply([try World.desired("a", name: "Other")], [remote], manners: manners)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("Segment Builder's model is gone") == true)
    }

    @Test func aModelThatStaysThoughItsRuleGoesIsAFailure() async throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", builderModel: BuilderModel(json: "{}"))
        var manners = ServiceManners()
        manners.keepsModels = true
        let (result, _, _) = await apply([try World.desired("a", "a = 1")], [remote], manners: manners)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("Segment Builder's old model is still there") == true)
    }

    @Test func aRuleThatCannotBeReadIsReplacedAndNeverTakenForOurs() async throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", "no ( rule")
        let (result, segments, _) = await apply([try World.desired("a", "a = 1")], [remote])
        #expect(result.isComplete)
        #expect(segments[remote.id]?.content.expression.text == "a = 1")
    }

    // MARK: Stamps

    @Test func aStampTellsOfAnAudiencesFieldsOnlyOnceTheyAreWritten() async throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", labels: ["C1"], applied: [.name, .labels])
        let desired = try World.desired("a", "a = 1", labels: ["C2"], tags: ["loyalty"])
        let repository = RepositoryDouble([remote])
        await repository.fail(.change, number: 1, with: .refuse)
        let result = await World.apply(World.plan([desired], [remote]), to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message == "only a part was written: refused")
        let half = try #require(await repository.segments[remote.id])
        #expect(half.stamp?.base?[.labels] == remote.stamp?.base?[.labels])
        #expect(half.stamp?.base?[.tags] == nil)
        #expect(half.stamp?.base?[.expression] == FieldDigest(of: half.content.canonicalText(of: .expression)))
        // So a new plan still knows that it was Git that changed the labels.
        let changes = try World.plan([desired], [half]).action("a").changes
        #expect(changes.map(\.field) == [.labels, .tags])
        #expect(changes.map(\.verdict) == [.changedInGit, .unknownOrigin])
    }

    @Test func whatAnotherProjectAppliedIsNotTakenForOurs() async throws {
        let remote = try World.observed(
            "1",
            key: "x",
            project: "other",
            name: "Segment a",
            labels: ["C1"],
            applied: [.labels]
        )
        let repository = RepositoryDouble([remote])
        await repository.fail(.change, number: 1, with: .refuse)
        let options = PlanOptions(adoptFromProjects: ["other"])
        let plan = World.plan([try World.desired("a", "a = 1", labels: ["C2"])], [remote], options: options)
        #expect(await World.apply(plan, to: repository).count(.failed) == 1)
        let half = try #require(await repository.segments[remote.id])
        #expect(half.stamp?.project == "luma")
        #expect(half.stamp?.base?[.labels] == nil)
    }

    @Test func nothingIsWrittenForDigestsAlone() async throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", text: "words")
        let (result, segments, log) = await apply([try World.desired("a", description: "words")], [remote])
        #expect(result.outcomes.isEmpty)
        #expect(log.isEmpty)
        #expect(segments[remote.id] == remote)
    }

    @Test func aDescriptionThatIsNotNamedStaysBesideTheStamp() async throws {
        for text in ["", "words", "two\n\nlines\n", "end\r"] {
            let remote = try World.observed("1", name: "Segment a", text: text)
            let (result, segments, _) = await apply([try World.desired("a", "a = 1", adopt: true)], [remote])
            #expect(result.isComplete)
            #expect(segments[remote.id]?.content.description == text)
            #expect(segments[remote.id]?.stamp?.key.text == "a")
        }
    }

    @Test func aStampThatDoesNotArriveIsAFailure() async throws {
        var manners = ServiceManners()
        manners.losesStamps = true
        let remote = [
            try World.observed("1", key: "a", name: "Segment a"),
            try World.observed("2", key: "b", name: "Segment b", labels: ["C1"]),
        ]
        let desired = [
            try World.desired("a", "a = 1"), try World.desired("b", labels: ["C2"]), try World.desired("c"),
        ]
        let (result, _, log) = await apply(desired, remote, manners: manners)
        #expect(Set(log) == [.update, .change, .create])
        #expect(result.count(.failed) == 3)
        #expect(result.outcomes.allSatisfy { $0.message?.hasSuffix("its stamp is missing") == true })
    }

    // MARK: Creates

    @Test(arguments: ServiceManners.AudienceFields.allCases)
    func labelsAndTagsOfANewSegmentAreThereOrItIsNotDone(fields: ServiceManners.AudienceFields) async throws {
        var manners = ServiceManners()
        manners.audienceFieldsOfCreate = fields
        let desired = try World.desired("a", labels: ["C1"], tags: ["vip"], lifecycle: .draft)
        let (result, segments, log) = await apply([desired], [], manners: manners)
        switch fields {
        case .taken: #expect(log == [.create])
        case .ignored: #expect(log == [.create, .change])
        case .refused:
            #expect(log == [.create])
            #expect(segments.isEmpty)
            #expect(result.outcomes[0].message == "labels and tags are not taken here")
            return
        }
        #expect(result.isComplete)
        let segment = try #require(segments.values.first)
        #expect(segment.content.labels == ["C1"])
        #expect(segment.content.tags == ["t-3"])
        #expect(segment.content.lifecycle == .draft)
    }

    @Test func aNewSegmentThatTheServicePublishesIsMadeInactiveAndIsNoDraft() async throws {
        var manners = ServiceManners()
        manners.ignoresLifecycleOfCreate = true
        let inactive = await apply([try World.desired("a", lifecycle: .inactive)], [], manners: manners)
        #expect(inactive.result.isComplete)
        #expect(inactive.segments.values.first?.content.lifecycle == .inactive)
        let draft = await apply([try World.desired("a", lifecycle: .draft)], [], manners: manners)
        #expect(draft.result.count(.failed) == 1)
        #expect(draft.segments.count == 1)
    }

    @Test func aLifecycleThatThereIsNoWayToIsNotAskedForAfterACreate() async throws {
        var manners = ServiceManners()
        manners.ignoresLifecycleOfCreate = true
        // The service would take it; the platform documents no such way.
        manners.refusesLifecycleWays = false
        let plan = World.plan([try World.desired("a", labels: ["C1"], lifecycle: .draft)])
        let repository = RepositoryDouble(manners: manners)
        // The second time the definition is there.
        for hasWritten in [true, false] {
            let outcome = try #require(await World.apply(plan, to: repository).outcomes.first)
            #expect(outcome.status == .failed && outcome.hasWritten == hasWritten)
            #expect(
                outcome.message == "definition id-of-Segment-a has lifecycle 'published', and the platform has no way "
                    + "from there to 'draft'"
            )
            #expect(await repository.log == [.create])
        }
    }

    @Test func aNewSegmentOfSomebodyElsesRunIsTakenOnlyWhereItSaysTheSame() async throws {
        let plan = World.plan([try World.desired("a", labels: ["C1"], protect: true)])
        let table: [(ObservedSegment, ActionOutcome.Status, writes: Int)] = [
            (try World.observed("1", key: "a", name: "Segment a", labels: ["C1"], protect: true), .done, 0),
            (try World.observed("1", key: "a", name: "Segment a", protect: true), .done, 1),
            (try World.observed("1", key: "a", name: "Segment a", labels: ["C9"], protect: true), .failed, 0),
            (try World.observed("1", key: "a", name: "Segment a", labels: ["C1"]), .failed, 0),
            (try World.observed("1", key: "a", name: "Else", labels: ["C1"], protect: true), .failed, 0),
        ]
        for (existing, status, writes) in table {
            let repository = RepositoryDouble([existing])
            let result = await World.apply(plan, to: repository)
            #expect(result.outcomes.map(\.status) == [status], "\(result.outcomes[0].message ?? "")")
            #expect(await repository.writes == writes)
        }
    }

    @Test func aNewSegmentThatSomebodyMadeInactiveSinceIsLeftAlone() async throws {
        let plan = World.plan([try World.desired("a", lifecycle: .published)])
        let existing = try World.observed("1", key: "a", name: "Segment a", lifecycle: .inactive)
        let repository = RepositoryDouble([existing])
        #expect(await World.apply(plan, to: repository).count(.failed) == 1)
        #expect(await repository.segments == [existing.id: existing])
    }

    @Test func aNewSegmentOfAnEarlierRunIsReadBeforeItIsJudged() async throws {
        let plan = World.plan([try World.desired("a", labels: ["C1"])])
        let listed = try World.observed("1", key: "a", name: "Segment a", labels: ["C1"])
        let edited = try World.observed("1", key: "a", name: "Theirs", labels: ["C1"])
        for now in [[edited], []] {
            let repository = RepositoryDouble(now)
            let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
            let result = await executor.run(plan, current: [listed])
            #expect(result.count(.failed) == 1)
            #expect(result.outcomes[0].message?.hasSuffix("plan again") == true)
            #expect(await repository.writes == 0)
        }
    }

    @Test func aKeyThatAnotherDefinitionHasGotSinceIsNotGivenTwice() async throws {
        let free = try World.observed("1", name: "Zed")
        let moved = try World.observed("1", key: "old", name: "Zed")
        let owned = try World.observed("1", key: "z", name: "Zed")
        let newcomer = try World.observed("2", key: "z", name: "Zed Nine")
        let unowned = try World.observed("1", name: "Zed")
        let plans = [
            (World.plan([try World.desired("z", name: "Zed", adopt: true)], [free]), "adopt", free),
            (World.plan([try World.desired("z", name: "Zed", movedFrom: "old")], [moved]), "update", moved),
            (World.plan([], [owned]), "delete", unowned),
        ]
        for (plan, verb, now) in plans {
            #expect(plan.verbs["z"] == verb)
            let repository = RepositoryDouble([now, newcomer])
            let result = await World.apply(plan, to: repository)
            let message = "definition 2 of this key has appeared since the plan was made; plan again"
            #expect(result.outcomes.map(\.message) == [message])
            #expect(await repository.writes == 0)
        }
    }

    // MARK: Failures that wrote

    @Test func aFailureTellsWhetherSomethingWasWritten() async throws {
        let remote = try World.observed("1", key: "a", name: "Segment a", labels: ["C1"], applied: [.labels])
        let update = World.plan([try World.desired("a", "a = 1", labels: ["C2"])], [remote])
        let slower = World.plan([try World.desired("a", evaluation: .streaming)], [remote])
        var downgrades = ServiceManners()
        downgrades.downgrades = true
        var late = ServiceManners()
        late.readsLate = 9
        var publishes = ServiceManners()
        publishes.ignoresLifecycleOfCreate = true
        let table: [(Plan, [ObservedSegment], ServiceManners, failing: RepositoryDouble.Call?, hasWritten: Bool)] = [
            (update, [remote], ServiceManners(), .update, false),
            (update, [remote], ServiceManners(), .change, true),
            (slower, [remote], downgrades, nil, true),
            (World.plan([], [remote]), [remote], ServiceManners(), .delete, false),
            (World.plan([], [remote]), [remote], late, nil, true),
            (World.plan([try World.desired("a")]), [], ServiceManners(), .create, false),
            (World.plan([try World.desired("a", lifecycle: .draft)]), [], publishes, nil, true),
            (World.plan([try World.desired("a", name: "Else")]), [remote], ServiceManners(), nil, false),
        ]
        for (number, row) in table.enumerated() {
            let repository = RepositoryDouble(row.1, manners: row.2)
            if let call = row.failing { await repository.fail(call, number: 1, with: .refuse) }
            let result = await World.apply(row.0, to: repository)
            #expect(result.outcomes.map(\.status) == [.failed], "row \(number)")
            #expect(result.outcomes.map(\.hasWritten) == [row.hasWritten], "row \(number)")
        }
    }

    // MARK: Silent downgrades

    @Test func aDowngradeThatNobodyAskedForIsAFailure() async throws {
        var manners = ServiceManners()
        manners.downgrades = true
        let remote = try World.observed("1", key: "a", name: "Segment a", evaluation: .streaming)
        for desired in [try World.desired("a", name: "Other"), try World.desired("a", labels: ["C1"])] {
            let (result, _, _) = await apply([desired], [remote], manners: manners)
            #expect(result.count(.failed) == 1)
            #expect(result.outcomes[0].message?.contains("evaluation is 'batch' instead of 'streaming'") == true)
        }
        let created = await apply([try World.desired("b", evaluation: .edge)], [], manners: manners)
        #expect(created.result.count(.failed) == 1)
        #expect(created.result.outcomes[0].message?.contains("evaluation is 'batch' instead of 'edge'") == true)
    }

    @Test func whatWasLostOnTheWayIsNotFilledInButTold() async throws {
        var manners = ServiceManners()
        manners.losesLabels = true
        let remote = try World.observed("1", key: "a", name: "Segment a", labels: ["C1"])
        let (result, _, log) = await apply([try World.desired("a", name: "Other")], [remote], manners: manners)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("labels is 'none' instead of 'C1'") == true)
        #expect(log == [.update])
    }

    @Test func whatNobodyManagesStaysThroughAServiceThatClearsWhatIsLeftOut() async throws {
        let planned = try World.observed("1", key: "a", name: "Segment a")
        let members = UnmanagedMembers(json: #"{"dataGovernancePolicy":{"excludeOptOut":false}}"#)
        let remote = ObservedSegment(
            id: planned.id,
            content: planned.content,
            description: planned.description,
            unmanaged: members
        )
        var manners = ServiceManners()
        manners.omitted = .cleared
        let (result, segments, _) = await apply([try World.desired("a", "a = 5")], [remote], manners: manners)
        #expect(result.isComplete)
        #expect(segments[remote.id]?.unmanaged == members)
    }

    // MARK: What has come up since the plan

    @Test func whatARuleUsesMustStillBeThere() async throws {
        let base = try World.observed("1", key: "base", name: "Segment base")
        let desired = [try World.desired("base"), try World.desired("new", "inSegment(${segment:base})")]
        let repository = RepositoryDouble()
        let result = await World.apply(World.plan(desired, [base]), to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("definition 1 of 'base', which it uses, was deleted") == true)
        #expect(await repository.writes == 0)
    }

    @Test func whatHasComeToBeUsedIsNotDeletedAlsoByWhatThePlanWrites() async throws {
        let used = try World.observed("1", key: "used", name: "Used")
        let other = try World.observed("2", key: "a", name: "Segment a")
        let plan = World.plan([try World.desired("a", "a = 5")], [used, other])
        #expect(plan.verbs == ["a": "update", "used": "delete"])
        let user = try World.observed("2", key: "a", name: "Segment a", "inSegment(\"1\")")
        var manners = ServiceManners()
        manners.refusesDeletingUsed = false
        let repository = RepositoryDouble([used, user], manners: manners)
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 2)
        #expect(await repository.segments == [used.id: used, user.id: user])
    }

    @Test func whatTheServiceSaysIsUsedIsNotDeleted() async throws {
        let used = try World.observed("1", key: "used", name: "Used")
        let user = try World.observed("2", name: "User", "inSegment(\"1\")")
        let plan = World.plan(
            [],
            [used, user],
            options: PlanOptions(deleteUsed: true, allowEmptyManifests: true)
        )
        let repository = RepositoryDouble([used, user])
        let result = await World.apply(plan, to: repository)
        #expect(result.outcomes[0].message == "it is used")
        #expect(await repository.segments.count == 2)
    }

    // MARK: The journal

    @Test func withoutItsJournalNothingIsSent() async throws {
        let remote = try World.observed("1", key: "b", name: "Segment b")
        let repository = RepositoryDouble([remote])
        let journal = JournalDouble()
        await journal.fail(1)
        await journal.fail(3)
        let plan = World.plan([try World.desired("a")], [remote])
        let executor = PlanExecutor(repository: repository, journal: journal, concurrency: 1, pause: { _ in })
        let result = await executor.run(plan, current: [remote])
        #expect(result.count(.failed) == 2)
        #expect(result.outcomes[0].message == "nothing was sent, since the journal cannot be written: the disk is full")
        #expect(await repository.writes == 0)
    }

    @Test func whatIsSkippedStandsInTheJournalToo() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: .refuse)
        let journal = JournalDouble()
        let plan = World.plan([try World.desired("a"), try World.desired("b", "inSegment(${segment:a})")])
        let executor = PlanExecutor(repository: repository, journal: journal, pause: { _ in })
        let result = await executor.run(plan, current: [])
        #expect(result.outcomes.map(\.status) == [.failed, .skipped])
        #expect(await journal.fault(for: result.outcomes) == nil)
    }

    @Test func aRefusedPlanIsNeverRun() async {
        await #expect(processExitsWith: .failure) {
            let remote = try World.observed("1", name: "Segment a")
            let plan = World.plan([try World.desired("a"), try World.desired("b")], [remote])
            let repository = RepositoryDouble([remote])
            let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
            _ = await executor.run(plan, current: [remote])
        }
    }

    /// Whatever fails, each change has one outcome, no key is there twice, and the next run in peace reaches the end.
    @Test func everyTroubleEndsInOneOutcomeForEachChangeAndNoDuplicate() async throws {
        var tried = 0
        var refused = 0
        for seed in UInt64(5000)..<5008 {
            let world = try RandomWorld(seed: seed, most: 6, mistakes: 0)
            let plan = world.plan()
            guard !plan.isRefused, !plan.changes.isEmpty else { continue }
            for call in RepositoryDouble.Call.allCases {
                for trouble in RepositoryDouble.Trouble.allCases {
                    tried += 1
                    let repository = world.repository()
                    await repository.fail(call, number: 1 + tried % 3, with: trouble)
                    let journal = JournalDouble()
                    let executor = PlanExecutor(repository: repository, journal: journal, pause: { _ in })
                    let result = await executor.run(plan, current: world.observed)
                    #expect(result.outcomes.map(\.action.key) == plan.changes.map(\.key))
                    #expect(await journal.fault(for: result.outcomes) == nil)
                    let segments = await Array(repository.segments.values)
                    let keys = segments.compactMap(\.stamp).filter { $0.project == "luma" }.map(\.key)
                    #expect(Set(keys).count == keys.count, "no duplicate is ever made")
                    let peaceful = RepositoryDouble(segments, manners: world.manners)
                    let rest = World.plan(world.desired, segments, options: world.options)
                    guard !rest.isRefused else {
                        refused += 1
                        continue
                    }
                    #expect(await World.apply(rest, to: peaceful).isComplete)
                    let last = World.plan(world.desired, await Array(peaceful.segments.values), options: world.options)
                    #expect(last.isEmpty)
                }
            }
        }
        #expect(tried > 200)
        #expect(refused * 20 < tried, "\(refused) of \(tried) ended where a guard stops the next run")
    }
}
