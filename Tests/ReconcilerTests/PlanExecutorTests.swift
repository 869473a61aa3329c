import PQLSemantics
import Reconciler
import Segments
import Synchronization
import TestSupport
import Testing

@Suite struct PlanExecutorTests {
    private let chain = [
        ("a", "inSegment(${segment:b})"), ("b", "inSegment(${segment:c})"), ("c", "person.birthYear = 1"),
    ]

    private func desiredChain() throws -> [DesiredSegment] {
        try chain.map { try World.desired($0.0, $0.1) }
    }

    @Test func afterAnApplyNothingIsToChangeAndASecondWritesNothing() async throws {
        let repository = RepositoryDouble()
        let desired = try desiredChain() + [try World.desired("d", evaluation: .streaming, ttlInDays: 7, protect: true)]
        let result = await World.apply(World.plan(desired), to: repository)
        #expect(result.isComplete)
        let writes = await repository.writes
        #expect(writes == 4)
        let second = World.plan(desired, try await repository.list().segments)
        #expect(second.isEmpty)
        #expect(await World.apply(second, to: repository).outcomes.isEmpty)
        #expect(await repository.writes == writes)
    }

    @Test func referencesAreSentAsIds() async throws {
        let repository = RepositoryDouble()
        _ = await World.apply(World.plan(try desiredChain()), to: repository)
        let segments = try await repository.list().segments
        let byKey = Dictionary(uniqueKeysWithValues: segments.map { ($0.stamp?.key.text ?? "", $0) })
        let a = try #require(byKey["a"])
        let b = try #require(byKey["b"])
        #expect(a.content.expression.referencedIDs == [b.id])
    }

    @Test func anAdoptedDefinitionKeepsItsIdAndItsWords() async throws {
        let remote = try World.observed("x", name: "Segment a", text: "somebody's words")
        let repository = RepositoryDouble([remote])
        let plan = World.plan([try World.desired("a", adopt: true)], [remote])
        #expect(await World.apply(plan, to: repository).isComplete)
        let adopted = try #require(try await repository.read(SegmentID("x")))
        #expect(adopted.stamp?.key.text == "a")
        #expect(adopted.content.description == "somebody's words")
        #expect(World.plan([try World.desired("a")], try await repository.list().segments).isEmpty)
    }

    @Test func aLostAnswerMakesNoDuplicate() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: .loseAnswer)
        let result = await World.apply(World.plan([try World.desired("a")]), to: repository)
        #expect(result.isComplete)
        #expect(await repository.segments.count == 1)
        #expect(await repository.calls[.create] == 1)
    }

    @Test func ourOwnEarlierCreateIsASuccess() async throws {
        let plan = World.plan([try World.desired("a")])
        let repository = RepositoryDouble([try World.observed("1", key: "a", name: "Segment a")])
        let result = await World.apply(plan, to: repository)
        #expect(result.isComplete)
        #expect(await repository.segments.count == 1)
    }

    @Test func whatAppearedSinceThePlanIsNotOverwritten() async throws {
        let plan = World.plan([try World.desired("a")])
        let other = try World.observed("1", key: "a", name: "Segment a", "person.birthYear = 7")
        let repository = RepositoryDouble([other])
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 1)
        #expect(await repository.segments == [SegmentID("1"): other])
    }

    @Test func aLostAnswerThatCannotBeLookedUpIsUnknown() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: .loseAnswer)
        await repository.fail(.list, number: 1, with: .unavailable)
        let result = await World.apply(World.plan([try World.desired("a")]), to: repository)
        #expect(result.count(.unknown) == 1)
        #expect(await repository.segments.count == 1)
    }

    @Test func aWriteThatCannotBeReadBackIsUnknownWithItsId() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.read, number: 1, with: .unavailable)
        let result = await World.apply(World.plan([try World.desired("a")]), to: repository)
        #expect(result.count(.unknown) == 1)
        #expect(result.outcomes[0].id == SegmentID("id-of-Segment-a"))
        let remote = try World.observed("1", key: "b", name: "Segment b")
        let second = RepositoryDouble([remote])
        await second.fail(.read, number: 2, with: .unavailable)
        #expect(await World.apply(World.plan([], [remote]), to: second).count(.unknown) == 1)
    }

    @Test func anotherDefinitionOfTheNameIsAFailure() async throws {
        let plan = World.plan([try World.desired("a")])
        let other = try World.observed("1", name: "Segment a")
        let repository = RepositoryDouble([other])
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 1)
        #expect(await repository.segments == [SegmentID("1"): other])
    }

    @Test func whatChangedSinceThePlanIsLeftAlone() async throws {
        let before = try World.observed("1", key: "a", name: "Segment a")
        let plan = World.plan([try World.desired("a", "person.birthYear = 1999")], [before])
        let edited = try World.observed("1", key: "a", name: "Segment a", "person.birthYear = 2000")
        let repository = RepositoryDouble([edited])
        let result = await World.apply(plan, to: repository)
        #expect(result.count(.failed) == 1)
        #expect(await repository.segments[SegmentID("1")] == edited)
        let gone = World.plan([], [before])
        let second = await World.apply(gone, to: repository)
        #expect(second.count(.failed) == 1)
        #expect(await repository.segments[SegmentID("1")] == edited)
    }

    @Test func whatIsAsPlannedAlreadyIsDoneWithoutAWrite() async throws {
        let before = try World.observed("1", key: "a", name: "Segment a")
        let plan = World.plan([try World.desired("a", "person.birthYear = 1999")], [before])
        let repository = RepositoryDouble([
            try World.observed("1", key: "a", name: "Segment a", "person.birthYear = 1999")
        ])
        #expect(await World.apply(plan, to: repository).isComplete)
        #expect(await repository.writes == 0)
    }

    @Test func aWriteThatReadsBackOtherwiseIsAFailureThatNamesTheField() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: .alter)
        let result = await World.apply(World.plan([try World.desired("a", evaluation: .streaming)]), to: repository)
        #expect(result.count(.failed) == 1)
        #expect(result.outcomes[0].message?.contains("evaluation is 'edge' instead of 'streaming'") == true)
    }

    @Test func whatIsNotSeenAtOnceIsLookedForAgain() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: .hideOnce)
        #expect(await World.apply(World.plan([try World.desired("a")]), to: repository).isComplete)
    }

    @Test func aLostAnswerToAnUpdateOrADeleteIsLookedUp() async throws {
        let remote = [
            try World.observed("1", key: "a", name: "Segment a"), try World.observed("2", key: "b", name: "Segment b"),
        ]
        let repository = RepositoryDouble(remote)
        await repository.fail(.update, number: 1, with: .loseAnswer)
        await repository.fail(.delete, number: 1, with: .loseAnswer)
        let plan = World.plan([try World.desired("a", "person.birthYear = 1")], remote)
        #expect(plan.changes.count == 2)
        #expect(await World.apply(plan, to: repository).isComplete)
    }

    @Test func aFailureStopsThoseThatWaitAndNoOthers() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: .refuse)
        let desired = try desiredChain() + [try World.desired("z")]
        let executor = PlanExecutor(repository: repository, journal: JournalDouble(), concurrency: 1, pause: { _ in })
        let result = await executor.run(World.plan(desired), current: [])
        let statuses = Dictionary(uniqueKeysWithValues: result.outcomes.map { ($0.action.key.text, $0.status) })
        #expect(statuses == ["a": .skipped, "b": .skipped, "c": .failed, "z": .done])
    }

    @Test func aServiceThatIsGoneIsNotAskedForEverySegment() async throws {
        let repository = RepositoryDouble()
        for number in 1...100 { await repository.fail(.create, number: number, with: .unavailable) }
        let desired = try (1...50).map { try World.desired("k\($0)") }
        let executor = PlanExecutor(repository: repository, journal: JournalDouble(), concurrency: 1, pause: { _ in })
        let result = await executor.run(World.plan(desired), current: [])
        #expect(result.count(.failed) == 3)
        #expect(result.count(.skipped) == 47)
        #expect(await repository.calls[.create] == 3)
    }

    @Test func aRunThatIsToStopFinishesWhatItBeganAndSkipsTheRest() async throws {
        let repository = RepositoryDouble()
        let desired = try (1...20).map { try World.desired("k\($0)") }
        let finished = Mutex(0)
        let executor = PlanExecutor(
            repository: repository,
            journal: JournalDouble(),
            concurrency: 2,
            pause: { _ in },
            shouldStop: { finished.withLock { $0 >= 3 } },
            report: { outcome in if outcome.status == .done { finished.withLock { $0 += 1 } } }
        )
        let result = await executor.run(World.plan(desired), current: [])
        let done = result.count(.done)
        #expect(done >= 3 && done <= 5)
        #expect(result.count(.skipped) == 20 - done)
        #expect(await repository.segments.count == done)
        #expect(result.outcomes.last { $0.status == .skipped }?.message == "the run was stopped")
    }
}
