import PQLSemantics
import Reconciler
import Segments
import Testing

@Suite struct RollbackTests {
    private func key(_ text: String) throws -> SegmentKey { try #require(SegmentKey(text)) }

    @Test func whatOthersOwnAndWhatTheRunLeftAloneIsNotInThePlan() async throws {
        // Also two that nobody can tell apart do not stand in the way.
        let repository = RepositoryDouble([
            try World.observed("1", key: "old", name: "Old"), try World.observed("2", name: "Stranger"),
        ])
        let journal = try await RollbackWorld.apply(
            [try World.desired("old", name: "Old"), try World.desired("new")],
            to: repository
        )
        await repository.put(try World.observed("3", key: "twice", name: "Twice"))
        await repository.put(try World.observed("4", key: "twice", name: "Twice again"))
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.doings == ["new": "delete"])
    }

    @Test func everyFieldIsRestored() async throws {
        let before = try World.observed(
            "1",
            key: "a",
            name: "Old name",
            text: "old words",
            "person.birthYear = 1901",
            evaluation: .streaming,
            labels: ["C1"],
            tags: ["t-1", "t-3"],
            lifecycle: .inactive,
            protect: true
        )
        let repository = RepositoryDouble([before])
        let wanted = try World.desired(
            "b",
            name: "New name",
            description: "new words",
            "person.birthYear = 1902",
            evaluation: .edge,
            mergePolicy: "Strict",
            ttlInDays: 7,
            labels: ["C2"],
            tags: ["Summer"],
            lifecycle: .published,
            movedFrom: "a"
        )
        let journal = try await RollbackWorld.apply([wanted], to: repository)
        let changed = try #require(await repository.segments[before.id])
        #expect(changed.content.differences(from: before.content).count == ManagedField.ofContent.count - 1)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.doings == ["a": "update"])
        #expect(plan.notes.isEmpty)
        #expect(await World.apply(plan, to: repository).isComplete)
        let after = try #require(await repository.segments[before.id])
        #expect(after.content == before.content)
        #expect(after.stamp?.key.text == "a" && after.stamp?.protect == true)
    }

    @Test func aDeletedSegmentIsMadeAgainAndItsUsersGetItsNewId() async throws {
        let repository = RepositoryDouble()
        let both = [
            try World.desired("a", "inSegment(${segment:b})"), try World.desired("b"),
            try World.desired("c", "inSegment(${segment:a})"),
        ]
        _ = try await RollbackWorld.apply(both, to: repository)
        let before = await repository.all
        let journal = try await RollbackWorld.apply([try World.desired("a")], to: repository)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.doings == ["a": "update", "b": "create", "c": "create"])
        #expect(try plan.action("a").after == [try key("b")])
        #expect(plan.notes.count == 2 && plan.notes[0].contains("'b' is made again with an id of its own"))
        #expect(await World.apply(plan, to: repository).isComplete)
        #expect(RollbackWorld.differences(before: before, after: await repository.all) == [])
    }

    @Test func whatTheRunMadeMayHaveBeenMadeAgainSince() async throws {
        let repository = RepositoryDouble()
        let user = try World.desired("b", "inSegment(${segment:a})")
        var journals: [Journal] = []
        for desired in [[try World.desired("a"), user], [try World.desired("a", name: "Else"), user], []] {
            journals.append(try await RollbackWorld.apply(desired, to: repository))
        }
        for (journal, left) in zip(journals.reversed(), [["id-of-Else", "id-of-Segment-b"], nil, []]) {
            let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
            #expect(!plan.isRefused, "\(RollbackWorld.reasons(plan))")
            #expect(await World.apply(plan, to: repository).isComplete)
            if let left { #expect(await repository.all.map(\.id.text) == left) }
        }
    }

    /// No source says whether a new definition can be a draft, so the plan tries it; where it cannot, the run says so.
    @Test(arguments: [false, true])
    func aDeletedDraftIsADraftAgainOrTheRunFails(publishes: Bool) async throws {
        var manners = ServiceManners()
        manners.ignoresLifecycleOfCreate = publishes
        let draft = try World.observed("1", key: "a", name: "Segment a", lifecycle: .draft)
        let repository = RepositoryDouble([draft], manners: manners)
        let journal = try await RollbackWorld.apply([], to: repository)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.doings == ["a": "create"])
        let result = await World.apply(plan, to: repository)
        #expect(result.isComplete != publishes)
        #expect(result.outcomes[0].message?.hasSuffix("no way from there to 'draft'") == (publishes ? true : nil))
        #expect(await repository.log == [.delete, .create])
        let left = RollbackWorld.differences(before: [draft], after: await repository.all)
        let published = "definition id-of-Segment-a, once 1, has another [\"lifecycle\"]"
        #expect(left == (publishes ? [published] : []))
        // What came out of it is no way to go on from, which the next plan knows.
        let again = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(again.isRefused == publishes && again.changes.isEmpty)
        #expect(try !publishes || again.action("a").blocks.contains { $0.by == .lifecycle })
    }

    @Test func whatStillUsesTheOldIdOfAnotherIsNamed() async throws {
        let stranger = try World.observed("9", name: "Stranger", "inSegment(\"1\")")
        var manners = ServiceManners()
        manners.refusesDeletingUsed = false
        let used = try World.observed("1", key: "a", name: "Segment a")
        let repository = RepositoryDouble([used, stranger], manners: manners)
        let options = PlanOptions(deleteUsed: true, allowEmptyManifests: true)
        let journal = try await RollbackWorld.apply([], to: repository, options: options)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.notes.contains("definition 9, named 'Stranger', still uses 'a' by its old id 1"))
    }

    @Test func aReferenceToWhatIsGoneIsBlocked() async throws {
        let repository = RepositoryDouble([
            try World.observed("1", key: "a", name: "Segment a", "inSegment(\"2\")"),
            try World.observed("2", name: "Stranger"),
        ])
        let journal = try await RollbackWorld.apply([try World.desired("a")], to: repository)
        try await repository.delete(SegmentID("2"), etag: nil)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.doings == ["a": "blocked:unresolved"])
        #expect(plan.blocked[0].blocks[0].reason.contains("definition 2, which is not there any more"))
    }

    @Test func anAdoptedDefinitionStaysManaged() async throws {
        let before = try World.observed("1", name: "Segment a", text: "theirs", builderModel: BuilderModel(json: "{}"))
        let repository = RepositoryDouble([before])
        let options = PlanOptions(adopt: true)
        let wanted = [try World.desired("a", description: "ours", "person.birthYear = 1903", protect: true)]
        let journal = try await RollbackWorld.apply(wanted, to: repository, options: options)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository, options: PlanOptions())
        #expect(plan.doings == ["a": "update"])
        #expect(
            plan.notes == [
                "'a' was taken over by the run; it says again what it said, and stays managed by this project",
                "'a' could be edited in Segment Builder; what it takes for that cannot be had again",
            ]
        )
        #expect(await World.apply(plan, to: repository).isComplete)
        let after = try #require(await repository.segments[before.id])
        #expect(after.content == before.content && after.stamp?.key.text == "a" && after.stamp?.protect == true)
    }

    /// What somebody did to the definitions since the run, and what becomes of undoing it.
    enum Since: CaseIterable { case edited, deleted, unstamped, taken }

    @Test(arguments: Since.allCases)
    func whatChangedSinceTheRunIsBlocked(since: Since) async throws {
        let repository = RepositoryDouble([
            try World.observed("1", key: "updated", name: "Segment updated"),
            try World.observed("2", key: "deleted", name: "Segment deleted"),
        ])
        let wanted = [try World.desired("updated", "person.birthYear = 1902"), try World.desired("made")]
        let journal = try await RollbackWorld.apply(wanted, to: repository)
        for segment in await repository.segments.values {
            var content = segment.content
            content.ttlInDays = 77
            let stamp: OwnershipStamp?
            switch since {
            case .edited: stamp = segment.stamp
            case .unstamped: stamp = nil
            case .taken: stamp = OwnershipStamp(project: "other", key: try key("x"))
            case .deleted:
                try await repository.delete(segment.id, etag: nil)
                continue
            }
            let description = StampedDescription(text: "edited", stamp: stamp)
            await repository.put(ObservedSegment(id: segment.id, content: content, description: description))
        }
        await repository.put(
            try World.observed("3", key: "deleted", name: "Segment deleted", "person.birthYear = 1909")
        )
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        let forced = try await RollbackWorld.plan(
            undoing: journal,
            in: repository,
            options: PlanOptions(overwriteConflicts: true)
        )
        switch since {
        case .edited:
            #expect(
                plan.doings == [
                    "updated": "blocked:conflict", "made": "blocked:conflict", "deleted": "blocked:conflict",
                ]
            )
            #expect(
                plan.blocked[0].blocks[0].reason
                    == "definition 3 changed since the journal's run, last by editor@example.com"
            )
            #expect(forced.doings == ["updated": "update", "made": "delete", "deleted": "update"])
        case .deleted:
            #expect(plan.doings == ["updated": "blocked:conflict", "deleted": "blocked:conflict"])
            #expect(try plan.action("updated").blocks[0].reason == "definition 1 was deleted since the journal's run")
            #expect(forced.doings == ["updated": "create", "deleted": "update"])
        case .unstamped:
            #expect(try plan.action("updated").blocks.contains { $0.by == .ownership })
            #expect(!plan.doings.keys.contains("made"))
            #expect(plan.notes.contains { $0.contains("which the run made as 'made', is not managed by this project") })
            #expect(try forced.action("updated").isBlocked)
        case .taken:
            #expect(try plan.action("updated").blocks.contains { $0.by == .ownership })
            #expect(try forced.action("updated").isBlocked && forced.doings["made"] == nil)
        }
    }

    @Test func theOrdinaryGuardsHold() async throws {
        let repository = RepositoryDouble()
        let wanted = [try World.desired("a"), try World.desired("b", protect: true), try World.desired("c")]
        let journal = try await RollbackWorld.apply(wanted, to: repository)
        await repository.put(
            try World.observed("9", name: "Stranger", "inSegment(\"\(await repository.id(of: "c"))\")")
        )
        let options = PlanOptions(maxDeletes: 2)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository, options: options)
        #expect(try plan.action("b").blocks.contains { $0.by == .protected })
        #expect(try plan.action("c").blocks.contains { $0.by == .dependents })
        #expect((plan.blocks + plan.blocked.flatMap(\.blocks)).contains { $0.by == .maxDeletes })
    }

    /// What the service did with the only write of a run, and what undoing the run does then.
    @Test(arguments: [
        (RepositoryDouble.Trouble.refuse, "noChange"), (.loseAnswer, "delete"), (.loseRequest, "nothing"),
        (.alter, "delete"), (.unavailable, "noChange"), (.hideOnce, "delete"),
    ])
    func aCreateIsUndoneWhereItArrived(trouble: RepositoryDouble.Trouble, verb: String) async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: trouble)
        let journal = try await RollbackWorld.apply([try World.desired("a", evaluation: .streaming)], to: repository)
        // Another run may well have made it since; it is not this one's.
        if verb == "noChange" { await repository.put(try World.observed("1", key: "a", name: "Segment a")) }
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.doings == (verb == "delete" ? ["a": verb] : [:]))
    }

    @Test func whatNobodyKnowsIsToldAndUndone() async throws {
        let repository = RepositoryDouble()
        await repository.fail(.create, number: 1, with: .loseAnswer)
        await repository.fail(.list, number: 2, with: .unavailable)
        let journal = try await RollbackWorld.apply([try World.desired("a")], to: repository)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.doings == ["a": "delete"])
        #expect(
            plan.notes == ["the journal does not tell how the run left 'a'; it is undone as the sandbox has it now"]
        )
    }
}

extension Plan {
    /// What becomes of the segments that the plan is about.
    fileprivate var doings: [String: String] { verbs.filter { $0.value != "noChange" } }
}

extension RepositoryDouble {
    fileprivate func id(of key: String) -> SegmentID {
        segments.values.first { $0.stamp?.key.text == key }?.id ?? SegmentID("none")
    }
}

/// What others did while the run was under way is not undone with it.
@Suite struct RollbackOfRacesTests {
    @Test func anEditThatOvertookAWriteStays() async throws {
        let before = try World.observed("1", key: "a", name: "Segment a")
        let edited = try World.observed("1", key: "a", name: "Segment a", text: "theirs", "person.birthYear = 1907")
        let repository = RepositoryDouble([before])
        await repository.put(edited, beforeWrite: 1)
        await repository.fail(write: 1, with: .loseRequest)
        let journal = try await RollbackWorld.apply([try World.desired("a", "person.birthYear = 1902")], to: repository)
        #expect(journal.steps.count == 2)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.changes.isEmpty, "\(plan.verbs)")
        #expect(await repository.segments[before.id]?.content == edited.content)
    }

    @Test func whatAnotherRunMadeMeanwhileStaysAndIsTold() async throws {
        let repository = RepositoryDouble()
        let theirs = try World.observed("7", key: "a", name: "Segment a", "person.birthYear = 1907")
        await repository.put(theirs, beforeWrite: 1)
        let journal = try await RollbackWorld.apply([try World.desired("a")], to: repository)
        let plan = try await RollbackWorld.plan(undoing: journal, in: repository)
        #expect(plan.doings == [:])
        #expect(plan.notes == ["definition 7 of 'a' may have been made by another run; it stays"])
    }
}
