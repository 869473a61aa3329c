import PQLSemantics
import Reconciler
import Segments
import Synchronization
import Testing

/// Answers that are lost, late or overtaken: what is there is looked at before anything is sent again.
@Suite struct UnclearOutcomeTests {
    private func remote(_ labels: [String] = []) throws -> ObservedSegment {
        try World.observed("1", key: "a", name: "Segment a", labels: labels, applied: [.name, .labels])
    }

    // MARK: Create

    @Test func aLostCreateIsLookedUpBeforeItIsSentAgain() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: .loseAnswer)
        let result = await World.apply(World.plan([try World.desired("a")]), to: repository)
        #expect(result.isComplete)
        #expect(await repository.calls[.list] == 1)
        #expect(await repository.log == [.create])
    }

    @Test func aLostCreateThatIsListedLateIsNotSentAgain() async throws {
        for unique in [true, false] {
            var manners = ServiceManners()
            manners.listsLate = 2
            manners.keepsNamesApart = unique
            let repository = RepositoryDouble(manners: manners)
            await repository.fail(.create, number: 1, with: .loseAnswer)
            let result = await World.apply(World.plan([try World.desired("a")]), to: repository)
            #expect(result.isComplete)
            #expect(await repository.log == [.create])
            #expect(await repository.segments.count == 1)
        }
    }

    @Test func aShortListWhileLookingUpIsUnclearAndNothingIsSent() async throws {
        var manners = ServiceManners()
        manners.listsLate = 9
        manners.countsWhatItLists = false
        let repository = RepositoryDouble(manners: manners)
        await repository.fail(.create, number: 1, with: .loseAnswer)
        let result = await World.apply(World.plan([try World.desired("a")]), to: repository)
        #expect(result.count(.unknown) == 1)
        #expect(result.outcomes[0].message == "lost; looking for it failed too: the list is short")
        #expect(await repository.log == [.create])
    }

    @Test(arguments: [true, false]) func aLostCreateThatIsNotSeenIsUnknownAndNeverSentAgain(keepsNamesApart: Bool)
        async throws
    {
        for trouble in [RepositoryDouble.Trouble.loseAnswer, .loseRequest] {
            var manners = ServiceManners()
            manners.listsLate = 99
            manners.keepsNamesApart = keepsNamesApart
            let repository = RepositoryDouble(manners: manners)
            await repository.fail(.create, number: 1, with: trouble)
            let result = await World.apply(World.plan([try World.desired("a")]), to: repository)
            #expect(result.count(.unknown) == 1)
            #expect(result.outcomes[0].message == "lost; what it may have made is not to be seen")
            #expect(await repository.log == [.create])
            #expect(await repository.segments.count == (trouble == .loseAnswer ? 1 : 0))
        }
    }

    @Test func aTakenNameWhoseHolderIsNotSeenIsUnknown() async throws {
        let plan = World.plan([try World.desired("a")])
        var manners = ServiceManners()
        manners.listsLate = 99
        let repository = RepositoryDouble(manners: manners)
        #expect(await World.apply(plan, to: repository).isComplete)
        let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
        let result = await executor.run(plan, current: [])
        #expect(result.count(.unknown) == 1)
        #expect(result.outcomes[0].message == "the name is taken; what has it is not to be seen")
        #expect(await repository.segments.count == 1)
    }

    @Test func theRunAfterALostCreateMakesItOrFindsIt() async throws {
        for trouble in [RepositoryDouble.Trouble.loseAnswer, .loseRequest] {
            let plan = World.plan([try World.desired("a")])
            var manners = ServiceManners()
            manners.listsLate = 3
            let repository = RepositoryDouble(manners: manners)
            await repository.fail(.create, number: 1, with: trouble)
            #expect(await World.apply(plan, to: repository).count(.unknown) == 1)
            #expect(await World.apply(plan, to: repository).isComplete)
            #expect(await repository.log == (trouble == .loseAnswer ? [.create] : [.create, .create]))
            #expect(await repository.segments.count == 1)
        }
    }

    @Test func aTakenNameOfOurOwnEarlierCreateIsASuccess() async throws {
        // The list at the start of the run does not have it yet.
        let plan = World.plan([try World.desired("a")])
        let repository = RepositoryDouble()
        #expect(await World.apply(plan, to: repository).isComplete)
        let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
        let result = await executor.run(plan, current: [])
        #expect(result.isComplete)
        #expect(await repository.log == [.create, .create])
        #expect(await repository.segments.count == 1)
    }

    @Test func aTakenNameOfSomebodyElseNamesWhoHasIt() async throws {
        let plan = World.plan([try World.desired("a")])
        let repository = RepositoryDouble()
        let other = try World.observed("9", name: "Segment a")
        await repository.put(other, beforeWrite: 1)
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 1)
        let message = result.outcomes[0].message ?? ""
        #expect(message.contains("definition 9, last changed by editor@example.com, has the name 'Segment a' now"))
        #expect(await repository.segments == [SegmentID("9"): other])
    }

    @Test func aLostCreateWhoseNameSomebodyTookIsNotSentAgain() async throws {
        var manners = ServiceManners()
        manners.keepsNamesApart = false
        let repository = RepositoryDouble(manners: manners)
        await repository.fail(.create, number: 1, with: .loseRequest)
        await repository.put(try World.observed("9", name: "Segment a"), beforeWrite: 1)
        let result = await World.apply(World.plan([try World.desired("a")]), to: repository)
        #expect(result.count(.failed) == 1)
        #expect(await repository.log == [.create])
    }

    @Test func aNameThatIsTakenWhenTheRunBeginsIsNotGivenTwice() async throws {
        var manners = ServiceManners()
        manners.keepsNamesApart = false
        let mine = try World.observed("1", key: "b", name: "Old")
        let plan = World.plan([try World.desired("a"), try World.desired("b", name: "New")], [mine])
        let others = [try World.observed("8", name: "Segment a"), try World.observed("9", name: "New")]
        let repository = RepositoryDouble([mine] + others, manners: manners)
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 2)
        #expect(result.outcomes[0].message?.contains("was given to 'Segment a' (8)") == true)
        #expect(await repository.writes == 0)
    }

    // MARK: Update

    @Test(arguments: [RepositoryDouble.Call.update, .change])
    func aLostAnswerToAWriteIsLookedAt(call: RepositoryDouble.Call) async throws {
        let observed = try remote(["C1"])
        let plan = World.plan([try World.desired("a", "person.birthYear = 1", labels: ["C2"])], [observed])
        for trouble in [RepositoryDouble.Trouble.loseAnswer, .loseRequest] {
            let repository = RepositoryDouble([observed])
            await repository.fail(call, number: 1, with: trouble)
            let result = await World.apply(plan, to: repository)
            #expect(result.isComplete)
            let again = trouble == .loseRequest ? [call] : []
            #expect(
                await repository.log == (call == .update ? again + [.update, .change] : [.update, .change] + again)
            )
            let after = try #require(await repository.segments[observed.id])
            #expect(after.content.labels == ["C2"])
            #expect(World.plan([try World.desired("a", "person.birthYear = 1", labels: ["C2"])], [after]).isEmpty)
        }
    }

    @Test func aWriteThatIsLostEachTimeIsUnknownAndTellsThatAPartIsDone() async throws {
        let observed = try remote(["C1"])
        let plan = World.plan([try World.desired("a", "person.birthYear = 1", labels: ["C2"])], [observed])
        let repository = RepositoryDouble([observed])
        for number in 1...9 { await repository.fail(.change, number: number, with: .loseRequest) }
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.unknown) == 1)
        #expect(result.outcomes[0].message == "only a part was written: lost")
        #expect(await repository.log == [.update, .change, .change, .change, .change, .change])
    }

    @Test func anEditOfSomebodyElseAfterALostWriteIsNotOverwritten() async throws {
        var manners = ServiceManners()
        manners.honoursETags = false
        let observed = try remote()
        let repository = RepositoryDouble([observed], manners: manners)
        var content = observed.content
        content.name = "Theirs"
        let edited = observed.with(content, by: "rival@example.com", etag: "v2")
        await repository.put(edited, beforeWrite: 1)
        await repository.fail(write: 1, with: .loseRequest)
        let plans = [
            World.plan([try World.desired("a", "person.birthYear = 1")], [observed]), World.plan([], [observed]),
        ]
        for plan in plans {
            await repository.put(observed)
            let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
            let result = await executor.run(plan, current: [observed])
            #expect(result.outcomes[0].message?.contains("changed by rival@example.com") == true)
            #expect(await repository.segments[observed.id] == edited)
            await repository.put(edited, beforeWrite: 2)
            await repository.fail(write: 2, with: .loseRequest)
        }
        #expect(await repository.log == [.update, .delete])
    }

    @Test func theWaitsBetweenLostWritesDouble() async throws {
        let observed = try remote()
        for plan in [World.plan([try World.desired("a", "a = 1")], [observed]), World.plan([], [observed])] {
            let repository = RepositoryDouble([observed])
            for number in 1...9 { await repository.fail(write: number, with: .loseRequest) }
            let pauses = Mutex<[Duration]>([])
            let executor = PlanExecutor(
                repository: repository,
                journal: JournalDouble(),
                pause: { pause in pauses.withLock { $0.append(pause) } }
            )
            #expect(await executor.run(plan, current: [observed]).count(.unknown) == 1)
            #expect(pauses.withLock { $0 } == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
            #expect(await repository.calls[.read] == 5, "one before each write")
        }
    }

    @Test func anEditOfSomebodyElseThatOvertakesAWriteIsKeptAndNamed() async throws {
        let observed = try remote().with(try remote().content, etag: "v1")
        let plan = World.plan([try World.desired("a", "person.birthYear = 1")], [observed])
        let repository = RepositoryDouble([observed])
        var content = observed.content
        content.name = "Theirs"
        let edited = observed.with(content, by: "rival@example.com", etag: "v2")
        await repository.put(edited, beforeWrite: 1)
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 1)
        let message = "definition 1 was changed by rival@example.com since the plan was made; plan again"
        #expect(result.outcomes[0].message == message)
        #expect(await repository.segments[observed.id] == edited)
    }

    @Test func anEditThatOvertakesTheSecondWriteIsKept() async throws {
        let observed = try remote(["C1"])
        let plan = World.plan([try World.desired("a", "person.birthYear = 1", labels: ["C2"])], [observed])
        let repository = RepositoryDouble([observed])
        var content = observed.content
        content.labels = ["C9"]
        let edited = observed.with(content, by: "rival@example.com", etag: "rival")
        await repository.put(edited, beforeWrite: 2)
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("changed by rival@example.com") == true)
        #expect(await repository.segments[observed.id] == edited)
    }

    @Test(arguments: [
        "[segsync:1 project=other key=a]", "[segsync:1 project=luma key=b]", "[segsync:1 project=luma key=a protect]",
        "[segsync:1 project=luma key=a key=a]", "",
    ])
    func aDefinitionWhoseStampIsAnotherSinceThePlanIsLeftAlone(line: String) async throws {
        let observed = try remote()
        let plan = World.plan([try World.desired("a", "person.birthYear = 1")], [observed])
        let claimed = ObservedSegment(
            id: observed.id,
            content: observed.content,
            description: StampedDescription(remote: line),
            lastModifiedBy: "rival@example.com"
        )
        let repository = RepositoryDouble([claimed])
        #expect(await World.apply(plan, to: repository).count(.failed) == 1)
        #expect(await repository.segments[observed.id] == claimed)
    }

    @Test func aDefinitionThatIsDeletedUnderAWriteIsToldAsDeleted() async throws {
        let observed = try remote()
        let repository = RepositoryDouble([observed])
        await repository.remove(observed.id, beforeWrite: 1)
        let result = await World.apply(World.plan([try World.desired("a", "a = 1")], [observed]), to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message == "definition 1 was deleted since the plan was made; plan again")
    }

    @Test func aStateThatOnlyTheServiceChangedIsWrittenAllTheSame() async throws {
        let observed = try remote().with(try remote().content, etag: "v1")
        let plan = World.plan([try World.desired("a", "person.birthYear = 1")], [observed])
        for plan in [plan, World.plan([], [observed])] {
            let repository = RepositoryDouble([observed])
            // A batch run counts the profiles anew: the tag of the state is another, and no field.
            await repository.put(observed.with(observed.content, etag: "v2"), beforeWrite: 1)
            #expect(await World.apply(plan, to: repository).isComplete)
            #expect(await repository.writes == 2)
        }
    }

    @Test func aLostWriteThatTheServiceMadeSomethingElseOfIsNotBlamedOnOthers() async throws {
        let observed = try remote()
        let plan = World.plan([try World.desired("a", evaluation: .streaming)], [observed])
        var manners = ServiceManners()
        manners.downgrades = true
        let repository = RepositoryDouble([observed], manners: manners)
        await repository.fail(.update, number: 1, with: .loseAnswer)
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("reads back otherwise") == true)
    }

    // MARK: Delete

    @Test func aLostDeleteIsLookedAt() async throws {
        let observed = try remote()
        for (trouble, writes) in [(RepositoryDouble.Trouble.loseAnswer, 1), (.loseRequest, 2)] {
            let repository = RepositoryDouble([observed])
            await repository.fail(.delete, number: 1, with: trouble)
            #expect(await World.apply(World.plan([], [observed]), to: repository).isComplete)
            #expect(await repository.writes == writes)
            #expect(await repository.segments.isEmpty)
        }
    }

    @Test func aDeleteThatIsLostEachTimeIsUnknown() async throws {
        let observed = try remote()
        let repository = RepositoryDouble([observed])
        for number in 1...9 { await repository.fail(.delete, number: number, with: .loseRequest) }
        let result = await World.apply(World.plan([], [observed]), to: repository)
        #expect(result.count(.unknown) == 1)
        #expect(await repository.writes == 5)
    }

    @Test func whatIsNotThereAnyMoreIsDeleted() async throws {
        let observed = try remote()
        for (current, writes) in [([], 0), ([observed], 1)] {
            let repository = RepositoryDouble()
            let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
            let result = await executor.run(World.plan([], [observed]), current: current)
            #expect(result.isComplete)
            #expect(result.outcomes[0].wasDoneBefore == current.isEmpty)
            #expect(await repository.writes == writes)
        }
    }

    @Test(arguments: [1, 2, 3, 99]) func whatIsListedIsDeletedHoweverOftenItIsNotRead(reads: Int) async throws {
        let observed = try remote()
        let repository = RepositoryDouble([observed])
        await repository.hide(observed.id, fromReads: reads)
        let result = await World.apply(World.plan([], [observed]), to: repository)
        #expect(result.isComplete)
        #expect(!result.outcomes[0].wasDoneBefore)
        #expect(await repository.segments.isEmpty)
        #expect(await repository.log == [.delete])
    }

    @Test func whatHasChangedAndIsNotReadIsNotDeleted() async throws {
        let observed = try remote().with(try remote().content, etag: "v1")
        var content = observed.content
        content.name = "Theirs"
        let edited = observed.with(content, by: "rival@example.com", etag: "v2")
        let plan = World.plan([], [observed])
        // Listed as it was: the service's precondition tells. Listed as it is: the list does.
        for (current, writes) in [(observed, 1), (edited, 0)] {
            let repository = RepositoryDouble([edited])
            await repository.hide(observed.id, fromReads: 99)
            let executor = PlanExecutor(repository: repository, journal: JournalDouble(), pause: { _ in })
            #expect(await executor.run(plan, current: [current]).count(.failed) == 1)
            #expect(await repository.writes == writes)
            #expect(await repository.segments[observed.id] == edited)
        }
    }

    @Test func anEditThatOvertakesADeleteSavesTheDefinition() async throws {
        let observed = try remote().with(try remote().content, etag: "v1")
        let repository = RepositoryDouble([observed])
        var content = observed.content
        content.labels = ["C9"]
        let edited = observed.with(content, by: "rival@example.com", etag: "v2")
        await repository.put(edited, beforeWrite: 1)
        let result = await World.apply(World.plan([], [observed]), to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("changed by rival@example.com") == true)
        #expect(await repository.segments[observed.id] == edited)
    }

    // MARK: Reading back

    @Test func whatIsReadLateIsLookedForAgain() async throws {
        var manners = ServiceManners()
        manners.readsLate = 2
        let observed = [try remote(["C1"]), try World.observed("2", key: "b", name: "Segment b")]
        let repository = RepositoryDouble(observed, manners: manners)
        let desired = [try World.desired("a", "person.birthYear = 1", labels: ["C2"]), try World.desired("c")]
        #expect(await World.apply(World.plan(desired, observed), to: repository).isComplete)
    }

    @Test func aDeletedDefinitionThatStaysToBeSeenIsNotDone() async throws {
        var manners = ServiceManners()
        manners.readsLate = 9
        let observed = try remote()
        let repository = RepositoryDouble([observed], manners: manners)
        let result = await World.apply(World.plan([], [observed]), to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("is still there") == true)
    }
}
